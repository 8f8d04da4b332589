"""`python -m data.checks [PACK] [--json]`: checks a pack; 1 if it cannot be used."""

from __future__ import annotations

import argparse
import json
import sys

from data.checks.report import report
from data.library import built_in


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m data.checks", description="Checks a content pack.")
    parser.add_argument("pack", nargs="?", help="id of a pack, or path of its folder; the built-in pack if left out")
    parser.add_argument("--json", action="store_true", help="for machines")
    arguments = parser.parse_args()
    found = report(arguments.pack or built_in())
    text = json.dumps(found.as_json(), indent=1, ensure_ascii=False) if arguments.json else found.as_text()
    sys.stdout.write(text + "\n")
    return 0 if found.good else 1


if __name__ == "__main__":
    sys.exit(main())
