"""Going on under another key: a new ledger that names the old one and remembers all of it.

A ledger has one key from its first entry to its last. So a kiosk that gets another key ends its
ledger and begins one, as `recover` does when one is lost, only that nothing is lost here:

1. What a crash left open in the old ledger is voided there, by the old key. It must be whole.
2. The new ledger is a draft beside it (`recover_swap`): its `open` entry names the old ledger, what
   the node last acknowledged of that, and the old key among the former ones. It remembers every
   entry with its evidence and its receipt, also those of ledgers before (`earlier`): codes and
   slices used there are used, what is owed is owed, and what has no receipt goes to the node.
3. PINs go on: each is set once more in the new ledger, with the verifier that it had, and each try
   since is counted once more. So a PIN that was blocked stays blocked.
4. The draft is checked like any ledger and must have every entry. Then it gets the old one's place.

A power cut before 4 leaves the old ledger as it was. Done again: nothing is done (`is_changed`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offline_queue.change_pins import carry_pins
from offline_queue.checking import check, check_earlier
from offline_queue.clock import KioskClock
from offline_queue.earlier import Remembered
from offline_queue.errors import Corrupt
from offline_queue.former import ring_from
from offline_queue.kept import KeptReader
from offline_queue.ledger import Ledger
from offline_queue.recover_swap import (
    DRAFT,
    drop_work_folder,
    finish,
    is_begun,
    make_work_folder,
    swap,
)
from offline_queue.second_medium import is_begun as holds_a_ledger
from offline_queue.verify import verify
from protocol.entry import Opening
from protocol.ids import uuid7
from protocol.keys import PublicKey, Signer, key_ring

RUN_ENTRIES: Final = 256
"""What one transaction takes, so that memory does not grow with the ledger."""

WHY: Final = "rekeyed"
"""The word in the names that the old files get."""


@dataclass(frozen=True)
class Change:
    """What to change: the ledger at ``path`` from key ``old`` to ``new``.

    ``former``: the keys before ``old``, the newest last.
    """

    path: Path
    old: Signer
    new: Signer
    former: tuple[PublicKey, ...]
    clock: KioskClock
    random: Callable[[int], bytes]

    @property
    def former_keys(self) -> tuple[PublicKey, ...]:
        """The keys before ``new``."""
        return (*self.former, self.old.public_key)


@dataclass(frozen=True)
class Changed:
    """The new ledger's name; how many entries it remembers, and how many lack their receipt.

    ``aside``: the names of the old files.
    """

    name: bytes
    remembered: int
    unsent: int
    aside: tuple[Path, ...]


def is_changed(path: Path, new: PublicKey) -> bool:
    """Whether the ledger at ``path`` is one of the key ``new``. Raises `LedgerError`."""
    with KeptReader.open(path) as ledger:
        return ledger.public_key == new


def change_key(change: Change) -> Changed | None:
    """Do it; None where there is nothing to be done (any more). Nobody else may use the ledger.

    Raises `LedgerError`; then the old ledger is in its place, or calling it again goes on.
    """
    path = change.path
    finish(path)
    if not holds_a_ledger(path) or is_changed(path, change.new.public_key):
        return None
    with Ledger.open(path, change.old, change.clock, change.random) as old:
        change.clock.raise_floor(old.floor_s())
        old.recover()
    _require_whole(path)
    draft = make_work_folder(path) / DRAFT
    try:
        name, remembered, unsent = _build(change, draft)
        _require_whole(draft)
        return Changed(name, remembered, unsent, swap(path, why=WHY))
    finally:
        if not is_begun(path):
            drop_work_folder(path)


def _build(change: Change, draft: Path) -> tuple[bytes, int, int]:
    with KeptReader.open(change.path) as old:
        opening = _opening(old, change)
        signer, clock, random = change.new, change.clock, change.random
        with Ledger.open(draft, signer, clock, random, opening=opening) as new:
            remembered = sum(new.remember(known) for known in _all_of(old))
            new.remember((), old.floor_s())
            new.store_receipts((), old.marks().node_s)
            carry_pins(old, new, lambda: uuid7(clock().epoch_ms, random))
            return new.name, remembered, new.earlier.unanswered()


def _opening(old: KeptReader, change: Change) -> Opening:
    """The old ledger, and the last entry of it that has its receipt."""
    seq = old.confirmed_end() - 1
    former = tuple(key.raw for key in change.former_keys)
    if seq < 0:
        return Opening(old.name, former_keys=former)
    return Opening(old.name, seq, old.hash_at(seq), former)


def _all_of(old: KeptReader) -> Iterator[list[Remembered]]:
    """Everything in the old ledger and in those before it, checked once more."""
    keys, node_keys, at = key_ring(old.public_key), old.node_keys(), 0
    while items := old.entries(at, RUN_ENTRIES):
        checked = [check(item, old.name, keys, node_keys) for item in items]
        yield [Remembered(it.it, it.evidence, it.receipt) for it in checked]
        at = checked[-1].it.seq + 1
    ring, number = ring_from(old), 0
    while rows := old.earlier_entries(number, RUN_ENTRIES):
        yield [_known(old.path, check_earlier(item, ring, node_keys)) for _, item in rows]
        number = rows[-1][0] + 1


def _known(path: Path, known: Remembered | None) -> Remembered:
    if known is None:  # though `verify` has just read it
        raise Corrupt(path, "an entry of a ledger before it can't be read any more")
    return known


def _require_whole(path: Path) -> None:
    report = verify(path)
    if report.problems:
        detail = f"{report.problems[0]}: run 'kiosk ledger recover' first"
        raise Corrupt(path, detail)
