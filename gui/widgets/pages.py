"""Pages of which one is in view, in all the room there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """Gives the page in view all its room, and asks no page how large it would like to be.

    Qt's own layout asks all pages, also those out of view, at every change in one; and everything around it then.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = self.layout()
        assert layout is not None
        layout.setEnabled(False)

    def setCurrentWidget(self, page: QWidget) -> None:
        page.setGeometry(self.contentsRect())
        # Qt would tell all that is in both pages not to paint, and then that it may; nothing of them is painted until
        # this is done. What comes paints itself.
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        super().setCurrentWidget(page)
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        page = self.currentWidget()
        if page is not None:
            page.setGeometry(self.contentsRect())

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)
