"""Who calls for staff is waited for: by lamp and buzzer until they came, or the visit is over."""

import pytest

from kiosk import effects, events
from kiosk.visit import Place, Visit
from kiosk.visit.reading import READS, wants_code
from tests.kiosk.people import Node, badge
from tests.kiosk.test_visit import Walk, at_confirm, code
from tests.kiosk.test_visit_cards import typed

CALL = events.CalledStaff()


def called() -> Walk:
    walk = Walk()
    walk(events.Chose("meals"), CALL)
    assert walk.wanted() == (effects.TellStaff(),)
    return walk


def test_the_end_of_the_visit_ends_the_call() -> None:
    walk = called()
    walk(events.StartedOver())
    assert walk.wanted() == (effects.StaffCame(),)


def test_a_visit_that_called_nobody_ends_no_call() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.StartedOver())
    assert walk.wanted() == ()


def test_a_badge_with_its_pin_ends_the_call_a_wrong_pin_does_not() -> None:
    walk = called()
    walk(events.CodeSeen(badge(Node()).seen()))
    check = typed(walk, "123456")
    walk(events.PinWrong(check.number, 3))
    assert walk.wanted() == ()
    check = typed(walk, "123456")
    walk(events.PinRight(check.number))
    assert walk.visit.place is Place.HANDED
    assert walk.wanted() == (effects.StaffCame(),)


def test_who_calls_again_is_heard_again() -> None:
    walk = called()
    walk(CALL)
    assert walk.wanted() == (effects.TellStaff(),)


@pytest.mark.parametrize("place", Place)
def test_a_reader_works_where_a_code_means_something_or_staff_are_waited_for(place: Place) -> None:
    assert wants_code(Visit(place)) is (place in READS)
    assert wants_code(Visit(place, staff_called=True))


def test_nothing_is_read_while_a_person_agrees() -> None:
    assert not wants_code(at_confirm().visit)
    assert wants_code(Walk()(events.CodeSeen(code())))
