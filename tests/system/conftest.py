"""Everything here acts on the real program from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.outside import Desktop, desktops

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.system)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """Makes screens: desktop(size=(1920, 1080), dpi=92, wm="openbox" or None) → Screen; ends them after the test."""
    yield from desktops()
