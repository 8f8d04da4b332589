"""What matters: the checklist in a tab of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.theme.look import Look
from gui.widgets.scroller import Ground


class MattersScreen(Ground):
    """The checklist in a tab of its own."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "background", parent)
        self._box = QVBoxLayout(self)
        look.changed.connect(self.relook)
        self.relook()

    def take_pane(self, pane: QWidget) -> None:
        pane.setMinimumWidth(0)
        pane.setMaximumWidth(16_777_215)
        self._box.addWidget(pane)
        pane.show()

    def relook(self) -> None:
        em = self.look.em
        margin = em(1.5 if self.width() >= em(48) else 0.8)
        self._box.setContentsMargins(margin, em(0.7), margin, 0)

    def resizeEvent(self, _event: object) -> None:
        self.relook()

    def retranslate(self) -> None:
        """The pane has all the words."""

    def refresh(self) -> None:
        """The pane follows the store itself."""
