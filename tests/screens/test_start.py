"""Start says how far its content is to be trusted."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gui.models.store import Store
from gui.screens.start import StartScreen
from gui.visit.words import load_words
from gui.widgets.prose import Prose
from tests.windows import PACKS, load_pack, make_look, settle

WORDS = load_words("en")


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("late", [False, True])
def test_past_its_review_date_the_first_page_says_so_first_and_locks_nothing(
    qtbot: QtBot, pack: str, late: bool
) -> None:
    made = load_pack(pack)
    day = datetime.date.today() + datetime.timedelta(days=-1 if late else 1)
    made = replace(made, structure=made.structure.model_copy(update={"review_by": day}))
    look, store = make_look(size="default"), Store(made, WORDS)
    screen = StartScreen(look, WORDS, store)
    look.setParent(screen)
    store.setParent(screen)
    qtbot.addWidget(screen)
    screen.resize(1920, 924)
    screen.refresh()
    with qtbot.waitExposed(screen):
        screen.show()
    settle()
    said = [prose.text() for prose in screen.intro.findChildren(Prose) if prose.isVisible()]
    opening = list(made.texts.intro.say)
    assert said == ([made.texts.about.after_review_by] if late else []) + opening
    assert all(card.isEnabled() for card in screen.reason_cards)
