"""What is on the panel, as values: every text, button and picture as it was painted."""

from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem

from tests.ui.stage import Stage, is_button, place
from ui.contract import Panel
from ui.fonts import Face, face_of
from ui.phrases import plain

TAIL = 0.045  # of the pixel size: letters such as g reach so far below a syllable
HOLDERS = ("QuietCard", "ItemCard", "NoticeCard", "OrderStrip", "DigitCell_")


@dataclass(frozen=True)
class Words:
    """A text as it was painted. ``ink`` leaves out the empty part of its lines."""

    text: str
    ink: QRectF
    ink_mm: float
    cut: bool
    holder: QRectF  # the nearest button or card around it


@dataclass(frozen=True)
class Button:
    name: str
    area: QRectF
    enabled: bool
    spoken: str
    role: QAccessible.Role
    words: str


@dataclass(frozen=True)
class Look:
    """What is on the panel, as values: the walk is done once for each screen."""

    panel: Panel
    words: tuple[Words, ...]
    buttons: tuple[Button, ...]
    pictures: tuple[QRectF, ...]
    title_y: float

    @property
    def rect(self) -> QRectF:
        """The whole panel."""
        return QRectF(0, 0, self.panel.width_px, self.panel.height_px)

    def floor_mm(self, y_px: float) -> float:
        """Return how high above the floor a place on the panel is."""
        return self.panel.lower_edge_mm + (self.panel.height_px - y_px) / self.panel.px_per_mm


def look_at(stage: Stage) -> Look:
    """Return what the stage shows now."""
    items = list(stage.items())
    face = face_of(stage.language)
    title = next((item for item in items if item.objectName() == "title"), None)
    return Look(
        panel=stage.panel,
        words=tuple(
            _words(item, stage.panel, face) for item in items if item.inherits("QQuickText")
        ),
        buttons=tuple(_button(item) for item in items if is_button(item)),
        pictures=tuple(_painted(item) for item in items if item.inherits("QQuickImage")),
        title_y=place(title).y() if title else -1,
    )


def tap_areas(stage: Stage) -> tuple[str, ...]:
    """Return what takes taps without a name and a role; to ask that takes as long as a look."""
    items = list(stage.items())
    found: list[QObject] = [item for item in items if item.inherits("QQuickMouseArea")]
    for item in items:
        found += [child for child in item.children() if child.inherits("QQuickTapHandler")]
    return tuple(each.metaObject().className() for each in found)


def cut_off(look: Look) -> list[str]:
    """Return the texts that are cut off or leave their card."""
    return [
        words.text
        for words in look.words
        if words.cut or not words.holder.adjusted(-1, -1, 1, 1).contains(words.ink)
    ]


def on_each_other(look: Look) -> list[str]:
    """Return the texts that lie on another text or on a picture."""
    shown = [each for each in look.words if each.text]
    texts = [
        f"{one.text} on {other.text}"
        for one, other in combinations(shown, 2)
        if one.ink.intersects(other.ink)
    ]
    return texts + [
        f"{words.text} on a picture"
        for words in look.words
        for picture in look.pictures
        if picture.intersects(words.ink.adjusted(2, 0, -2, 0))
    ]


def on_a_button(look: Look) -> list[str]:
    """Return the texts that lie on a button without being its words."""
    return [
        f"{words.text} on {button.name}"
        for words in look.words
        for button in look.buttons
        if words.text and words.holder != button.area and words.ink.intersects(button.area)
    ]


def _words(item: QQuickItem, panel: Panel, face: Face) -> Words:
    pixel_size = item.property("font").pixelSize()
    width, height = item.property("contentWidth"), item.property("contentHeight")
    left = (item.width() - width) / 2 if _centred(item) else 0.0
    above, below = item.property("topPadding"), item.property("bottomPadding")
    top = (item.height() - height + above - below) / 2
    over = pixel_size * (face.middle - face.ink / 2)
    under = pixel_size * (face.line - face.middle - face.ink / 2 - TAIL)
    ink = item.mapRectToScene(QRectF(left, top + over, width, height - over - under))
    wanted = height + above + below
    cut = bool(item.property("truncated")) or width > item.width() + 1 or wanted > item.height() + 1
    ink_mm = pixel_size * face.ink / panel.px_per_mm
    holder = _holder(item, QRectF(0, 0, panel.width_px, panel.height_px))
    return Words(plain(item.property("text")), ink, ink_mm, cut, holder)


def _centred(item: QQuickItem) -> bool:
    """Return whether a text or picture stands in the middle: Python can't read QML's enum."""
    context = QQmlEngine.contextForObject(item)
    found, _ = QQmlExpression(context, item, "horizontalAlignment + 0").evaluate()
    return bool(found == Qt.AlignmentFlag.AlignHCenter.value)


def _holder(item: QQuickItem, outermost: QRectF) -> QRectF:
    parent = item.parentItem()
    while parent is not None:
        kind = parent.metaObject().className()
        if parent.inherits("QQuickAbstractButton") or any(each in kind for each in HOLDERS):
            return place(parent)
        parent = parent.parentItem()
    return outermost


def _button(item: QQuickItem) -> Button:
    spoken = QAccessible.queryAccessibleInterface(item)
    return Button(
        name=item.objectName(),
        area=place(item),
        enabled=item.isEnabled(),
        spoken=plain(spoken.text(QAccessible.Text.Name)),
        role=spoken.role(),
        words=plain(item.property("text")),
    )


def _painted(item: QQuickItem) -> QRectF:
    width, height = item.property("paintedWidth"), item.property("paintedHeight")
    left = (item.width() - width) / 2 if _centred(item) else 0.0
    return item.mapRectToScene(QRectF(left, (item.height() - height) / 2, width, height))
