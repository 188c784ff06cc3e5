"""Contact sheets: all screens of one setting side by side, small, each with its name."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from ui.resources import FONT_FAMILY

COLUMNS, COLUMNS_WIDE = 6, 4
THUMB_WIDTH, THUMB_HEIGHT = 324, 576  # three tenths of the panel: a title is still readable
THUMB_WIDTH_WIDE = 494
GAP, CAPTION = 16, 32
BACK, INK = QColor("#6B7178"), QColor("#FFFFFF")


def thumbnail(picture: QImage) -> QImage:
    """Return ``picture`` small enough for a sheet."""
    wide = picture.width() > picture.height()
    return picture.scaled(
        THUMB_WIDTH_WIDE if wide else THUMB_WIDTH,
        THUMB_HEIGHT,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def sheet(pictures: Sequence[tuple[str, QImage]]) -> QImage:
    """Return one picture of all ``pictures`` (name, thumbnail), row by row."""
    cell_width = max((picture.width() for _, picture in pictures), default=THUMB_WIDTH)
    cell_height = max((picture.height() for _, picture in pictures), default=THUMB_HEIGHT)
    columns = COLUMNS_WIDE if cell_width > cell_height else COLUMNS
    rows = -(-len(pictures) // columns)
    width = GAP + columns * (cell_width + GAP)
    height = GAP + rows * (cell_height + CAPTION + GAP)
    drawn = QImage(width, height, QImage.Format.Format_RGB32)
    drawn.fill(BACK)
    painter = QPainter(drawn)
    font = QFont(FONT_FAMILY)
    font.setPixelSize(CAPTION * 2 // 3)
    painter.setFont(font)
    painter.setPen(INK)
    for number, (name, picture) in enumerate(pictures):
        x = GAP + number % columns * (cell_width + GAP)
        y = GAP + number // columns * (cell_height + CAPTION + GAP)
        painter.drawText(QRect(x, y, cell_width, CAPTION), Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawImage(x, y + CAPTION, picture)
    painter.end()
    return drawn
