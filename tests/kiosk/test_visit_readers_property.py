"""Whatever a person does: a reader that was lost and came back meanwhile has changed nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk import events
from kiosk.visit import Aside, Place, Visit, advance
from tests.kiosk.test_visit_property import CODES, SHOP, TOUCHES

LOST, BACK = events.ReadersReported(events.READERS_LOST), events.ReadersReported("")
NO_CAMERA = events.ReadersReported(events.NO_CAMERA)
LONG_AGO = events.PrinterReported("")


def walked(moves: list[events.Event], then: tuple[events.Event, ...] = ()) -> Visit:
    """The visit after ``moves`` and, at the same moment, what else happened."""
    visit, now_s = Visit(), 0.0
    for move in moves:
        now_s += 1.0
        visit, _ = advance(SHOP, visit, move, now_s)
    for event in then:
        visit, _ = advance(SHOP, visit, event, now_s)
    return visit


@given(st.lists(st.sampled_from(TOUCHES + CODES), max_size=20))
def test_a_reader_that_comes_and_goes_leaves_a_visit_that_is_begun_as_it_was(
    moves: list[events.Event],
) -> None:
    before = walked(moves)
    after = walked(moves, (LOST, NO_CAMERA, BACK))
    if before.place is Place.START:  # it was closed for a moment: nothing lies over that page
        before = replace(before, news=None, aside=Aside.NONE)
    assert after == before


@given(st.lists(st.sampled_from(TOUCHES), max_size=20))
def test_whoever_leaves_a_machine_without_a_reader_leaves_it_closed(
    moves: list[events.Event],
) -> None:
    visit = walked(moves, (LOST, events.StartedOver(), LONG_AGO))
    assert visit.place not in (Place.START,)


@given(st.lists(st.sampled_from([LOST, NO_CAMERA, BACK, LONG_AGO]), max_size=12))
def test_at_rest_it_is_open_exactly_while_something_reads(news: list[events.Event]) -> None:
    visit = walked(news)
    told = [one.problem for one in news if isinstance(one, events.ReadersReported)]
    lost = bool(told) and told[-1] == events.READERS_LOST
    assert visit.place is (Place.OUT_OF_ORDER if lost else Place.START)
