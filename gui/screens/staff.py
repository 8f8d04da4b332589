"""Shown where no content can be: a calm page that asks for staff, and tells staff what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from data.library import ContentError
from gui.theme.look import Look
from gui.visit.words import Words
from gui.widgets.prose import Prose
from gui.widgets.scroller import Ground


class StaffScreen(Ground):
    """No fault is listed here: `evenhand check` does that for staff, and a patient need not see it."""

    def __init__(self, look: Look, words: Words, error: ContentError, parent: QWidget | None = None) -> None:
        super().__init__(look, "background", parent)
        self.setObjectName("staff")
        self.setWindowTitle(words.say("window.title", screen=words["staff.title"]))
        title = Prose(look, scale="title", bold=True, terms=False)
        title.set_words(words["staff.title"])
        box = QVBoxLayout(self)
        margin = look.em(3)
        box.setContentsMargins(margin, margin, margin, margin)
        box.setSpacing(look.em(1))
        box.addStretch(1)
        box.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (
            words["staff.say"],
            words["staff.help"],
            words.say("staff.code", n=len(error.problems), count=len(error.problems), file=error.where),
        ):
            prose = Prose(look, terms=False)
            prose.set_words(text)
            box.addWidget(prose, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)
