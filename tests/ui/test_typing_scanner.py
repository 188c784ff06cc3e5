"""A scanner in keyboard mode types what it reads: by real key events, it presses nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.stage import Stage
from ui.contract import Setting
from ui.keys import OK, TYPED, TYPED_S, Keyboard
from ui.presses import REPEAT_S

KEY = Qt.Key
CODE = "K1:6BF+70 8ED QO3$ %A*-./ 9.."  # as Base45 has it: capitals, digits, signs and spaces
BETWEEN_S = 0.004


def _pointing_at_lead(stage: Stage, setting: Setting) -> None:
    """A person used the keys before: the button that agrees has the ring."""
    for name in ("choose", "confirm"):
        stage.show(name, setting)
        QTest.keyClick(stage.window, KEY.Key_Down)
    while stage.window.activeFocusItem().objectName() != "lead":
        QTest.keyClick(stage.window, KEY.Key_Down)
    stage.acted.clear()
    stage.clock.now_s += REPEAT_S


@pytest.mark.parametrize("voice", [False, True])
@pytest.mark.parametrize("end", [KEY.Key_Return, KEY.Key_Enter])
def test_a_code_that_is_typed_agrees_to_nothing(stage: Stage, end: Qt.Key, voice: bool) -> None:
    _pointing_at_lead(stage, Setting(voice=voice))
    for _ in range(3):
        for character in CODE:
            QTest.keyClick(stage.window, KEY(ord(character)))
            stage.clock.now_s += BETWEEN_S
        QTest.keyClick(stage.window, end)
        assert stage.find("lead").property("down") is False
        stage.clock.now_s += TYPED_S
    assert stage.acted == []


def test_a_person_at_the_keypad_agrees_a_moment_later(stage: Stage) -> None:
    _pointing_at_lead(stage, Setting())
    QTest.keyClick(stage.window, KEY.Key_A)
    stage.clock.now_s += TYPED_S
    QTest.keyClick(stage.window, KEY.Key_Return)
    assert stage.acted == [("lead", "")]


@pytest.mark.parametrize("used", [False, True])
def test_a_space_is_no_key(stage: Stage, used: bool) -> None:
    _pointing_at_lead(stage, Setting())
    if not used:
        stage.tap("title")
    QTest.keyPress(stage.window, KEY.Key_Space)
    assert not any(each.property("down") for each in stage.buttons())
    QTest.keyRelease(stage.window, KEY.Key_Space)
    assert stage.acted == []


def test_arrows_and_keys_that_type_nothing_hold_ok_up_for_nobody() -> None:
    keys = Keyboard()
    for key, text in ((KEY.Key_Down, ""), (KEY.Key_Shift, ""), (KEY.Key_Tab, "\t")):
        assert keys.down(key.value, text, 0) != TYPED
    assert keys.down(KEY.Key_Return.value, "\r", 0) == OK
    assert keys.down(KEY.Key_Space.value, " ", 0) == TYPED
    assert keys.down(KEY.Key_Return.value, "\r", 0.05) == TYPED
