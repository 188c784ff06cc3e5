"""The keyboard: focus reaches exactly what can be pressed, is seen, and presses."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from tests.ui.stage import Stage
from ui.contract import Setting
from ui.gallery import PANEL, screens
from ui.panel import measure

NAMES = (
    *("start", "choose", "code", "confirm", "thanks", "sorry", "reprint", "out-of-order"),
    *("card", "keypad", "keypad-full", "keypad-empty", "staff"),
)


def _walk(stage: Stage) -> list[str]:
    stage.window.requestActivate()
    QCoreApplication.processEvents()
    reached: list[str] = []
    for _ in range(40):
        QTest.keyClick(stage.window, Qt.Key.Key_Tab)
        focused = stage.window.activeFocusItem().objectName()
        if focused in reached:
            break
        reached.append(focused)
    return reached


@pytest.mark.parametrize("name", NAMES)
def test_focus_reaches_exactly_what_can_be_pressed(stage: Stage, name: str) -> None:
    stage.show(name)
    enabled = {each.objectName() for each in stage.buttons() if each.isEnabled()}
    assert set(_walk(stage)) == enabled


def test_the_focus_ring_is_seen_and_thick_enough(stage: Stage) -> None:
    stage.show("confirm")
    bare = stage.window.grabWindow()
    _walk(stage)
    button = stage.window.activeFocusItem()
    assert button.property("visualFocus") is True
    assert stage.window.grabWindow() != bare
    assert measure(PANEL, Setting()).ring >= PANEL.px_per_mm


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_presses_what_has_the_focus(stage: Stage, key: Qt.Key) -> None:
    stage.show("confirm")
    while stage.window.activeFocusItem().objectName() != "lead":
        QTest.keyClick(stage.window, Qt.Key.Key_Tab)
    QTest.keyClick(stage.window, key)
    assert stage.acted == [("lead", "")]


def test_a_touch_shows_no_focus_ring(stage: Stage) -> None:
    stage.show("code")
    stage.tap("more")
    assert stage.find("more").property("visualFocus") is False


def test_focus_stays_while_a_screen_is_brought_up_to_date(stage: Stage) -> None:
    stage.show("choose")
    _walk(stage)
    focused = stage.window.activeFocusItem().objectName()
    screen = screens(Setting())["choose-warned"]
    stage.show_screen(screen, Setting())
    assert stage.window.activeFocusItem().objectName() == focused
