"""Digits on the screen: each key sends its own, the places tell how far one is, and hide a PIN."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.ui.stage import Stage, place
from ui.contract import HIDDEN, KeypadScreen, Setting
from ui.gallery import PANEL, screens, setting_name
from ui.panel import all_settings
from ui.presses import REPEAT_S

DIGITS = "1234567890"
every_setting = pytest.mark.parametrize("setting", all_settings(PANEL), ids=setting_name)
READ = ("date", "plate", "amount")  # digits that anybody may read
PINS = [
    name
    for name in screens(Setting())
    if name.startswith("keypad") and not any(each in name for each in READ)
]


def _keypad(stage: Stage, name: str, setting: Setting | None = None) -> KeypadScreen:
    screen = stage.show(name, setting)
    assert isinstance(screen, KeypadScreen)
    return screen


def _cells(stage: Stage) -> list[QQuickItem]:
    found = [item for item in stage.items() if _kind(item) == "DigitCell"]
    return sorted(found, key=lambda item: place(item).x())


def _kind(item: QQuickItem) -> str:
    return item.metaObject().className().partition("_")[0]


@every_setting
def test_each_key_sends_its_digit_and_erase_takes_back(stage: Stage, setting: Setting) -> None:
    _keypad(stage, "keypad", setting)
    for digit in DIGITS:
        stage.tap(f"digit:{digit}")
    stage.tap("erase")
    assert stage.acted == [*(("digit", digit) for digit in DIGITS), ("erase", "")]


def test_the_leading_button_confirms_once_every_place_is_filled(stage: Stage) -> None:
    _keypad(stage, "keypad")
    stage.tap("lead")
    assert stage.acted == []
    _keypad(stage, "keypad-full")
    stage.tap("lead")
    assert stage.acted == [("lead", "")]


def test_quick_fingers_lose_no_digit_but_a_shaking_one_presses_once(stage: Stage) -> None:
    _keypad(stage, "keypad-empty")
    stage.tap("digit:1")
    stage.clock.now_s += 0.1
    stage.tap("digit:1")
    stage.clock.now_s += 0.1
    stage.tap("digit:2")
    stage.clock.now_s += REPEAT_S
    stage.tap("digit:2")
    assert stage.acted == [("digit", "1"), ("digit", "2"), ("digit", "2")]


def test_a_press_that_may_have_turned_the_page_keeps_a_key_from_counting(stage: Stage) -> None:
    _keypad(stage, "keypad-full")
    stage.tap("lead")
    stage.show_screen(screens(Setting())["keypad-long"], Setting())
    stage.tap("digit:5")
    assert stage.acted == [("lead", "")]


def test_a_full_pad_takes_no_more_and_an_empty_one_has_nothing_to_take_back(stage: Stage) -> None:
    _keypad(stage, "keypad-full")
    assert {each.isEnabled() for each in _keys(stage)} == {False}
    assert stage.find("erase").isEnabled()
    _keypad(stage, "keypad-empty")
    assert {each.isEnabled() for each in _keys(stage)} == {True}
    assert not stage.find("erase").isEnabled()


def _keys(stage: Stage) -> list[QQuickItem]:
    return [each for each in stage.buttons() if each.objectName().startswith("digit:")]


@every_setting
def test_keys_stand_as_on_a_telephone_all_alike_and_large(stage: Stage, setting: Setting) -> None:
    _keypad(stage, "keypad", setting)
    keys = {each.objectName()[-1]: place(each) for each in _keys(stage)}
    rows = [[keys[digit] for digit in row] for row in ("123", "456", "789")]
    for row in rows:
        assert len({area.y() for area in row}) == 1
        assert [area.x() for area in row] == [area.x() for area in rows[0]]
    assert keys["0"].x() == keys["8"].x()
    assert keys["0"].y() > keys["8"].bottom()
    sizes = [area.size() for area in keys.values()]
    assert max(size.width() for size in sizes) - min(size.width() for size in sizes) <= 1
    assert min(size.height() for size in sizes) >= 22 * PANEL.px_per_mm - 1
    assert min(size.width() for size in sizes) >= 70 * PANEL.px_per_mm


@every_setting
def test_keys_do_not_move_while_one_types_or_after_a_wrong_pin(
    stage: Stage, setting: Setting
) -> None:
    places = []
    for name in ("keypad-empty", "keypad", "keypad-full", "keypad-wrong", "keypad-bare"):
        _keypad(stage, name, setting)
        places.append({each.objectName(): place(each) for each in _keys(stage)})
    assert all(each == places[0] for each in places)


@every_setting
def test_the_next_place_is_marked_by_more_than_its_colour(stage: Stage, setting: Setting) -> None:
    screen = _keypad(stage, "keypad", setting)
    edges = [_edge(cell) for cell in _cells(stage)]
    following = screen.cells.index("")
    others = {edge for index, edge in enumerate(edges) if index != following}
    assert edges[following] >= 2 * max(others)


def _edge(cell: QQuickItem) -> float:
    """Return the width of a cell's edge: Python can't read QML's pen."""
    found, _ = QQmlExpression(QQmlEngine.contextForObject(cell), cell, "border.width").evaluate()
    return float(found)


@every_setting
def test_groups_stand_apart_and_each_has_its_label_below(stage: Stage, setting: Setting) -> None:
    screen = _keypad(stage, "keypad-date-full", setting)
    cells = [place(each) for each in _cells(stage)]
    assert len(cells) == len(screen.cells)
    apart = [right.left() - left.right() for left, right in pairwise(cells)]
    starts = {sum(screen.groups[:group]) - 1 for group in range(1, len(screen.groups))}
    within = [gap for index, gap in enumerate(apart) if index not in starts]
    assert min(apart[index] for index in starts) > 2 * max(within)
    for group, label in enumerate(screen.labels):
        first = sum(screen.groups[:group])
        around = cells[first].united(cells[first + screen.groups[group] - 1])
        words = next(each for each in stage.items() if each.property("text") == label)
        middle = words.mapToScene(QPointF(words.width() / 2, 0))
        assert abs(middle.x() - around.center().x()) <= 1
        assert middle.y() >= around.bottom()


@pytest.mark.parametrize("name", PINS)
@every_setting
def test_a_hidden_digit_is_drawn_as_a_dot_and_is_nowhere_a_text(
    stage: Stage, setting: Setting, name: str
) -> None:
    screen = _keypad(stage, name, setting)
    texts = [text for cell in _cells(stage) for text in _texts(cell)]
    assert texts == []
    assert len(_cells(stage)) == len(screen.cells)


def _texts(item: QQuickItem) -> list[str]:
    own = item.property("text") if item.isVisible() else ""
    found = [own] if own else []
    for child in item.childItems():
        found += _texts(child)
    return found


def test_an_unread_digit_looks_the_same_whichever_key_was_pressed(stage: Stage) -> None:
    pictures = []
    for key in ("digit:1", "digit:8"):
        screen = _keypad(stage, "keypad-empty")
        stage.tap(key)
        stage.show_screen(replace(screen, cells=(HIDDEN, "", "", "")), Setting())
        pictures.append(stage.window.grabWindow())
    assert pictures[0] == pictures[1]


def test_a_pressed_key_goes_down_under_the_finger_and_comes_up_again(stage: Stage) -> None:
    _keypad(stage, "keypad")
    before, spot = stage.window.grabWindow(), stage.middle("digit:5")
    stage.press(spot)
    QCoreApplication.processEvents()
    during = stage.window.grabWindow()
    stage.release(spot)
    QCoreApplication.processEvents()
    key, cells = place(stage.find("digit:5")), [place(each) for each in _cells(stage)]
    assert _part(before, key) != _part(during, key)
    assert all(_part(before, cell) == _part(during, cell) for cell in cells)
    assert stage.window.grabWindow() == before


def _part(image: QImage, area: object) -> QImage:
    return image.copy(area.toRect())  # type: ignore[attr-defined] # a QRectF


@pytest.mark.parametrize("name", [*PINS, "keypad-date", "keypad-date-full"])
def test_a_screen_reader_hears_how_far_one_is_and_finds_no_cell(stage: Stage, name: str) -> None:
    screen = _keypad(stage, name)
    heard = _heard(QAccessible.queryAccessibleInterface(stage.window))
    assert heard.count(screen.entered) == 1
    assert HIDDEN not in heard
    keys = [each for each in heard if each in DIGITS]
    assert sorted(keys) == sorted(DIGITS)


def _heard(found: QAccessibleInterface) -> list[str]:
    """Every name, value and description that assistive technology finds on the window."""
    kinds = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
    names = [text for kind in kinds if (text := found.text(kind))]
    for index in range(found.childCount()):
        child = found.child(index)
        if not child.state().invisible:
            names += _heard(child)
    return names


def test_the_keyboard_walks_the_keys_in_their_order_and_presses_them(stage: Stage) -> None:
    _keypad(stage, "keypad")
    _focus(stage, "digit:1")
    reached = []
    for _ in range(len(DIGITS)):
        QTest.keyClick(stage.window, Qt.Key.Key_Tab)
        reached.append(_focused(stage)[0])
    assert reached == [*(f"digit:{digit}" for digit in DIGITS[1:]), "erase"]
    QTest.keyClick(stage.window, Qt.Key.Key_Return)
    assert stage.acted == [("erase", "")]


def test_the_keyboard_goes_on_where_a_key_was_laid_flat_under_it(stage: Stage) -> None:
    _keypad(stage, "keypad")
    _focus(stage, "digit:3")
    stage.show_screen(screens(Setting())["keypad-full"], Setting())
    assert _focused(stage) == ("erase", True)
    stage.show_screen(screens(Setting())["keypad-empty"], Setting())
    assert _focused(stage) == ("digit:1", True)


def test_after_a_finger_no_ring_goes_on_either(stage: Stage) -> None:
    _keypad(stage, "keypad")
    stage.tap("digit:3")
    stage.show_screen(screens(Setting())["keypad-full"], Setting())
    assert not any(each.property("visualFocus") for each in stage.buttons())


def _focus(stage: Stage, name: str) -> None:
    for _ in range(40):
        QTest.keyClick(stage.window, Qt.Key.Key_Tab)
        if _focused(stage)[0] == name:
            return
    raise AssertionError(name)


def _focused(stage: Stage) -> tuple[str, bool]:
    """Return what has the focus, and whether a ring shows it."""
    item = stage.window.activeFocusItem()
    return item.objectName(), bool(item.property("visualFocus"))


def test_a_digit_twice_in_a_pin_is_two_digits(stage: Stage) -> None:
    _keypad(stage, "keypad-empty")
    for digit in "1123":
        stage.tap(f"digit:{digit}")
        stage.clock.now_s += 0.25
    assert "".join(argument for _action, argument in stage.acted) == "1123"
