"""The rows over every facility: what its services ask, agree to and end with, each in two views."""

import pytest

from kiosk.visit import Place
from kiosk.walk import facilities
from tests.barrier_free import further
from tests.barrier_free.ground import USUAL, Stages, View, further_looks, views
from tests.barrier_free.on_walk import confirm_whole
from tests.barrier_free.rows import ROWS, fixed_places

PAIRS = views()[len(USUAL) :]
CASES = [
    pytest.param(name, view, id=f"{name}-{view}")
    for number, name in enumerate(facilities())
    for view in (USUAL[number % len(USUAL)], PAIRS[number % len(PAIRS)])
]
pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize(("facility", "view"), CASES)
def test_every_row_holds_on_what_a_facility_shows(
    stages: Stages, facility: str, view: View
) -> None:
    looks = further_looks(stages.by_letter[view.letter], view, facility)
    assert looks
    found = [
        f"{look.name}: row {row.number}: {problem}"
        for look in looks
        for row in ROWS
        for check in row.screens
        for problem in check(look)
    ]
    assert found + fixed_places(looks) == []


@pytest.mark.parametrize("facility", facilities())
def test_all_that_is_agreed_to_is_read_back(facility: str) -> None:
    agreed = [one for one in further.walked(facility) if one.visit.place is Place.CONFIRMING]
    assert agreed
    assert [problem for one in agreed for problem in confirm_whole(one)] == []
