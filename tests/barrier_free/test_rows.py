"""The 33 rows: all screens as usual on both panels, some of each kind in pairs of settings.

They are one file, which goes to one worker: its walk takes longer than to draw all that it finds.
"""

import pytest

from tests.barrier_free import judging
from tests.barrier_free.combos import pairwise
from tests.barrier_free.ground import FACTORS, USUAL, Stages, View, views
from tests.barrier_free.rows import ROWS, Row
from ui.contract import Setting

VIEWS = views()
pytestmark = pytest.mark.timeout(900)  # the first of a view draws it
of_screens = pytest.mark.parametrize(
    "row", [it for it in ROWS if it.screens], ids=lambda row: f"{row.number:02}"
)
of_all = pytest.mark.parametrize(
    "row", [it for it in ROWS if it.whole], ids=lambda row: f"{row.number:02}"
)
of_stages = pytest.mark.parametrize(
    "row", [it for it in ROWS if it.stages or it.visits], ids=lambda row: f"{row.number:02}"
)


@pytest.mark.parametrize("view", USUAL, ids=str)
@of_screens
def test_every_screen_as_usual(stages: Stages, row: Row, view: View) -> None:
    assert judging.on_screens(row, stages, view, 0, whole=True) == []


@pytest.mark.parametrize("number", range(len(USUAL), len(VIEWS)), ids=lambda at: str(VIEWS[at]))
@of_screens
def test_some_of_each_kind_in_pairs_of_settings(stages: Stages, row: Row, number: int) -> None:
    assert judging.on_screens(row, stages, VIEWS[number], number, whole=False) == []


@of_all
def test_the_walk_the_words_and_the_files(row: Row) -> None:
    assert judging.over_all(row) == []


@of_stages
@pytest.mark.parametrize("letter", [view.letter for view in USUAL])
def test_keys_and_fingers_on_each_kind_of_screen(stages: Stages, row: Row, letter: str) -> None:
    setting = Setting(voice=row.voice)
    view = View(letter, setting, "voice" if row.voice else "usual")
    assert judging.on_stages(row, stages, view) == []


def test_every_row_is_there_once_and_is_judged_by_something() -> None:
    assert [row.number for row in ROWS] == list(range(1, 34))
    assert all(row.screens or row.whole or row.stages or row.visits for row in ROWS)


def test_any_two_values_stand_together_in_some_view() -> None:
    combos = pairwise(FACTORS)
    names = list(FACTORS)
    for first, one in enumerate(names):
        for second in range(first + 1, len(names)):
            met = {(combo[first], combo[second]) for combo in combos}
            assert len(met) == len(FACTORS[one]) * len(FACTORS[names[second]])
