"""A code of the machine's own on the panel: black on white in every theme, modules of whole pixels.

A phone reads it, so nothing about it follows the look: pure black, pure white, and four modules of
white around it (ISO/IEC 18004), however large or small its place is.
"""

from typing import Final

from PySide6.QtCore import Property, QRect, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import qmlRegisterType
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.views import QML_MODULE

QUIET_MODULES: Final = 4
DARK: Final = "1"
_BLACK, _WHITE = QColor(0, 0, 0), QColor(255, 255, 255)


class ShownCode(QQuickPaintedItem):
    """Draws ``rows`` of modules as large as whole pixels for each let it be, in its middle."""

    rows_changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str] = []
        self.setAntialiasing(False)
        self.setOpaquePainting(True)
        self.setFillColor(_WHITE)

    def _get_rows(self) -> list[str]:
        return self._rows

    def _set_rows(self, rows: list[str]) -> None:
        self._rows = list(rows)
        self.rows_changed.emit()
        self.update()

    rows = Property(list, _get_rows, _set_rows, notify=rows_changed)

    def paint(self, painter: QPainter) -> None:
        """Draw the dark modules on white; the quiet zone is white, too."""
        width, height = round(self.width()), round(self.height())
        painter.fillRect(QRect(0, 0, width, height), _WHITE)
        count = len(self._rows)
        side = min(width, height) // (count + 2 * QUIET_MODULES) if count else 0
        left, top = (width - side * count) // 2, (height - side * count) // 2
        for y, row in enumerate(self._rows):
            for x, module in enumerate(row):
                if module == DARK:
                    area = QRect(left + x * side, top + y * side, side, side)
                    painter.fillRect(area, _BLACK)


def register() -> None:
    """Make the code known to QML."""
    qmlRegisterType(ShownCode, QML_MODULE, 1, 0, "ShownCode")  # type: ignore[call-overload] # the stub says bytes, the library takes str only
