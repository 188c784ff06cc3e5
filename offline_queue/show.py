"""A ledger's entries one by one, ready to be put into words by whoever shows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offline_queue.database import mapped
from offline_queue.errors import Corrupt
from offline_queue.schema import read_identity
from offline_queue.verify import ENTRIES, open_to_check
from protocol.entry import ClockState, Decision, OrderLine, read_entry
from protocol.errors import ProtocolError
from protocol.keys import KeyRing, key_ring
from protocol.receipt import Outcome


@dataclass(frozen=True)
class Shown:
    """One entry. ``id`` and ``ref`` in hex; ``outcome`` is None until the node's receipt is here.

    Nothing in it names a resident: pseudonyms and codes are not shown.
    """

    seq: int
    id: str
    kind: str
    time_s: int
    clock: ClockState
    lines: tuple[OrderLine, ...]
    amounts: Mapping[str, int]
    decided: Decision | None
    ref: str | None
    result: str | None
    outcome: Outcome | None


def show(path: Path) -> Iterator[Shown]:
    """The entries of the ledger at ``path`` in order. Raises `LedgerError`."""
    with open_to_check(path) as database, mapped(path):
        keys = key_ring(read_identity(database.conn, path).public_key)
        for row in database.query(ENTRIES):
            yield _shown(path, row, keys)


def _shown(path: Path, row: dict[str, Any], keys: KeyRing) -> Shown:
    try:
        entry = read_entry(row["raw"], keys).entry
        outcome = None if row["outcome"] is None else Outcome(row["outcome"])
    except (ProtocolError, ValueError) as exc:
        raise Corrupt(path, f"entry {row['seq']} does not verify: {exc}") from exc
    return Shown(
        seq=entry.seq,
        id=entry.id.hex(),
        kind=str(entry.kind),
        time_s=entry.time,
        clock=entry.clock,
        lines=entry.lines,
        amounts=entry.amounts,
        decided=entry.decided,
        ref=None if entry.ref is None else entry.ref.hex(),
        result=entry.result,
        outcome=outcome,
    )
