"""Four states of a payment, each said once, and never more than is known."""

from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from drivers.slip_sign import Sign
from kiosk import events
from kiosk.desks.records import ticket_of
from kiosk.payment import Ticket
from kiosk.presenters.slip import SlipWriter
from kiosk.visit import CoinsFate, Visit
from protocol.entry import DecidedBy, read_entry
from protocol.keys import key_ring
from tests.kiosk.desks import Desks
from tests.kiosk.people import NOON_S, Node, Resident
from tests.kiosk.test_screens import NOON, PLACE, PRESENTER, READER, WORDS
from tests.kiosk.test_visit import Walk, at_confirm, code, owed, printer
from tests.kiosk.test_visit_staff import in_staff_mode
from ui.contract import Certainty, OutOfOrderScreen, SorryScreen, ThanksScreen

BY = pytest.mark.parametrize(
    ("by", "sure"),
    [(DecidedBy.HOLD, Certainty.CONFIRMED), (DecidedBy.STAND_IN, Certainty.RECORDED)],
)


def paid(by: DecidedBy) -> tuple[Walk, Ticket]:
    walk = at_confirm()
    assert walk.visit.payment is not None
    walk.visit = replace(walk.visit, payment=replace(walk.visit.payment, decided_by=by))
    ticket = replace(owed(), stood_in=by is DecidedBy.STAND_IN)
    walk(events.Led(), events.Recorded(ticket))
    return walk, ticket


def sorry(visit: Visit) -> SorryScreen:
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, SorryScreen)
    return screen


def stopped(visit: Visit) -> OutOfOrderScreen:
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, OutOfOrderScreen)
    return screen


def test_each_certainty_has_its_own_words() -> None:
    assert len({WORDS(f"certainty.{one}") for one in Certainty}) == len(Certainty)


@BY
def test_thanks_and_what_went_wrong_after_it_say_the_same(by: DecidedBy, sure: Certainty) -> None:
    walk, ticket = paid(by)
    failed, _ = paid(by)
    broken, _ = paid(by)
    thanks = PRESENTER.screen(walk(events.Printed(ticket)), NOON)
    assert isinstance(thanks, ThanksScreen)
    told = (thanks.certainty, thanks.certainty_words)
    assert told == (sure, WORDS(f"certainty.{sure}"))
    screen = sorry(failed(events.PrintFailed(ticket, "print-failed")))
    assert (screen.certainty, screen.certainty_words) == told
    closed = stopped(broken(events.LedgerFailed("disk-failing")))
    assert (closed.certainty, closed.certainty_words) == told


def test_what_was_not_used_says_so_once() -> None:
    screen = sorry(Walk()(events.CodeRefused("too-old")))
    assert screen.certainty is Certainty.REFUSED
    assert (screen.coins, screen.certainty_words) == ("코인은 그대로입니다.", "")


def test_what_nobody_knows_is_not_guessed() -> None:
    walk = at_confirm()
    screen = stopped(walk(events.Led(), events.LedgerFailed("outcome-unknown")))
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.coins is CoinsFate.UNKNOWN
    assert screen.certainty is Certainty.UNKNOWN
    assert screen.certainty_words == "직원이 확인해 드립니다"
    assert screen.certainty_words not in screen.what


def test_a_ledger_that_fails_after_the_ticket_came_out_does_not_say_the_coins_are_there() -> None:
    walk, ticket = paid(DecidedBy.HOLD)
    visit = walk(events.Printed(ticket), events.LedgerFailed("disk-full"))
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.USED


def test_a_machine_without_paper_has_nothing_to_say_of_coins() -> None:
    assert stopped(Walk()(events.PrinterReported("printer-paper-out"))).certainty_words == ""


def test_a_ticket_printed_again_is_neither_confirmed_nor_sent_anew() -> None:
    walk = Walk()
    walk(events.CodeSeen(code(unfulfilled=(owed(),))), events.Led())
    screen = sorry(walk(printer(walk, "printer-paper-out")))
    assert screen.certainty_words == WORDS("certainty.again")


@pytest.mark.parametrize("stood_in", [False, True])
def test_a_ticket_printed_again_is_as_sure_on_the_screen_as_on_its_slip(stood_in: bool) -> None:
    walk, ticket = Walk(), replace(owed(), stood_in=stood_in)
    walk(events.CodeSeen(code(unfulfilled=(ticket,))), events.Led())
    walk(printer(walk))
    screen = PRESENTER.screen(walk(events.Printed(replace(ticket, again=True))), NOON)
    assert isinstance(screen, ThanksScreen)
    assert screen.certainty is (Certainty.RECORDED if stood_in else Certainty.CONFIRMED)
    assert screen.certainty_words == WORDS("certainty.again")


def test_nobody_pays_in_staff_mode() -> None:
    walk = in_staff_mode()
    walk(events.Chose("card"), events.CodeRefused("revoked"))
    assert sorry(walk.visit).certainty_words == ""


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(
    ("stood_in", "sign", "state"),
    [
        (False, Sign.CHECK, "구청이 확인했습니다"),
        (True, Sign.CLOCK, "기계에 적어 두었습니다"),
    ],
)
def test_the_slip_says_how_sure_the_sale_was_also_when_it_is_printed_again(
    stood_in: bool, sign: Sign, state: str, again: bool
) -> None:
    ticket = replace(owed(), stood_in=stood_in, again=again)
    slip = SlipWriter(PLACE, WORDS, READER, UTC).slip(ticket)
    assert (slip.sign, slip.state) == (sign, state)
    assert bool(slip.note) is again


def test_the_signed_entry_tells_who_decided_long_after_the_sale(tmp_path: Path) -> None:
    node = Node()
    desks = Desks(tmp_path / "ledger.db", node)
    shown = desks.seen(Resident(node).text(NOON_S))
    recorded = desks.sell(shown)
    assert isinstance(recorded, events.Recorded)
    assert recorded.ticket.stood_in
    entry = read_entry(recorded.ticket.entry, key_ring(desks.cashier.books.ledger.public_key))
    assert ticket_of(entry.entry, recorded.ticket.entry, {}).stood_in
