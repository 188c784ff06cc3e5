"""Contrast of the palettes: 4.5:1 for words, 3:1 for shapes, 7:1 in high contrast."""

from itertools import product

import pytest

from ui.contract import Setting
from ui.theme import CONTRAST, LIGHT, Theme, theme_for

THEMES = pytest.mark.parametrize(("theme", "bar"), [(LIGHT, 4.5), (CONTRAST, 7.0)])


def _luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance of ``#RRGGBB``."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert ratio("#FFFFFF", "#000000") == pytest.approx(21)
    assert ratio("#1E2124", "#FFFFFF") == pytest.approx(16.2, abs=0.1)


@THEMES
def test_words_stand_out_from_what_they_lie_on(theme: Theme, bar: float) -> None:
    states = (theme.caution, theme.success, theme.danger)
    words = (theme.text, theme.soft, theme.coin, theme.lead, *states)
    grounds = (theme.page, theme.quiet, theme.face, theme.pressed, theme.chosen)
    for word, ground in product(words, grounds):
        assert ratio(word, ground) >= bar, (word, ground)
    assert ratio(theme.lead_words, theme.lead) >= bar
    assert ratio(theme.lead_words, theme.lead_pressed) >= bar


@THEMES
def test_words_of_what_is_not_there_now_can_still_be_read(theme: Theme, bar: float) -> None:
    for ground in (theme.page, theme.quiet):
        assert ratio(theme.faint, ground) >= min(bar, 4.4)


@THEMES
def test_edges_focus_and_aim_stand_out(theme: Theme, bar: float) -> None:
    del bar
    for ground in (theme.page, theme.quiet, theme.face, theme.chosen, theme.pressed):
        assert ratio(theme.edge, ground) >= 3
        assert ratio(theme.ring, ground) >= 3
        assert ratio(theme.lead, ground) >= 3
    assert ratio(theme.aim, theme.dark) >= 3


@THEMES
def test_coins_have_a_colour_of_their_own(theme: Theme, bar: float) -> None:
    del bar
    others = {theme.lead, theme.text, theme.soft, theme.success, theme.caution, theme.danger}
    assert theme.coin not in others


@THEMES
def test_what_is_chosen_differs_by_its_edge_and_not_by_its_fill_alone(
    theme: Theme, bar: float
) -> None:
    del bar
    assert theme.lead != theme.edge
    assert ratio(theme.lead, theme.chosen) >= 3
    assert ratio(theme.lead_words, theme.lead) >= 3  # the check on its corner


@THEMES
def test_a_pressed_leading_button_is_seen_to_be_pressed(theme: Theme, bar: float) -> None:
    del bar
    assert theme.lead_pressed not in (theme.lead, theme.lead_depth)
    assert ratio(theme.depth, theme.page) >= 3


def test_the_setting_picks_the_theme() -> None:
    assert theme_for(Setting()) is LIGHT
    assert theme_for(Setting(contrast=True)) is CONTRAST
