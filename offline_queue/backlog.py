"""Bringing entries of earlier ledgers to the node: what `recover` found and the node may lack.

One step at a time, like the sync, and after it: what is sold now goes first. For each ledger:

1. Ask how much of it the node knows. It may know more than when the entries were found, or less.
2. Send what has no receipt, and what the node knows no more, in the order of their places. Places
   of which nothing is known are named as lost, so that the node takes what comes after them.
3. Keep each receipt that is for this ledger and this place. One for another entry is kept too: the
   node has that one there, so both are known and neither is sent for ever.
4. A refused entry is passed over and tried again later.
5. A node that was restored from a backup lacks what it had answered: another round (`again`).

A step that fails changes nothing; the next one goes on from there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from offline_queue.earlier import Answered, Batch
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused
from offline_queue.node_client import NodeClient
from offline_queue.pace import GENTLE_ENTRIES, Pace
from offline_queue.reader import LedgerReader
from offline_queue.receipts import check_receipt
from offline_queue.records import Unsent
from protocol.keys import KeyRing
from protocol.messages import EntriesAnswer, EntriesRequest, EntryItem, Refusal

AGAIN_S: Final = 3600.0
"""How often refused entries are tried again; nothing about them changes by itself."""

_BEGINNING: Final = (-1, b"")

StoreAnswers = Callable[[Sequence[Answered]], object]
"""Hands receipts to the ledger's thread; returns after its commit. May raise `LedgerError`."""


@dataclass(frozen=True)
class BacklogStatus:
    """How far it is: ``sent`` entries have been answered, ``refused`` of this round were not.

    ``done``: there is nothing to do until the refused ones are tried again.
    """

    sent: int = 0
    refused: int = 0
    done: bool = False


@dataclass(frozen=True)
class _Place:
    """A ledger under way: how much the node knows of it, and the last entry that was sent."""

    ledger: bytes
    size: int
    after: tuple[int, bytes] = _BEGINNING


class Backlog:
    """For the thread that owns ``reader`` and ``client``. ``keys``: the node's receipt keys.

    ``rising_s`` is a clock in seconds that never goes back. While ``attended()`` somebody is at the
    machine, and batches are small.
    """

    def __init__(
        self,
        client: NodeClient,
        reader: LedgerReader,
        keys: KeyRing,
        store: StoreAnswers,
        *,
        rising_s: Callable[[], float],
        attended: Callable[[], bool] = lambda: False,
    ) -> None:
        self._client = client
        self._reader = reader
        self._keys = keys
        self._store = store
        self._rising_s = rising_s
        self._attended = attended
        self._pace = Pace()
        self._todo: list[bytes] | None = None  # None: nobody has looked yet
        self._place: _Place | None = None
        self._again_at_s = float("-inf")
        self._status = BacklogStatus()

    @property
    def status(self) -> BacklogStatus:
        """How things stand after the last step."""
        return self._status

    def again(self) -> None:
        """Begin a new round: the node has lost entries, maybe those of earlier ledgers too."""
        self._todo = self._place = None
        self._status = replace(self._status, done=False)

    def step(self) -> bool:
        """Make at most one exchange; return whether another one may follow at once.

        Raises `LedgerError`; then it may be called again.
        """
        try:
            return self._step()
        except (NodeAway, NodeRefused, BadAnswer):
            self._pace = self._pace.failed()
            return False

    def _step(self) -> bool:
        if self._status.done and not self._is_time_again():
            return False
        if self._todo is None:
            self._todo = list(self._reader.earlier.ledgers())
            self._status = replace(self._status, refused=0, done=False)
        if self._place is None:
            return self._begin_next(self._todo)
        batch = self._next_batch(self._place)
        if batch.items:
            self._send(self._place, batch)
        else:
            self._place = None
        return True

    def _is_time_again(self) -> bool:
        if not self._status.refused or self._rising_s() < self._again_at_s:
            return False
        self._todo = None
        return True

    def _begin_next(self, todo: list[bytes]) -> bool:
        """Ask what the node knows of the next ledger; if there is none, this round is over."""
        if not todo:
            self._status = replace(self._status, done=True)
            self._again_at_s = self._rising_s() + AGAIN_S
            return False
        answer = self._ask(EntriesRequest(todo[0], ()), 0)
        self._place = _Place(todo.pop(0), answer.size)
        return True

    def _next_batch(self, at: _Place) -> Batch:
        limit = self._pace.max_entries
        if self._attended():
            limit = min(limit, GENTLE_ENTRIES)
        earlier = self._reader.earlier
        return earlier.to_send(at.ledger, at.after, at.size, limit, self._pace.max_bytes)

    def _send(self, at: _Place, batch: Batch) -> None:
        items = tuple(EntryItem(it.raw, it.evidence) for it in batch.items)
        size_bytes = sum(it.size_bytes for it in batch.items)
        answer = self._ask(EntriesRequest(at.ledger, items, batch.lost), size_bytes)
        answered = [
            Answered(item.hash, check_receipt(raw, self._keys))
            for item, raw in zip(batch.items, answer.receipts, strict=True)
            if not isinstance(raw, Refusal) and self._is_for(at.ledger, item, raw)
        ]
        self._store(answered)
        last = batch.items[-1]
        self._place = _Place(at.ledger, answer.size, (last.seq, last.hash))
        self._status = replace(
            self._status,
            sent=self._status.sent + len(answered),
            refused=self._status.refused + len(items) - len(answered),
        )

    def _is_for(self, ledger: bytes, item: Unsent, raw: bytes) -> bool:
        """Whether it is the node's receipt for this place, be it for this entry or another."""
        try:
            receipt = check_receipt(raw, self._keys).receipt
        except BadAnswer:
            return False
        return (receipt.ledger, receipt.seq) == (ledger, item.seq)

    def _ask(self, request: EntriesRequest, size_bytes: int) -> EntriesAnswer:
        began_s = self._rising_s()
        answer = self._client.send_entries(request, self._pace.deadline_s(size_bytes))
        self._pace = self._pace.answered(size_bytes, self._rising_s() - began_s)
        return answer
