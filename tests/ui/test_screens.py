"""Every example of every screen in every setting: whole words, large targets, room between them."""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pytest
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem

from tests.ui.stage import Stage, place
from ui.bridge import all_settings
from ui.contract import Setting
from ui.gallery import PANEL, screens, setting_name
from ui.panel import INK_OF_PIXEL_SIZE, REACH_BOTTOM_MM, REACH_TOP_MM, SIGHT_TOP_MM

PX_PER_MM = PANEL.px_per_mm
PANEL_RECT = QRectF(0, 0, PANEL.width_px, PANEL.height_px)
CASES = [
    pytest.param(setting, name, id=f"{setting_name(setting)}-{name}")
    for setting in all_settings()
    for name in screens(setting)
]
every_screen = pytest.mark.parametrize(("setting", "name"), CASES)
every_setting = pytest.mark.parametrize("setting", all_settings(), ids=setting_name)
ALWAYS = {"back", "start-over", "call-staff", "aid:larger", "aid:contrast", "aid:low"}
HOLDERS = ("QuietCard", "ItemCard", "NoticeCard", "OrderStrip", "DigitCell_")
TAP_AREAS = ("QQuickMouseArea", "QQuickTapHandler", "QQuickMultiPointTouchArea")


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


@cache
def _look(stage: Stage, setting: Setting, name: str) -> Look:
    stage.show(name, setting)
    items = list(stage.items())
    title = next((item for item in items if item.objectName() == "title"), None)
    return Look(
        words=tuple(_words(item) for item in items if item.inherits("QQuickText")),
        buttons=tuple(_button(item) for item in stage.buttons()),
        pictures=tuple(_painted(item) for item in items if item.inherits("QQuickImage")),
        title_y=place(title).y() if title else -1,
        untouchable=tuple(_tap_areas(items)),
    )


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


def _gap_px(one: QRectF, other: QRectF) -> float:
    across = max(one.left() - other.right(), other.left() - one.right())
    down = max(one.top() - other.bottom(), other.top() - one.bottom())
    return max(across, down)


def _floor_mm(y_px: float) -> float:
    """Return how high above the floor a place on the panel is."""
    return PANEL.lower_edge_mm + (PANEL.height_px - y_px) / PX_PER_MM


@every_screen
def test_no_text_is_cut_off_or_leaves_its_card(stage: Stage, setting: Setting, name: str) -> None:
    for words in _look(stage, setting, name).words:
        assert not words.cut, words.text
        assert words.holder.adjusted(-1, -1, 1, 1).contains(words.ink), words.text


@every_screen
def test_no_text_lies_on_another_or_on_a_picture(stage: Stage, setting: Setting, name: str) -> None:
    look = _look(stage, setting, name)
    for one, other in combinations([each for each in look.words if each.text], 2):
        assert not one.ink.intersects(other.ink), (one.text, other.text)
    for words in look.words:
        inner = words.ink.adjusted(2, 0, -2, 0)
        assert not any(picture.intersects(inner) for picture in look.pictures), words.text


@every_screen
def test_no_text_lies_under_a_button_it_does_not_belong_to(
    stage: Stage, setting: Setting, name: str
) -> None:
    look = _look(stage, setting, name)
    for words in look.words:
        for button in look.buttons:
            inside = button.area.contains(words.ink.center())
            assert inside or not button.area.intersects(words.ink), (words.text, button.name)


@every_screen
def test_hangul_is_large_enough_to_read(stage: Stage, setting: Setting, name: str) -> None:
    least_mm = 13.9 if setting.larger else 8.3
    for words in _look(stage, setting, name).words:
        assert words.ink_mm >= least_mm, words.text


@every_screen
def test_what_can_be_pressed_is_large_and_apart(stage: Stage, setting: Setting, name: str) -> None:
    buttons = _look(stage, setting, name).buttons
    for button in buttons:
        least_mm = 20 if button.name == "lead" else 16
        assert min(button.area.width(), button.area.height()) >= least_mm * PX_PER_MM, button.name
        assert PANEL_RECT.contains(button.area), button.name
    for one, other in combinations(buttons, 2):
        assert _gap_px(one.area, other.area) >= 4.9 * PX_PER_MM, (one.name, other.name)


@every_screen
def test_every_button_has_a_name_that_holds_its_words_and_a_role(
    stage: Stage, setting: Setting, name: str
) -> None:
    look = _look(stage, setting, name)
    assert look.untouchable == ()
    for button in look.buttons:
        assert button.name, button.words
        assert button.spoken, button.name
        assert button.role == QAccessible.Role.Button, button.name
        assert button.words in button.spoken, button.name


@every_screen
def test_the_aids_and_the_bar_are_on_every_screen_at_the_same_place(
    stage: Stage, setting: Setting, name: str
) -> None:
    first, look = _look(stage, setting, "start"), _look(stage, setting, name)
    usual = {each.name: each.area for each in first.buttons}
    here = {each.name: each.area for each in look.buttons}
    assert here.keys() >= ALWAYS
    assert all(here[each] == usual[each] for each in ALWAYS)


@every_setting
def test_title_and_leading_button_never_move(stage: Stage, setting: Setting) -> None:
    looks = [_look(stage, setting, name) for name in screens(setting)]
    titles = {look.title_y for look in looks if look.title_y >= 0}
    leads = [each.area for look in looks for each in look.buttons if each.name == "lead"]
    assert len(titles) == 1
    assert len(leads) > 5
    assert all(area == leads[0] for area in leads)


@every_screen
def test_low_mode_keeps_all_that_is_touched_within_reach(
    stage: Stage, setting: Setting, name: str
) -> None:
    for button in _look(stage, setting, name).buttons:
        assert _floor_mm(button.area.bottom()) >= REACH_BOTTOM_MM, button.name
        if setting.low:
            assert _floor_mm(button.area.top()) <= REACH_TOP_MM, button.name


@every_screen
def test_nothing_to_read_stands_too_high(stage: Stage, setting: Setting, name: str) -> None:
    for words in _look(stage, setting, name).words:
        assert _floor_mm(words.ink.top()) <= SIGHT_TOP_MM, words.text


@every_setting
def test_every_text_of_a_screen_is_shown(stage: Stage, setting: Setting) -> None:
    shown = {words.text for words in _look(stage, setting, "confirm-away").words}
    screen = screens(setting)["confirm-away"]
    assert screen.frame.title in shown
    assert {"점심 식권 1장", "15코인", "(3,000원)", "35코인", "20코인"} <= shown
    assert "연결이 끊겨 여기서는\n이만큼만 쓸 수 있습니다." in shown


def test_certainty_differs_in_words_and_shape(stage: Stage) -> None:
    stage.show("thanks")
    sure = stage.window.grabWindow()
    stage.show("thanks-recorded")
    noted = stage.window.grabWindow()
    assert stage.find("certainty").property("text") == "기계에 적어 두었습니다"
    assert sure != noted
