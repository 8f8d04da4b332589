"""PySide6 6.12.0 lost a reference to None at every call without a return value: see docs/decisions/001."""

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont


def test_calls_without_a_return_value_keep_the_count_of_none() -> None:
    font, thing = QFont(), QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        font.setBold(True)
        thing.setObjectName("a")
    assert abs(sys.getrefcount(None) - before) < 100
