"""Does what lies beside a ledger still fit to it, and to what the world outside was told?

- A machine never sends a count again that was told to be safe: it must be known. Told once more, as
  a machine does whose cable was torn, it is nobody's a second time.
- Money that the terminal took belongs to a sale in the ledger, or goes back; no sale's goes back.
- A partner hears of every sale in the end, and of nothing that is no sale.
- What was given back once is not given back again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from drivers.card_terminal.contract import Approved, Cancelled, NotCancelled, TerminalStatus
from drivers.device import DeviceState
from kiosk.desks.count_desk import CountDesk
from kiosk.desks.records import CARD
from kiosk.desks.tender_book import TenderBook
from kiosk.desks.tender_desk import TenderDesk
from kiosk.events import Event
from kiosk.partners.sales import SALES
from offline_queue.ledger import Draft, Ledger
from offline_queue.reversing import CountUsed, OverReversed
from protocol.entry import Entry, EntryKind, kept_entry
from tests.faults.beside import counted, silent, tell_partner
from tests.faults.medium import Said
from tests.offline_queue.making import id_of

AGAIN: Final = 9_000_000  # added to a number, for the id of what is tried once more


@dataclass(frozen=True)
class Outside:
    """What the world outside knows for certain: counts, charges with their sales, sales."""

    counts: frozenset[bytes] = frozenset()
    charged: Mapping[bytes, bytes] = field(default_factory=dict)
    partner: frozenset[bytes] = frozenset()

    @classmethod
    def of(cls, said: Sequence[Said]) -> "Outside":
        """What was told before."""
        return cls(
            frozenset(it.id for it in said if it.what == "count"),
            {it.id: it.hash for it in said if it.what == "charged"},
            frozenset(it.id for it in said if it.what == "partner"),
        )


@dataclass
class Found:
    """What is wrong, one sentence each; see `survival.Verdict`."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


def judge_beside(ledger: Ledger, raws: Sequence[bytes], outside: Outside) -> Found:
    """Start the desks on what is left beside ``ledger``, whose entries are ``raws``."""
    entries = [kept_entry(raw) for raw in raws]
    found, folder = Found(), ledger.path.parent
    _counts(folder, outside, found)
    _charges(folder, {it.id: it for it in entries}, outside, found)
    _partner(ledger.path, entries, outside, found)
    for entry in entries:
        _once_more(ledger, entry, found)
    return found


def _counts(folder: Path, outside: Outside, found: Found) -> None:
    told: list[Event] = []
    desk = CountDesk(folder, told.append, silent())
    desk.state_is(DeviceState.FOUND)
    desk.start(1)
    for name in sorted(outside.counts):
        desk.take(counted(int.from_bytes(name)))
    desk.close()
    found.lost += [f"a count that was told to be safe is forgotten: {it}" for it in told]


class _Terminal:
    """Cancels whatever it is asked to, and remembers."""

    def __init__(self) -> None:
        self.cancelled: set[bytes] = set()
        self.closed = False

    def status(self) -> TerminalStatus:
        return TerminalStatus.READY

    def approve(self, payment: bytes, won: int, on_step: object = None) -> Approved:
        raise AssertionError("nobody pays here")

    def ask(self, payment: bytes) -> Approved:
        raise AssertionError("nobody asks here")

    def cancel(self, payment: bytes) -> Cancelled | NotCancelled:
        self.cancelled.add(payment)
        return Cancelled()

    def close(self) -> None:
        self.closed = True


def _charges(folder: Path, entries: Mapping[bytes, Entry], outside: Outside, found: Found) -> None:
    """Settle as a start does, and compare what the terminal was asked with the ledger."""

    def is_sold(sale: bytes) -> bool:
        tender = entries[sale].tender if sale in entries else None
        return tender is not None and tender.means == CARD

    terminal, book = _Terminal(), TenderBook(folder)
    desk = TenderDesk(terminal, book, lambda: b"", is_sold, lambda _: None, silent())
    settled = desk.settle()
    book.close()
    if not settled:
        found.lost.append("a payment by card is never settled")
    for tender, sale in outside.charged.items():
        if is_sold(sale) and tender in terminal.cancelled:
            found.lost.append(f"sale {sale.hex()} stands, and its money went back")
        if not is_sold(sale) and tender not in terminal.cancelled:
            found.doubled.append(f"money was taken for {sale.hex()}, which is no sale")
    unpaid = {it for it in entries if is_sold(it)} - set(outside.charged.values())
    found.lost += [f"sale {it.hex()} says that a card has paid, and none has" for it in unpaid]


def _partner(path: Path, entries: Sequence[Entry], outside: Outside, found: Found) -> None:
    heard = set(outside.partner)
    tell_partner(path, heard.add)
    sales = {it.id for it in entries if it.kind in SALES}
    found.lost += [f"the partner never hears of sale {it.hex()}" for it in sales - heard]
    found.lost += [f"the partner knows of {it.hex()}, which is gone" for it in heard - sales]


def _once_more(ledger: Ledger, entry: Entry, found: Found) -> None:
    """A reversal and a counted earning under a new id: both were had already."""
    of_machine = entry.kind is EntryKind.EARN and entry.result is not None
    if entry.kind is not EntryKind.REVERSE and not of_machine:
        return
    draft = Draft.of(entry)
    number = AGAIN + int.from_bytes(entry.id)
    again = Draft(
        EntryKind(entry.kind),
        id_of(number),
        draft.scheme_version,
        draft.bundle_version,
        parties=draft.parties,
        lines=draft.lines,
        amounts=draft.amounts,
        ref=draft.ref if entry.kind is EntryKind.REVERSE else entry.id,
        result=draft.result,
    )
    try:
        ledger.append(again)
    except (OverReversed, CountUsed):
        return
    found.doubled.append(f"{entry.kind} {entry.id.hex()} is had once more under another id")
