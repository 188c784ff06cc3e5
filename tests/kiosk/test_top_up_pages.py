"""What is told of a top-up: the money, the bonus as the most it can be, and what comes of both."""

from dataclasses import replace
from datetime import UTC

import pytest

from drivers.slip_sign import Sign
from kiosk import events
from kiosk.payment import Payment, Ticket, TicketLine
from kiosk.presenters.slip import SlipWriter
from kiosk.services.base import BY_CARD, BY_CASH
from kiosk.visit import Place, Shop, order
from kiosk.walk.stands import NOON, stand_of
from schemes.money import Coins
from schemes.scheme import Scheme
from tests.kiosk.odd_walks import BADGE, PHONE, finds
from tests.kiosk.services.charges import AMOUNTS, CARD, CASH, SERVICE, load, rules
from tests.kiosk.services.places import HEAD, scheme
from tests.kiosk.test_screens import PLACE, READER, WORDS
from tests.kiosk.test_visit import Walk
from ui.contract import (
    BalanceLine,
    CardScreen,
    CodeScreen,
    ConfirmScreen,
    OutOfOrderScreen,
    SorryScreen,
    StaffScreen,
)

TEXT = f"{HEAD.replace('SCHEME', scheme().id)}{SERVICE}{CARD}{CASH}{AMOUNTS}"
KOREAN = stand_of(TEXT.encode(), "test", lambda *_: 6).presenter.presenter("ko")
PAID = "10,000원"


def walked(way: str, of: Scheme, *, shown: bool = True) -> Walk:
    """Up to the code, or to what comes after it."""
    charge = load(SERVICE + CARD + CASH + AMOUNTS, of)
    walk = Walk(Shop({charge.id: charge}))
    walk(events.Chose("charge"))
    finds(walk, "terminal", True)
    walk(events.Chose(way), events.Chose("10000"))
    if shown:
        walk(events.CodeSeen(PHONE))
        finds(walk, "charged", (0, 0))
    return walk


def page(walk: Walk) -> object:
    """What is shown of it, in Korean."""
    return replace(KOREAN, shop=walk.shop).screen(walk.visit, NOON)


def agreeing(way: str, of: Scheme) -> tuple[Walk, Payment]:
    walk = walked(way, of)
    if way == BY_CASH:
        walk(events.CodeSeen(BADGE))
        finds(walk, "taken", (0,))
    walk(events.PrinterReported("", walk.visit.checks))
    wanted, by = order(walk.shop, walk.visit), walk.visit.approval
    paid = Payment(b"p" * 16, wanted, PHONE, False, (1, 1), rest_by=way, approval=by)
    walk(events.Granted(replace(paid, reward=wanted.reward)))
    return walk, paid


def pairs(lines: tuple[BalanceLine, ...]) -> list[tuple[str, str]]:
    return [(line.label, line.amount) for line in lines]


@pytest.mark.parametrize(("way", "by"), [(BY_CARD, "카드로 낼 돈"), (BY_CASH, "현금으로 낸 돈")])
def test_money_bonus_and_what_comes_of_both_are_told_before_it_is_agreed(way: str, by: str) -> None:
    screen = page(agreeing(way, rules())[0])
    assert isinstance(screen, ConfirmScreen)
    assert pairs(screen.lines) == [
        (by, PAID),
        ("더 드림", "최대 +5코인"),
        ("들어올 코인", "최대 55코인"),
    ]
    assert "최대 55코인" in screen.readback
    assert f"{by} 10,000원" in screen.readback
    assert screen.note.startswith("그만두시면" if way == BY_CASH else "‘맞습니다’를")


def test_without_a_bonus_none_is_spoken_of() -> None:
    screen = page(agreeing(BY_CARD, rules(bonus=False))[0])
    assert isinstance(screen, ConfirmScreen)
    assert pairs(screen.lines) == [("카드로 낼 돈", PAID), ("충전할 코인", "50코인")]


def test_the_page_that_asks_for_a_code_tells_the_bonus_before_cash_is_handed_over() -> None:
    screen = page(walked(BY_CASH, rules(), shown=False))
    assert isinstance(screen, CodeScreen)
    assert screen.price is not None
    assert (screen.item, screen.price.coins) == ("채움 10,000원", "+50코인")
    assert screen.price.more == "더 드림 최대 +5코인"


def test_staff_read_how_much_they_take() -> None:
    screen = page(walked(BY_CASH, rules()))
    assert isinstance(screen, CardScreen)
    assert screen.frame.title == "10,000원을 주세요"


def test_whoever_has_given_cash_is_told_that_it_comes_back() -> None:
    walk = walked(BY_CASH, rules())
    walk(events.CodeSeen(BADGE))
    finds(walk, "taken", (0,))
    walk(events.PrinterReported("printer-paper-out", walk.visit.checks))
    screen = page(walk)
    assert isinstance(screen, SorryScreen)
    assert screen.coins == "내신 현금은 직원이 돌려드립니다."
    other = walked(BY_CARD, rules())
    other(events.PrinterReported("printer-paper-out", other.visit.checks))
    screen = page(other)
    assert isinstance(screen, SorryScreen)
    assert screen.coins == "코인은 그대로입니다."


def test_a_machine_that_stops_says_that_the_cash_comes_back() -> None:
    for way, told in ((BY_CASH, "내신 현금은 직원이 돌려드립니다."), (BY_CARD, "")):
        walk, _ = agreeing(way, rules())
        walk(events.LedgerFailed("disk-full", unwritten=b""))
        screen = page(walk)
        assert isinstance(screen, OutOfOrderScreen)
        assert screen.what.partition("\n")[2] == told


@pytest.mark.parametrize(
    ("way", "told"), [(BY_CASH, "받은 현금 돌려줄 것"), (BY_CARD, "쓰지 않았음")]
)
def test_staff_who_were_called_read_that_there_is_cash_to_give_back(way: str, told: str) -> None:
    walk, _ = agreeing(way, rules())
    walk(events.CalledStaff(), events.CodeSeen(BADGE))
    assert walk.visit.handover is not None
    walk.visit = replace(walk.visit, place=Place.HANDED)
    screen = page(walk)
    assert isinstance(screen, StaffScreen)
    assert ("코인", told) in pairs(screen.lines)


def test_who_goes_back_is_not_asked_how_many_of_what_is_not_counted() -> None:
    walk, _ = agreeing(BY_CARD, rules())
    walk(events.WentBack())
    screen = page(walk)
    assert isinstance(screen, CodeScreen)
    assert screen.frame.title == "이대로 할까요?"


@pytest.mark.parametrize(
    ("reason", "told"),
    [("card-unknown", "아직 끝나지 않았습니다."), ("card-given-back", "없던 일이 됐습니다.")],
)
def test_of_a_card_that_may_have_paid_nobody_says_that_money_is_where_it_was(
    reason: str, told: str
) -> None:
    walk, paid = agreeing(BY_CARD, rules())
    walk(events.Led(), events.TenderRefused(paid, reason))
    screen = page(walk)
    assert isinstance(screen, SorryScreen)
    assert screen.coins == told


def test_after_going_back_the_cash_is_still_spoken_of() -> None:
    walk, _ = agreeing(BY_CASH, rules())
    walk(events.WentBack(), events.WentBack(), events.Chose("50000"))
    finds(walk, "charged", (400, 400))
    screen = page(walk)
    assert isinstance(screen, SorryScreen)
    assert screen.coins == "내신 현금은 직원이 돌려드립니다."


def charged(paid: Payment) -> Ticket:
    wanted = paid.order
    lines = tuple(TicketLine(it.item, it.name, it.quantity, it.worth_each) for it in wanted.lines)
    return Ticket(
        paid.id,
        4,
        wanted.service,
        lines,
        Coins(0),
        1_795_229_400,
        b"entry",
        kind=wanted.kind,
        rest=wanted.rest,
        rest_by=wanted.rest_by,
        reward=wanted.reward,
        earned=wanted.total,
    )


def test_the_receipt_tells_money_coins_and_bonus_and_that_it_is_only_noted_here() -> None:
    walk, paid = agreeing(BY_CASH, rules())
    place = replace(PLACE, services=walk.shop.services)
    slip = SlipWriter(place, WORDS, READER, UTC).slip(charged(paid))
    assert slip.big == "채움"
    assert slip.rows[-3:] == (
        ("현금으로 낸 돈", "10,000원"),
        ("충전한 코인", "+50코인"),
        ("더 드림", "최대 +5코인"),
    )
    assert (slip.sign, slip.state) == (Sign.CLOCK, "기계에 적어 두었습니다")


@pytest.mark.parametrize("larger", [False, True], ids=["usual", "larger"])
def test_thanks_tell_what_came_and_the_bonus_at_most(larger: bool) -> None:
    walk, paid = agreeing(BY_CASH, rules())
    ticket = charged(paid)
    walk(events.Led(), events.Recorded(ticket), events.Printed(ticket))
    setting = replace(walk.visit.setting, larger=larger)
    walk.visit = replace(walk.visit, setting=setting)
    assert walk.visit.place is Place.THANKS
    lines = getattr(page(walk), "lines", ())
    came = [("충전한 코인", "+50코인"), ("더 드림, 최대", "+5코인")]
    assert pairs(lines) == ([] if larger else [("현금으로 낸 돈", "10,000원")]) + came
