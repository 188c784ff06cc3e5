"""Runs of real sales on a recorded disk, noting whom what was told.

The words of `Disk.say`, each with the entry's or intent's id: ``asked`` before anything is
written, ``entry`` (with the entry's hash) when the ledger has returned and a screen would say so,
``intent`` when it was kept, ``pin`` (with its verifier) when it was set. ``begun`` with the name of
the ledger, when it was opened; ``receipt`` with its entry's hash, when it was kept.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Final

from offline_queue.database import connect_to_read, connect_to_write
from offline_queue.errors import LedgerError
from offline_queue.ledger import Draft, Ledger, Recorded
from offline_queue.pins import PinResult
from offline_queue.reader import LedgerReader
from offline_queue.receipts import check_receipt
from protocol.entry import EntryKind, Role
from tests.faults.disk import Disk
from tests.offline_queue.making import (
    NODE_KEYS,
    HandTime,
    code,
    fulfil,
    id_of,
    intent,
    open_ledger,
    receipt_for,
    spend,
    void,
)
from tests.offline_queue.trusting import BADGE, CARD, card_spend, pin, verifier

LEDGER = "ledger.db"
FULFILLED = 1_000_000  # added to a sale's number, for the id of its `fulfil`
PINS = 2_000_000  # added to it for a PIN that is set; further millions for a try, a right one, ...
TRIES, RIGHTS, CARD_SALES = 3_000_000, 4_000_000, 5_000_000
EARNED = 6_000_000  # added to a sale's number, for what was earned by the same code beside it
DAY_S = 24 * 3600
DISPUTE_S = 40 * DAY_S
LOG_PAGES: Final = 60
"""Pages in the log before it is copied back: a dozen sales, so that a short run does so often."""

Connect = Callable[[Path], sqlite3.Connection]


def connect_with_short_log(path: Path) -> sqlite3.Connection:
    """As the kiosk connects, but the log is copied back after `LOG_PAGES` pages."""
    connection = connect_to_write(path)
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    return connection


def fast_folder() -> Path | None:
    """Where syncs cost nothing: whether the medium keeps its promise is not what is tried here."""
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder of our own is made in it
    return memory if memory.is_dir() else None


@dataclass
class Shop:
    """A kiosk on ``disk``. ``early``: a mistake, it tells what it has not yet committed.

    ``apart``: another, it writes in two what was agreed to at once. ``seed``: of the ledger's name.
    """

    disk: Disk
    connect: Connect = connect_with_short_log
    early: bool = False
    apart: bool = False
    seed: int = 1
    clock: HandTime = field(default_factory=HandTime)

    @property
    def path(self) -> Path:
        """The ledger's file."""
        return self.disk.folder / LEDGER

    @contextmanager
    def opened(self) -> Iterator[Ledger]:
        """Start, and close at the end."""
        with self.start() as ledger:
            yield ledger

    def start(self) -> Ledger:
        """Open the ledger as a start does, void what was left open, and tell."""
        self.disk.say("asked", b"open")
        ledger = open_ledger(self.path, self.clock, self.connect, self.seed)
        try:
            self.disk.say("begun", ledger.name)
            self.recover(ledger)
        except LedgerError:
            ledger.close()
            raise
        return ledger

    def recover(self, ledger: Ledger) -> None:
        """Void what was left open and tell."""
        for it in ledger.recover():
            self.disk.say("asked", it.id)
            self.disk.say("entry", it.id, it.hash)

    def append(self, ledger: Ledger, draft: Draft, *evidence: bytes) -> Recorded:
        """Append and tell."""
        self.disk.say("asked", draft.id)
        if self.early:
            self.disk.say("entry", draft.id)
        recorded = ledger.append(draft, evidence)
        self.disk.say("entry", recorded.id, recorded.hash)
        return recorded

    def ask(self, ledger: Ledger, number: int) -> None:
        """Keep an intent and tell."""
        self.disk.say("asked", id_of(number))
        ledger.begin_intent(intent(number))
        self.disk.say("intent", id_of(number))

    def visit(self, ledger: Ledger, number: int) -> None:
        """One visit; which kind of visit goes by its number."""
        kind = number % 6
        if kind != 1:  # 1: the node is away, so it is not asked
            self.ask(ledger, number)
        if kind == 2:
            self.append(ledger, void(number))
        elif kind == 1:
            self.earn_and_buy(ledger, number)
        elif kind != 3:  # 3: she walked away and the kiosk was never told so
            self.append(ledger, spend(number), code(number)[2])
        if kind in {0, 1, 5}:
            self.append(ledger, fulfil(FULFILLED + number, of=number))
        if kind == 4:
            self.visit_by_card(ledger, number)
        if kind == 5:
            self.confirm(ledger)

    def earn_and_buy(self, ledger: Ledger, number: int) -> None:
        """Write two entries of one agreement, and tell."""
        bought = replace(spend(number), ref=id_of(EARNED + number))
        payee = replace(bought.parties[0], role=Role.PAYEE)
        earned = replace(
            bought,
            kind=EntryKind.EARN,
            id=id_of(EARNED + number),
            parties=(payee,),
            decided=None,
            ref=None,
            result=f"pet-1-{number}",
        )
        for draft in (earned, bought):
            self.disk.say("asked", draft.id)
        if self.early:
            self.disk.say("entry", bought.id)
        pieces = [(draft, (code(number)[2],)) for draft in (earned, bought)]
        parts = [[it] for it in pieces] if self.apart else [pieces]
        for recorded in chain.from_iterable(map(ledger.append_together, parts)):
            self.disk.say("entry", recorded.id, recorded.hash)

    def visit_by_card(self, ledger: Ledger, number: int) -> None:
        """A PIN is set beside staff, tried and right; a purchase for which a carer vouches."""
        self.set_pin(ledger, PINS + number, number)
        self.try_pin(ledger, TRIES + number)
        right = pin(RIGHTS + number, PinResult.RIGHT, by=None, ref=TRIES + number)
        self.append(ledger, right, code(CARD)[2])
        carer = RIGHTS + number
        sale = card_spend(CARD_SALES + number, carer=carer)
        self.append(ledger, sale, code(CARD)[2], code(carer)[2])

    def set_pin(self, ledger: Ledger, number: int, secret: int) -> None:
        """Set the card's PIN and tell."""
        draft = pin(number, PinResult.SET)
        self.disk.say("asked", draft.id)
        recorded = ledger.set_pin(draft, verifier(secret), (code(CARD)[2], code(BADGE)[2]))
        self.disk.say("entry", recorded.id, recorded.hash)
        self.disk.say("pin", recorded.id, verifier(secret))

    def try_pin(self, ledger: Ledger, number: int) -> None:
        """Count a try and tell: from here on it may be compared."""
        draft = pin(number, PinResult.TRY, by=None)
        self.disk.say("asked", draft.id)
        recorded = ledger.try_pin(draft, (code(CARD)[2],))
        self.disk.say("entry", recorded.id, recorded.hash)

    def confirm(self, ledger: Ledger) -> None:
        """Take the node's receipts for all that has none."""
        items = ledger.unsent(1000, 10**7)
        now_s = self.clock.time_s
        raws = [receipt_for(ledger.name, it.seq, it.hash, time_s=now_s) for it in items]
        ledger.store_receipts([check_receipt(raw, NODE_KEYS) for raw in raws])
        for it in items:
            self.disk.say("receipt", it.hash)

    def erase(self, ledger: Ledger) -> None:
        """Wait for so long that old evidence may go, and let it."""
        self.clock.time_s += DISPUTE_S
        self.append(ledger, void(FULFILLED - 1, result="test"))
        self.confirm(ledger)
        while not ledger.erase_evidence(DISPUTE_S - DAY_S).done:
            pass


def tell_what_is_there(disk: Disk) -> None:
    """Note everything in a ledger that was made before ``disk`` recorded anything as told."""
    with LedgerReader.open(disk.folder / LEDGER) as ledger:
        disk.say("begun", ledger.name)
    with closing(connect_to_read(disk.folder / LEDGER)) as connection:
        for id_, hash_ in connection.execute("SELECT id, hash FROM entries ORDER BY seq"):
            disk.say("asked", id_)
            disk.say("entry", id_, hash_)
        for (id_,) in connection.execute("SELECT id FROM intents"):
            disk.say("asked", id_)
            disk.say("intent", id_)
