"""Topping up: by what, how much, limits and a badge before any money, a bonus told as the most."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.services.base import (
    BY_CARD,
    BY_CASH,
    SAMPLE_BADGE,
    Approval,
    Ask,
    Digits,
    HandOver,
    Known,
    Lookup,
    NotFound,
    Period,
    Question,
    Service,
    Tallies,
    Tally,
    TerminalCall,
    Whose,
    answered,
    found,
)
from kiosk.services.hours import end_of
from protocol.entry import EntryKind
from schemes.dated import Status, Term
from schemes.limits import Limits
from schemes.money import Coins, Won
from schemes.scheme import Rate, Scheme
from tests.kiosk.services.charges import AMOUNTS, BONUS, CARD, CASH, KEYED, SERVICE, load, rules
from tests.kiosk.services.places import DAY, card, person

BOTH = load(SERVICE + CARD + CASH + AMOUNTS)


def looked(known: Known, works: bool = True) -> Known:
    return found(known, "terminal", works, 1)


def chosen(way: str, won: int = 50_000, works: bool = True) -> Known:
    return answered(answered(looked(Known(), works), "way", way), "amount", str(won))


def led_on(known: Known, today: int = 0, month: int = 0, taken: int = 0) -> tuple[list[Ask], Known]:
    """Answer what is looked up after the code, and have staff say yes; return what was asked."""
    asks: list[Ask] = []
    while (ask := BOTH.ask(known)) is not None:
        asks.append(ask)
        match ask:
            case Lookup(id="charged"):
                known = found(known, ask.id, (today, month), 1)
            case Lookup():
                known = found(known, ask.id, (taken,), 1)
            case _:
                known = replace(known, approver=SAMPLE_BADGE)
    return asks, known


def by(known: Known) -> Known:
    return replace(known, holder=person())


def why_not(service: Service, known: Known) -> str:
    with pytest.raises(NotFound) as told:
        service.ask(known)
    return told.value.reason


def coins_of(whose: Whose, period: Period = Period.DAY) -> Tally:
    return Tally((EntryKind.TOP_UP,), whose=whose, period=period, coins=True, everywhere=True)


def test_by_what_and_how_much_are_asked_before_the_code() -> None:
    assert BOTH.ask(Known()) == Lookup("terminal", TerminalCall())
    known, titles = looked(Known()), []
    while isinstance(ask := BOTH.ask(known), Question):
        titles.append((ask.title, [(one.id, one.closed) for one in ask.options]))
        known = answered(known, ask.id, ask.options[0].id)
    assert titles == [
        ("무엇으로요?", [("card", False), ("cash", False)]),
        ("얼마를요?", [("10000", False), ("50000", False)]),
    ]
    assert BOTH.questions() == len(titles)


def test_a_terminal_that_does_not_work_is_closed_with_a_word_and_cash_goes_on() -> None:
    ask = BOTH.ask(looked(Known(), works=False))
    assert isinstance(ask, Question)
    assert [(one.id, one.closed, one.note) for one in ask.options] == [
        ("card", True, "쉽니다"),
        ("cash", False, ""),
    ]
    assert BOTH.ask(chosen(BY_CASH, works=False)) is None


def test_one_way_is_not_asked_and_without_its_terminal_nothing_is() -> None:
    alone = load(SERVICE + CARD + AMOUNTS)
    ask = alone.ask(looked(Known()))
    assert isinstance(ask, Question)
    assert ask.id == "amount"
    assert why_not(alone, looked(Known(), works=False)) == "card-terminal-away"
    cash = load(SERVICE + CASH + AMOUNTS)
    ask = cash.ask(Known())
    assert isinstance(ask, Question), "cash asks no terminal"
    assert ask.id == "amount"


def test_the_order_is_paid_whole_by_the_tender_that_was_chosen_and_by_no_coins() -> None:
    for way in (BY_CARD, BY_CASH):
        order = BOTH.order(chosen(way), 1)
        (line,) = order.lines
        assert (line.item, line.quantity, line.each) == ("charge", 1, Coins(250))
        assert (line.worth_each, order.rest, order.rest_by) == (Won(50_000), Won(50_000), way)
        assert (order.kind, order.is_decided) == (EntryKind.TOP_UP, False)
        assert order.hand_over is HandOver.PRINT
        assert order.max_quantity == 1


def test_what_was_charged_is_looked_up_by_day_and_month_before_any_money_is_taken() -> None:
    asks, known = led_on(by(chosen(BY_CARD)))
    periods = (coins_of(Whose.PERSON), coins_of(Whose.PERSON, Period.MONTH))
    kinds = (EntryKind.TOP_UP, EntryKind.CONVERT)
    here = Tally(kinds, coins=True, everywhere=True)
    assert asks == [Lookup("charged", Tallies((*periods, here)))]
    assert BOTH.order(known, 1).rest_by == BY_CARD


def test_staff_take_cash_and_show_their_badge_after_the_limits_were_looked_at() -> None:
    asks, _ = led_on(by(chosen(BY_CASH)))
    words = ("{won}을 주세요", "현금", "배지를 보여 주세요.")
    assert asks[1:] == [
        Approval("approval", *words, won=Won(50_000)),
        Lookup("taken", Tallies((coins_of(Whose.APPROVER),))),
    ]


@pytest.mark.parametrize(
    ("today", "month", "reason"),
    [
        (150, 150, ""),
        (151, 151, "charge-day-limit"),
        (0, 750, ""),
        (0, 751, "charge-month-limit"),
    ],
    ids=["to the day's limit", "above it", "to the month's", "above that"],
)
def test_limits_are_exact(today: int, month: int, reason: str) -> None:
    known = found(by(chosen(BY_CARD)), "charged", (today, month), 1)
    if reason:
        assert why_not(BOTH, known) == reason
    else:
        assert BOTH.ask(known) is None


@pytest.mark.parametrize("way", [BY_CARD, BY_CASH])
def test_a_kiosk_charges_no_more_in_a_day_than_its_currency_says(way: str) -> None:
    narrow = replace(rules(), limits=replace(rules().limits, charges_kiosk_day=Coins(400)))
    service, known = load(SERVICE + CARD + CASH + AMOUNTS, narrow), by(chosen(way))
    assert why_not(service, found(known, "charged", (0, 0, 151), 1)) == "charge-kiosk-limit"
    left = service.ask(found(known, "charged", (0, 0, 150), 1))
    assert isinstance(left, Approval) if way == BY_CASH else left is None


def test_a_badge_takes_no_more_in_a_day_than_the_file_says() -> None:
    _, known = led_on(by(chosen(BY_CASH)), taken=250)
    assert BOTH.order(known, 1).rest_by == BY_CASH
    known = found(known, "taken", (251,), 1)
    assert why_not(BOTH, known) == "charge-badge-limit"


def test_more_than_any_badge_may_take_is_told_before_the_money_is_handed_over() -> None:
    narrow = load(SERVICE + CASH.replace("100_000", "10_000") + AMOUNTS)
    known = found(
        replace(answered(Known(), "amount", "50000"), holder=person()), "charged", (0, 0), 1
    )
    assert why_not(narrow, known) == "amount-too-large"
    assert isinstance(narrow.ask(answered(known, "amount", "10000")), Approval)


def test_the_bonus_is_told_as_the_most_that_it_can_be() -> None:
    assert BOTH.order(chosen(BY_CARD, 10_000), 1).reward == Coins(5)
    assert BOTH.order(chosen(BY_CARD, 50_000), 1).reward == Coins(20), "the cap of a month"
    none = load(SERVICE + CARD + CASH + AMOUNTS, rules(bonus=False))
    assert none.order(chosen(BY_CARD), 1).reward is None


def _ends_today(of: Scheme) -> Scheme:
    term = Term(Status.SET_HERE, "set here", from_=DAY, until=DAY)
    return replace(of, bonuses=(replace(BONUS, term=term),))


def _other_rate(of: Scheme) -> Scheme:
    return replace(of, rates=(*of.rates, Rate(Won(250), DAY + timedelta(days=1), "set here")))


def test_what_was_told_holds_until_the_day_turns_where_the_next_one_is_another() -> None:
    text, known = SERVICE + CARD + CASH + AMOUNTS, chosen(BY_CARD)
    assert BOTH.order(known, 1).until_s is None
    for changed in (_ends_today(rules()), _other_rate(rules())):
        assert load(text, changed).order(known, 1).until_s == end_of(DAY, changed).time_s


def keyed(text: str, won: str) -> tuple[Service, Known]:
    service, known = load(SERVICE + text), looked(Known())
    if "amount]]" in text:
        known = answered(known, "amount", "other")
    return service, answered(known, "keyed", won)


@pytest.mark.parametrize(
    ("won", "reason"),
    [
        ("0", "amount-zero"),
        ("4000", "amount-too-small"),
        ("5000", ""),
        ("5500", "amount-no-step"),
        ("80000", ""),
        ("81000", "amount-too-large"),
    ],
)
@pytest.mark.parametrize("text", [CARD + KEYED, CARD + AMOUNTS + KEYED], ids=["alone", "beside"])
def test_an_amount_of_ones_own(text: str, won: str, reason: str) -> None:
    service, known = keyed(text, won)
    if reason:
        assert why_not(service, known) == reason
    else:
        assert service.ask(known) is None
        assert service.order(known, 1).rest == Won(int(won))


def test_a_keypad_tells_its_most_and_stands_behind_its_button() -> None:
    service = load(SERVICE + CARD + AMOUNTS + KEYED)
    ask = service.ask(looked(Known()))
    assert isinstance(ask, Question)
    assert [one.id for one in ask.options] == ["10000", "50000", "other"]
    pad = service.ask(answered(looked(Known()), "amount", "other"))
    assert isinstance(pad, Digits)
    assert (pad.places, pad.most, pad.exact) == (5, 80_000, False)


def test_without_limits_nothing_is_looked_up_after_the_code() -> None:
    free = load(SERVICE + CARD + AMOUNTS, replace(rules(), limits=Limits()))
    known = replace(answered(looked(Known()), "amount", "50000"), holder=card())
    assert free.ask(known) is None


def test_the_receipt_has_the_words_of_the_file() -> None:
    words = BOTH.ticket("charge", 1)
    assert (words.title, words.good_for, words.help) == ("영수증", "", "가지고 계세요.")


def test_nothing_of_it_is_decided_by_anybody_so_it_works_without_the_network() -> None:
    orders = [BOTH.order(chosen(way, 10_000), 1) for way in (BY_CARD, BY_CASH)]
    assert [order.is_decided for order in orders] == [False, False]
