"""Shown where no content can be: a calm page that asks for staff, and tells staff what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from data.library import ContentError
from gui.theme.look import Look
from gui.visit.words import Words
from gui.widgets.bars import Brand
from gui.widgets.card import Card
from gui.widgets.prose import Prose
from gui.widgets.scroller import Ground

COLUMN_EM = 34.0


class StaffScreen(QMainWindow):
    """No fault is listed here: `evenhand check` does that for staff, and a patient need not see it."""

    def __init__(self, look: Look, words: Words, error: ContentError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("staff")
        self.setWindowTitle(words.say("window.title", screen=words["staff.title"]))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        title, say = Prose(look, scale="title", bold=True, terms=False), Prose(look, terms=False)
        title.set_words(words["staff.title"])
        say.set_words(words["staff.say"])
        aside = Card(look)
        count = len(error.problems)
        first = error.where.removesuffix(" $")
        for text in (words["staff.help"], words.say("staff.code", n=count, count=count, file=first)):
            prose = Prose(look, terms=False)
            prose.set_words(text)
            aside.box.addWidget(prose)
        column = QWidget()
        column.setMaximumWidth(look.em(COLUMN_EM))
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(look.em(1))
        lines.addStretch(2)
        for widget in (Brand(look), title, say):
            lines.addWidget(widget)
        lines.addSpacing(look.em(1))
        lines.addWidget(aside)
        lines.addStretch(3)
        ground = Ground(look)
        margin = look.em(1.5)
        box = QHBoxLayout(ground)
        box.setContentsMargins(margin, margin, margin, margin)
        box.addStretch(1)
        box.addWidget(column, 100)
        box.addStretch(1)
        self.setCentralWidget(ground)
