"""Bringing entries to the node, and its receipts back. One step at a time, without waiting itself.

There is no queue: what has no receipt is to be sent. Each `Sync.step` makes at most one exchange:

1. Take the first run of entries without receipt (after a failure only one entry: a knock).
2. Send it. With nothing to send, ask now and then what the node knows: that is how one learns
   that it is reachable, and how late it is there.
3. No believable answer: nothing is changed; come again after a delay that doubles up to a cap.
4. Check each receipt: the node's signature, this ledger, this seq, this hash. Only then does it
   count. One that does not fit, or a refusal, concerns that entry alone: the rest goes on, and
   the refused ones are tried again later.
5. Hand the receipts to the ledger's thread and wait for its commit.
6. Compare what the node says it knows with the ledger. It knows less: it lost data; send again from
   there. It has another entry at one of our places: it answers with the receipt of that one, which
   proves a fork.

A step that is called early does nothing but answer when to come. It may always be called at once
when something was recorded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from offline_queue.backoff import delay_s
from offline_queue.errors import BadAnswer, LedgerError, NodeAway, NodeRefused, QueueError
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.receipts import check_receipt
from offline_queue.records import CheckedReceipt, Unsent
from protocol.keys import KeyRing
from protocol.messages import EntriesAnswer, EntriesRequest, EntryItem, Refusal

BATCH_ENTRIES: Final = 200
"""Of the 256 that a request may hold; a full batch is about 130 kB."""

BATCH_BYTES: Final = 160 * 1024
"""20 seconds of the slowest line that is still served."""

PROBE_S: Final = 30.0
"""How often the node is asked when there is nothing to send."""

REFUSED_RETRY_S: Final = 60.0
"""How often refused entries, or a node that refuses this kiosk, are tried again."""

MAX_REFUSED: Final = 20
"""Refused entries that the status names; staff need to see that there are some."""

StoreReceipts = Callable[[Sequence[CheckedReceipt], int], object]
"""Hands receipts and the node's time to the ledger's thread; returns after its commit.

May raise `LedgerError`; then the same entries are sent again later."""


class Disagreement(StrEnum):
    """How the node's knowledge of this ledger differs from the ledger. Only a fork is proved."""

    NODE_LOST_ENTRIES = "node-lost-entries"
    NODE_KNOWS_MORE = "node-knows-more"
    NODE_DIFFERS = "node-differs"
    FORK = "fork"


@dataclass(frozen=True)
class Refused:
    """An entry that the node would not take, and why (a slug)."""

    seq: int
    reason: str


@dataclass(frozen=True)
class SyncStatus:
    """What screens and staff see. Safe to read from any thread.

    ``exchanges``: steps that spoke to the node or tried to; ``reachable`` is news only when it has
    grown. ``sent``: entries that have left at least once. ``resent``: how often one left again.
    ``reachable``: None before the first answer or failure. ``away_since_s``: on the clock that
    `Sync.step` is given. ``failure``: the reason of the last failed step, None after a good one.
    """

    exchanges: int = 0
    sent: int = 0
    resent: int = 0
    reachable: bool | None = None
    away_since_s: float | None = None
    failure: str | None = None
    node_time_s: int = 0
    refused: tuple[Refused, ...] = ()
    disagreement: Disagreement | None = None
    fork_proof: bytes | None = None


class Sync:
    """Keeps one ledger and the node in step. For the thread that owns ``reader`` and ``client``.

    ``keys``: the node's receipt keys. ``random(n)`` gives n bytes for the jitter.
    """

    def __init__(
        self,
        client: NodeClient,
        reader: LedgerReader,
        keys: KeyRing,
        store: StoreReceipts,
        random: Callable[[int], bytes],
    ) -> None:
        self._client = client
        self._reader = reader
        self._keys = keys
        self._store = store
        self._random = random
        self._failures = 0
        self._not_before_s = float("-inf")
        self._probe_at_s = float("-inf")
        self._from_seq = 0  # refused entries below it wait for their next try
        self._refused_again_at_s = float("-inf")
        self._resend_from: int | None = None
        self._lost_again_at_s = float("-inf")
        self._status = SyncStatus(sent=reader.receipted(), node_time_s=reader.last_node_time())

    @property
    def status(self) -> SyncStatus:
        """How things stand after the last step."""
        return self._status

    def send_again(self, from_seq: int) -> None:
        """Send all entries from ``from_seq`` once more, as for a node that lost data."""
        self._resend_from = from_seq
        self._not_before_s = float("-inf")

    def step(self, now_s: float) -> float:
        """Make one exchange if it is time; return when to call again, on the clock of ``now_s``.

        ``now_s`` is in seconds of a clock that never goes back.
        """
        if now_s < self._not_before_s:
            return self._not_before_s
        try:
            batch = self._next_batch(now_s)
            if not batch and now_s < self._probe_at_s:
                return self._idle_until_s()
            return self._exchange(now_s, batch)
        except (NodeAway, NodeRefused, BadAnswer) as exc:
            return self._node_failed(now_s, exc)
        except LedgerError as exc:
            return self._failed(now_s, exc)

    def _next_batch(self, now_s: float) -> tuple[Unsent, ...]:
        limit = 1 if self._failures else BATCH_ENTRIES
        if self._resend_from is not None:
            batch = self._reader.unsent(limit, BATCH_BYTES, self._resend_from, again=True)
            if batch:
                return batch
            self._resend_from = None
        if self._from_seq and now_s >= self._refused_again_at_s:
            self._from_seq = 0
            self._tell(refused=())
        return self._reader.unsent(limit, BATCH_BYTES, self._from_seq)

    def _exchange(self, now_s: float, batch: tuple[Unsent, ...]) -> float:
        items = tuple(EntryItem(it.raw, it.evidence) for it in batch)
        answer = self._client.send_entries(EntriesRequest(self._reader.name, items))
        self._answered()
        before = self._reader.receipted()
        self._note_sent(batch)
        receipts, refused = self._sort(batch, answer)
        self._store(receipts, self._client.node_time_s)
        self._forget_refused({it.receipt.seq for it in receipts})
        self._note_refused(now_s, batch, refused)
        self._advance_resend(batch)
        self._compare(now_s, answer, before)
        more = bool(batch) or self._resend_from is not None
        return self._succeeded(now_s, more)

    def _sort(
        self, batch: tuple[Unsent, ...], answer: EntriesAnswer
    ) -> tuple[list[CheckedReceipt], list[Refused]]:
        """Receipts that fit their entry, and the entries that got none."""
        receipts: list[CheckedReceipt] = []
        refused: list[Refused] = []
        for item, raw in zip(batch, answer.receipts, strict=True):
            if isinstance(raw, Refusal):
                refused.append(Refused(item.seq, raw.reason))
                continue
            try:
                receipts.append(self._fitting(item, raw))
            except BadAnswer:
                refused.append(Refused(item.seq, BadAnswer.reason))
        return receipts, refused

    def _fitting(self, item: Unsent, raw: bytes) -> CheckedReceipt:
        checked = check_receipt(raw, self._keys)
        receipt = checked.receipt
        if receipt.ledger != self._reader.name:
            raise BadAnswer("a receipt for another ledger")
        if self._reader.hash_at(receipt.seq) != receipt.entry_hash:
            self._tell(disagreement=Disagreement.FORK, fork_proof=raw)
            raise BadAnswer("a receipt for an entry that this ledger lacks")
        if receipt.seq != item.seq:
            raise BadAnswer("a receipt for another entry")
        return checked

    def _note_sent(self, batch: tuple[Unsent, ...]) -> None:
        sent = self._status.sent
        again = sum(1 for it in batch if it.seq < sent)
        furthest = max([sent, *(it.seq + 1 for it in batch)])
        self._tell(sent=furthest, resent=self._status.resent + again)

    def _note_refused(
        self, now_s: float, batch: tuple[Unsent, ...], refused: list[Refused]
    ) -> None:
        """Pass over refused entries until their next try, so that they delay nobody."""
        if not refused or self._resend_from is not None:
            return  # what is sent again keeps the receipt it has
        if not self._from_seq:
            self._refused_again_at_s = now_s + REFUSED_RETRY_S
        self._from_seq = batch[-1].seq + 1
        self._tell(refused=(*self._status.refused, *refused)[:MAX_REFUSED])

    def _forget_refused(self, confirmed: set[int]) -> None:
        left = tuple(it for it in self._status.refused if it.seq not in confirmed)
        self._tell(refused=left)

    def _advance_resend(self, batch: tuple[Unsent, ...]) -> None:
        if self._resend_from is not None and batch:
            self._resend_from = batch[-1].seq + 1

    def _compare(self, now_s: float, answer: EntriesAnswer, confirmed: int) -> None:
        """What the node says it knows, against the ledger. ``confirmed`` as it was on sending."""
        if self._status.fork_proof is not None:
            return
        if answer.size > self._reader.counts().entries:
            self._tell(disagreement=Disagreement.NODE_KNOWS_MORE)
        elif answer.size and self._reader.hash_at(answer.size - 1) != answer.head:
            self._tell(disagreement=Disagreement.NODE_DIFFERS)
        elif answer.size < confirmed:
            if self._resend_from is None and now_s >= self._lost_again_at_s:
                self._resend_from = answer.size
                self._lost_again_at_s = now_s + REFUSED_RETRY_S
            self._tell(disagreement=Disagreement.NODE_LOST_ENTRIES)
        else:
            self._tell(disagreement=None)

    def _answered(self) -> None:
        """A believable answer came, whatever becomes of what it says."""
        self._tell(
            exchanges=self._status.exchanges + 1,
            reachable=True,
            away_since_s=None,
            node_time_s=self._client.node_time_s,
        )

    def _succeeded(self, now_s: float, more: bool) -> float:
        self._failures = 0
        self._probe_at_s = now_s + PROBE_S
        self._tell(failure=None)
        return now_s if more else self._idle_until_s()

    def _node_failed(self, now_s: float, exc: NodeAway | NodeRefused | BadAnswer) -> float:
        since_s = self._status.away_since_s
        self._tell(
            exchanges=self._status.exchanges + 1,
            reachable=False,
            away_since_s=now_s if since_s is None else since_s,
        )
        return self._failed(now_s, exc)

    def _failed(self, now_s: float, exc: QueueError) -> float:
        self._failures += 1
        wait_s = delay_s(self._failures, self._random)
        if isinstance(exc, NodeRefused):
            wait_s = REFUSED_RETRY_S
        self._not_before_s = now_s + wait_s
        self._tell(failure=exc.reason)
        return self._not_before_s

    def _idle_until_s(self) -> float:
        if self._from_seq:
            return min(self._probe_at_s, self._refused_again_at_s)
        return self._probe_at_s

    def _tell(self, **changed: object) -> None:
        self._status = replace(self._status, **changed)  # type: ignore[arg-type] # fields of the status
