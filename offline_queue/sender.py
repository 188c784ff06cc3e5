"""Batches on their way to the node: begun now, their answer waited for later.

Between the two the sync may check what the node said to the batch before. How an exchange is made
meanwhile is handed in: `own_thread` makes it on a thread of its own, `at_once` before it returns,
for tests and tools that want everything in turn. The order of requests, nonces and answers is the
same in both.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from offline_queue.errors import BadAnswer, NodeAway, NodeRefused, QueueError
from offline_queue.node_client import EntriesCall, NodeClient
from offline_queue.pace import BATCH_ENTRIES, GENTLE_ENTRIES, Pace
from offline_queue.records import Unsent
from protocol.messages import EntriesAnswer, EntriesRequest, EntryItem, LostRange

NO_ANSWER: Final = (NodeAway, NodeRefused, BadAnswer)
"""No believable answer came."""

Carried = tuple[bytes, float]
"""The raw answer, and how many seconds the exchange took."""


class Carrying(Protocol):
    """An exchange that was begun."""

    def result(self) -> Carried:
        """Wait for its end, which is its deadline at the latest. Raises what it raised."""


Begin = Callable[[Callable[[], Carried]], Carrying]
"""Begins an exchange. One that was begun before has been waited for."""


def at_once(exchange: Callable[[], Carried]) -> Carrying:
    """A `Begin` that makes the exchange here and now."""
    carrying: Future[Carried] = Future()
    try:
        carrying.set_result(exchange())
    except QueueError as exc:
        carrying.set_exception(exc)
    return carrying


@contextmanager
def own_thread() -> Iterator[Begin]:
    """A `Begin` with one thread; the block's end waits for the exchange under way, if any."""
    with ThreadPoolExecutor(1, "sync-line") as lane:
        yield lane.submit


@dataclass(frozen=True)
class Flight:
    """A batch on its way. ``again``: it is sent once more, to a node that lost data.

    ``full``: it is as much as the line carries at once, so more may follow right behind it.
    ``unkept_before``: the receipts of the batch before it were not stored, so that one goes again
    first; what is refused in this one must not be passed over yet, or that one would be too.
    """

    batch: tuple[Unsent, ...]
    again: bool
    full: bool
    size_bytes: int
    call: EntriesCall
    carrying: Carrying
    unkept_before: bool = False


class Sender:
    """Sends batches of one ledger and learns from each what the line carries; for one thread.

    ``rising_s`` is a clock in seconds that never goes back, which any thread may read.
    """

    def __init__(
        self, client: NodeClient, ledger: bytes, rising_s: Callable[[], float], begin: Begin
    ) -> None:
        self._client = client
        self._ledger = ledger
        self._rising_s = rising_s
        self._begin = begin
        self._pace = Pace()

    def limits(self, *, attended: bool) -> tuple[int, int]:
        """At most how many entries and bytes the next batch may have."""
        at_most = GENTLE_ENTRIES if attended else BATCH_ENTRIES
        return min(at_most, self._pace.max_entries), self._pace.max_bytes

    def begin(self, batch: tuple[Unsent, ...], lost: Sequence[LostRange], again: bool) -> Flight:
        """Send ``batch``, or nothing to ask what the node knows; the one before has landed."""
        items = tuple(EntryItem(it.raw, it.evidence) for it in batch)
        size_bytes = sum(it.size_bytes for it in batch)
        request = EntriesRequest(self._ledger, items, tuple(lost))
        call = self._client.entries_call(request, self._pace.deadline_s(size_bytes))
        full = self._pace.is_filled(len(batch), size_bytes)
        carrying = self._begin(lambda: self._timed(call))
        return Flight(batch, again, full, size_bytes, call, carrying)

    def land(self, flight: Flight) -> EntriesAnswer:
        """Wait for the answer. Raises `NodeAway`, `NodeRefused` or `BadAnswer`."""
        try:
            data, took_s = flight.carrying.result()
            answer = flight.call.believe(data)
        except NO_ANSWER:
            self._pace = self._pace.failed()
            raise
        self._pace = self._pace.answered(flight.size_bytes, took_s)
        return answer

    def _timed(self, call: EntriesCall) -> Carried:
        """The exchange's own time: what is done here meanwhile says nothing about the line."""
        began_s = self._rising_s()
        data = call.carry()
        return data, self._rising_s() - began_s
