"""A screen as it was painted, with what the criteria ask for beyond ``tests.ui.looking``."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from drivers.engines import read_zxing
from tests.ui.looking import Look as Seen
from tests.ui.looking import look_at, tap_areas
from tests.ui.stage import Stage, place
from ui.contract import Screen, Setting

Grey = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]
AROUND_PX, INTO_PX = 4, 8  # how far beside an edge is looked for what it stands out from
ICON = "icon-"
_LINEAR = np.array(
    [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in np.arange(256) / 255]
)
_PARTS = [_LINEAR * part for part in (0.0722, 0.7152, 0.2126)]  # of blue, green and red: as Qt lies


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
class OwnCode:
    """The machine's own code as a phone reads it from the picture; ``mm`` without its white."""

    text: str
    mm: float
    area: QRectF


@dataclass(frozen=True)
class Look:
    """One screen in one setting on one panel. ``bare``: controls that show no word at all.

    ``untouchable``: what takes taps without a name and a role.
    """

    name: str
    setting: Setting
    screen: Screen
    seen: Seen
    untouchable: tuple[str, ...] = ()
    shades: tuple[Shade, ...] = ()
    bare: tuple[str, ...] = ()
    scrollers: tuple[str, ...] = ()
    popups: tuple[str, ...] = ()
    icons: int = 0
    preview: QRectF = field(default_factory=QRectF)  # where the camera's picture is
    own_code: OwnCode | None = None

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
    items = list(stage.items())
    picture = stage.window.grabWindow()
    icons = [item for item in items if item.inherits("QQuickImage") and ICON in _source(item)]
    return Look(
        name=name,
        setting=setting,
        screen=screen,
        seen=look_at(stage),
        untouchable=tap_areas(stage),
        shades=tuple(_shades(stage, items, icons, picture)),
        bare=tuple(it.objectName() for it in stage.buttons() if not _worded(it)),
        scrollers=tuple(_kind(item) for item in items if item.inherits("QQuickFlickable")),
        popups=tuple(_kind(item) for item in items if "Popup" in _kind(item)),
        icons=len(icons),
        preview=next((place(it) for it in items if it.objectName() == "preview"), QRectF()),
        own_code=_own_code(stage, items, picture),
    )


def _own_code(stage: Stage, items: list[QQuickItem], picture: QImage) -> OwnCode | None:
    """Read the machine's own code from the whole picture; None where there is none to be read."""
    item = next((it for it in items if it.objectName() == "shown-code"), None)
    if item is None:
        return None
    area = place(item)
    for found in read_zxing(np.ascontiguousarray(pixels(picture)[..., 1])):
        xs, ys = zip(*found.corners, strict=True)
        if area.contains(QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))):
            return OwnCode(found.text, (max(xs) - min(xs)) / stage.panel.px_per_mm, area)
    return None


def ratio(one: float, other: float) -> float:
    """Return WCAG's contrast of two luminances."""
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


def pixels(picture: QImage) -> Pixels:
    """Return a copy of blue, green, red and the spare byte of every pixel."""
    rgb = picture.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(rgb.constBits(), np.uint8)
    return flat.reshape(rgb.height(), rgb.width(), 4).copy()


def greys(part: Pixels) -> Grey:
    """Return WCAG's luminance of every pixel."""
    found: Grey = _PARTS[0][part[..., 0]] + _PARTS[1][part[..., 1]] + _PARTS[2][part[..., 2]]
    return found


def _shades(
    stage: Stage, items: list[QQuickItem], icons: list[QQuickItem], picture: QImage
) -> list[Shade]:
    painted = pixels(picture)
    found: list[Shade] = []
    for item in items:
        if item.inherits("QQuickText") and item.property("text"):
            ground, far = _ground(crop(painted, place(item)))
            colour = QColor(item.property("color"))
            seen = min(ratio(far, ground), ratio(_luminance(colour), ground))
            behind = _ground_colour(picture, place(item))
            hues = (_hue(colour), _hue(behind))
            found.append(Shade("text", item.property("text"), seen, hues, item.isEnabled()))
    for item in icons:
        ground, far = _ground(crop(painted, place(item)))
        found.append(Shade("icon", _source(item), ratio(far, ground), (-1, -1), item.isEnabled()))
    for item in stage.buttons():
        found.append(
            Shade(
                "edge", item.objectName(), _edge(painted, place(item)), (-1, -1), item.isEnabled()
            )
        )
    return found


def crop(painted: Pixels, area: QRectF) -> Grey:
    """Return the luminance of a part of what was painted; all of it would take long."""
    left, top = max(int(area.left()), 0), max(int(area.top()), 0)
    right, bottom = max(int(area.right()), left + 1), max(int(area.bottom()), top + 1)
    return greys(painted[top:bottom, left:right])


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


def _edge(painted: Pixels, area: QRectF) -> float:
    """Return how the left edge of a button stands out from what is beside it."""
    y = min(int(area.center().y()), painted.shape[0] - 1)
    left = max(int(area.left()), AROUND_PX)
    row = greys(painted[y, left - AROUND_PX : left + INTO_PX])
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
