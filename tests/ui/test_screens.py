"""Every example of every screen in every setting: whole words, large targets, room between them.

A case is one setting: what all its screens look like is read once, and each fault names its screen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible

from tests.ui.looking import Look, cut_off, look_at, on_each_other, tap_areas
from tests.ui.stage import Stage
from ui.contract import Panel, Setting
from ui.gallery import PANELS, screens, setting_name
from ui.panel import REACH_BOTTOM_MM, REACH_TOP_MM, SIGHT_TOP_MM, all_settings, measure, offers_low

Stages = Mapping[Panel, Stage]
Faults = list[str]
every_setting = pytest.mark.parametrize(
    ("panel", "setting"),
    [
        pytest.param(panel, setting, id=f"{letter}-{setting_name(setting)}")
        for letter, panel in PANELS.items()
        for setting in all_settings(panel)
    ],
)
ALWAYS = {"back", "start-over", "call-staff", "aid:larger", "aid:contrast", "aid:voice"}
KEYS = ("digit", "erase")  # with large type they take room from the gaps, to be larger themselves
OF_NOTES = {
    "confirm",
    "thanks",
    "sorry",
    "reprint",
    "out-of-order",
    "wait",
    "keypad",
    "staff",
    "voice",
}


@dataclass(frozen=True)
class Shown:
    """All screens of one setting by their names, and what takes taps there without being one."""

    panel: Panel
    setting: Setting
    looks: Mapping[str, Look]
    untouchable: Mapping[str, tuple[str, ...]]

    def faults(self, check: Callable[[Look], Faults]) -> dict[str, Faults]:
        """Return what is wrong with each screen that is not well."""
        found = {name: check(look) for name, look in self.looks.items()}
        return {name: faults for name, faults in found.items() if faults}


@cache
def _shown(stage: Stage, setting: Setting) -> Shown:
    looks, untouchable = {}, {}
    for name in screens(setting, stage.panel):
        stage.show(name, setting)
        looks[name], untouchable[name] = look_at(stage), tap_areas(stage)
    return Shown(stage.panel, setting, looks, untouchable)


@pytest.fixture
def shown(stages: Stages, panel: Panel, setting: Setting) -> Shown:
    return _shown(stages[panel], setting)


def _gap_px(one: QRectF, other: QRectF) -> float:
    across = max(one.left() - other.right(), other.left() - one.right())
    down = max(one.top() - other.bottom(), other.top() - one.bottom())
    return max(across, down)


@every_setting
def test_no_text_is_cut_off_or_leaves_its_card(shown: Shown) -> None:
    assert shown.faults(cut_off) == {}


@every_setting
def test_no_text_lies_on_another_or_on_a_picture(shown: Shown) -> None:
    assert shown.faults(on_each_other) == {}


@every_setting
def test_no_text_lies_under_a_button_it_does_not_belong_to(shown: Shown) -> None:
    assert shown.faults(_under_a_button) == {}


def _under_a_button(look: Look) -> Faults:
    return [
        f"{words.text} under {button.name}"
        for words in look.words
        for button in look.buttons
        if button.area.intersects(words.ink) and not button.area.contains(words.ink.center())
    ]


@every_setting
def test_hangul_is_large_enough_to_read(shown: Shown) -> None:
    wide, larger = measure(shown.panel, shown.setting).wide, shown.setting.larger
    usual_mm, larger_mm = (6.7, 11.5) if wide else (8.3, 13.9)
    least_mm = larger_mm if larger else usual_mm
    assert shown.faults(lambda look: _smaller(look, least_mm)) == {}


def _smaller(look: Look, least_mm: float) -> Faults:
    return [words.text for words in look.words if words.ink_mm < least_mm]


@every_setting
def test_no_words_are_smaller_than_notes(shown: Shown) -> None:
    notes_mm = (7.25, 14.5) if measure(shown.panel, shown.setting).wide else (9, 18)
    least_mm = notes_mm[shown.setting.larger] * 0.99
    kinds = {name: it.name for name, it in screens(shown.setting, shown.panel).items()}
    mine = {name: look for name, look in shown.looks.items() if kinds[name] in OF_NOTES}
    assert {kinds[name] for name in mine} == OF_NOTES
    small = replace(shown, looks=mine).faults(lambda look: _smaller(look, least_mm))
    assert [text for texts in small.values() for text in texts if text] == []


@every_setting
def test_what_can_be_pressed_is_large(shown: Shown) -> None:
    assert shown.faults(_small_or_outside) == {}


def _small_or_outside(look: Look) -> Faults:
    found = []
    for button in look.buttons:
        least_mm = 20 if button.name == "lead" else 16
        small = min(button.area.width(), button.area.height()) < least_mm * look.panel.px_per_mm
        if small or not look.rect.contains(button.area):
            found.append(button.name)
    return found


@every_setting
def test_what_can_be_pressed_is_apart(shown: Shown) -> None:
    assert shown.faults(lambda look: _near(look, larger=shown.setting.larger)) == {}


def _near(look: Look, *, larger: bool) -> Faults:
    found = []
    for one, other in combinations(look.buttons, 2):
        keys = all(each.name.split(":")[0] in KEYS for each in (one, other))
        apart_mm = 2.9 if keys and larger else 4.9
        if _gap_px(one.area, other.area) < apart_mm * look.panel.px_per_mm:
            found.append(f"{one.name} and {other.name}")
    return found


@every_setting
def test_every_button_has_a_name_that_holds_its_words_and_a_role(shown: Shown) -> None:
    assert {name: kinds for name, kinds in shown.untouchable.items() if kinds} == {}
    assert shown.faults(_unnamed) == {}


def _unnamed(look: Look) -> Faults:
    return [
        button.name or button.words
        for button in look.buttons
        if not (button.name and button.spoken and button.words in button.spoken)
        or button.role != QAccessible.Role.Button
    ]


@every_setting
def test_the_aids_and_the_bar_are_on_every_screen_at_the_same_place(shown: Shown) -> None:
    assert shown.faults(lambda look: _moved(look, shown.looks)) == {}


def _moved(look: Look, looks: Mapping[str, Look]) -> Faults:
    here = {each.name: each.area for each in look.buttons}
    first = "choose-voice" if "replay" in here else "start"  # a fifth makes aids narrower
    usual = {each.name: each.area for each in looks[first].buttons}
    return [each for each in sorted(ALWAYS) if each not in here or here[each] != usual[each]]


@every_setting
def test_the_voice_moves_nothing_but_the_widths_of_the_aids(shown: Shown) -> None:
    silent, voiced = (
        {each.name: each.area for each in shown.looks[name].buttons}
        for name in ("choose", "choose-voice")
    )
    assert voiced.keys() - silent.keys() == {"replay"}
    for name, area in silent.items():
        if name.startswith("aid:"):
            assert (area.top(), area.height()) == (voiced[name].top(), voiced[name].height())
        else:
            assert area == voiced[name]


@every_setting
def test_high_contrast_moves_nothing(stages: Stages, shown: Shown) -> None:
    """Tests of where things are need no second look at the black theme because of this one."""
    usual = _shown(stages[shown.panel], replace(shown.setting, contrast=False)).looks
    pairs = {name: (look, usual[name]) for name, look in shown.looks.items()}
    assert [name for name, pair in pairs.items() if not _same_places(*pair)] == []


def _same_places(look: Look, usual: Look) -> bool:
    """Whether all is where it usually is, but for the sign at the aid that says that it is on."""
    (aid,) = (each.area for each in look.buttons if each.name == "aid:contrast")
    own = [each for each in look.pictures if each in usual.pictures or not aid.intersects(each)]
    return replace(look, pictures=tuple(own)) == usual


@every_setting
def test_title_and_leading_button_never_move(shown: Shown) -> None:
    looks = shown.looks.values()
    titles = {look.title_y for look in looks if look.title_y >= 0}
    leads = [each.area for look in looks for each in look.buttons if each.name == "lead"]
    assert len(titles) == 1
    assert len(leads) > 5
    assert all(area == leads[0] for area in leads)


@every_setting
def test_low_mode_keeps_all_that_is_touched_within_reach(shown: Shown) -> None:
    near = shown.setting.low or not offers_low(shown.panel)
    assert shown.faults(lambda look: _out_of_reach(look, near=near)) == {}


def _out_of_reach(look: Look, *, near: bool) -> Faults:
    found = []
    for button in look.buttons:
        top_mm, bottom_mm = (look.floor_mm(y) for y in (button.area.top(), button.area.bottom()))
        if bottom_mm < REACH_BOTTOM_MM or (near and top_mm > REACH_TOP_MM):
            found.append(button.name)
    return found


@every_setting
def test_nothing_to_read_stands_too_high(shown: Shown) -> None:
    assert shown.faults(_too_high) == {}


def _too_high(look: Look) -> Faults:
    return [words.text for words in look.words if look.floor_mm(words.ink.top()) > SIGHT_TOP_MM]


@every_setting
def test_every_text_of_a_screen_is_shown(shown: Shown) -> None:
    texts = {words.text for words in shown.looks["confirm-away"].words}
    screen = screens(shown.setting, shown.panel)["confirm-away"]
    assert screen.frame.title in texts
    assert {"점심 식권 1장", "15코인", "(3,000원)", "35코인", "20코인"} <= texts
    note = "연결이 끊겨 여기서는 이만큼만 쓸 수 있습니다."
    assert note in {" ".join(text.split()) for text in texts}


def test_certainty_differs_in_words_and_shape(stage: Stage) -> None:
    stage.show("thanks")
    sure = stage.window.grabWindow()
    stage.show("thanks-recorded")
    noted = stage.window.grabWindow()
    assert stage.find("certainty").property("text") == "적었고, 곧 보냅니다"
    assert sure != noted
