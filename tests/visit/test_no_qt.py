"""What is said and what a visit is never needs a window."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import importlib, pkgutil, sys
import data, gui.visit
seen = []
for package in (data, gui.visit):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".packs" not in module.name:
            importlib.import_module(module.name)
            seen.append(module.name)
qt = sorted(name for name in sys.modules if name.startswith(("PySide6", "shiboken6")))
print(len(seen), *qt)
"""


def test_no_module_of_data_or_visit_loads_qt() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=60)
    count, *qt = done.stdout.split()
    assert qt == []
    assert int(count) >= 15
