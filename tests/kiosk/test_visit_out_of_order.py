"""A machine that fails in the middle of a visit says what became of the coins, and sells again."""

import pytest

from kiosk import events
from kiosk.visit import CoinsFate, Place
from tests.kiosk.test_visit import Walk, at_confirm, owed


def test_a_ledger_that_fails_while_recording_leaves_the_fate_of_coins_unknown() -> None:
    walk = at_confirm()
    walk(events.Led())
    visit = walk(events.LedgerFailed("ledger"))
    assert visit.place is Place.OUT_OF_ORDER
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.UNKNOWN
    assert walk(events.PrinterReported("")).place is Place.OUT_OF_ORDER
    assert walk(events.Chose("meals")).place is Place.OUT_OF_ORDER


def test_the_machine_closes_without_paper_and_opens_with_it() -> None:
    walk = Walk()
    assert walk(events.PrinterReported("printer-paper-out")).place is Place.OUT_OF_ORDER
    assert walk(events.PrinterReported("")).place is Place.START


def test_a_printer_look_at_rest_leaves_the_aids_alone() -> None:
    walk = Walk()
    walk(events.AskedForAid("contrast"), events.PrinterReported(""))
    assert walk.visit.setting.contrast


def test_a_ledger_that_comes_back_sells_again() -> None:
    walk = at_confirm()
    walk(events.LedgerFailed("disk-full"))
    assert walk.visit.place is Place.OUT_OF_ORDER
    assert walk(events.LedgerFailed("locked")).refusal == walk.visit.refusal
    assert walk(events.LedgerBack()).place is Place.START


@pytest.mark.parametrize("reason", ["bug", "fork", "corrupt", "kiosk-retired"])
def test_what_no_reopening_mends_stays_out_of_order(reason: str) -> None:
    walk = Walk()
    walk(events.LedgerFailed("locked"), events.LedgerFailed(reason))
    visit = walk(events.LedgerBack())
    assert visit.place is Place.OUT_OF_ORDER
    assert visit.refusal is not None
    assert visit.refusal.reason == reason


def test_a_failure_while_the_ticket_prints_says_that_coins_were_used() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()))
    visit = walk(events.LedgerFailed("disk-failing"))
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.USED


def test_a_failure_that_wrote_nothing_says_that_coins_are_safe() -> None:
    walk = at_confirm()
    payment = walk(events.Led()).payment
    assert payment is not None
    visit = walk(events.LedgerFailed("disk-full", unwritten=payment.id))
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.SAFE


@pytest.mark.parametrize("unwritten", [b"", b"another payment!"])
def test_any_other_failure_while_an_entry_is_written_leaves_the_coins_unknown(
    unwritten: bytes,
) -> None:
    walk = at_confirm()
    walk(events.Led())
    visit = walk(events.LedgerFailed("disk-full", unwritten=unwritten))
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.UNKNOWN
