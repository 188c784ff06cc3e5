"""Fingers on the real window: what counts, what counts once, and what does not count."""

from dataclasses import replace

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication, QPoint
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from tests.ui.stage import PATIENCE_MS, Stage, place
from ui.contract import ChooseScreen, Setting
from ui.gallery import PANEL, screens
from ui.panel import measure
from ui.presses import REPEAT_S


def test_every_button_of_every_screen_sends_its_action(stage: Stage) -> None:
    wanted = {
        "lead": ("lead", ""),
        "back": ("back", ""),
        "start-over": ("start-over", ""),
        "call-staff": ("call-staff", ""),
        "more": ("more", ""),
        "fewer": ("fewer", ""),
        "page:next": ("page", "next"),
        "page:previous": ("page", "previous"),
        "aid:low": ("aid", "low"),
        "choose:bibimbap": ("choose", "bibimbap"),
    }
    seen = {}
    for setting in (Setting(), Setting(larger=True), Setting(low=True)):
        for name in screens(setting):
            stage.show(name, setting)
            for button in [each.objectName() for each in stage.buttons() if each.isEnabled()]:
                stage.acted.clear()
                stage.clock.now_s += REPEAT_S
                stage.tap(button)
                assert len(stage.acted) == 1, (name, button)
                seen[button] = stage.acted[0]
    assert {button: seen[button] for button in wanted} == wanted


def test_a_button_acts_when_the_finger_is_lifted(stage: Stage) -> None:
    stage.show("confirm")
    point = stage.middle("lead")
    stage.press(point)
    assert stage.find("lead").property("down") is True
    assert stage.acted == []
    stage.release(point)
    assert stage.acted == [("lead", "")]


@pytest.mark.parametrize("name", ["choose:lunch", "start-over", "aid:low"])
def test_a_long_press_and_the_second_of_two_quick_ones_count(
    stage: Stage, qtbot: QtBot, name: str
) -> None:
    """Also where Qt takes somebody to listen to holds and double clicks, and keeps the click."""
    stage.show("choose")
    button = stage.find(name)
    heard: list[str] = []
    button.connect(SIGNAL("doubleClicked()"), lambda: heard.append("twice"))
    button.connect(SIGNAL("pressAndHold()"), lambda: heard.append("held"))
    for _ in range(2):
        stage.clock.now_s += REPEAT_S
        stage.tap(name)
    stage.clock.now_s += REPEAT_S
    stage.press(stage.middle(name))
    qtbot.waitUntil(lambda: "held" in heard, timeout=PATIENCE_MS)
    stage.release(stage.middle(name))
    assert len(stage.acted) == 3
    assert heard == ["twice", "held"]


def test_sliding_off_cancels(stage: Stage, qtbot: QtBot) -> None:
    stage.show("choose")
    stage.press(stage.middle("choose:lunch"))
    card = stage.find("choose:lunch")
    assert card.property("down") is True
    stage.move(QPoint(540, 340))
    qtbot.waitUntil(lambda: card.property("down") is False, timeout=PATIENCE_MS)
    stage.release(QPoint(540, 340))
    assert stage.acted == []


def test_sliding_from_one_button_to_another_presses_neither(stage: Stage) -> None:
    stage.show("choose")
    stage.press(stage.middle("choose:lunch"))
    stage.move(stage.middle("choose:stew"))
    stage.release(stage.middle("choose:stew"))
    assert stage.acted == []


def test_presses_of_a_shaking_hand_count_once(stage: Stage) -> None:
    stage.show("code")
    stage.tap("more")
    stage.clock.now_s += 0.4
    stage.tap("more")
    assert stage.acted == [("more", "")]
    stage.clock.now_s += 0.1
    stage.tap("more")
    assert stage.acted == [("more", ""), ("more", "")]


def test_a_second_finger_does_not_count_on_another_button(stage: Stage) -> None:
    stage.show("choose")
    first, second = stage.middle("choose:lunch"), stage.middle("choose:stew")
    stage.press(first)
    stage.press(second, finger=1)
    stage.release(first)
    stage.release(second, finger=1)
    assert len(stage.acted) == 1


def test_what_cant_be_chosen_does_nothing(stage: Stage) -> None:
    stage.show("choose")
    for name in ("choose:soup",):
        assert not stage.find(name).isEnabled()
        stage.tap(name)
    stage.show("start")
    stage.tap("back")
    assert stage.acted == []


def test_a_press_that_began_on_one_screen_never_agrees_on_the_next(stage: Stage) -> None:
    stage.show("sorry")
    point = stage.middle("lead")
    stage.press(point)
    stage.show_screen(screens(Setting())["confirm"], Setting())
    stage.release(point)
    assert stage.acted == []
    stage.clock.now_s += REPEAT_S
    stage.tap("lead")
    assert stage.acted == [("lead", "")]


def test_a_burst_that_turns_the_page_never_agrees_on_the_next(stage: Stage) -> None:
    stage.show("sorry")
    stage.tap("lead")
    stage.clock.now_s += 0.35
    stage.show_screen(screens(Setting())["confirm"], Setting())
    stage.acted.clear()
    for _ in range(9):  # on and on, where the button that agrees has come
        stage.tap("lead")
        stage.clock.now_s += 0.2
    assert stage.acted == []
    stage.clock.now_s += REPEAT_S
    stage.tap("lead")
    assert stage.acted == [("lead", "")]


def test_a_page_that_has_just_come_is_not_agreed_to(stage: Stage) -> None:
    stage.show("choose")
    stage.show_screen(screens(Setting())["confirm"], Setting())
    stage.clock.now_s += REPEAT_S - 0.1
    stage.tap("lead")
    assert stage.acted == []
    stage.clock.now_s += REPEAT_S
    stage.tap("lead")
    assert stage.acted == [("lead", "")]


@pytest.mark.parametrize("voice", [False, True])
@pytest.mark.parametrize("where", ["lead", "back", "title"])
def test_a_touch_that_was_asked_for_presses_nothing(stage: Stage, where: str, voice: bool) -> None:
    setting = Setting(voice=voice)
    screen = stage.show("confirm", setting)
    stage.tap("lead")  # with the voice on it points
    stage.acted.clear()
    stage.clock.now_s += 10
    asks = replace(screen.frame, notice="시간이 더 필요하세요?", asks=True)
    stage.show_screen(replace(screen, frame=asks), setting)
    point = stage.middle(where)
    stage.press(point)
    stage.show_screen(screen, setting)  # the visit has its whole time again
    stage.clock.now_s += 0 if where == "title" else REPEAT_S  # a slow finger
    stage.release(point)
    stage.tap("lead")  # and a shaking one
    assert stage.acted == []
    stage.clock.now_s += REPEAT_S
    stage.tap("lead")
    assert stage.acted == ([] if voice else [("lead", "")])
    assert stage.find("lead").property("pointed") is voice


def test_a_clock_that_moves_on_does_not_let_go_of_a_finger(stage: Stage) -> None:
    screen = stage.show("choose")
    stage.press(stage.middle("choose:lunch"))
    later = replace(screen, frame=replace(screen.frame, clock="오전 11:43"))
    stage.show_screen(later, Setting())
    stage.release(stage.middle("choose:lunch"))
    assert stage.acted == [("choose", "lunch")]


def test_a_card_that_changed_under_the_finger_is_not_chosen(stage: Stage) -> None:
    screen = stage.show("choose")
    assert isinstance(screen, ChooseScreen)
    stage.press(stage.middle("choose:lunch"))
    point = stage.middle("choose:lunch")
    other = replace(screen.choices[0], id="dinner", name="저녁 식권")
    stage.show_screen(replace(screen, choices=(other, *screen.choices[1:])), Setting())
    stage.release(point)
    assert stage.acted == []


def test_a_pressed_button_goes_down_by_its_depth(stage: Stage) -> None:
    stage.show("confirm")
    words = next(each for each in _below(stage.find("lead")) if each.inherits("QQuickText"))
    before = place(words).y()
    stage.press(stage.middle("lead"))
    QCoreApplication.processEvents()
    pressed = place(words).y()
    stage.release(stage.middle("lead"))
    assert pressed - before == measure(PANEL, Setting()).depth


def _below(item: QQuickItem) -> list[QQuickItem]:
    found = [item]
    for child in item.childItems():
        found += _below(child)
    return found
