"""The keypad: arrows reach exactly what can be pressed, OK presses it, Back goes back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.stage import Stage
from ui.contract import Panel, Setting
from ui.gallery import PANELS, screens, setting_name
from ui.panel import all_settings
from ui.presses import REPEAT_S

KEY = Qt.Key
OK_KEYS = [KEY.Key_Return, KEY.Key_Enter, KEY.Key_Select]
BACK_KEYS = [KEY.Key_Escape, KEY.Key_Back, KEY.Key_Backspace]
SETTINGS = [
    pytest.param(panel, setting, id=f"{letter}-{setting_name(setting)}")
    for letter, panel in PANELS.items()
    for setting in all_settings(panel)
    if not setting.contrast  # moves nothing and lays nothing flat: proved in test_screens
]


def _press(stage: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(stage.window, key)


def _focused(stage: Stage) -> str:
    item = stage.window.activeFocusItem()
    return "" if item is None else str(item.objectName())


def _reached(stage: Stage, key: Qt.Key, number: int) -> list[str]:
    found = []
    for _ in range(number):
        _press(stage, key)
        found.append(_focused(stage))
    return found


def _go_to(stage: Stage, name: str) -> None:
    assert name in _reached(stage, KEY.Key_Down, len(stage.buttons()))
    while _focused(stage) != name:
        _press(stage, KEY.Key_Down)


def _after_a_finger(stage: Stage) -> None:
    """Touch where nothing is, so that nothing has the focus."""
    corner = stage.middle("title") if "title" in _names(stage) else stage.middle("back")
    stage.press(corner)
    stage.release(corner)
    stage.acted.clear()


def _names(stage: Stage) -> Iterator[str]:
    return (item.objectName() for item in stage.items())


@pytest.mark.parametrize(("panel", "setting"), SETTINGS)
def test_each_arrow_reaches_exactly_what_can_be_pressed_on_every_screen(
    stages: dict[Panel, Stage], panel: Panel, setting: Setting
) -> None:
    stage = stages[panel]
    stage.to_front()
    wrong = {}
    for name in screens(setting, panel):
        stage.show(name, setting)
        wanted = [each.objectName() for each in stage.buttons() if each.isEnabled()]
        for key in (KEY.Key_Down, KEY.Key_Right):
            reached = _reached(stage, key, len(wanted))
            if sorted(reached) != sorted(wanted):
                wrong[name, key.name] = (reached, wanted)
    assert wrong == {}


def test_a_new_screen_shows_no_ring_until_an_arrow_is_pressed(stage: Stage) -> None:
    stage.show("choose")
    _after_a_finger(stage)
    stage.show("confirm")
    assert not any(each.property("ringed") for each in stage.buttons())
    _press(stage, KEY.Key_Down)
    assert _focused(stage) == "lead"


def test_where_keys_are_used_a_new_screen_begins_at_its_first_choice(stage: Stage) -> None:
    stage.show("confirm")
    _press(stage, KEY.Key_Down)
    stage.show("choose")
    assert _focused(stage) == "choose:lunch"
    assert stage.find("choose:lunch").property("ringed") is True


def test_ok_does_nothing_before_an_arrow_came_to_something(stage: Stage) -> None:
    stage.show("choose")
    _after_a_finger(stage)
    stage.show("confirm")
    _press(stage, *OK_KEYS)
    assert stage.acted == []


@pytest.mark.parametrize("key", OK_KEYS)
def test_ok_presses_what_has_the_focus(stage: Stage, key: Qt.Key) -> None:
    stage.show("confirm")
    _go_to(stage, "lead")
    QTest.keyPress(stage.window, key)
    assert stage.find("lead").property("down") is True
    assert stage.acted == []
    QTest.keyRelease(stage.window, key)
    assert stage.acted == [("lead", "")]


@pytest.mark.parametrize("key", BACK_KEYS)
def test_the_back_key_presses_back_wherever_the_focus_is(stage: Stage, key: Qt.Key) -> None:
    stage.show("confirm")
    _press(stage, key)
    assert stage.acted == [("back", "")]


def test_the_back_key_does_nothing_where_there_is_no_way_back(stage: Stage) -> None:
    stage.show("start")
    assert not stage.find("back").isEnabled()
    _press(stage, *BACK_KEYS)
    assert stage.acted == []


def test_a_key_calls_staff_and_one_turns_the_voice_on(stage: Stage) -> None:
    stage.show("confirm")
    _press(stage, KEY.Key_F2)
    stage.clock.now_s += REPEAT_S
    _press(stage, KEY.Key_F3, KEY.Key_F1)  # nothing to hear again while the voice is off
    assert stage.acted == [("call-staff", ""), ("aid", "voice")]


def test_a_key_replays_while_the_voice_is_on(stage: Stage) -> None:
    stage.show("choose-voice", Setting(voice=True))
    _press(stage, KEY.Key_F1)
    assert stage.acted == [("replay", "")]


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Escape])
def test_a_key_that_is_held_down_counts_once(stage: Stage, key: Qt.Key) -> None:
    stage.show("code")
    _go_to(stage, "more")
    for _ in range(5):
        QTest.simulateEvent(stage.window, True, key, Qt.KeyboardModifier.NoModifier, "", True)
        stage.clock.now_s += REPEAT_S
    assert stage.acted == []
    QTest.keyPress(stage.window, key)
    stage.clock.now_s += REPEAT_S
    QTest.simulateEvent(stage.window, False, key, Qt.KeyboardModifier.NoModifier, "", True)
    QTest.simulateEvent(stage.window, True, key, Qt.KeyboardModifier.NoModifier, "", True)
    assert stage.acted == []
    QTest.keyRelease(stage.window, key)
    assert len(stage.acted) == 1


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Escape])
def test_a_key_that_went_down_on_one_screen_does_nothing_on_the_next(
    stage: Stage, key: Qt.Key
) -> None:
    stage.show("sorry")
    _go_to(stage, "lead")
    QTest.keyPress(stage.window, key)
    stage.show_screen(screens(Setting())["confirm"], Setting())
    assert _focused(stage) == "lead"
    QTest.keyRelease(stage.window, key)
    assert stage.acted == []
    assert stage.find("lead").property("down") is False
    stage.clock.now_s += REPEAT_S
    _press(stage, key)
    assert len(stage.acted) == 1


def test_a_key_that_went_down_before_an_arrow_does_nothing(stage: Stage) -> None:
    stage.show("choose")
    _press(stage, KEY.Key_Down)
    QTest.keyPress(stage.window, KEY.Key_Return)
    _press(stage, KEY.Key_Down)
    QTest.keyRelease(stage.window, KEY.Key_Return)
    assert stage.acted == []
    assert not any(each.property("down") for each in stage.buttons())


def test_a_button_laid_flat_hands_the_focus_to_the_first_choice(stage: Stage) -> None:
    larger = Setting(larger=True)
    stage.show("choose", larger)
    _go_to(stage, "page:next")
    stage.show_screen(screens(larger)["choose-last-page"], larger)
    assert stage.find(_focused(stage)).property("ringed") is True
    assert _focused(stage).startswith("choose:")


def test_a_touch_shows_no_ring_and_takes_the_old_one_away(stage: Stage) -> None:
    stage.show("code")
    _press(stage, KEY.Key_Down)
    stage.tap("more")
    assert not any(each.property("ringed") for each in stage.buttons())


def test_focus_stays_while_a_screen_is_brought_up_to_date(stage: Stage) -> None:
    stage.show("choose")
    _reached(stage, KEY.Key_Down, 3)
    focused = _focused(stage)
    stage.show_screen(screens(Setting())["choose-warned"], Setting())
    assert _focused(stage) == focused
