"""The rows over every facility: what its services ask, agree to and end with, each in two views."""

import pytest

from kiosk.visit import Place
from kiosk.walk import facilities
from tests.barrier_free import further, judging
from tests.barrier_free.ground import (
    Stages,
    View,
    facility_views,
    further_looks,
    views,
)
from tests.barrier_free.on_walk import confirm_whole
from tests.barrier_free.rows import ROWS

CASES = [pytest.param(name, view, id=f"{name}-{view}") for name, view in facility_views()]
pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize(("facility", "view"), CASES)
def test_every_row_holds_on_what_a_facility_shows(
    stages: Stages, facility: str, view: View
) -> None:
    looks = further_looks(stages.by_letter[view.letter], view, facility)
    assert looks
    assert [
        f"row {row.number}: {it}" for row in ROWS for it in judging.on_looks(row, view, looks)
    ] == []


def test_over_the_facilities_every_view_is_seen() -> None:
    seen = {str(view) for _, view in facility_views()}
    assert seen == {str(view) for view in views()}


@pytest.mark.parametrize("facility", facilities())
def test_all_that_is_agreed_to_is_read_back(facility: str) -> None:
    agreed = [one for one in further.walked(facility) if one.visit.place is Place.CONFIRMING]
    assert agreed
    assert [problem for one in agreed for problem in confirm_whole(one)] == []
