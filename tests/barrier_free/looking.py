"""A screen as it was painted, with what the criteria ask for beyond ``tests.ui.looking``."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QEvent, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from tests.ui.looking import Look as Seen
from tests.ui.looking import look_at
from tests.ui.stage import Stage, place
from ui.contract import Screen, Setting

Grey = npt.NDArray[np.float64]
AROUND_PX, INTO_PX = 4, 8  # how far beside an edge is looked for what it stands out from
ICON = "icon-"
_LINEAR = np.array(
    [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in np.arange(256) / 255]
)


@dataclass(frozen=True)
class Shade:
    """How something stands out from what is really behind it: a ratio of 1 to 21.

    ``what``: "text", "icon" or "edge". ``hues`` of a text and its ground in degrees, -1 for grey.
    """

    what: str
    name: str
    ratio: float
    hues: tuple[int, int] = (-1, -1)
    enabled: bool = True


@dataclass(frozen=True)
class Look:
    """One screen in one setting on one panel. ``bare``: controls that show no word at all."""

    name: str
    setting: Setting
    screen: Screen
    seen: Seen
    shades: tuple[Shade, ...] = ()
    bare: tuple[str, ...] = ()
    scrollers: tuple[str, ...] = ()
    popups: tuple[str, ...] = ()
    icons: int = 0

    @property
    def mm(self) -> float:
        """Pixels in a millimetre."""
        return self.seen.panel.px_per_mm

    @property
    def lying(self) -> bool:
        """Whether the panel is wider than high."""
        return self.seen.panel.width_px > self.seen.panel.height_px


def see(stage: Stage, name: str, screen: Screen, setting: Setting) -> Look:
    """Show a screen and return what is there."""
    stage.show_screen(screen, setting)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # of screens before
    items = list(stage.items())
    picture = stage.window.grabWindow()
    icons = [item for item in items if item.inherits("QQuickImage") and ICON in _source(item)]
    return Look(
        name=name,
        setting=setting,
        screen=screen,
        seen=look_at(stage),
        shades=tuple(_shades(stage, items, icons, picture)),
        bare=tuple(it.objectName() for it in stage.buttons() if not _worded(it)),
        scrollers=tuple(_kind(item) for item in items if item.inherits("QQuickFlickable")),
        popups=tuple(_kind(item) for item in items if "Popup" in _kind(item)),
        icons=len(icons),
    )


def ratio(one: float, other: float) -> float:
    """Return WCAG's contrast of two luminances."""
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


def greys(picture: QImage) -> Grey:
    """Return WCAG's luminance of every pixel."""
    rgb = picture.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    pixels = rows[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3)
    found: Grey = _LINEAR[pixels] @ np.array([0.2126, 0.7152, 0.0722])
    return found


def _shades(
    stage: Stage, items: list[QQuickItem], icons: list[QQuickItem], picture: QImage
) -> list[Shade]:
    grey = greys(picture)
    found: list[Shade] = []
    for item in items:
        if item.inherits("QQuickText") and item.property("text"):
            ground, far = _ground(_crop(grey, place(item)))
            colour = QColor(item.property("color"))
            painted = min(ratio(far, ground), ratio(_luminance(colour), ground))
            behind = _ground_colour(picture, place(item))
            hues = (_hue(colour), _hue(behind))
            found.append(Shade("text", item.property("text"), painted, hues, item.isEnabled()))
    for item in icons:
        ground, far = _ground(_crop(grey, place(item)))
        found.append(Shade("icon", _source(item), ratio(far, ground), (-1, -1), item.isEnabled()))
    for item in stage.buttons():
        found.append(
            Shade("edge", item.objectName(), _edge(grey, place(item)), (-1, -1), item.isEnabled())
        )
    return found


def _crop(grey: Grey, area: QRectF) -> Grey:
    left, top = max(int(area.left()), 0), max(int(area.top()), 0)
    return grey[top : max(int(area.bottom()), top + 1), left : max(int(area.right()), left + 1)]


def _ground(part: Grey) -> tuple[float, float]:
    """Return the luminance that most of a part has, and the one farthest from it."""
    if part.size == 0:
        return 0.0, 0.0
    steps = np.bincount((part.ravel() * 1000).astype(int))
    ground = float(np.argmax(steps)) / 1000
    far = max((float(part.min()), float(part.max())), key=lambda one: ratio(one, ground))
    return ground, far


def _ground_colour(picture: QImage, area: QRectF) -> QColor:
    """Return the colour at the corner of a text, where no letter stands."""
    return picture.pixelColor(
        min(max(int(area.left()) - 1, 0), picture.width() - 1),
        min(max(int(area.top()), 0), picture.height() - 1),
    )


def _edge(grey: Grey, area: QRectF) -> float:
    """Return how the left edge of a button stands out from what is beside it."""
    y = min(int(area.center().y()), grey.shape[0] - 1)
    left = max(int(area.left()), AROUND_PX)
    row = grey[y, left - AROUND_PX : left + INTO_PX]
    return max(ratio(float(row[0]), float(one)) for one in row)


def _luminance(colour: QColor) -> float:
    rgb = np.array([colour.red(), colour.green(), colour.blue()])
    return float(_LINEAR[rgb] @ np.array([0.2126, 0.7152, 0.0722]))


def _hue(colour: QColor) -> int:
    grey = colour.saturationF() < 0.25 or colour.valueF() < 0.2
    return -1 if grey else colour.hue()


def _worded(button: QQuickItem) -> bool:
    texts = [button]
    while texts:
        item = texts.pop()
        if item.inherits("QQuickText") and item.isVisible() and item.property("text"):
            return True
        texts += item.childItems()
    return False


def _source(item: QQuickItem) -> str:
    return str(item.property("source").toString())


def _kind(item: QQuickItem) -> str:
    return item.metaObject().className()
