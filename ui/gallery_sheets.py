"""Contact sheets: all screens of one setting side by side, small, each with its name."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from ui.resources import FONT_FAMILY

COLUMNS = 6
THUMB_WIDTH, THUMB_HEIGHT = 324, 576  # three tenths of the panel: a title is still readable
GAP, CAPTION = 16, 32
BACK, INK = QColor("#6B7178"), QColor("#FFFFFF")


def thumbnail(picture: QImage) -> QImage:
    """Return ``picture`` small enough for a sheet."""
    return picture.scaled(
        THUMB_WIDTH,
        THUMB_HEIGHT,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def sheet(pictures: Sequence[tuple[str, QImage]]) -> QImage:
    """Return one picture of all ``pictures`` (name, thumbnail), row by row."""
    rows = -(-len(pictures) // COLUMNS)
    width = GAP + COLUMNS * (THUMB_WIDTH + GAP)
    height = GAP + rows * (THUMB_HEIGHT + CAPTION + GAP)
    drawn = QImage(width, height, QImage.Format.Format_RGB32)
    drawn.fill(BACK)
    painter = QPainter(drawn)
    font = QFont(FONT_FAMILY)
    font.setPixelSize(CAPTION * 2 // 3)
    painter.setFont(font)
    painter.setPen(INK)
    for number, (name, picture) in enumerate(pictures):
        x = GAP + number % COLUMNS * (THUMB_WIDTH + GAP)
        y = GAP + number // COLUMNS * (THUMB_HEIGHT + CAPTION + GAP)
        painter.drawText(QRect(x, y, THUMB_WIDTH, CAPTION), Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawImage(x, y + CAPTION, picture)
    painter.end()
    return drawn
