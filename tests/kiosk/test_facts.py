"""What is told of an order beside its price, and how money is spoken of where coins are won."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial

import pytest

from kiosk.payment import Payment
from kiosk.presenters.facts import MATTERS, Facts
from kiosk.presenters.money import Reader
from kiosk.presenters.spoken import entry
from kiosk.services.base import At, HandOver, Line, Note, Order
from kiosk.speech.polyglot import IN_WON
from kiosk.speech.words import Glossary, load_words, to_translate
from kiosk.visit import Place, Visit
from kiosk.walk.cast import code
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy, EntryKind
from schemes.money import Coins, Won
from tests.kiosk.test_screens import PRESENTER, SHOP
from ui.contract import ConfirmScreen, Setting, WaitScreen
from ui.gallery import PORTRAIT
from ui.panel import choices_per_page

KO = load_words("ko")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=9)))
LINE = Line("x", "서예 교실", 1, Coins(15), Won(5_000))
ORDER = Order("courses", (LINE,), "명", "", 1, rest=Won(2_000))
PAYMENT = Payment(
    b"id",
    ORDER,
    code(CredentialKind.PHONE, b"factscti", "x"),
    False,
    (1, 1),
    DecidedBy.HOLD,
    spendable=Coins(35),
    rest_by="desk",
)


def told(payment: Payment, unit: str = "코인") -> list[tuple[str, str]]:
    facts = Facts(KO, Reader(KO, unit), NOON).of(payment)
    return [(it.label, it.amount) for it in facts]


def noted(*notes: Note, **order: object) -> Payment:
    return replace(PAYMENT, order=replace(ORDER, notes=notes, **order))  # type: ignore[arg-type] # fields of an order by name


def lines(payment: Payment) -> list[tuple[str, str]]:
    """The lines of the page where it is agreed to, without what goes for every order."""
    visit = Visit(
        place=Place.CONFIRMING,
        service=next(iter(SHOP.services)),
        code=payment.code,
        payment=payment,
    )
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, ConfirmScreen)
    return [(it.label, it.amount) for it in screen.lines]


def test_a_price_in_parts_is_told_whole_and_each_part_by_what_pays_it() -> None:
    whole, coins, left = (
        ("모두", "5,000원"),
        ("코인으로", "\N{MINUS SIGN}15코인"),
        ("남는 코인", "20코인"),
    )
    assert lines(PAYMENT) == [whole, coins, ("데스크에 더 낼 돈", "2,000원"), left]
    by_card = replace(PAYMENT, rest_by="card")
    assert lines(by_card) == [whole, coins, ("은행 카드로", "2,000원"), left]


def test_rows_stand_as_one_reckons_and_the_plate_is_never_left_out() -> None:
    notes = (
        Note("plate", "3**나 3456"),
        Note("stay", 80),
        Note("list-price", Won(7_000)),
        Note("discount", "경차 할인"),
        Note("taken-off", Won(2_000)),
    )
    rows = [("차 번호", "3**나 3456"), ("머문 시간", "1시간 20분"), ("원래 값", "7,000원")]
    assert told(noted(*notes)) == [*rows, ("경차 할인", "\N{MINUS SIGN}2,000원")]
    few = Facts(KO, Reader(KO, "코인"), NOON).of(noted(*notes), 2)
    assert [it.label for it in few] == ["차 번호", "경차 할인"]


def test_a_usual_price_that_nothing_was_taken_off_is_not_told() -> None:
    assert told(noted(Note("list-price", Won(5_000)))) == []


def test_what_comes_later_stands_below_what_is_left() -> None:
    paid = noted(rest=Won(0), reward=Coins(3))
    assert lines(paid)[-2:] == [("남는 코인", "20코인"), ("나중에 들어올 돈", "최대 +3코인")]
    assert lines(replace(paid, reward=Coins(2)))[-1] == ("나중에 들어올 돈", "+2코인")
    beside = noted(rest=Won(0), also=replace(ORDER, kind=EntryKind.EARN))
    assert lines(beside)[-2:] == [("남는 코인", "20코인"), ("곧 들어올 코인", "+15코인")]


@pytest.mark.parametrize(
    ("note", "value"),
    [
        (Note("stay", 80), "1시간 20분"),
        (Note("stay", 120), "2시간"),
        (Note("stay", 5), "5분"),
        (Note("waiting", 3), "3번째"),
        (Note("discount", Won(500)), "\N{MINUS SIGN}500원"),
        (Note("list-price", Coins(20)), "20코인"),
        (Note("paid-before", Won(6_000)), "6,000원"),
        (Note("valid-until", At(int(NOON.timestamp()))), "11월 21일까지"),
        (Note("valid-until", At(int(NOON.replace(year=2027).timestamp()))), "2027년 11월 21일까지"),
    ],
)
def test_each_value_is_read_by_what_it_is(note: Note, value: str) -> None:
    assert value in [amount for _, amount in told(noted(note))]


def test_a_note_without_words_is_left_out() -> None:
    assert told(noted(Note("quite-new", "x"), rest=Won(0))) == []


def test_what_a_line_tells_is_no_fact_as_well() -> None:
    entry = noted(
        Note("visits-left", 11), rest=Won(0), kind=EntryKind.ADMIT, hand_over=HandOver.GATE
    )
    assert told(entry) == []


def test_every_note_that_is_ranked_has_words() -> None:
    assert [key for key in MATTERS if f"note.{key}" not in KO] == []


def test_where_coins_are_won_money_is_spoken_of() -> None:
    words = KO.at(Glossary(), IN_WON)
    assert words("confirm.left") == "남는 돈"
    assert words("confirm.title") == KO("confirm.title")
    assert not Reader(words, "원").coined
    assert Reader(words, "코인").coined


def test_every_text_of_won_has_its_twin_and_the_same_values() -> None:
    korean = to_translate()
    own = {key.removeprefix(f"{IN_WON}."): key for key in korean if key.startswith(f"{IN_WON}.")}
    assert own
    assert [key for key in own if key not in korean] == []
    assert [key for key, mine in own.items() if "코인" in korean[mine]] == []
    said_of_coins = {key for key, text in korean.items() if "코인" in text}
    assert said_of_coins - own.keys() == set()


PARKED = (
    Note("plate", "3**나 3456"),
    Note("entered", At(1_795_222_200)),
    Note("stay", 80),
    Note("list-price", Won(7_000)),
    Note("discount", "경차 할인"),
    Note("taken-off", Won(2_000)),
)


def agreed(payment: Payment, page: int, *, larger: bool) -> ConfirmScreen:
    """A page of what is agreed to on an upright panel."""
    visit = Visit(
        place=Place.CONFIRMING,
        service=next(iter(SHOP.services)),
        code=payment.code,
        payment=payment,
        page=page,
        setting=Setting(larger=larger),
    )
    per_page = partial(choices_per_page, PORTRAIT)
    screen = replace(PRESENTER, per_page=per_page).screen(visit, NOON)
    assert isinstance(screen, ConfirmScreen)
    return screen


def test_with_large_type_each_fact_stands_on_one_of_the_pages() -> None:
    parked = noted(*PARKED, rest=Won(0))
    first, second = (agreed(parked, page, larger=True) for page in (1, 2))
    assert (first.page, first.pages, second.page, second.pages) == (1, 2, 2, 2)
    assert first.facts[0].label == "차 번호"
    shown = [(it.label, it.amount) for it in (*first.facts, *second.facts)]
    assert sorted(shown) == sorted(told(parked))
    assert (second.lines, second.price) == ((), first.price)
    assert agreed(parked, 1, larger=False).pages == 1


def test_facts_and_why_it_is_so_little_are_both_shown_with_large_type() -> None:
    away = replace(noted(Note("slot", "오후 2시"), rest=Won(0)), decided_by=DecidedBy.STAND_IN)
    first, second = (agreed(away, page, larger=True) for page in (1, 2))
    assert ([it.amount for it in first.facts], first.note) == (["오후 2시"], "")
    assert (second.facts, second.note) == (first.facts, KO("confirm.note-offline"))
    assert agreed(replace(away, decided_by=DecidedBy.HOLD), 1, larger=True).pages == 1


def test_what_is_earned_beside_a_sale_is_told_once() -> None:
    also = replace(ORDER, kind=EntryKind.EARN)
    both = noted(Note("earned", Coins(1)), also=also)
    assert ("받을 코인", "1코인") not in told(both)
    assert ("곧 들어올 코인", "+15코인") in lines(both)


@pytest.mark.parametrize(("giving_up", "amount"), [("", "2,000원"), ("back", "")])
def test_the_card_machines_page_tells_the_rest_until_it_is_given_up(
    giving_up: str, amount: str
) -> None:
    visit = Visit(
        place=Place.TENDERING,
        service=next(iter(SHOP.services)),
        code=PAYMENT.code,
        payment=replace(PAYMENT, rest_by="card"),
        tender_step="giving-up" if giving_up else "card",
        giving_up=giving_up,
    )
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, WaitScreen)
    assert screen.amount == amount
    assert amount in " ".join(said.text for said in entry(screen, KO))
