"""Courses: what was asked for and what was reserved are the same, for each person once."""

from dataclasses import replace

import pytest

from kiosk.services.base import SAMPLE_TIME_S, Known, Lookup, NotFound, PartnerCall
from kiosk.services.course_replies import Fill, Fills, Reservation
from schemes.money import Won
from tests.kiosk.services.places import person
from tests.kiosk.services.test_courses import service

FREE = Fills({"brush": Fill(Won(30_000), 3, None)})
FULL = Fills({"brush": Fill(Won(30_000), 0, 2)})


def asked(fills: Fills, number: str, tag: str = "tag0") -> Known:
    facts: dict[str, object] = {"fills": fills}
    if number:
        until_s = SAMPLE_TIME_S + 600
        facts["seat-brush"] = Reservation(number, "brush", Won(30_000), until_s)
    return Known({"course": "brush"}, facts, person(tag), None, SAMPLE_TIME_S)


@pytest.mark.parametrize(("fills", "number"), [(FREE, "r1"), (FULL, "w1")], ids=["seat", "list"])
def test_what_was_asked_for_is_taken(fills: Fills, number: str) -> None:
    assert service().ask(asked(fills, number)) is None
    assert service().order(asked(fills, number), 1).lines[0].item == f"brush-{number}"


@pytest.mark.parametrize(("fills", "number"), [(FREE, "w1"), (FULL, "r1")], ids=["seat", "list"])
def test_a_seat_is_not_taken_for_a_place_on_the_list_or_the_reverse(
    fills: Fills, number: str
) -> None:
    with pytest.raises(NotFound, match="partner-babbles"):
        service().ask(asked(fills, number))


def test_who_it_is_for_is_the_same_for_one_person_and_tells_nothing_else() -> None:
    calls = []
    for tag, course in (("tag0", "brush"), ("tag0", "brush"), ("tag1", "brush"), ("tag0", "song")):
        known = replace(asked(FREE, "", tag), answers={"course": course})
        lookup = service().ask(known)
        assert isinstance(lookup, Lookup)
        assert isinstance(lookup.source, PartnerCall)
        calls.append(str(lookup.source.body["for"]))
    once, again, other, elsewhere = calls
    assert once == again
    assert len({once, other, elsewhere}) == 3
    assert all(len(one) == 16 and "tag" not in one for one in calls)
