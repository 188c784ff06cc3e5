"""How sure a payment is, how the voice is set, which ticket waits, and no words under notes."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from tests.ui.looking import look_at
from tests.ui.stage import Stage, place
from ui.contract import (
    Certainty,
    ReprintScreen,
    Setting,
    SorryScreen,
    ThanksScreen,
    VoiceScreen,
)
from ui.gallery import PORTRAIT, setting_name
from ui.panel import all_settings
from ui.presses import REPEAT_S
from ui.theme import CONTRAST, LIGHT, Theme

every_setting = pytest.mark.parametrize("setting", all_settings(PORTRAIT), ids=setting_name)
KINDS = {
    Certainty.CONFIRMED: "thanks",
    Certainty.RECORDED: "thanks-recorded",
    Certainty.REFUSED: "sorry-refused",
    Certainty.UNKNOWN: "out-of-order-unknown",
}
SMALL_PX = 24  # 6 mm: smaller than any mark that is drawn


def _grey_mark(stage: Stage, name: str, setting: Setting) -> list[bool]:
    """Return where a mark is inked, drawn small and without its colour."""
    stage.show(name, setting)
    area = place(stage.find("certainty-shape")).toRect()
    picture = stage.window.grabWindow().copy(area)
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8).scaled(SMALL_PX, SMALL_PX)
    ground = grey.pixelColor(0, 0).red()
    return [
        abs(grey.pixelColor(x, y).red() - ground) > 60
        for y in range(SMALL_PX)
        for x in range(SMALL_PX)
    ]


@every_setting
def test_four_certainties_are_told_apart_small_and_grey(stage: Stage, setting: Setting) -> None:
    marks = {kind: _grey_mark(stage, name, setting) for kind, name in KINDS.items()}
    for one, other in combinations(marks, 2):
        differ = sum(a != b for a, b in zip(marks[one], marks[other], strict=True))
        assert differ > 0.12 * SMALL_PX**2, (one, other)


@every_setting
def test_every_certainty_has_words_of_its_own(stage: Stage, setting: Setting) -> None:
    told = set()
    for name in KINDS.values():
        stage.show(name, setting)
        told.add(stage.find("certainty").property("text"))
    assert len(told) == len(KINDS)
    assert "" not in told


@pytest.mark.parametrize("theme", [LIGHT, CONTRAST], ids=["light", "contrast"])
def test_used_not_used_and_open_have_their_own_colours(stage: Stage, theme: Theme) -> None:
    inks = {}
    for kind, name in KINDS.items():
        stage.show(name, Setting(contrast=theme.contrast))
        inks[kind] = stage.find("certainty").property("color").name().upper()
    assert inks[Certainty.CONFIRMED] == theme.success
    assert inks[Certainty.REFUSED] == theme.text  # nothing is wrong with the coins
    assert inks[Certainty.RECORDED] == inks[Certainty.UNKNOWN] == theme.caution


def test_where_nothing_was_used_the_mark_stands_beside_the_line_of_the_coins(stage: Stage) -> None:
    screen = stage.show("sorry")
    assert isinstance(screen, SorryScreen)
    assert (screen.certainty, screen.certainty_words) == (Certainty.REFUSED, "")
    assert stage.find("certainty").property("text") == screen.coins
    assert "certainty-shape" in {item.objectName() for item in stage.items()}


def test_without_words_there_is_no_mark(stage: Stage) -> None:
    screen = stage.show("sorry")
    assert isinstance(screen, SorryScreen)
    stage.show_screen(replace(screen, certainty=Certainty.UNKNOWN), Setting())
    assert "certainty-shape" not in {item.objectName() for item in stage.items()}


def _bars(stage: Stage) -> list[int]:
    """Return how many bars are filled in each row of bars, from the left or the top."""
    rows = [item for item in stage.items() if item.metaObject().className().startswith("LevelBars")]
    shot, lead = stage.window.grabWindow(), LIGHT.lead
    filled = []
    for row in sorted(rows, key=lambda each: (place(each).y(), place(each).x())):
        areas = [place(bar).toRect() for bar in row.childItems() if bar.width() > 0]
        filled.append(sum(_middle(shot, area) == lead for area in areas))
    return filled


def _middle(shot: QImage, area: QRect) -> str:
    return shot.pixelColor(area.center()).name().upper()


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("name", ["voice", "voice-least"])
def test_how_the_voice_is_set_stands_in_words_and_in_bars(
    stage: Stage, lying_stage: Stage, name: str, larger: bool
) -> None:
    for each in (stage, lying_stage):
        screen = each.show(name, Setting(larger=larger))
        assert isinstance(screen, VoiceScreen)
        shown = {words.text for words in look_at(each).words}
        assert {text for line in screen.lines for text in (line.label, line.amount)} <= shown
        assert _bars(each) == list(screen.levels)


@every_setting
def test_each_choice_of_the_voice_sends_its_id_and_an_end_sends_nothing(
    stage: Stage, setting: Setting
) -> None:
    screen = stage.show("voice-least", setting)
    assert isinstance(screen, VoiceScreen)
    for choice in screen.choices:
        stage.clock.now_s += REPEAT_S
        stage.tap(f"choose:{choice.id}")
    assert stage.acted == [("choose", each.id) for each in screen.choices if each.enabled]


def test_keys_of_the_voice_stay_while_it_is_set(stage: Stage, lying_stage: Stage) -> None:
    for each in (stage, lying_stage):
        places = []
        for name in ("voice", "voice-least"):
            each.show(name, Setting(larger=True))
            places.append({item.objectName(): place(item) for item in each.buttons()})
        assert places[0] == places[1]


@every_setting
def test_the_ticket_that_waits_looks_like_a_slip_and_says_what_it_is(
    stage: Stage, setting: Setting
) -> None:
    screen = stage.show("reprint", setting)
    assert isinstance(screen, ReprintScreen)
    shown = {words.text for words in look_at(stage).words}
    assert {screen.item, screen.bought, screen.message} <= shown
    assert stage.find("ticket").property("text") == screen.item


@pytest.mark.parametrize("larger", [False, True])
def test_a_landscape_panel_has_what_was_used_beside_where_the_ticket_is(
    lying_stage: Stage, larger: bool
) -> None:
    screen = lying_stage.show("thanks", Setting(larger=larger))
    assert isinstance(screen, ThanksScreen)
    words = {each.text: each.ink for each in look_at(lying_stage).words}
    assert words[screen.where].right() < words[screen.lines[0].label].left()
