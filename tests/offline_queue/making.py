"""What the tests of the ledger are made of: time, randomness, drafts, and faults of the medium."""

import hashlib
import random as random_module
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from offline_queue.clock import Moment
from offline_queue.database import connect_to_write
from offline_queue.earlier import Remembered
from offline_queue.ledger import Draft, Intent, Ledger, Recorded
from offline_queue.receipts import check_receipt
from offline_queue.records import CheckedReceipt
from protocol.entry import (
    ClockState,
    DecidedBy,
    Decision,
    EntryKind,
    OrderLine,
    Party,
    Role,
    order_hash,
)
from protocol.keys import Algorithm, MemorySigner, key_ring
from protocol.receipt import Outcome, Receipt, sign_receipt

NOON_S = 1_790_000_000
KIOSK = MemorySigner.from_secret(Algorithm.ESP256, bytes(31) + b"\x07")
NODE = MemorySigner.from_secret(Algorithm.ED25519, b"node" * 8)
STRANGER = MemorySigner.from_secret(Algorithm.ED25519, b"evil" * 8)
NODE_KEYS = key_ring(NODE.public_key)
MOST_CODES = 100
LINES = (OrderLine("meal.lunch", "점심", 1, 3000),)


@dataclass
class HandTime:
    """A clock that a test sets."""

    time_s: int = NOON_S
    state: ClockState = ClockState.TRUSTED

    def __call__(self) -> Moment:
        return Moment(self.time_s, self.state)


class Dice:
    """Random bytes that are the same in every run."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random_module.Random(seed)  # noqa: S311 - a test's dice, no secret

    def __call__(self, count: int) -> bytes:
        return self._random.randbytes(count)


def open_ledger(
    path: Path,
    clock: HandTime | None = None,
    connect: Callable[[Path], sqlite3.Connection] = connect_to_write,
    seed: int = 1,
) -> Ledger:
    return Ledger.open(path, KIOSK, clock or HandTime(), Dice(seed), connect=connect)


def code(number: int) -> tuple[bytes, bytes, bytes]:
    """The cti, counter and evidence of a resident's code."""
    return number.to_bytes(8), number.to_bytes(4), b"code %d" % number


def id_of(number: int) -> bytes:
    return number.to_bytes(16)


def payer(number: int, *, counter: bool = True) -> Party:
    cti, count, evidence = code(number)
    hash_ = hashlib.sha256(evidence).digest()
    return Party(Role.PAYER, cti, count if counter else None, b"tag!", hash_)


def spend(
    number: int,
    *,
    shown: int | None = None,
    coins: int = 15,
    by: DecidedBy = DecidedBy.STAND_IN,
    from_slice: int | None = None,
    **others: Any,  # noqa: ANN401 - fields of Draft
) -> Draft:
    """A spend with id ``number``; ``shown`` is the number of the code, the same if not given."""
    return replace(
        Draft(EntryKind.SPEND, id_of(number), 1, 1),
        parties=(payer(number if shown is None else shown),),
        lines=LINES,
        amounts={"general": coins},
        decided=Decision(by, coins if from_slice is None else from_slice),
        **others,
    )


def evidence(draft: Draft, numbers: Sequence[int]) -> tuple[bytes, ...]:
    wanted = {party.evidence_hash for party in draft.parties}
    pieces = [code(number)[2] for number in numbers]
    return tuple(it for it in pieces if hashlib.sha256(it).digest() in wanted)


def buy(ledger: Ledger, number: int, **how: Any) -> Recorded:  # noqa: ANN401 - as `spend`
    draft = spend(number, **how)
    shown = how.get("shown", number)
    return ledger.append(draft, (code(shown)[2],))


def fulfil(number: int, of: int, result: str = "done") -> Draft:
    return Draft(EntryKind.FULFIL, id_of(number), 1, 1, ref=id_of(of), result=result)


def void(number: int, result: str = "declined") -> Draft:
    return Draft(EntryKind.VOID, id_of(number), 1, 1, result=result)


def intent(number: int, amount: int = 15, shown: int | None = None) -> Intent:
    cti, counter, piece = code(number if shown is None else shown)
    hash_ = order_hash(LINES, {"general": amount})
    return Intent(id_of(number), piece, hash_, amount, cti, counter, 1, 1)


def receipt_for(
    ledger: bytes,
    seq: int,
    entry_hash: bytes,
    signer: MemorySigner = NODE,
    time_s: int = NOON_S,
    outcome: Outcome = Outcome.BOOKED,
) -> bytes:
    return sign_receipt(signer, Receipt(ledger, seq, entry_hash, outcome, None, time_s, None))


def confirm(ledger: Ledger, *entries: Recorded, time_s: int = NOON_S) -> list[CheckedReceipt]:
    """Receipts of the node for these entries."""
    raws = [receipt_for(ledger.name, it.seq, it.hash, time_s=time_s) for it in entries]
    return [check_receipt(raw, NODE_KEYS) for raw in raws]


def as_earlier(ledger: Ledger, *entries: Recorded, confirmed: int = 0) -> list[Remembered]:
    """Entries of ``ledger`` as a later one remembers them; the first ones with receipts."""
    receipts = [*confirm(ledger, *entries[:confirmed]), *[None] * (len(entries) - confirmed)]
    pieces = {hashlib.sha256(code(n)[2]).digest(): code(n)[2] for n in range(MOST_CODES)}
    return [
        Remembered(it, {p.evidence_hash: pieces[p.evidence_hash] for p in it.entry.parties}, kept)
        for it, kept in zip(entries, receipts, strict=True)
    ]


def sold_earlier(path: Path, *numbers: int, confirmed: int = 0) -> list[Remembered]:
    """Spends of another ledger at ``path``, begun for it, as a later one remembers them."""
    with open_ledger(path, seed=len(path.name) + sum(numbers)) as ledger:
        sold = [buy(ledger, number) for number in numbers]
        return as_earlier(ledger, *sold, confirmed=confirmed)


@dataclass
class Faults:
    """Fails one statement, counted from `arm` on: before it ran, or after, as if it had not."""

    at: int = 0
    after: bool = False
    seen: list[str] = field(default_factory=list)
    armed: bool = False
    cut_off: bool = False

    def arm(self, at: int, *, after: bool) -> None:
        self.at, self.after, self.armed, self.seen = at, after, True, []

    def connect(self, path: Path) -> sqlite3.Connection:
        if self.cut_off:
            raise _fault()
        connection = sqlite3.connect(
            path, timeout=0.05, isolation_level=None, factory=_Faulty, check_same_thread=True
        )
        assert isinstance(connection, _Faulty)
        connection.faults = self
        return connection

    def strikes(self, sql: str) -> bool:
        if not self.armed:
            return False
        self.seen.append(sql)
        self.armed = len(self.seen) != self.at
        return not self.armed


class _Faulty(sqlite3.Connection):
    faults: Faults

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:  # noqa: ANN401 - sqlite3's own
        struck = self.faults.strikes(sql)
        if struck and not self.faults.after:
            raise _fault()
        cursor = super().execute(sql, parameters)
        if struck:
            raise _fault()
        return cursor


def _fault() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error
