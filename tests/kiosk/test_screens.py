"""Presenters: what each place of a visit says, word for word where people rely on it."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from kiosk import events
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.presenters.slip import SlipWriter
from kiosk.speech.words import load_words
from kiosk.visit import Shop, Visit, advance
from protocol.code import PREFIX
from protocol.entry import DecidedBy
from schemes.money import Coins, Won
from tests.kiosk.shops import facility
from tests.kiosk.test_visit import Walk, at_confirm, code, owed
from ui.contract import (
    Certainty,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    OutOfOrderScreen,
    ReprintScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
    WaitScreen,
)
from ui.gallery_frame import PORTRAIT
from ui.panel import choices_per_page

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
WORDS = load_words("ko")
PLACE = facility()
READER = Reader(WORDS, "코인")
SHOP = Shop(PLACE.services)
PER_PAGE = partial(choices_per_page, PORTRAIT)
PRESENTER = Presenter(SHOP, FrameMaker(PLACE, WORDS, READER), WORDS, READER, PER_PAGE)


def test_the_start_screen_offers_every_service_and_tells_where_one_is() -> None:
    screen = PRESENTER.screen(Visit(), NOON)
    assert isinstance(screen, StartScreen)
    assert [choice.name for choice in screen.services] == ["식사권", "사물함"]
    assert (screen.frame.facility, screen.frame.clock) == ("시험관", "오전 11:42")
    assert not screen.frame.bar[0].enabled


def test_choices_are_read_as_coins_and_won() -> None:
    walk = Walk()
    screen = PRESENTER.screen(walk(events.Chose("meals")), NOON)
    assert isinstance(screen, ChooseScreen)
    first = screen.choices[0].price
    assert first is not None
    assert (first.coins, first.won) == ("15코인", "(3,000원)")
    step = screen.frame.step
    assert step is not None
    assert (step.number, step.count, step.name) == (1, 4, "식사 고르기")


def test_the_code_screen_counts_and_shows_the_camera_until_the_code_was_read() -> None:
    walk = Walk()
    screen = PRESENTER.screen(
        walk(events.Chose("meals"), events.Chose("lunch"), events.WantedMore()), NOON
    )
    assert isinstance(screen, CodeScreen)
    assert screen.preview
    assert screen.price is not None
    assert screen.price.coins == "30코인"
    assert screen.quantity is not None
    assert (screen.quantity.words, screen.quantity.can_fewer) == ("2장", True)
    assert screen.item == "점심 식권"
    changed = at_confirm()
    again = PRESENTER.screen(changed(events.WentBack()), NOON)
    assert isinstance(again, CodeScreen)
    assert not again.preview
    assert again.frame.lead is not None


def test_before_coins_go_everything_is_read_back() -> None:
    screen = PRESENTER.screen(at_confirm().visit, NOON)
    assert isinstance(screen, ConfirmScreen)
    assert screen.readback == "점심 식권 1장, 15코인 (3,000원). 남는 코인 20. 맞습니까?"
    assert [(line.label, line.amount) for line in screen.lines] == [
        ("지금", "35코인"),
        ("쓰는 코인", "\N{MINUS SIGN}15코인"),
        ("남는 코인", "20코인"),
    ]
    assert screen.frame.lead is not None
    assert screen.frame.lead.words == "맞습니다"


def test_offline_it_says_what_can_be_spent_here_and_why() -> None:
    visit = at_confirm().visit
    assert visit.payment is not None
    offline = replace(visit, payment=replace(visit.payment, decided_by=DecidedBy.STAND_IN))
    screen = PRESENTER.screen(offline, NOON)
    assert isinstance(screen, ConfirmScreen)
    assert screen.lines[0].label == "쓸 수 있음"
    assert "연결이 끊겨" in screen.note


@pytest.mark.parametrize(
    ("by", "certainty"),
    [(DecidedBy.HOLD, Certainty.CONFIRMED), (DecidedBy.STAND_IN, Certainty.RECORDED)],
)
def test_thanks_tell_confirmed_from_recorded(by: DecidedBy, certainty: Certainty) -> None:
    walk = at_confirm()
    assert walk.visit.payment is not None
    walk.visit = replace(walk.visit, payment=replace(walk.visit.payment, decided_by=by))
    walk(events.Led(), events.Recorded(replace(owed(), left=Coins(20))), events.Printed(owed()))
    screen = PRESENTER.screen(walk.visit, NOON)
    assert isinstance(screen, ThanksScreen)
    assert screen.certainty is certainty


def test_nothing_says_that_coins_were_used_before_the_entry_is_committed() -> None:
    walk = at_confirm()
    before = PRESENTER.screen(walk(events.Led()), NOON)
    assert isinstance(before, WaitScreen)
    assert "썼습니다" not in before.message
    after = PRESENTER.screen(walk(events.Recorded(owed())), NOON)
    assert isinstance(after, WaitScreen)
    assert "코인을 썼습니다" in after.message


def test_a_wait_keeps_the_step_it_was_begun_from() -> None:
    walk = at_confirm()
    recording = PRESENTER.screen(walk(events.Led()), NOON)
    printing = PRESENTER.screen(walk(events.Recorded(owed())), NOON)
    assert [screen.frame.step and screen.frame.step.number for screen in (recording, printing)] == [
        3,
        4,
    ]


def test_a_refusal_says_what_happened_that_coins_are_safe_and_what_to_do() -> None:
    walk = Walk()
    screen = PRESENTER.screen(walk(events.CodeRefused("too-old")), NOON)
    assert isinstance(screen, SorryScreen)
    assert screen.reason == "too-old"
    assert screen.what
    assert screen.todo
    assert screen.coins == "코인은 그대로입니다."
    assert (screen.certainty, screen.certainty_words) == (Certainty.REFUSED, "")


def test_an_owed_ticket_is_offered_with_its_name_and_time() -> None:
    walk = Walk()
    screen = PRESENTER.screen(walk(events.CodeSeen(code(unfulfilled=(owed(),)))), NOON)
    assert isinstance(screen, ReprintScreen)
    assert screen.item == "점심 식권 1장"
    assert "코인을 더 쓰지 않습니다" in screen.message


def test_out_of_order_says_why_and_where_help_is() -> None:
    walk = Walk()
    screen = PRESENTER.screen(walk(events.PrinterReported("printer-paper-out")), NOON)
    assert isinstance(screen, OutOfOrderScreen)
    assert "종이" in screen.what
    assert "안내 데스크" in screen.todo


def test_larger_type_pages_the_choices() -> None:
    many = facility("".join([_menu_head(), *(_meal(number) for number in range(6))]))
    shop = Shop(many.services)
    presenter = Presenter(shop, FrameMaker(many, WORDS, READER), WORDS, READER, lambda *_: 4)
    visit, _ = advance(shop, Visit(), events.Chose("meals"), 0.0)
    first = presenter.screen(visit, NOON)
    visit, _ = advance(shop, visit, events.TurnedPage(forward=True), 0.0)
    second = presenter.screen(visit, NOON)
    assert isinstance(first, ChooseScreen)
    assert isinstance(second, ChooseScreen)
    assert [len(first.choices), len(second.choices)] == [4, 2]
    assert (second.page, second.pages) == (2, 2)


def _menu_head() -> str:
    return """
id = "h"
name = "관"
scheme = "test-coin"
staff_desk = "데스크"
[[service]]
kind = "meal-tickets"
id = "meals"
name = "식사권"
question = "?"
step = "고르기"
unit = "장"
slip_title = "식권"
slip_help = "이 표를 식당에 보여 주세요."
served_label = "시간"
"""


def _meal(number: int) -> str:
    return f'[[service.meal]]\nid = "m{number}"\nname = "식사"\nprice_won = 3000\nserved = "점심"\n'


def test_the_help_button_tells_where_the_desk_is() -> None:
    screen = PRESENTER.screen(Walk()(events.CalledStaff()), NOON)
    assert "안내 데스크" in screen.frame.notice


def test_a_silent_person_is_asked_kindly() -> None:
    screen = PRESENTER.screen(replace(at_confirm().visit, warned=True), NOON)
    assert "시간이 더 필요하세요?" in screen.frame.notice


@pytest.mark.parametrize("again", [False, True])
def test_the_slip_says_what_it_is_good_for_and_holds_the_signed_entry(again: bool) -> None:
    writer = SlipWriter(PLACE, WORDS, READER, UTC)
    slip = writer.slip(replace(owed(), left=Coins(20), again=again))
    assert slip.big == "점심 식권 1장"
    assert slip.title == ""  # which is said again in what it is good for
    assert ("쓴 코인", "15코인 (3,000원)") in slip.rows
    assert ("남은 코인", "20코인") in slip.rows
    assert (slip.qr or "").startswith(PREFIX)
    assert bool(slip.note) is again


def test_a_slip_in_won_speaks_of_money_and_adds_up() -> None:
    writer = SlipWriter(PLACE, WORDS, Reader(WORDS, "원"), UTC)
    line = replace(owed().lines[0], each=Won(10_800))
    sold = replace(owed(), lines=(line,), used=Coins(10_800), taken_off=Won(1_200))
    slip = writer.slip(replace(sold, left=Coins(58_000), reward=Coins(1_080)))
    assert slip.rows[-5:] == (
        ("원래 값", "12,000원"),
        ("깎아 드림", "\N{MINUS SIGN}1,200원"),
        ("쓴 돈", "10,800원"),
        ("남은 돈", "58,000원"),
        ("나중에 들어올 돈", "+1,080원"),
    )
    assert slip.state == "확인을 마쳤습니다"
