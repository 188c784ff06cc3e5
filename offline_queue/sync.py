"""Bringing entries to the node, and its receipts back. One step at a time, without waiting itself.

There is no queue: what has no receipt is to be sent. Each `Sync.step` ends at most one exchange:

1. Take the first run of entries without receipt, as much as the line carries (see `pace`; after a
   failure only one entry: a knock). One whose bytes the disk has changed is passed over and named
   as lost: nobody would take it, and the node's receipt for it would look like a fork.
2. Send it. With nothing to send, ask now and then what the node knows: that is how one learns
   that it is reachable, and how late it is there.
3. No believable answer: nothing is changed; come again after a delay that doubles up to a cap.
4. While all goes well with a long backlog, hand the next batch over first: the node works on it
   while this one's receipts are checked and stored. So two batches are in memory, never more, and
   none is sent before the node has answered the one before it. See `_begin_ahead`.
5. Check each receipt: the node's signature, this ledger, this seq, this hash. Only then does it
   count. One that does not fit, or a refusal, concerns that entry alone: the next request names it
   as lost, so that the node takes the rest, and it is tried again later.
6. Hand the receipts to the ledger's thread and wait for its commit.
7. Compare what the node says it knows with the ledger. It knows less: it lost data; send again from
   there. It has another entry at one of our places: send ours of that place again; it answers with
   the receipt of the other one, which proves a fork.

A step that is called early does nothing but answer when to come. It may always be called at once
when something was recorded.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from offline_queue.answers import Judge, Sorted
from offline_queue.backoff import delay_s
from offline_queue.errors import LedgerError, NodeRefused, QueueError
from offline_queue.lost import LostPlaces
from offline_queue.node_client import NodeClient
from offline_queue.pace import GENTLE_REST_S
from offline_queue.reader import LedgerReader
from offline_queue.records import CheckedReceipt, Unsent
from offline_queue.sender import NO_ANSWER, Begin, Flight, Sender, at_once
from offline_queue.skipped import REFUSED_RETRY_S, Skipped
from offline_queue.sync_status import Disagreement, Refused, SyncStatus
from protocol.keys import KeyRing
from protocol.messages import EntriesAnswer, LostRange, Refusal

PROBE_S: Final = 30.0
"""How often the node is asked when there is nothing to send."""

DAMAGED: Final = "damaged"
"""The reason told for an entry that can't be sent: its bytes are not what was recorded."""

MAX_REFUSED: Final = 20
"""Refused entries that the status names; staff need to see that there are some."""

StoreReceipts = Callable[[Sequence[CheckedReceipt], int], object]
"""Hands receipts and the node's time to the ledger's thread; returns after its commit.

May raise `LedgerError`; then the same entries are sent again later."""


class Sync:
    """Keeps one ledger and the node in step. For the thread that owns ``reader`` and ``client``.

    ``keys``: the node's receipt keys. ``random(n)`` gives n bytes for the jitter. ``rising_s`` is
    the clock of `step`, read around an exchange: how long it took tells what the line carries.
    While ``attended()`` somebody is at the machine, and a backlog goes in small pieces with rests.
    ``begin`` begins an exchange (see `sender`); it must outlive this sync.
    """

    def __init__(
        self,
        client: NodeClient,
        reader: LedgerReader,
        keys: KeyRing,
        store: StoreReceipts,
        random: Callable[[int], bytes],
        *,
        rising_s: Callable[[], float],
        attended: Callable[[], bool] = lambda: False,
        begin: Begin = at_once,
    ) -> None:
        self._client = client
        self._reader = reader
        self._judge = Judge(reader.name, keys, reader.hash_at)
        self._store = store
        self._random = random
        self._attended = attended
        self._sender = Sender(client, reader.name, rising_s, begin)
        self._flight: Flight | None = None
        self._lost = LostPlaces()
        self._node_size = 0
        self._known = reader.confirmed_end()  # what the node knew when it last spoke
        self._skipped = Skipped(reader)
        self._failures = 0
        self._not_before_s = float("-inf")
        self._probe_at_s = float("-inf")
        self._resend_from: int | None = None
        self._lost_again_at_s = float("-inf")
        self._status = SyncStatus(sent=reader.receipted(), node_time_s=reader.last_node_time())

    @property
    def status(self) -> SyncStatus:
        """How things stand after the last step."""
        return self._status

    @property
    def node_size(self) -> int:
        """Entries of this ledger that the node had when it last answered, as it signed."""
        return self._node_size

    @property
    def streaming(self) -> bool:
        """Whether the next batch is on its way already: the line is taken."""
        return self._flight is not None

    def send_again(self, from_seq: int) -> None:
        """Send all entries from ``from_seq`` once more, as for a node that lost data."""
        under_way = self._resend_from
        self._resend_from = from_seq if under_way is None else min(from_seq, under_way)
        self._not_before_s = float("-inf")

    def step(self, now_s: float) -> float:
        """End one exchange if it is time; return when to call again, on the clock of ``now_s``.

        ``now_s`` is in seconds of a clock that never goes back.
        """
        if now_s < self._not_before_s:
            return self._not_before_s
        try:
            flight = self._flight or self._begin_next(now_s)
            return self._idle_until_s() if flight is None else self._exchange(now_s, flight)
        except NO_ANSWER as exc:
            return self._node_failed(now_s, exc)
        except LedgerError as exc:
            if self._flight is not None:
                self._flight = replace(self._flight, unkept_before=True)
            return self._failed(now_s, exc)

    def _begin_next(self, now_s: float) -> Flight | None:
        batch = self._next_intact(now_s)
        skipped = () if batch else self._skipped.next()
        batch = batch or skipped
        if not batch and now_s < self._probe_at_s:
            return None
        again = bool(skipped) or self._resend_from is not None
        return self._sender.begin(batch, self._lost_before(batch), again)

    def _next_intact(self, now_s: float) -> tuple[Unsent, ...]:
        """The next batch up to the first damaged entry; those at its beginning are passed over."""
        while True:
            batch = self._next_batch(now_s)
            damaged = tuple(takewhile(lambda it: not it.intact, batch))
            if not damaged:
                return tuple(takewhile(lambda it: it.intact, batch))
            self._lost.learn((it.seq for it in damaged), self._known)
            behind = damaged[-1].seq + 1
            if self._resend_from is not None:
                self._skip(now_s, behind, [it.seq for it in damaged])
            else:
                self._pass_over(now_s, behind, [Refused(it.seq, DAMAGED) for it in damaged])

    def _next_batch(self, now_s: float) -> tuple[Unsent, ...]:
        limits = self._sender.limits(attended=self._attended())
        if self._resend_from is not None:
            batch = self._reader.unsent(*limits, self._resend_from, again=True)
            if batch:
                return batch
            self._resend_from = None
        if self._skipped.is_due(now_s):
            self._skipped.begin_round(now_s)
            self._tell(refused=())
        return self._reader.unsent(*limits, self._skipped.from_seq)

    def _exchange(self, now_s: float, flight: Flight) -> float:
        self._flight = None
        answer = self._sender.land(flight)
        self._node_size = self._known = answer.size
        confirmed = self._reader.confirmed_end()
        sent = [it.seq for it in flight.batch]
        self._status = self._status.answered(self._client.node_time_s).having_sent(sent)
        self._flight = self._begin_ahead(now_s, flight, answer)
        found = self._judge.sort(flight.batch, answer)
        self._store(found.receipts, self._client.node_time_s)
        self._forget_refused({it.receipt.seq for it in found.receipts})
        self._move_on(now_s, flight, found)
        self._compare(now_s, answer, confirmed)
        more = bool(flight.batch) or self._resend_from is not None
        return self._succeeded(now_s, more)

    def _begin_ahead(self, now_s: float, landed: Flight, answer: EntriesAnswer) -> Flight | None:
        """Send what lies right behind a batch whose receipts are not checked yet."""
        if not self._may_stream(now_s, landed, answer):
            return None
        limits = self._sender.limits(attended=False)
        try:
            batch = self._reader.unsent(*limits, landed.batch[-1].seq + 1)
        except LedgerError:
            return None  # the next step meets it too, after these receipts are stored
        intact = tuple(takewhile(lambda it: it.intact, batch))
        if not intact:
            return None
        return self._sender.begin(intact, self._lost_before(intact), again=False)

    def _may_stream(self, now_s: float, landed: Flight, answer: EntriesAnswer) -> bool:
        """Only if nothing in the answer, and nothing else, could ask for another batch first."""
        calm = not self._failures and self._status.disagreement is None and not self._attended()
        again = landed.again or self._resend_from is not None or self._skipped.is_due(now_s)
        if not (landed.full and calm) or again:
            return False
        refused = any(isinstance(it, Refusal) for it in answer.receipts)
        return not refused and answer.size > landed.batch[-1].seq

    def _lost_before(self, batch: tuple[Unsent, ...]) -> tuple[LostRange, ...]:
        """The lost places between what the node knows, or may know no more, and the batch's end."""
        if not batch:
            return ()
        return self._lost.ranges(min(self._known, batch[0].seq), batch[-1].seq)

    def _move_on(self, now_s: float, flight: Flight, found: Sorted) -> None:
        """Where the next batch begins: behind this one, or where an entry lost in it held others.

        Only one that is news counts; those known to be lost were named, and held nobody.
        """
        if not flight.batch:
            return
        if found.fork_proof is not None:
            self._tell(disagreement=Disagreement.FORK, fork_proof=found.fork_proof)
        news = self._lost.learn(found.unfit, self._known)
        held = None if news is None else found.held_back_by(news)
        behind = flight.batch[-1].seq + 1 if held is None else held
        if flight.again:
            passed = [it.seq for it in found.refused if it.seq < behind]
            self._skip(now_s, behind, passed)
        elif found.refused and not flight.unkept_before:
            self._pass_over(now_s, behind, found.refused)

    def _pass_over(self, now_s: float, behind: int, refused: Sequence[Refused]) -> None:
        """Leave refused entries until their next try, so that they delay nobody."""
        self._skipped.below(now_s, behind)
        told = (*self._status.refused, *(it for it in refused if it.seq < behind))
        self._tell(refused=told[:MAX_REFUSED])

    def _skip(self, now_s: float, behind: int, seqs: Sequence[int]) -> None:
        """Pass over entries while all are sent again; a receipt they may have doesn't end that."""
        if self._resend_from is not None:
            self._resend_from = behind
        self._skipped.add(now_s, seqs)

    def _forget_refused(self, confirmed: set[int]) -> None:
        self._lost.forget(confirmed)
        self._skipped.forget(confirmed)
        left = tuple(it for it in self._status.refused if it.seq not in confirmed)
        self._tell(refused=left)

    def _compare(self, now_s: float, answer: EntriesAnswer, confirmed: int) -> None:
        """What the node says it knows, against the ledger. It had ``confirmed`` so many before."""
        if self._status.fork_proof is not None:
            return
        found = self._judge.compare(answer, self._reader.counts().entries, confirmed)
        if found is Disagreement.NODE_DIFFERS:
            self._send_again_soon(now_s, answer.size - 1)
        elif found is Disagreement.NODE_LOST_ENTRIES:
            self._send_again_soon(now_s, answer.size)
        self._tell(disagreement=found)

    def _send_again_soon(self, now_s: float, from_seq: int) -> None:
        """Send all from there once more, at most once a minute."""
        earlier = self._resend_from is None or from_seq < self._resend_from
        if earlier and now_s >= self._lost_again_at_s:
            self._resend_from = from_seq
            self._lost_again_at_s = now_s + REFUSED_RETRY_S

    def _succeeded(self, now_s: float, more: bool) -> float:
        self._failures = 0
        self._probe_at_s = now_s + PROBE_S
        self._tell(failure=None)
        if not more:
            return self._idle_until_s()
        return now_s + GENTLE_REST_S if self._attended() else now_s

    def _node_failed(self, now_s: float, exc: QueueError) -> float:
        self._status = self._status.unanswered(now_s)
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
        if self._skipped:
            return min(self._probe_at_s, self._skipped.again_at_s)
        return self._probe_at_s

    def _tell(self, **changed: object) -> None:
        self._status = replace(self._status, **changed)  # type: ignore[arg-type] # fields of the status
