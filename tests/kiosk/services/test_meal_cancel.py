"""Cancelling one's own ticket: only one's own, of today, in time, as a whole and once."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.payment import TicketLine
from kiosk.services.base import At, HandOver, Known, Line, Note, NotFound, found
from kiosk.services.meal_cancel import OWN, MealCancel
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from tests.kiosk.services.places import (
    Booked,
    Books,
    Visitor,
    at,
    load,
    person,
    refused,
    ticket_of,
    why_not,
)
from tests.kiosk.services.test_meal_tickets import WHOLE

CANCEL = """
[[service]]
kind = "meal-cancel"
id = "cancel"
of = "meals"
name = "식권 취소"
question = "어떤 식권을 취소할까요?"
step = "식권 고르기"
unit = "장"
until = "11:00"
[[service.until_of]]
item = "box"
until = "10:30"
"""
SERVICES = load(WHOLE + CANCEL)
MEALS, UNDO = SERVICES["meals"], SERVICES["cancel"]


def bought(clock: str = "10:00", quantity: int = 2, tag: str = "tag0") -> Books:
    books = Books()
    Visitor(MEALS, books, at(clock)).choose("lunch").show(person(tag)).pay(quantity)
    return books


def at_the_desk(books: Books, clock: str = "10:10", tag: str = "tag0") -> Visitor:
    return Visitor(UNDO, books, at(clock)).show(person(tag))


def test_a_ticket_is_chosen_after_the_code_and_comes_back_as_it_was_sold() -> None:
    books = bought()
    sold = books.entries[0]
    visitor = at_the_desk(books)
    (option,) = visitor.question().options
    assert (option.name, option.price, option.since) == (
        "점심 식권",
        Coins(30),
        At(at("10:00")),
    )
    order = visitor.choose(option.id).order()
    assert (order.kind, order.ref, order.hand_over) == (
        EntryKind.REVERSE,
        sold.id,
        HandOver.SCREEN,
    )
    assert (order.service, order.lines, order.total) == (
        "meals",
        sold.order.lines,
        sold.order.total,
    )
    assert order.notes == (Note("cancel-until", At(at("11:00"))),)


def test_it_asks_nothing_before_the_code() -> None:
    assert UNDO.questions() == 0
    assert UNDO.ask(Known()) is None
    assert UNDO.order(Known(), 1).lines == (Line("ticket", "식권 취소", 1, Coins(0), Won(0)),)
    assert UNDO.hands_over("lunch") is HandOver.SCREEN


@pytest.mark.parametrize(
    ("clock", "tag", "reason"),
    [
        ("10:59", "tag1", "nothing-to-cancel"),
        ("11:00", "tag0", "too-late-to-cancel"),
        ("11:00", "tag1", "nothing-to-cancel"),
    ],
)
def test_who_has_none_or_comes_late_is_told(clock: str, tag: str, reason: str) -> None:
    assert why_not(at_the_desk(bought(), clock, tag)) == reason
    assert reason in UNDO.reasons


def test_a_ticket_of_yesterday_is_nothing_to_cancel() -> None:
    assert why_not(Visitor(UNDO, bought(), at("10:10", 23)).show(person())) == "nothing-to-cancel"


def test_a_meal_may_have_an_end_of_its_own_for_all_its_slots() -> None:
    books = bought()
    Visitor(MEALS, books, at("10:00")).choose("box", "late").show(person()).pay()
    assert len(at_the_desk(books, "10:29").question().options) == 2
    assert [one.name for one in at_the_desk(books, "10:30").question().options] == ["점심 식권"]


def test_a_free_ticket_and_a_cancelled_one_are_not_offered() -> None:
    books = Books()
    Visitor(MEALS, books, at("10:00")).choose("lunch").show(person("tag0", 1)).pay()
    assert why_not(at_the_desk(books)) == "nothing-to-cancel"
    books = bought()
    visitor = at_the_desk(books)
    visitor.choose(visitor.question().options[0].id).pay()
    assert why_not(at_the_desk(books)) == "nothing-to-cancel"


def test_what_is_cancelled_can_be_sold_again() -> None:
    books = bought(quantity=3)
    Visitor(MEALS, books, at("10:00")).choose("lunch").show(person("tag1")).pay(1)
    assert Visitor(MEALS, books, at("10:05")).question().options[0].closed
    visitor = at_the_desk(books)
    visitor.choose(visitor.question().options[0].id).pay()
    assert not Visitor(MEALS, books, at("10:15")).question().options[0].closed


def odd(sold: Booked, rest: int, used: int, lines: int) -> Known:
    ticket = ticket_of(sold)
    line = TicketLine("lunch", "점심 식권", 2, Won(3000))
    ticket = replace(ticket, rest=Won(rest), used=Coins(used), lines=(line,) * lines)
    return found(Known(holder=person()), OWN, (ticket,), at("10:10"))


@pytest.mark.parametrize(
    ("rest", "used", "lines", "offered"),
    [(0, 30, 1, True), (100, 30, 1, False), (0, 31, 1, False), (0, 60, 2, False)],
)
def test_what_coins_alone_did_not_pay_in_one_line_is_left_to_staff(
    rest: int, used: int, lines: int, offered: bool
) -> None:
    known = odd(bought().entries[0], rest, used, lines)
    if offered:
        assert UNDO.ask(known) is not None
    else:
        with pytest.raises(NotFound, match="nothing-to-cancel"):
            UNDO.ask(known)


def test_a_screen_holds_the_newest_six() -> None:
    books = Books()
    for minute in range(8):
        order = Visitor(MEALS, Books(), at("10:00")).choose("box", "late").show(person()).order()
        books.write(order, person(), at(f"09:0{minute}"))
    options = at_the_desk(books, "10:00").question().options
    assert [one.since for one in options] == [At(at(f"09:0{n}")) for n in (7, 6, 5, 4, 3, 2)]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('of = "meals"\n', "", "service.0.of"),
        ('until = "11:00"', 'until = "25:00"', "service.0.until"),
        ('until = "11:00"', 'until = "00:00"', "service.0.until"),
        ('item = "box"', 'item = "Box"', "service.0.until_of.0.item"),
    ],
)
def test_bad_data_is_refused_by_key(old: str, new: str, key: str) -> None:
    assert refused(CANCEL.replace(old, new))[0] == key


STEPS = st.tuples(st.sampled_from(["tag0", "tag1"]), st.booleans(), st.integers(1, 3))


@settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, max_size=10))
def test_cancelling_never_gives_back_more_than_was_used(
    steps: list[tuple[str, bool, int]],
) -> None:
    assert isinstance(UNDO, MealCancel)
    books = Books()
    for tag, cancels, quantity in steps:
        service = UNDO if cancels else MEALS
        visitor = Visitor(service, books, at("10:00"))
        try:
            if cancels:
                visitor.show(person(tag))
            options = visitor.question().options
            if options[0].closed:
                continue
            visitor.choose(options[0].id)
            (visitor if cancels else visitor.show(person(tag))).pay(quantity)
        except NotFound:
            continue
    by_id = {entry.id: entry for entry in books.entries}
    undone = [entry for entry in books.entries if entry.order.kind is EntryKind.REVERSE]
    assert len({entry.order.ref for entry in undone}) == len(undone)
    for entry in undone:
        assert entry.order.ref is not None
        original = by_id[entry.order.ref]
        assert entry.order.total == original.order.total
        assert entry.holder == original.holder
