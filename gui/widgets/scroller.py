"""An upright scroll area: one finger, keys, a bar that can be seen, and a large "More" button; never sideways."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from gui.theme.look import Look
from gui.widgets.buttons import Button
from gui.widgets.scrollbar import SlimBar

ANY_WIDTH = 16_777_215
"""What Qt calls no limit."""


class Ground(QWidget):
    """A page that paints its ground in one role of the look."""

    def __init__(self, look: Look, role: str = "background", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.role = look, role
        look.changed.connect(self.update)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour(self.role))
        painter.end()


class Upright(QScrollArea):
    """A scroll area as wide as its content, scrolled by finger, wheel and keys, that follows the focus."""

    def __init__(self, look: Look, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        prepare(self, look)
        self.setWidgetResizable(True)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        content = self.widget()
        if new is not None and content is not None and content.isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, self.look.em(1.2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows belong to whoever walks through what can be touched; the view follows the focus.
        if not scroll_keys(self, event):
            event.ignore()

    def takeWidget(self) -> QWidget:
        """Gives the content away, free to be as wide as its new place."""
        content = super().takeWidget()
        content.setMaximumWidth(ANY_WIDTH)
        return content

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        content = self.widget()
        if content is not None:
            content.setMaximumWidth(self.viewport().width())


def prepare(area: QAbstractScrollArea, look: Look) -> None:
    """No frame, no sideways bar, our own upright bar, kinetic scrolling by touch."""
    area.setVerticalScrollBar(SlimBar(look))
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    area.viewport().setAutoFillBackground(False)
    if isinstance(area, QAbstractItemView):
        area.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)


class WithMore(QWidget):
    """A scroll area with a large button below it that leads on as long as there is more; `aside` stands at its left."""

    def __init__(
        self,
        look: Look,
        area: QAbstractScrollArea,
        name: str,
        aside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.area = look, area
        self.more = Button(look, name, icon="open", icon_after=True, parent=self)
        self.more.clicked.connect(self._on)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(area, 1)
        self.line = line = QHBoxLayout()
        if aside is not None:
            line.addWidget(aside)
        line.addStretch(1)
        line.addWidget(self.more)
        line.addStretch(1)
        box.addLayout(line)
        self._box = box
        # Children are heard in this order: first what is read, then the way on.
        self.more.raise_()
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(self._check)
        bar.valueChanged.connect(self._check)
        area.viewport().installEventFilter(self)
        look.changed.connect(self.relook)
        self.relook()
        self._check()

    def relook(self) -> None:
        room = self.look.em(0.25)
        self._box.setSpacing(room)
        self._box.setContentsMargins(0, 0, 0, room)

    def set_words(self, text: str) -> None:
        self.more.set_words(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._check()
        return super().eventFilter(watched, event)

    def customEvent(self, _event: QEvent) -> None:
        self._box.invalidate()
        self._box.activate()

    def _on(self) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + max(1, round(self.area.viewport().height() * 0.85)))

    def _check(self) -> None:
        # The button keeps its place once there is anything to scroll, so that the text does not jump at the end.
        bar = self.area.verticalScrollBar()
        if self.more.isHidden() == (bar.maximum() > 0):
            self.more.setVisible(bar.maximum() > 0)
            # This may have been called amid laying out, and what was under way would be completed with the old sizes.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        at_end = bar.value() >= bar.maximum()
        if at_end and self.more.hasFocus():
            self.more.setEnabled(True)
        else:
            self.more.setEnabled(not at_end)


def scroll_keys(area: QAbstractScrollArea, event: QKeyEvent) -> bool:
    """Page Up and Page Down scroll by a view; True if the key was one of them."""
    bar = area.verticalScrollBar()
    step = max(1, round(area.viewport().height() * 0.85))
    if event.key() == Qt.Key.Key_PageDown:
        bar.setValue(bar.value() + step)
    elif event.key() == Qt.Key.Key_PageUp:
        bar.setValue(bar.value() - step)
    else:
        return False
    return True
