"""Meals by right: a free ticket a day, for whom and by which codes; meals that are for some."""

import pytest

from kiosk.services.base import Note, NotFound
from protocol.entry import FREE_RIGHT, EntryKind
from schemes.money import Coins
from tests.kiosk.services.places import Books, Visitor, at, card, person, why_not
from tests.kiosk.services.test_meal_tickets import meals


def test_one_ticket_a_day_is_free_for_those_entitled_then_it_has_its_price() -> None:
    books, service = Books(), meals()
    first = Visitor(service, books, at("10:00")).choose("lunch").show(person("tag0", 2)).pay(1)
    assert (first.kind, first.total, first.quantity) == (EntryKind.ADMIT, Coins(0), 1)
    assert first.evidence == FREE_RIGHT  # what nodes know a free right of the day by
    assert first.notes == (Note("free-ticket", "하루 한 장 무료"),)
    several = Visitor(service, Books(), at("10:00")).choose("lunch").show(person("tag0", 2))
    assert several.order(3).notes == (Note("free-ticket", "한 장만 무료"),)
    assert several.order(3).quantity == 1
    again = Visitor(service, books, at("10:05")).choose("lunch").show(person("tag0", 2)).order()
    assert (again.kind, again.total) == (EntryKind.SPEND, Coins(15))
    assert again.notes == (Note("free-ticket", "오늘 받으셨습니다"),)
    other = Visitor(service, books, at("10:05")).choose("lunch").show(person("tag1", 2)).order()
    assert other.kind is EntryKind.ADMIT
    later = Visitor(service, books, at("10:00", 23)).choose("lunch").show(person("tag0", 1))
    assert later.order().kind is EntryKind.ADMIT


def test_a_free_ticket_needs_a_phones_code_of_this_month_and_any_card() -> None:
    books, first = Books(), at("00:00", 31)  # of December
    old, new = person("tag0", 1, issued_s=first - 1), person("tag1", 1, issued_s=first)
    now = at("10:00", 31 + 1)
    assert why_not(Visitor(meals(), books, now).choose("lunch").show(old)) == "renew-code"
    assert Visitor(meals(), books, now).choose("lunch").show(new).pay().kind is EntryKind.ADMIT
    of_card = card("tag2", 1, issued_s=at("10:00"))
    assert Visitor(meals(), books, now).choose("lunch").show(of_card).order().total == Coins(0)
    paying = Visitor(meals(), books, now).choose("box", "late").show(old).order()
    assert paying.total == Coins(20)  # whoever pays needs no new one


def test_nothing_is_free_without_the_class_or_of_another_meal() -> None:
    service = meals()
    for meal, holder in (
        ("lunch", person("tag0", 3)),
        ("lunch", person()),
        ("box", person("t", 1)),
    ):
        visitor = Visitor(service, at_s=at("10:00")).choose(meal)
        if meal == "box":
            visitor.choose("late")
        assert visitor.show(holder).order().kind is EntryKind.SPEND


def test_a_meal_for_some_is_refused_to_others_after_the_code() -> None:
    visitor = Visitor(meals(), at_s=at("10:00")).choose("staff")
    with pytest.raises(NotFound, match="not-entitled") as refused:
        visitor.show(person("tag0", 1)).ask()
    assert refused.value.who == ("65세 이상",)
    allowed = Visitor(meals(), at_s=at("10:00")).choose("staff").show(person("tag0", 65))
    assert allowed.order().total == Coins(25)


def test_every_reason_that_can_come_up_is_declared() -> None:
    service = meals()
    assert {"sold-out", "closed-now", "not-entitled", "renew-code"} == set(service.reasons)
