"""A drawing tinted for the scheme and the option, with a description for those who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.theme.look import Look

RATIO = 0.75
"""Height to width of every drawing."""
KEPT = 8
"""How many pictures a drawing keeps, so that going to and fro between options paints nothing anew."""


class Drawing(QLabel):
    """A drawing, `ems` wide at most. To assistive technology it is a graphic named by its description."""

    def __init__(self, look: Look, ems: float, *, ground: str = "surface", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.ems, self.ground = look, ems, ground
        self.drawing: str | None = None
        self.option: int | None = None
        self._painted: dict[tuple[str, int | None, int, int, float], QPixmap] = {}
        # A label with a pixmap is a graphic to assistive technology; what is seen is painted below.
        blank = QPixmap(1, 1)
        blank.fill(Qt.GlobalColor.transparent)
        self.setPixmap(blank)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.relook)
        look.recoloured.connect(self.recolour)

    def show_drawing(self, drawing: str, option: int | None, said: str) -> None:
        """Shows a drawing of `resources/drawings` in the colours of the option at that place; `said` describes it."""
        if (drawing, option) != (self.drawing, self.option):
            self.drawing, self.option = drawing, option
            self.update()
        self.setAccessibleName(said)

    def recolour(self) -> None:
        self._painted.clear()

    def relook(self) -> None:
        self._painted.clear()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(width, self.look.em(self.ems)) * RATIO)

    def sizeHint(self) -> QSize:
        width = self.look.em(self.ems)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = min(self.look.em(self.ems), self.look.em(6))
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: object) -> None:
        if self.drawing is None or self.width() < 2 or self.height() < 2:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture(self.drawing, self.option))
        painter.end()

    def prepare(self, drawing: str, option: int | None) -> None:
        """Paints a drawing that will be shown next, at the present size, so that it is there at once."""
        if self.width() > 1 and self.height() > 1:
            self._picture(drawing, option)

    def _picture(self, drawing: str, option: int | None) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = (drawing, option, self.width(), self.height(), ratio)
        if key not in self._painted:
            if len(self._painted) >= KEPT:
                self._painted.clear()
            self._painted[key] = self._paint(drawing, option, ratio)
        return self._painted[key]

    def _paint(self, drawing: str, option: int | None, ratio: float) -> QPixmap:
        pixmap = QPixmap(QSize(round(self.width() * ratio), round(self.height() * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 0, self.width(), self.height())
        self.look.paint_drawing(painter, drawing, area, option, self.ground)
        painter.end()
        return pixmap
