"""With the voice on, choosing is not doing: what is pointed at, what is done, and what is seen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.stage import Stage
from ui.contract import Setting
from ui.gallery import screens
from ui.presses import POINTED_S, REPEAT_S

VOICE = Setting(voice=True)
KEY = Qt.Key


class Ear:
    """What the bridge tells the voice and the visit, in its order."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.heard: list[str] = []
        stage.bridge.touched.connect(self._touched)
        stage.bridge.pointed.connect(self._pointed)
        stage.bridge.acted.connect(self._acted)

    def listen(self, name: str, setting: Setting = VOICE) -> None:
        """Show a screen and hear what is done on it."""
        for each in ("wait", name):  # a page of its own, whatever was there before
            self.stage.show(each, setting)
        self.heard.clear()

    def _touched(self) -> None:
        self.heard.append("touched")

    def _pointed(self, action: str, argument: str) -> None:
        self.heard.append(f"pointed {action} {argument}".strip())

    def _acted(self, action: str, argument: str) -> None:
        self.heard.append(f"acted {action} {argument}".strip())

    def take(self) -> list[str]:
        """What was heard since the last time; half a second goes by."""
        heard, self.heard = self.heard, []
        self.stage.clock.now_s += REPEAT_S
        return heard

    def close(self) -> None:
        bridge = self.stage.bridge
        bridge.touched.disconnect(self._touched)
        bridge.pointed.disconnect(self._pointed)
        bridge.acted.disconnect(self._acted)


@pytest.fixture
def ear(stage: Stage) -> Iterator[Ear]:
    found = Ear(stage)
    yield found
    found.close()


def _key(stage: Stage, key: Qt.Key) -> None:
    QTest.keyClick(stage.window, key)


def test_a_finger_points_first_and_does_at_the_second_touch(stage: Stage, ear: Ear) -> None:
    ear.listen("choose")
    stage.tap("choose:lunch")
    assert ear.take() == ["touched", "pointed choose lunch"]
    assert stage.find("choose:lunch").property("pointed") is True
    stage.tap("choose:lunch")
    assert ear.take() == ["touched", "acted choose lunch"]


def test_a_shaking_finger_only_points(stage: Stage, ear: Ear) -> None:
    ear.listen("choose")
    stage.tap("choose:lunch")
    stage.clock.now_s += REPEAT_S - 0.1
    stage.tap("choose:lunch")
    assert ear.take() == ["touched", "pointed choose lunch", "touched"]


def test_a_finger_on_another_points_at_that(stage: Stage, ear: Ear) -> None:
    ear.listen("choose")
    stage.tap("choose:lunch")
    ear.take()
    stage.tap("call-staff")
    assert ear.take() == ["touched", "pointed call-staff"]
    assert [each.objectName() for each in stage.buttons() if each.property("ringed")] == [
        "call-staff"
    ]


def test_an_arrow_points_and_ok_does(stage: Stage, ear: Ear) -> None:
    ear.listen("choose")
    _key(stage, KEY.Key_Right)
    (touched, pointed) = ear.take()
    assert (touched, pointed.split()[0]) == ("touched", "pointed")
    _key(stage, KEY.Key_Return)
    assert ear.take() == ["touched", pointed.replace("pointed", "acted")]


def test_on_a_new_screen_the_first_choice_has_the_focus_and_ok_only_names_it(
    stage: Stage, ear: Ear
) -> None:
    ear.listen("choose")
    assert ear.take() == []
    assert stage.find("choose:lunch").property("ringed") is True
    _key(stage, KEY.Key_Return)
    assert ear.take() == ["touched", "pointed choose lunch"]
    _key(stage, KEY.Key_Return)
    assert ear.take() == ["touched", "acted choose lunch"]


def test_the_back_key_names_back_before_it_goes_back(stage: Stage, ear: Ear) -> None:
    ear.listen("confirm")
    _key(stage, KEY.Key_Escape)
    assert ear.take() == ["touched", "pointed back"]
    _key(stage, KEY.Key_Escape)
    assert ear.take() == ["touched", "acted back"]


def test_a_new_screen_forgets_what_was_pointed_at(stage: Stage, ear: Ear) -> None:
    ear.listen("sorry")
    stage.tap("lead")
    ear.take()
    stage.show_screen(screens(VOICE)["confirm"], VOICE)
    stage.tap("lead")
    assert ear.take() == ["touched", "pointed lead"]


def test_the_same_screen_brought_up_to_date_keeps_it(stage: Stage, ear: Ear) -> None:
    ear.listen("choose")
    stage.tap("choose:lunch")
    ear.take()
    screen = screens(VOICE)["choose"]
    later = replace(screen, frame=replace(screen.frame, clock="오후 1:00"))
    stage.show_screen(later, VOICE)
    stage.tap("choose:lunch")
    assert ear.take() == ["touched", "acted choose lunch"]


@pytest.mark.parametrize("notice", ["choose-warned", "choose-staff-called"])
def test_a_new_notice_forgets_what_was_pointed_at(stage: Stage, ear: Ear, notice: str) -> None:
    ear.listen("choose")
    stage.tap("choose:lunch")
    ear.take()
    stage.show_screen(screens(VOICE)[notice], VOICE)
    assert stage.find("choose:lunch").property("pointed") is False
    stage.tap("choose:lunch")
    assert ear.take() == ["touched", "pointed choose lunch"]


def test_pointing_runs_out(stage: Stage, ear: Ear) -> None:
    ear.listen("confirm")
    stage.tap("lead")
    ear.take()
    stage.clock.now_s += POINTED_S
    stage.tap("lead")
    assert ear.take() == ["touched", "pointed lead"]


def test_a_shaking_hand_never_agrees_to_what_was_not_named_yet(stage: Stage, ear: Ear) -> None:
    ear.listen("confirm")
    for _ in range(9):
        stage.tap("lead")
        stage.clock.now_s += 0.15
    heard = ear.take()
    assert [each for each in heard if each != "touched"] == ["pointed lead"]
    stage.tap("lead")
    assert ear.take() == ["touched", "acted lead"]


def test_what_cannot_be_chosen_is_pointed_at_so_that_the_voice_says_why(
    stage: Stage, ear: Ear
) -> None:
    ear.listen("choose")
    for _ in range(2):
        stage.tap("choose:soup")
        assert ear.take() == ["touched", "pointed choose soup"]


def test_without_the_voice_nothing_is_pointed_at(stage: Stage, ear: Ear) -> None:
    ear.listen("choose", Setting())
    _key(stage, KEY.Key_Down)
    assert ear.take() == ["touched"]
    stage.tap("choose:soup")
    assert ear.take() == ["touched"]
    stage.tap("choose:lunch")
    assert ear.take() == ["touched", "acted choose lunch"]


def test_keys_of_the_keypad_act_at_once_where_they_are_not_read_out(stage: Stage, ear: Ear) -> None:
    ear.listen("keypad-empty")
    stage.bridge.digits_at_once = True
    stage.tap("digit:1")
    assert ear.take() == ["touched", "acted digit 1"]
    assert not any(each.property("pointed") for each in stage.buttons())
    stage.bridge.digits_at_once = False
    stage.tap("digit:1")
    assert ear.take() == ["touched", "pointed digit 1"]


def test_a_touch_where_nothing_can_be_pressed_interrupts_too(stage: Stage, ear: Ear) -> None:
    ear.listen("wait")
    where = QPoint(stage.panel.width_px // 2, stage.panel.height_px // 2)
    stage.press(where)
    assert ear.take() == ["touched"]
    stage.release(where)
    assert ear.take() == []


def test_a_key_that_means_nothing_interrupts_nothing(stage: Stage, ear: Ear) -> None:
    ear.listen("choose")
    for key in (KEY.Key_1, KEY.Key_A):  # a scanner that types what it reads
        _key(stage, key)
    assert ear.take() == []


def test_a_touch_that_turns_the_page_presses_nothing_on_the_next(stage: Stage, ear: Ear) -> None:
    ear.listen("sorry", Setting())
    point, confirm = stage.middle("lead"), screens(Setting())["confirm"]

    def turn() -> None:
        stage.bridge.show(confirm, Setting())

    stage.bridge.touched.connect(turn)
    stage.press(point)
    stage.bridge.touched.disconnect(turn)
    stage.release(point)
    assert ear.take() == ["touched"]
