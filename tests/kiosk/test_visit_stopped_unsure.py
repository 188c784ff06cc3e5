"""A stop while an entry is written: what is said of the coins, until the ledger has told."""

import pytest

from kiosk import events
from kiosk.visit import CoinsFate, Place, Visit
from tests.kiosk.test_visit import Walk, at_confirm, owed


def stopped_while_writing() -> tuple[Walk, bytes]:
    walk = at_confirm()
    payment = walk(events.Led()).payment
    assert payment is not None
    assert coins(walk(events.LedgerFailed("power"))) is CoinsFate.UNKNOWN
    return walk, payment.id


def coins(visit: Visit) -> CoinsFate:
    assert visit.place is Place.OUT_OF_ORDER
    assert visit.refusal is not None
    return visit.refusal.coins


def test_an_entry_that_surely_was_not_written_takes_the_doubt_back() -> None:
    walk, payment = stopped_while_writing()
    visit = walk(events.LedgerFailed("power", unwritten=payment))
    assert coins(visit) is CoinsFate.SAFE
    assert visit.refusal is not None
    assert visit.refusal.reason == "power"


@pytest.mark.parametrize("unwritten", [b"", b"another payment!"])
def test_any_other_failure_takes_nothing_back(unwritten: bytes) -> None:
    walk, _ = stopped_while_writing()
    assert coins(walk(events.LedgerFailed("locked", unwritten=unwritten))) is CoinsFate.UNKNOWN


def test_coins_that_are_used_stay_used() -> None:
    walk = at_confirm()
    payment = walk(events.Led()).payment
    assert payment is not None
    walk(events.Recorded(owed()), events.LedgerFailed("power"))
    assert coins(walk(events.LedgerFailed("power", unwritten=payment.id))) is CoinsFate.USED
