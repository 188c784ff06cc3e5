"""Pictures by name: own vectors from ``assets/pictures``, drawn at the size that is asked for.

QML asks for ``image://pictures/THEME/TINT/NAME``. THEME is "light" or "contrast": a picture with a
``-contrast`` twin is swapped for it. A place far wider than high takes the ``-wide`` twin: at that
size a whole machine no longer teaches, its code window does. TINT is ``RRGGBB`` for an icon that
takes the colour of its words, or ``own``. A name without a picture gets a quiet placeholder, never
a hole or a warning.

High contrast is black: there the pale ground of a scene would glare and its dark outlines vanish.
So the ground is left out and everything drawn gets a light rim.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

PROVIDER = "pictures"
_USUAL_SIZE_PX = 256  # where QML names no size
_WIDE = 2.2  # a place this many times wider than high takes a picture's wide twin
_LARGEST_PX = 4096  # more than any panel is high
_KEPT = 96  # drawn pictures: all sizes of one facility's screens in a few settings, some 40 MB
_OUTLINE = b"#2B3038"  # of all that is drawn, not of icons and coins
_GROUND = re.compile(rb'<[a-z]+ [^>]*fill="#E3EAF3"/>|<ellipse [^>]*fill="#C3CFDD"/>')  # and shadow
_BEAM = re.compile(rb"<polygon[^>]*fill-opacity[^>]*/>")  # light has no rim
_RIM = 0.01  # of the height
_AROUND = [(1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7)]
_GREY = {"light": "#8A9199", "contrast": "#FFFFFF"}


class PictureProvider(QQuickImageProvider):
    """Draws the named vectors. ``read`` returns a picture's SVG bytes, or None if it has none."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._read = read
        self._drawn = lru_cache(maxsize=_KEPT)(self._draw_named)

    def requestImage(self, id_: str, size: QSize, wanted: QSize) -> QImage:  # noqa: N802 - Qt's name
        """Return the picture of the id, fitted into ``wanted`` pixels; ``size`` gets its size."""
        room = _limit(wanted)
        image = self._drawn(id_, room.width(), room.height())
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image

    def _draw_named(self, id_: str, width: int, height: int) -> QImage:
        theme, tint, name = id_.split("/", 2)
        room = QSize(width, height)
        data = self._find(theme, name, wide=width > _WIDE * height)
        if data is None:
            image = _placeholder(room, theme)
        elif theme == "contrast" and _OUTLINE in data:
            image = _on_black(data, room)
        else:
            image = _draw(data, room)
        return image if tint == "own" else _tinted(image, QColor(f"#{tint}"))

    def _find(self, theme: str, name: str, *, wide: bool) -> bytes | None:
        twins = ["wide"] * wide + ["contrast"] * (theme == "contrast")
        found = (self._read(each) for each in (*(f"{name}-{twin}" for twin in twins), name))
        return next((data for data in found if data is not None), None)


def _limit(wanted: QSize) -> QSize:
    """Return a size that can be drawn: QML gives -1 or 0 where it does not care."""
    width = wanted.width() if wanted.width() > 0 else wanted.height()
    height = wanted.height() if wanted.height() > 0 else wanted.width()
    if width <= 0:
        return QSize(_USUAL_SIZE_PX, _USUAL_SIZE_PX)
    return QSize(min(width, _LARGEST_PX), min(height, _LARGEST_PX))


def _blank(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _draw(data: bytes, room: QSize) -> QImage:
    renderer = QSvgRenderer(QByteArray(data))
    own = renderer.defaultSize()
    image = _blank(own.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def _on_black(data: bytes, room: QSize) -> QImage:
    drawn = _GROUND.sub(b"", data)
    image = _draw(drawn, room)
    shape = _tinted(_draw(_BEAM.sub(b"", drawn), room), QColor(_GREY["contrast"]))
    whole = _blank(image.size())
    rim = max(1.0, image.height() * _RIM)
    painter = QPainter(whole)
    for across, down in _AROUND:
        painter.drawImage(QPointF(across * rim, down * rim), shape)
    painter.drawImage(0, 0, image)
    painter.end()
    return whole


def _tinted(image: QImage, colour: QColor) -> QImage:
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), colour)
    painter.end()
    return image


def _placeholder(size: QSize, theme: str) -> QImage:
    """Return an empty plate: says that a picture belongs here without saying anything else."""
    side = min(size.width(), size.height())
    image = _blank(QSize(side, side))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(_GREY[theme]), max(2.0, side * 0.02)))
    for inset in (0.12 * side, 0.26 * side):
        painter.drawEllipse(QRectF(image.rect()).adjusted(inset, inset, -inset, -inset))
    painter.end()
    return image
