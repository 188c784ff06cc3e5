"""What is on the panel, as values: every text, button and picture as it was painted."""

from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem

from tests.ui.stage import Stage, place
from ui.gallery import PANEL
from ui.panel import INK_OF_PIXEL_SIZE

PX_PER_MM = PANEL.px_per_mm
PANEL_RECT = QRectF(0, 0, PANEL.width_px, PANEL.height_px)
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

    words: tuple[Words, ...]
    buttons: tuple[Button, ...]
    pictures: tuple[QRectF, ...]
    title_y: float
    untouchable: tuple[str, ...]  # tap areas without a name and a role


def look_at(stage: Stage) -> Look:
    """Return what the stage shows now."""
    items = list(stage.items())
    title = next((item for item in items if item.objectName() == "title"), None)
    return Look(
        words=tuple(_words(item) for item in items if item.inherits("QQuickText")),
        buttons=tuple(_button(item) for item in stage.buttons()),
        pictures=tuple(_painted(item) for item in items if item.inherits("QQuickImage")),
        title_y=place(title).y() if title else -1,
        untouchable=tuple(_tap_areas(items)),
    )


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


def _words(item: QQuickItem) -> Words:
    pixel_size = item.property("font").pixelSize()
    width, height = item.property("contentWidth"), item.property("contentHeight")
    left = (item.width() - width) / 2 if _centred(item) else 0.0
    top, empty = (item.height() - height) / 2, pixel_size * 0.12
    ink = item.mapRectToScene(QRectF(left, top + empty, width, height - 2 * empty))
    cut = bool(item.property("truncated")) or width > item.width() + 1 or height > item.height() + 1
    ink_mm = pixel_size * INK_OF_PIXEL_SIZE / PX_PER_MM
    return Words(item.property("text"), ink, ink_mm, cut, _holder(item))


def _centred(item: QQuickItem) -> bool:
    """Return whether a text or picture stands in the middle: Python can't read QML's enum."""
    context = QQmlEngine.contextForObject(item)
    found, _ = QQmlExpression(context, item, "horizontalAlignment + 0").evaluate()
    return bool(found == Qt.AlignmentFlag.AlignHCenter.value)


def _holder(item: QQuickItem) -> QRectF:
    parent = item.parentItem()
    while parent is not None:
        kind = parent.metaObject().className()
        if parent.inherits("QQuickAbstractButton") or any(each in kind for each in HOLDERS):
            return place(parent)
        parent = parent.parentItem()
    return PANEL_RECT


def _button(item: QQuickItem) -> Button:
    spoken = QAccessible.queryAccessibleInterface(item)
    return Button(
        name=item.objectName(),
        area=place(item),
        enabled=item.isEnabled(),
        spoken=spoken.text(QAccessible.Text.Name),
        role=spoken.role(),
        words=item.property("text"),
    )


def _painted(item: QQuickItem) -> QRectF:
    width, height = item.property("paintedWidth"), item.property("paintedHeight")
    left = (item.width() - width) / 2 if _centred(item) else 0.0
    return item.mapRectToScene(QRectF(left, (item.height() - height) / 2, width, height))


def _tap_areas(items: list[QQuickItem]) -> list[str]:
    found: list[QObject] = [item for item in items if item.inherits("QQuickMouseArea")]
    for item in items:
        found += [child for child in item.children() if child.inherits("QQuickTapHandler")]
    return [each.metaObject().className() for each in found]
