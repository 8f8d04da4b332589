"""The table of signs: whatever its width, no word of a statement is cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.visit import state
from gui.visit.state import Weight
from gui.widgets.prose import Prose
from gui.widgets.says import Table
from tests.windows import load_pack, make_look, open_window, settle


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    window = open_window(qtbot, load_pack("built-in"))
    store = window.store
    for statement in store.pack.structure.statements[:4]:
        store.apply(state.Tick(statement.id, Weight.A_LOT))
    # A window of its own would not become narrower than what is in it.
    holder = QWidget()
    qtbot.addWidget(holder)
    table = Table(make_look(), window.words, holder)
    table.resize(400, 2000)
    table.put(store.now.says, store.now.columns)
    holder.show()
    settle()
    yield table


def test_at_every_width_each_statement_has_room(table: Table) -> None:
    stacked = set()
    for ems in range(12, 36):
        table.resize(table.look.em(ems / 1.5), 2000)
        settle()
        stacked.add(table._stacked)
        labels = [prose for prose in table.findChildren(Prose) if prose.isVisible()]
        assert len(labels) == 4
        for prose in labels:
            assert prose.width() >= prose.minimumSizeHint().width(), (ems, prose.text())
            assert prose.height() >= prose.heightForWidth(prose.width()), (ems, prose.text())
    assert stacked == {True, False}
