"""One kiosk's sync with a long backlog, on a line without a network, in handed-in time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import pytest

from offline_queue.errors import Corrupt, NodeAway
from offline_queue.http_transport import Document
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.records import CheckedReceipt, Unsent
from offline_queue.sender import Begin, Carried, Carrying, at_once
from offline_queue.sync import Sync
from protocol.messages import Answer, EntriesAnswer, EntriesRequest, read_request, sign_answer
from tests.offline_queue.making import KIOSK, NODE, NODE_KEYS, NOON_S, Dice, open_ledger
from tests.offline_queue.node_server import KIOSK_KEYS, HonestNode


class Fate(Enum):
    """What becomes of one exchange."""

    FINE = "fine"
    LOST_REQUEST = "lost-request"
    LOST_ANSWER = "lost-answer"


@dataclass
class Wire:
    """A `Transport` of a given fate for each exchange, fine when none is left.

    ``before`` is called with the number of each exchange. On its clock an exchange takes
    ``takes_s`` seconds, all else none.
    """

    handle: Callable[[str, bytes], bytes]
    fates: list[Fate] = field(default_factory=list)
    before: Callable[[int], object] = lambda _: None
    takes_s: float = 0.1
    now_s: float = 0.0
    exchanges: int = 0
    timeouts_s: list[float] = field(default_factory=list)

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        self.before(self.exchanges)
        self.exchanges += 1
        self.timeouts_s.append(timeout_s)
        self.now_s += self.takes_s
        fate = self.fates.pop(0) if self.fates else Fate.FINE
        if fate is not Fate.LOST_REQUEST:
            answer = self.handle(call, body)
        if fate is not Fate.FINE:
            raise NodeAway(fate.value)
        return answer

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        raise AssertionError("the sync fetches no documents")


class _Late:
    """An exchange that happens when it is waited for."""

    def __init__(self, exchange: Callable[[], Carried]) -> None:
        self._exchange = exchange

    def result(self) -> Carried:
        return self._exchange()


def when_waited_for(exchange: Callable[[], Carried]) -> Carrying:
    """A `Begin` as slow as can be: the node gets the request when its answer is wanted."""
    return _Late(exchange)


EITHER_WAY = pytest.mark.parametrize("begin", [at_once, when_waited_for])


class PatchyReader(LedgerReader):
    """Can't read entries from ``unreadable_from`` on."""

    unreadable_from: int | None = None

    def unsent(
        self, limit: int, max_bytes: int, from_seq: int = 0, again: bool = False
    ) -> tuple[Unsent, ...]:
        if self.unreadable_from is not None and from_seq >= self.unreadable_from:
            raise Corrupt(self.path, "a bad page")
        return super().unsent(limit, max_bytes, from_seq, again)


@dataclass
class Stream:
    """The parts of one run, and what a test changes on the way.

    ``stored`` are the seqs of each time that receipts were handed to the ledger, ``news`` how many
    of them it did not have; ``store_fails`` says which times fail. ``change`` is what becomes of
    the node's answers.
    """

    path: Path
    wire: Wire
    honest: HonestNode
    ledger: Ledger
    reader: PatchyReader
    stored: list[list[int]] = field(default_factory=list)
    news: int = 0
    store_fails: dict[int, Exception] = field(default_factory=dict)
    change: Callable[[EntriesAnswer], EntriesAnswer] = lambda answer: answer
    attended: bool = False
    storing_s: float = 0.0
    failures: int = 0
    sync: Sync = field(init=False)

    def handle(self, call: str, body: bytes) -> bytes:
        """The honest node's answer, changed, under its own signature."""
        signed = read_request(body, KIOSK_KEYS)
        assert signed.request.call == call
        answer = self.change(self.honest.book(EntriesRequest.from_body(signed.request.body)))
        return sign_answer(NODE, Answer(signed.hash, NOON_S, answer.to_body()))

    def store(self, receipts: Sequence[CheckedReceipt], node_s: int) -> None:
        """Keep them, unless this is a time at which it fails."""
        self.stored.append([it.receipt.seq for it in receipts])
        self.wire.now_s += self.storing_s
        failure = self.store_fails.pop(len(self.stored) - 1, None)
        if failure is not None:
            raise failure
        self.news += self.ledger.store_receipts(receipts, node_s)

    def step(self) -> float:
        """One step now; the clock then stands where the sync wants to be called again."""
        due_s = self.sync.step(self.wire.now_s)
        self.failures += self.sync.status.failure is not None
        self.wire.now_s = max(self.wire.now_s, due_s)
        return due_s

    def is_done(self, receipts: int) -> bool:
        """Whether so many entries have their receipt and nothing is on its way."""
        return self.ledger.counts().receipts >= receipts and not self.sync.streaming

    def run(self, until_receipts: int, steps: int = 200) -> None:
        """Step until so many entries have their receipt and nothing is on its way."""
        for _ in range(steps):
            if self.is_done(until_receipts):
                return
            self.step()
        pytest.fail(f"only {self.ledger.counts()} after {steps} steps: {self.sync.status}")


@contextmanager
def streaming(path: Path, begin: Begin = at_once, **how: object) -> Iterator[Stream]:
    """A sync for the ledger at ``path``; ``how`` are fields of `Wire`."""
    honest = HonestNode()
    wire = Wire(honest, **how)  # type: ignore[arg-type] # fields of Wire
    with ExitStack() as stack:
        ledger = stack.enter_context(open_ledger(path))
        reader = stack.enter_context(PatchyReader.open(path))
        client = NodeClient(wire, KIOSK, NODE_KEYS, lambda: NOON_S, Dice())
        made = Stream(path, wire, honest, ledger, reader)
        wire.handle = made.handle
        made.sync = Sync(
            client,
            reader,
            NODE_KEYS,
            made.store,
            Dice(3),
            rising_s=lambda: wire.now_s,
            attended=lambda: made.attended,
            begin=begin,
        )
        yield made
