"""What staff see, and where a card is shown: every state in words, no coin where there is none."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem

from tests.ui.stage import Stage, place
from ui.contract import CardScreen, Setting, StaffScreen
from ui.gallery import PORTRAIT, setting_name
from ui.panel import all_settings
from ui.presses import REPEAT_S
from ui.theme import LIGHT

every_setting = pytest.mark.parametrize("setting", all_settings(PORTRAIT), ids=setting_name)
STAFF = ("staff", "staff-said", "staff-full", "staff-card", "staff-state", "staff-bare")


def _shown(stage: Stage) -> list[str]:
    return [str(item.property("text")) for item in stage.items() if item.inherits("QQuickText")]


def _named(stage: Stage, part: str) -> list[QQuickItem]:
    return [item for item in stage.items() if part in str(item.property("source"))]


@pytest.mark.parametrize("name", STAFF)
@every_setting
def test_all_choices_and_states_are_shown_at_once(
    stage: Stage, setting: Setting, name: str
) -> None:
    screen = stage.show(name, setting)
    assert isinstance(screen, StaffScreen)
    shown = _shown(stage)
    for line in screen.lines:
        assert line.label in shown
        assert line.amount in shown
    assert all(choice.name in shown for choice in screen.choices)


@every_setting
def test_each_choice_of_staff_sends_its_id(stage: Stage, setting: Setting) -> None:
    screen = stage.show("staff-full", setting)
    assert isinstance(screen, StaffScreen)
    for choice in screen.choices:
        stage.clock.now_s += REPEAT_S
        stage.tap(f"choose:{choice.id}")
    assert stage.acted == [("choose", choice.id) for choice in screen.choices]


@pytest.mark.parametrize("name", STAFF)
def test_a_state_is_no_amount_of_coins(stage: Stage, name: str) -> None:
    screen = stage.show(name)
    assert isinstance(screen, StaffScreen)
    assert _named(stage, "/coin") == []
    texts = [item for item in stage.items() if item.inherits("QQuickText")]
    assert LIGHT.coin not in {text.property("color").name().upper() for text in texts}


@every_setting
def test_what_is_not_well_has_a_mark_before_it(stage: Stage, setting: Setting) -> None:
    screen = stage.show("staff-state", setting)
    assert isinstance(screen, StaffScreen)
    marks = [item for item in stage.items() if item.objectName() == "state-mark"]
    shown = sorted(str(mark.property("name")) for mark in marks if place(mark).width() > 0)
    assert set(shown) == {line.mark for line in screen.lines if line.mark}
    labels = [item for item in stage.items() if item.property("text") == screen.lines[0].label]
    assert all(place(mark).right() <= place(labels[-1]).left() for mark in marks)


def test_what_does_not_fit_one_page_is_turned_to(stage: Stage) -> None:
    screen = stage.show("staff-state")
    assert isinstance(screen, StaffScreen)
    paged = replace(screen, page=1, pages=2, previous="앞 쪽", next="다음 쪽")
    stage.show_screen(paged, Setting())
    assert "1/2" in _shown(stage)
    stage.tap("page:next")
    assert stage.acted == [("page", "next")]


@every_setting
def test_choices_of_one_menu_are_set_in_one_size(stage: Stage, setting: Setting) -> None:
    screen = stage.show("staff", setting)
    assert isinstance(screen, StaffScreen)
    names = {choice.name for choice in screen.choices}
    texts = [item for item in stage.items() if item.property("text") in names]
    sizes = {item.property("font").pixelSize() for item in texts if item.inherits("QQuickText")}
    assert len(sizes) == 1


@every_setting
def test_a_card_is_shown_where_the_camera_looks(stage: Stage, setting: Setting) -> None:
    screen = stage.show("card", setting)
    assert isinstance(screen, CardScreen)
    preview = place(stage.find("preview"))
    grey = bytes([200]) * (64 * 64)
    stage.bridge.feed.show_frame(grey, 64, 64, 64)
    stage.show_screen(screen, setting)
    middle = stage.window.grabWindow().pixelColor(preview.center().toPoint())
    assert middle == QColor(200, 200, 200)
    assert _named(stage, "scene-card")


def test_without_a_camera_the_card_screen_has_no_dark_frame(stage: Stage) -> None:
    stage.show("card-without-camera")
    assert "preview" not in {item.objectName() for item in stage.items()}
    assert _named(stage, "scene-card")
