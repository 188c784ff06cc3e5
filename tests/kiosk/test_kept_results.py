"""What a printer said outlives a ledger that can't be written: nobody gets two tickets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk import events
from kiosk.payment import CheckedCode
from offline_queue.errors import DiskFull, LedgerError, OutcomeUnknown
from offline_queue.records import Draft, Recorded
from tests.kiosk.desks import Desks
from tests.kiosk.people import Node, Resident, badge

DONE = ("fulfil", "done")


class Payer:
    """Somebody who has paid at these desks, and shows a new code each time."""

    def __init__(self, desks: Desks, node: Node) -> None:
        self._desks, self._resident, self._counter = desks, Resident(node), 0
        sold = desks.sell(self.sees())
        assert isinstance(sold, events.Recorded)
        self.ticket = sold.ticket

    def sees(self) -> CheckedCode:
        return self._desks.seen(self.text())

    def text(self) -> str:
        self._counter += 1
        return self._resident.text(self._desks.now.time_s, self._counter)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


@pytest.fixture
def payer(desks: Desks) -> Payer:
    return Payer(desks, desks.node)


def fail(desks: Desks, monkeypatch: pytest.MonkeyPatch, error: type[LedgerError]) -> None:
    def refuse(*_: object) -> None:
        raise error(desks.path, "as asked")

    monkeypatch.setattr(desks.cashier.books.ledger, "append", refuse)


def without_power(desks: Desks, _: pytest.MonkeyPatch) -> str:
    desks.cashier.power_failed()
    desks.cashier.books.put_away()
    return "power"


def full_disk(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> str:
    fail(desks, monkeypatch, DiskFull)
    return "disk-full"


def nobody_knows(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> str:
    """It is written, and could not be read back."""
    append = desks.cashier.books.ledger.append

    def write(draft: Draft, evidence: tuple[bytes, ...] = ()) -> Recorded:
        append(draft, evidence)
        raise OutcomeUnknown(desks.path, "as asked")

    monkeypatch.setattr(desks.cashier.books.ledger, "append", write)
    return "outcome-unknown"


Trouble = Callable[[Desks, pytest.MonkeyPatch], str]
TROUBLES = pytest.mark.parametrize("trouble", [without_power, full_disk, nobody_knows])


@TROUBLES
def test_it_is_written_first_when_the_ledger_is_opened_again(
    desks: Desks, payer: Payer, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    reason = trouble(desks, monkeypatch)
    assert desks.cashier.fulfilled(payer.ticket, done=True) == events.LedgerFailed(reason)
    monkeypatch.undo()
    desks.cashier.power_back()
    assert desks.cashier.reopen() == events.LedgerBack()
    assert desks.kinds().count(DONE) == 1
    assert payer.sees().unfulfilled == ()
    assert not desks.cashier.is_owed(payer.ticket)


def test_a_disk_that_is_still_full_stays_named(
    desks: Desks, payer: Payer, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_disk(desks, monkeypatch)
    desks.cashier.fulfilled(payer.ticket, done=True)
    opened = desks.cashier.books.ledger
    monkeypatch.setattr(desks.cashier.books, "_open_ledger", lambda: opened)
    monkeypatch.setattr(opened, "close", lambda: None)
    assert desks.cashier.reopen() == events.LedgerFailed("disk-full")
    monkeypatch.undo()
    assert desks.cashier.reopen() == events.LedgerBack()
    assert desks.kinds().count(DONE) == 1


def test_no_ticket_is_called_owed_before_it_is_written(
    desks: Desks, payer: Payer, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_disk(desks, monkeypatch)
    desks.cashier.fulfilled(payer.ticket, done=True)
    seen = desks.cashier.read_code(payer.text(), desks.now)
    assert seen == events.LedgerFailed("disk-full")
    with pytest.raises(DiskFull):
        desks.cashier.is_owed(payer.ticket)
    staff = desks.cashier.read_code(badge(desks.node).text(), desks.now)
    assert isinstance(staff, events.CodeSeen), "who comes because of it gets in"
    monkeypatch.undo()
    assert payer.sees().unfulfilled == ()


@TROUBLES
def test_it_is_written_at_the_kiosks_end(
    desks: Desks, payer: Payer, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    trouble(desks, monkeypatch)
    desks.cashier.fulfilled(payer.ticket, done=True)
    monkeypatch.undo()
    desks.cashier.books.finish()
    desks.cashier.close()
    assert desks.kinds().count(DONE) == 1


def test_an_end_with_nothing_to_write_opens_nothing(desks: Desks) -> None:
    desks.cashier.power_failed()
    desks.cashier.books.put_away()
    desks.cashier.books.finish()
    assert not desks.cashier.is_open
