"""Bringing entries of earlier ledgers to the node: what `recover` found and the node may lack.

One step at a time, like the sync, and after it: what is sold now goes first. For each ledger:

1. Ask how much of it the node knows. It may know more than when the entries were found, or less.
2. Send what has no receipt, and what the node knows no more, in the order of their places. Named
   as lost are places of which nothing is known, those whose bytes are not what was kept, and those
   whose bytes the node would not take, so that it takes what comes after them.
3. Keep each receipt that is for this ledger and this place. One for another entry is kept too: the
   node has that one there, so both are known and neither is sent for ever.
4. A refused entry is passed over and tried again later. What was refused only because that one
   was not named as lost goes again at once.
5. A node that was restored from a backup lacks what it had answered: another round (`again`).

A step that fails changes nothing; the next one goes on from there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from offline_queue.answers import GAP, NOT_ITS_BYTES
from offline_queue.earlier import Answered
from offline_queue.earlier_batch import Batch
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
    """A ledger under way: how much the node knows of it, and the last entry that was sent.

    ``refused``: places from ``size`` on that were passed over in this round for their own bytes.
    """

    ledger: bytes
    size: int
    after: tuple[int, bytes] = _BEGINNING
    refused: frozenset[int] = frozenset()


@dataclass
class _Answers:
    """What the node said of each entry of a batch; ``unfit``: places whose bytes it refuses."""

    receipts: dict[int, Answered] = field(default_factory=dict)
    unfit: set[int] = field(default_factory=set)
    held: list[int] = field(default_factory=list)

    def end(self, items: Sequence[Unsent], known: frozenset[int]) -> int:
        """How many of ``items`` are done with: all, or those before the first that news held."""
        news = min(self.unfit - known, default=None)
        if news is None:
            return len(items)
        return next((at for at in self.held if items[at].seq > news), len(items))


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
            self._pass_over(batch.damaged)
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
        max_bytes = self._pace.max_bytes
        return earlier.to_send(at.ledger, at.after, at.size, limit, max_bytes, at.refused)

    def _send(self, at: _Place, batch: Batch) -> None:
        items = tuple(EntryItem(it.raw, it.evidence) for it in batch.items)
        size_bytes = sum(it.size_bytes for it in batch.items)
        answer = self._ask(EntriesRequest(at.ledger, items, batch.lost), size_bytes)
        found = self._sort(at.ledger, batch.items, answer)
        self._store(list(found.receipts.values()))
        end = found.end(batch.items, at.refused)
        last = batch.items[end - 1]
        gone = at.refused.union(found.unfit, batch.damaged)
        refused = frozenset(seq for seq in gone if seq >= answer.size)
        self._place = _Place(at.ledger, answer.size, (last.seq, last.hash), refused)
        self._status = replace(self._status, sent=self._status.sent + len(found.receipts))
        self._pass_over([place for place in range(end) if place not in found.receipts])
        self._pass_over([seq for seq in batch.damaged if seq <= last.seq])

    def _sort(self, ledger: bytes, items: Sequence[Unsent], answer: EntriesAnswer) -> _Answers:
        found = _Answers()
        for at, (item, raw) in enumerate(zip(items, answer.receipts, strict=True)):
            if isinstance(raw, Refusal):
                if raw.reason not in NOT_ITS_BYTES:
                    found.unfit.add(item.seq)
                elif raw.reason == GAP:
                    found.held.append(at)
            elif self._is_for(ledger, item, raw):
                found.receipts[at] = Answered(item.hash, check_receipt(raw, self._keys))
        return found

    def _pass_over(self, left: Sequence[int]) -> None:
        """So many are tried again later."""
        self._status = replace(self._status, refused=self._status.refused + len(left))

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
