"""Earning: a field's rate and caps, a badge or a machine as witness, and the age of a code."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.services.base import (
    SAMPLE_BADGE,
    Approval,
    Ask,
    Count,
    HandOver,
    Known,
    Lookup,
    MachineCount,
    Note,
    NotFound,
    Order,
    Question,
    Service,
    Tallies,
    Tally,
    Whose,
    answered,
    found,
)
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from tests.kiosk.services.places import load, person, refused

TOYS = """
[[service.field]]
id = "toy-donation"
name = "장난감"
unit = "개"
max_quantity = 10
approval_title = "직원 확인"
approval_step = "확인"
approval_message = "보여 주세요."
"""
VOLUNTEERING = TOYS.replace("toy-donation", "volunteering").replace("장난감", "봉사")
BOTTLES = """
[[service.field]]
id = "transparent-bottles"
name = "빈 병"
unit = "묶음"
count_title = "병 넣기"
count_step = "넣기"
count_message = "넣어 주세요."
count_unit = "개"
"""
HEAD = """
[[service]]
kind = "earning"
id = "earning"
name = "코인 받기"
"""
WHICH = 'question = "무엇을 했나요?"\nstep = "고르기"\n'


def service(fields: str, head: str = HEAD) -> Service:
    return load(head + fields)["earning"]


TOY_DESK, BOTTLE_DESK = service(TOYS), service(BOTTLES)
NOBODY: Mapping[Whose, int] = {}


def led_on(
    service_: Service, known: Known, done: Mapping[Whose, int] = NOBODY, used: int = 0
) -> tuple[Ask | None, Known]:
    """Answer lookups by what was earned today, and say yes by a badge."""
    while True:
        ask = service_.ask(known)
        match ask:
            case Lookup(source=Tallies(of=tallies)):
                told = tuple(used if t.evidence else done.get(t.whose, 0) for t in tallies)
                known = found(known, ask.id, told, 1)
            case Approval():
                known = replace(known, approver=SAMPLE_BADGE)
            case _:
                return ask, known


def earned(
    service_: Service, known: Known, quantity: int = 1, done: Mapping[Whose, int] = NOBODY
) -> Order:
    ask, known = led_on(service_, known, done)
    assert ask is None
    return service_.order(known, quantity)


def counted(pieces: int, holder: bool = True) -> Known:
    facts = {"room": (0,), "count": MachineCount(pieces, "machine-1-run-7")}
    return Known(facts=facts, holder=person() if holder else None)


def coins_of(whose: Whose) -> Tally:
    return Tally((EntryKind.EARN,), "toy-donation", whose, coins=True, everywhere=True)


def test_staff_approve_toys_and_the_screen_tells_what_was_earned() -> None:
    asks = []
    known = Known(holder=person())
    while (ask := TOY_DESK.ask(known)) is not None:
        asks.append(ask)
        if isinstance(ask, Lookup):
            known = found(known, ask.id, (0, 0), 1)
        else:
            known = replace(known, approver=SAMPLE_BADGE)
    assert asks == [
        Lookup(
            "today",
            Tallies(
                (
                    coins_of(Whose.PERSON),
                    coins_of(Whose.ALL),
                )
            ),
        ),
        Approval("approval", "직원 확인", "확인", "보여 주세요."),
        Lookup(
            "approved-today",
            Tallies((coins_of(Whose.APPROVER),)),
        ),
    ]
    order = TOY_DESK.order(known, 3)
    (line,) = order.lines
    assert (line.item, line.quantity, line.each, line.worth_each) == (
        "toy-donation",
        3,
        Coins(1),
        Won(200),
    )
    assert (order.kind, order.hand_over, order.is_decided) == (
        EntryKind.EARN,
        HandOver.SCREEN,
        False,
    )
    assert order.notes == (Note("earned", Coins(3)),)
    assert TOY_DESK.hands_over("toy-donation") is HandOver.SCREEN


def test_before_the_code_nothing_is_asked_of_the_person_and_the_stepper_is_the_files() -> None:
    assert TOY_DESK.questions() == 0
    assert TOY_DESK.ask(Known()) is None
    assert TOY_DESK.order(Known(), 1).max_quantity == 10


def test_of_several_fields_one_is_asked_for() -> None:
    both = service(TOYS + BOTTLES, HEAD + WHICH)
    asked = both.ask(Known())
    assert isinstance(asked, Question)
    assert [one.id for one in asked.options] == ["toy-donation", "transparent-bottles"]
    assert both.questions() == 1
    assert both.ask(answered(Known(), "field", "toy-donation")) is None


def test_a_machine_counts_pieces_and_its_number_is_the_evidence() -> None:
    room = BOTTLE_DESK.ask(Known())
    assert isinstance(room, Lookup)
    asked = BOTTLE_DESK.ask(found(Known(), room.id, (0,), 1))
    assert isinstance(asked, Count)
    assert (asked.title, asked.unit) == ("병 넣기", "개")
    order = earned(BOTTLE_DESK, counted(29))
    assert order.total == Coins(2)  # ten bottles each
    assert order.notes == (Note("earned", Coins(2)), Note("not-counted", 9))
    assert order.evidence == "machine-1-run-7"
    assert order.max_quantity == 1


def test_the_number_of_a_machine_is_asked_of_the_ledger_and_counts_once() -> None:
    with pytest.raises(NotFound, match="count-used"):
        led_on(BOTTLE_DESK, counted(10), used=1)


@pytest.mark.parametrize(("pieces", "reason"), [(0, "nothing-counted"), (9, "too-few-brought")])
def test_what_makes_no_item_earns_nothing_and_says_so(pieces: int, reason: str) -> None:
    with pytest.raises(NotFound, match=reason):
        BOTTLE_DESK.ask(counted(pieces, holder=False))


def test_a_full_kiosk_says_so_before_bottles_are_put_in() -> None:
    with pytest.raises(NotFound, match="earn-cap-kiosk"):
        BOTTLE_DESK.ask(Known(facts={"room": (1000,)}))


@pytest.mark.parametrize(
    ("done", "reason"),
    [
        ({Whose.PERSON: 20}, "earn-cap-day"),
        ({Whose.ALL: 1000}, "earn-cap-kiosk"),
        ({Whose.APPROVER: 300}, "earn-cap-approver"),
    ],
)
def test_each_cap_gives_its_reason(done: Mapping[Whose, int], reason: str) -> None:
    with pytest.raises(NotFound, match=reason):
        led_on(TOY_DESK, Known(holder=person()), done)
    assert reason in TOY_DESK.reasons


def test_what_a_cap_leaves_is_earned_and_the_rest_is_told() -> None:
    order = earned(TOY_DESK, Known(holder=person()), 5, {Whose.PERSON: 18})
    assert order.total == Coins(2)
    assert order.notes == (Note("earned", Coins(2)), Note("not-counted", 3))
    assert order.max_quantity == 2


def test_an_age_is_known_by_the_price_class_of_the_code_alone() -> None:
    desk = service(VOLUNTEERING)
    with pytest.raises(NotFound, match="age-not-met") as refused:
        desk.ask(Known(holder=person()))
    assert refused.value.who == ("60세 이상",)
    assert earned(desk, Known(holder=person("tag0", 60))).total == Coins(3)
    assert desk.ask(Known()) is None


@settings(max_examples=40)
@given(
    quantity=st.integers(1, 10),
    done=st.fixed_dictionaries(
        {
            Whose.PERSON: st.integers(0, 25),
            Whose.ALL: st.integers(980, 1005),
            Whose.APPROVER: st.integers(280, 305),
        }
    ),
)
def test_no_cap_is_passed_whatever_is_asked(quantity: int, done: dict[Whose, int]) -> None:
    room = min(20 - done[Whose.PERSON], 1000 - done[Whose.ALL], 300 - done[Whose.APPROVER])
    if room <= 0:
        with pytest.raises(NotFound, match="earn-cap-"):
            led_on(TOY_DESK, Known(holder=person()), done)
        return
    order = earned(TOY_DESK, Known(holder=person()), quantity, done)
    coins = order.total.units
    assert coins == min(quantity, room)
    left_out = [note.value for note in order.notes if note.key == "not-counted"]
    assert sum(value for value in left_out if isinstance(value, int)) == quantity - coins


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        (HEAD + TOYS.replace("toy-donation", "gold"), "service.0", "gold can't be earned"),
        (HEAD + TOYS * 2, "service.0", "the field toy-donation is there twice"),
        (HEAD + TOYS + BOTTLES, "service.0", "question and step: are missing"),
        (HEAD + BOTTLES.partition("count_title")[0], "service.0", "needs the words of count_"),
        (HEAD + TOYS.partition("approval_title")[0], "service.0", "needs the words of approval_"),
        (HEAD + TOYS.partition("approval_step")[0], "service.0.field.0", "some words of approval_"),
        (HEAD + TOYS.replace("= 10", "= 21"), "service.0.field.0.max_quantity", "less than"),
    ],
)
def test_a_useless_desk_is_refused_when_it_is_loaded(text: str, key: str, reason: str) -> None:
    told = refused(text)
    assert told[0].startswith(key)
    assert reason in told[1]
