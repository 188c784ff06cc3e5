"""The rows that look at screens: every screen as usual on the panel that is wider than high."""

import pytest

from tests.barrier_free import judging
from tests.barrier_free.ground import USUAL, Stages
from tests.barrier_free.rows import ROWS, Row

LYING = USUAL[1]
pytestmark = pytest.mark.timeout(900)  # the first draws the view


@pytest.mark.parametrize(
    "row", [it for it in ROWS if it.screens], ids=lambda row: f"{row.number:02}"
)
def test_every_screen_as_usual(stages: Stages, row: Row) -> None:
    assert judging.on_screens(row, stages, LYING, 0, whole=True) == []
