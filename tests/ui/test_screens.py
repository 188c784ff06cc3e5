"""Every example of every screen in every setting: whole words, large targets, room between them."""

from collections.abc import Mapping
from functools import cache
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible

from tests.ui.looking import Look, cut_off, look_at, on_each_other
from tests.ui.stage import Stage
from ui.contract import Panel, Setting
from ui.gallery import PANELS, screens, setting_name
from ui.panel import REACH_BOTTOM_MM, REACH_TOP_MM, SIGHT_TOP_MM, all_settings, measure, offers_low

Stages = Mapping[Panel, Stage]
SETTINGS = [
    pytest.param(panel, setting, id=f"{letter}-{setting_name(setting)}")
    for letter, panel in PANELS.items()
    for setting in all_settings(panel)
]
CASES = [
    pytest.param(panel, setting, name, id=f"{letter}-{setting_name(setting)}-{name}")
    for letter, panel in PANELS.items()
    for setting in all_settings(panel)
    for name in screens(setting, panel)
]
every_screen = pytest.mark.parametrize(("panel", "setting", "name"), CASES)
every_setting = pytest.mark.parametrize(("panel", "setting"), SETTINGS)
ALWAYS = {"back", "start-over", "call-staff", "aid:larger", "aid:contrast", "aid:voice"}


@cache
def _look(stage: Stage, setting: Setting, name: str) -> Look:
    stage.show(name, setting)
    return look_at(stage)


def _gap_px(one: QRectF, other: QRectF) -> float:
    across = max(one.left() - other.right(), other.left() - one.right())
    down = max(one.top() - other.bottom(), other.top() - one.bottom())
    return max(across, down)


@every_screen
def test_no_text_is_cut_off_or_leaves_its_card(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    assert cut_off(_look(stages[panel], setting, name)) == []


@every_screen
def test_no_text_lies_on_another_or_on_a_picture(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    assert on_each_other(_look(stages[panel], setting, name)) == []


@every_screen
def test_no_text_lies_under_a_button_it_does_not_belong_to(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    look = _look(stages[panel], setting, name)
    for words in look.words:
        for button in look.buttons:
            inside = button.area.contains(words.ink.center())
            assert inside or not button.area.intersects(words.ink), (words.text, button.name)


@every_screen
def test_hangul_is_large_enough_to_read(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    usual_mm, larger_mm = (6.7, 11.5) if measure(panel, setting).wide else (8.3, 13.9)
    least_mm = larger_mm if setting.larger else usual_mm
    for words in _look(stages[panel], setting, name).words:
        assert words.ink_mm >= least_mm, words.text


KEYS = ("digit", "erase")  # with large type they take room from the gaps, to be larger themselves


@every_screen
def test_what_can_be_pressed_is_large_and_apart(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    look, px_per_mm = _look(stages[panel], setting, name), panel.px_per_mm
    buttons = look.buttons
    for button in buttons:
        least_mm = 20 if button.name == "lead" else 16
        assert min(button.area.width(), button.area.height()) >= least_mm * px_per_mm, button.name
        assert look.rect.contains(button.area), button.name
    for one, other in combinations(buttons, 2):
        keys = all(each.name.split(":")[0] in KEYS for each in (one, other))
        apart_mm = 2.9 if keys and setting.larger else 4.9
        assert _gap_px(one.area, other.area) >= apart_mm * px_per_mm, (one.name, other.name)


@every_screen
def test_every_button_has_a_name_that_holds_its_words_and_a_role(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    look = _look(stages[panel], setting, name)
    assert look.untouchable == ()
    for button in look.buttons:
        assert button.name, button.words
        assert button.spoken, button.name
        assert button.role == QAccessible.Role.Button, button.name
        assert button.words in button.spoken, button.name


@every_screen
def test_the_aids_and_the_bar_are_on_every_screen_at_the_same_place(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    look = _look(stages[panel], setting, name)
    here = {each.name: each.area for each in look.buttons}
    first = "choose-voice" if "replay" in here else "start"  # a fifth makes aids narrower
    usual = {each.name: each.area for each in _look(stages[panel], setting, first).buttons}
    assert here.keys() >= ALWAYS
    assert all(here[each] == usual[each] for each in ALWAYS)


@every_setting
def test_the_voice_moves_nothing_but_the_widths_of_the_aids(
    stages: Stages, panel: Panel, setting: Setting
) -> None:
    silent, voiced = (
        {each.name: each.area for each in _look(stages[panel], setting, name).buttons}
        for name in ("choose", "choose-voice")
    )
    assert voiced.keys() - silent.keys() == {"replay"}
    for name, area in silent.items():
        if name.startswith("aid:"):
            assert (area.top(), area.height()) == (voiced[name].top(), voiced[name].height())
        else:
            assert area == voiced[name]


@every_setting
def test_title_and_leading_button_never_move(
    stages: Stages, panel: Panel, setting: Setting
) -> None:
    looks = [_look(stages[panel], setting, name) for name in screens(setting, panel)]
    titles = {look.title_y for look in looks if look.title_y >= 0}
    leads = [each.area for look in looks for each in look.buttons if each.name == "lead"]
    assert len(titles) == 1
    assert len(leads) > 5
    assert all(area == leads[0] for area in leads)


@every_screen
def test_low_mode_keeps_all_that_is_touched_within_reach(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    look = _look(stages[panel], setting, name)
    for button in look.buttons:
        assert look.floor_mm(button.area.bottom()) >= REACH_BOTTOM_MM, button.name
        if setting.low or not offers_low(panel):
            assert look.floor_mm(button.area.top()) <= REACH_TOP_MM, button.name


@every_screen
def test_nothing_to_read_stands_too_high(
    stages: Stages, panel: Panel, setting: Setting, name: str
) -> None:
    look = _look(stages[panel], setting, name)
    for words in look.words:
        assert look.floor_mm(words.ink.top()) <= SIGHT_TOP_MM, words.text


@every_setting
def test_every_text_of_a_screen_is_shown(stages: Stages, panel: Panel, setting: Setting) -> None:
    shown = {words.text for words in _look(stages[panel], setting, "confirm-away").words}
    screen = screens(setting, panel)["confirm-away"]
    assert screen.frame.title in shown
    assert {"점심 식권 1장", "15코인", "(3,000원)", "35코인", "20코인"} <= shown
    note = "연결이 끊겨 여기서는 이만큼만 쓸 수 있습니다."
    assert note in {" ".join(text.split()) for text in shown}


def test_certainty_differs_in_words_and_shape(stage: Stage) -> None:
    stage.show("thanks")
    sure = stage.window.grabWindow()
    stage.show("thanks-recorded")
    noted = stage.window.grabWindow()
    assert stage.find("certainty").property("text") == "적었고, 곧 보냅니다"
    assert sure != noted
