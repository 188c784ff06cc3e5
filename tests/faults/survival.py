"""Does a folder, as a power cut left it, still hold all that was told? Opened as a start does."""

import random
from collections.abc import Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from offline_queue.database import connect_to_read
from offline_queue.errors import QueueError
from offline_queue.ledger import Ledger
from offline_queue.verify import verify
from protocol.entry import EntryKind
from tests.faults.agreements import MILLION
from tests.faults.beside_judged import Outside, judge_beside
from tests.faults.medium import Call, Said
from tests.faults.sales import DISPUTE_S, EARNED, LEDGER
from tests.offline_queue.making import NOON_S, HandTime, buy, id_of, open_ledger

NEXT_SALE: Final = 900_000
TERMINAL: Final = (EntryKind.SPEND, EntryKind.VOID)
PINS_KEPT: Final = "SELECT id, verifier FROM entries NOT INDEXED JOIN pins USING (seq)"
_RAW: Final = "SELECT raw FROM entries NOT INDEXED ORDER BY seq"
RUBBISH_BYTES: Final = 32 * 1024


@dataclass(frozen=True)
class Told:
    """What was told before the power went, and the whole run's chain to compare with."""

    begun: bool
    asked: frozenset[bytes]
    entries: Mapping[bytes, bytes]  # id -> hash; no hash: told before it was known
    intents: frozenset[bytes]
    receipts: frozenset[bytes]  # hashes of their entries
    pins: frozenset[tuple[bytes, bytes]]  # ids of the entries that set them, and verifiers
    outside: Outside = field(default_factory=Outside)
    chain: Sequence[bytes] = ()  # hashes by seq, of the whole run; empty: not to be compared

    @classmethod
    def before(cls, calls: Sequence[Call], chain: Sequence[bytes] = ()) -> "Told":
        """What ``calls`` say was told."""
        said = [call for call in calls if isinstance(call, Said)]

        def ids(what: str) -> frozenset[bytes]:
            return frozenset(it.id for it in said if it.what == what)

        entries = {it.id: it.hash for it in said if it.what == "entry"}
        begun = bool(ids("begun"))
        pins = frozenset((it.id, it.hash) for it in said if it.what == "pin")
        return cls(
            begun,
            ids("asked"),
            entries,
            ids("intent"),
            ids("receipt"),
            pins,
            Outside.of(said),
            chain,
        )


@dataclass
class Verdict:
    """What is wrong, one sentence each: ``lost``, ``doubled``, ``torn``, or otherwise ``wrong``.

    Torn is one agreement of which only a part is there.
    """

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it."""
        return (*self.lost, *self.doubled, *self.torn, *self.wrong)


def lay_out(folder: Path, files: Mapping[str, bytes], dice: random.Random | None = None) -> Path:
    """Write ``files`` and, with ``dice``, rubbish as shared memory; return the ledger's path."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if dice is not None and dice.random() < 0.5:
        (folder / f"{LEDGER}-shm").write_bytes(dice.randbytes(RUBBISH_BYTES))
    return folder / LEDGER


def judge(path: Path, told: Told) -> Verdict:
    """Start on what is left at ``path``, sell once more, and compare with what was told."""
    verdict = Verdict()
    try:
        with open_ledger(path, HandTime(NOON_S + 2 * DISPUTE_S), seed=9) as ledger:
            _judge_open(ledger, told, verdict)
    except QueueError as exc:
        verdict.lost.append(f"refused: {exc.reason}: {exc}")
        return verdict
    verdict.wrong += verify(path).problems
    return verdict


def pin_gone(id_: bytes) -> str:
    """What is said of the PIN that the entry ``id_`` set."""
    return f"the PIN of entry {id_.hex()} is gone"


def _judge_open(ledger: Ledger, told: Told, verdict: Verdict) -> None:
    found = rows(ledger.path)
    kept = {row[0] for row in select(ledger.path, "SELECT id FROM intents")}
    _judge_entries(found, kept, told, verdict)
    verdict.lost += [f"intent {it.hex()} is gone" for it in told.intents - kept]
    sql = "SELECT hash FROM entries NOT INDEXED JOIN receipts USING (seq)"
    confirmed = {row[0] for row in select(ledger.path, sql)}
    verdict.lost += [f"a receipt of {it.hex()[:8]} is gone" for it in told.receipts - confirmed]
    pins = set(select(ledger.path, PINS_KEPT))
    verdict.lost += [pin_gone(id_) for id_, _ in told.pins - pins]
    counts = ledger.counts()
    if (counts.entries, counts.receipts) != (len(found), len(confirmed)):
        verdict.wrong.append(f"{counts} of {len(found)} entries and {len(confirmed)} receipts")
    ledger.recover()
    _judge_intents(ledger, kept, verdict)
    raws = [row[0] for row in select(ledger.path, _RAW)]
    beside = judge_beside(ledger, raws, told.outside)
    verdict.lost += beside.lost
    verdict.doubled += beside.doubled
    size = ledger.counts().entries
    if buy(ledger, NEXT_SALE).seq != size or ledger.counts().entries != size + 1:
        verdict.wrong.append("the next sale is not the next entry")


def _judge_entries(
    found: Sequence[tuple[bytes, bytes, str]], kept: Set[bytes], told: Told, verdict: Verdict
) -> None:
    hashes = {id_: hash_ for id_, hash_, _ in found}
    for id_, hash_ in told.entries.items():
        if id_ not in hashes:
            verdict.lost.append(f"entry {id_.hex()} is gone")
        elif hash_ not in {b"", hashes[id_]}:
            verdict.lost.append(f"entry {id_.hex()} is another one now")
    verdict.torn += _parted(found)
    if len(hashes) != len(found):
        verdict.doubled.append("two entries have one id")
    strange = {id_ for id_, _, kind in found if kind != EntryKind.OPEN} - told.asked - kept
    verdict.wrong += [f"entry {it.hex()} was never asked for" for it in strange]
    written = [hash_ for _, hash_, _ in found]
    if told.begun and told.chain and written != list(told.chain[: len(found)]):
        verdict.wrong.append("what is left is no beginning of what was written")


def _parted(found: Sequence[tuple[bytes, bytes, str]]) -> list[str]:
    """What was earned stands before what was bought by the same agreement, or neither is there."""
    ids = [id_ for id_, _, _ in found]
    earned = [
        id_
        for id_, _, kind in found
        if kind == EntryKind.EARN and EARNED < int.from_bytes(id_) < EARNED + MILLION
    ]
    bought = {id_of(int.from_bytes(id_) - EARNED) for id_ in earned}
    after = {then for id_, then in pairwise(ids) if id_ in earned}
    return [f"entry {it.hex()} is there without the other" for it in bought - after]


def _judge_intents(ledger: Ledger, kept: Set[bytes], verdict: Verdict) -> None:
    ended = [id_ for id_, _, kind in rows(ledger.path) if kind in TERMINAL]
    for id_ in kept:
        if (ends := ended.count(id_)) != 1:
            (verdict.doubled if ends else verdict.wrong).append(
                f"intent {id_.hex()} has {ends} endings"
            )
    if ledger.recover():
        verdict.doubled.append("recovering again found something again")


def rows(path: Path) -> list[tuple[bytes, bytes, str]]:
    """Id, hash and kind of each entry in order, read from the table and no index."""
    return select(path, "SELECT id, hash, kind FROM entries NOT INDEXED ORDER BY seq")


def select(path: Path, sql: str) -> list[Any]:
    """Rows read beside the ledger."""
    with closing(connect_to_read(path)) as connection:
        return connection.execute(sql).fetchall()
