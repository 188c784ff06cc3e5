"""Making a ledger out of what was found: the old one on its way again, or a new one that knows it.

Both are drafts in the work folder, checked like any ledger before they count.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from offline_queue.clock import KioskClock
from offline_queue.errors import Corrupt
from offline_queue.ledger import FIRST_LEDGER, Ledger
from offline_queue.recover_found import Found
from offline_queue.replica import Replica
from offline_queue.schema import Identity
from offline_queue.verify import verify
from protocol.entry import Opening
from protocol.keys import Signer

RUN_ENTRIES: Final = 256
"""What one transaction takes, so that memory does not grow with the ledger."""

T = TypeVar("T")


@dataclass(frozen=True)
class Maker:
    """What a ledger is made with. ``clock`` has learnt the latest time that anything tells."""

    signer: Signer
    clock: KioskClock
    random: Callable[[int], bytes]

    def open(self, path: Path, opening: Opening = FIRST_LEDGER) -> Ledger:
        """The ledger at ``path``, or a new one with this opening. Raises `LedgerError`."""
        return Ledger.open(path, self.signer, self.clock, self.random, opening=opening)


@dataclass(frozen=True)
class Leftovers:
    """What a ledger takes over besides its own entries.

    ``held``: ids for which the node holds coins. ``node_s``: the node's latest signed time.
    ``floor_s``: how late it was at least. Both epoch seconds.
    """

    held: Sequence[bytes]
    node_s: int
    floor_s: int


def rebuild(path: Path, ledger: bytes, size: int, found: Found, maker: Maker) -> None:
    """The old ledger again at ``path``: its ``size`` entries as they are, and its intents.

    Raises `LedgerError`.
    """
    with Replica.create(path, Identity(ledger, maker.signer.public_key)) as replica:
        for entries in _runs(found.kept(ledger, size)):
            replica.extend(entries, found.node_keys)
        for intents in _runs(found.intents()):
            replica.add_intents(intents)


def take_over(ledger: Ledger, found: Found, left: Leftovers) -> tuple[int, int]:
    """Let ``ledger`` remember all other ledgers, and end what is held for nothing.

    Returns how many entries are news to it, and for how many ids that was done. Again is no harm.
    Raises `LedgerError`.
    """
    news = 0
    for known in _runs(found.others(ledger.name)):
        news += ledger.remember(known)
    ledger.remember((), left.floor_s)
    ledger.store_receipts((), left.node_s)
    ended = len(ledger.recover())
    asked_for = dict.fromkeys([*found.open_intents(), *left.held])
    for id_ in asked_for:
        if not found.has_id(id_):
            ended += ledger.give_up(id_)
    return news, ended


def check(path: Path, found: Found) -> None:
    """Refuse a draft that is not whole: raises `Corrupt`, `LedgerError`."""
    report = verify(path, found.node_keys)
    if report.problems:
        raise Corrupt(path, f"the draft is no good: {report.problems[0]}")


def _runs(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    left = iter(items)
    while run := tuple(islice(left, RUN_ENTRIES)):
        yield run
