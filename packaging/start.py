"""Where the built program begins; everything is in gui.__main__."""

import sys

from gui.__main__ import main

sys.exit(main())
