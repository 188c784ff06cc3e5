"""A code reader that is lost and comes back: nobody begins without one, nothing chosen is lost."""

from dataclasses import replace

import pytest

from drivers.scan_hints import ScanHint
from kiosk import events
from kiosk.events import NO_CAMERA, READERS_LOST
from kiosk.payment import PinState
from kiosk.visit import CoinsFate, Place, Visit
from tests.kiosk.people import Node, badge
from tests.kiosk.test_screens import NOON, PRESENTER
from tests.kiosk.test_visit import Walk, at_confirm, code
from tests.kiosk.test_visit_cards import CARD, at_pin
from tests.kiosk.test_visit_staff import in_staff_mode
from ui.contract import CardScreen, CodeScreen, KeypadScreen, OutOfOrderScreen, StartScreen

LOST = events.ReadersReported(READERS_LOST)
BACK = events.ReadersReported("")
HINTS = [hint for hint in ScanHint if hint is not ScanHint.NONE]


def at_showing() -> Walk:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.WantedMore())
    assert walk.visit.place is Place.SHOWING
    return walk


def at_staff_card() -> Walk:
    walk = in_staff_mode()
    walk(events.Chose("card"))
    return walk


def at_carer() -> Walk:
    walk = Walk()
    walk(events.CodeSeen(replace(CARD, pin=PinState.BLOCKED)))
    return walk


def code_screen(visit: Visit) -> CodeScreen:
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, CodeScreen)
    return screen


def card_screen(visit: Visit) -> CardScreen:
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, CardScreen)
    return screen


def test_at_rest_it_closes_without_a_reader_and_opens_with_one() -> None:
    walk = Walk()
    assert walk(LOST).place is Place.OUT_OF_ORDER
    screen = PRESENTER.screen(walk.visit, NOON)
    assert isinstance(screen, OutOfOrderScreen)
    assert (screen.what, screen.reason) == ("QR 읽는 기계를 찾지\u00a0못했습니다.", READERS_LOST)
    assert isinstance(PRESENTER.screen(walk(BACK), NOON), StartScreen)


def test_one_reader_that_is_left_is_enough() -> None:
    walk = Walk()
    assert walk(events.ReadersReported(NO_CAMERA)).place is Place.START
    walk(LOST)
    assert walk(events.ReadersReported(NO_CAMERA)).place is Place.START


PRINTER_BACK = events.PrinterReported("")


@pytest.mark.parametrize(
    ("first", "then"), [(PRINTER_BACK, BACK), (BACK, PRINTER_BACK)], ids=["printer", "readers"]
)
def test_it_opens_only_when_printer_and_reader_are_both_there(
    first: events.Event, then: events.Event
) -> None:
    walk = Walk()
    walk(LOST, events.PrinterReported("printer-unreachable"))
    assert walk(first).place is Place.OUT_OF_ORDER
    assert walk(then).place is Place.START


def test_a_ledger_that_stopped_it_is_not_opened_by_a_reader() -> None:
    walk = Walk()
    assert walk(events.LedgerFailed("disk-full"), BACK).place is Place.OUT_OF_ORDER


def test_a_visit_loses_nothing_while_the_code_is_waited_for() -> None:
    walk = at_showing()
    before = walk.visit
    waiting = code_screen(walk(LOST))
    assert (waiting.frame.title, waiting.preview) == ("잠시만 기다려 주세요", False)
    assert waiting.guide == "QR 읽는 기계를\n다시 잇고 있습니다"
    assert "직원" in waiting.hint
    assert walk(BACK) == before
    assert code_screen(walk.visit).preview


def test_after_the_visit_the_machine_closes() -> None:
    walk = at_showing()
    assert walk(LOST, events.StartedOver()).place is Place.OUT_OF_ORDER


def test_a_code_that_was_read_needs_no_reader() -> None:
    walk = Walk()
    assert walk(events.CodeSeen(code()), LOST).place is Place.START
    confirming = at_confirm()
    assert confirming(LOST).place is Place.CONFIRMING
    assert code_screen(confirming(events.WentBack())).guide == "QR을 읽었습니다"


def test_without_a_camera_there_is_no_picture_and_the_other_reader_is_named() -> None:
    screen = code_screen(at_showing()(events.ReadersReported(NO_CAMERA)))
    assert not screen.preview
    assert (screen.picture, screen.hint) == ("scene-scanner", "")  # neither lens nor its distance
    assert "화면 밑" not in screen.frame.title
    assert screen.guide == "QR이 불빛을\n보게 해 주세요"


def test_a_pin_is_typed_without_a_reader_but_no_helpers_code_is_offered() -> None:
    walk = at_pin()
    visit = walk(LOST)
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, KeypadScreen)
    assert visit.place is Place.PIN
    assert "QR" not in screen.hint


@pytest.mark.parametrize("walk", [at_carer(), at_staff_card()], ids=["carer", "staff-card"])
def test_where_a_card_is_asked_for_it_waits_too(walk: Walk) -> None:
    usual = card_screen(walk.visit)
    waiting = card_screen(walk(LOST))
    assert waiting.frame.title == "잠시만 기다려 주세요"
    assert not waiting.preview
    assert card_screen(walk(BACK)) == usual


@pytest.mark.parametrize("hint", HINTS)
def test_a_hint_stands_until_it_is_taken_back(hint: ScanHint) -> None:
    walk = at_showing()
    usual = code_screen(walk.visit)
    told = code_screen(walk(events.HintGiven(hint)))
    assert told.tip
    assert replace(told, tip="", hint=usual.hint, picture=usual.picture) == usual
    assert told.hint != usual.hint  # one distance at a time
    assert code_screen(walk(events.HintGiven(""))) == usual


def test_a_hint_is_gone_with_the_code_and_with_the_camera() -> None:
    walk = at_showing()
    walk(events.HintGiven(ScanHint.FARTHER), events.CodeSeen(code()))
    assert walk.visit.hint == ""
    other = at_showing()
    other(events.HintGiven(ScanHint.FARTHER), LOST)
    assert code_screen(other(BACK)).tip == ""


def test_a_card_is_not_told_to_make_its_screen_brighter() -> None:
    hint = events.HintGiven(ScanHint.BRIGHTER)
    for_both = code_screen(at_showing()(hint))
    assert "휴대폰" in for_both.tip
    assert "카드" in for_both.hint
    assert "화면" not in card_screen(at_staff_card()(hint)).tip


def test_a_hint_where_no_code_is_asked_for_is_nothing() -> None:
    walk = at_confirm()
    assert walk(events.HintGiven(ScanHint.FARTHER)).hint == ""
    assert Walk()(events.HintGiven(ScanHint.FARTHER)).hint == ""


def test_neither_hints_nor_readers_are_a_sign_of_a_person() -> None:
    walk = at_showing()
    walk.now_s = 50.0
    visit = walk(events.HintGiven(ScanHint.NEARER), LOST)
    assert visit.touched_at_s == 0.0


def test_a_badge_begins_staff_mode_as_soon_as_something_reads_again() -> None:
    walk = Walk()
    walk(LOST, BACK)
    assert walk(events.CodeSeen(badge(Node()).seen())).place is Place.PIN


def test_what_the_ledger_says_of_coins_comes_before_readers() -> None:
    walk = Walk()
    walk(LOST)
    refusal = walk(events.LedgerFailed("disk-full")).refusal
    assert refusal is not None
    assert refusal.coins is CoinsFate.SAFE
