"""Entries get through a bad line: slow, cut again and again. Bytes are real, time is counted."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from offline_queue.errors import NodeAway
from offline_queue.http_transport import Document
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.pace import GENTLE_ENTRIES, GENTLE_REST_S, TARGET_S
from offline_queue.reader import LedgerReader
from offline_queue.records import Counts
from offline_queue.sync import Sync
from tests.offline_queue.making import KIOSK, NODE_KEYS, NOON_S, Dice, buy, open_ledger
from tests.offline_queue.node_server import HonestNode

ROUND_TRIP_S = 0.15
HTTP_BYTES = 400  # the headers of a request and of its answer


@dataclass
class SlowLine:
    """A `Transport` on which every byte takes its time, on a clock of its own.

    ``up(now_s)`` tells whether the line is up; an exchange during which it goes down is lost.
    """

    handle: Callable[[str, bytes], bytes]
    bytes_per_s: float
    up: Callable[[float], bool] = lambda _: True
    now_s: float = 0.0
    longest_s: float = 0.0

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        answer = self.handle(call, body)
        size_bytes = len(body) + len(answer) + HTTP_BYTES
        takes_s = ROUND_TRIP_S + size_bytes / self.bytes_per_s
        ends_s = self.now_s + takes_s
        if not self.up(self.now_s) or not self.up(ends_s) or takes_s > timeout_s:
            self.now_s += timeout_s
            raise NodeAway("nothing came back in time")
        self.now_s = ends_s
        self.longest_s = max(self.longest_s, takes_s)
        return answer

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        raise AssertionError("the sync fetches no documents")

    def rising_s(self) -> float:
        return self.now_s


@contextmanager
def kiosk(folder: Path, line: SlowLine) -> Iterator[tuple[Ledger, Sync]]:
    with ExitStack() as stack:
        ledger = stack.enter_context(open_ledger(folder / "ledger.db"))
        reader = stack.enter_context(LedgerReader.open(folder / "ledger.db"))
        client = NodeClient(line, KIOSK, NODE_KEYS, lambda: NOON_S, Dice())
        store, dice = ledger.store_receipts, Dice(3)
        yield ledger, Sync(client, reader, NODE_KEYS, store, dice, rising_s=line.rising_s)


def drain(line: SlowLine, ledger: Ledger, sync: Sync, between: Callable[[], object]) -> None:
    """Step until all is confirmed, as the sync's thread does, with the line's own clock."""
    while (counts := ledger.counts()).receipts < counts.entries:
        assert line.now_s < 3600, "it never came to an end"
        line.now_s = max(line.now_s, sync.step(line.now_s))
        between()


def test_five_hundred_entries_pass_five_kilobytes_a_second_in_under_three_minutes(
    tmp_path: Path,
) -> None:
    line = SlowLine(HonestNode(), 5_000)
    with kiosk(tmp_path, line) as (ledger, sync):
        for number in range(1, 500):
            buy(ledger, number)
        drain(line, ledger, sync, lambda: None)
        assert ledger.counts() == Counts(500, 500)
        assert sync.status.resent == 0
    assert line.now_s < 180
    assert line.longest_s < 2 * TARGET_S


@pytest.mark.parametrize("bytes_per_s", [2_000, 20_000, 1_000_000])
def test_a_line_that_is_up_for_fifteen_seconds_at_a_time_is_enough(
    tmp_path: Path, bytes_per_s: float
) -> None:
    line = SlowLine(HonestNode(), bytes_per_s, up=lambda now_s: now_s % 40 < 15)
    with kiosk(tmp_path, line) as (ledger, sync):
        for number in range(1, 60):
            buy(ledger, number)
        drain(line, ledger, sync, lambda: None)
        assert ledger.counts() == Counts(60, 60)


def test_what_is_sold_while_a_slow_line_drains_goes_too_and_nothing_goes_twice(
    tmp_path: Path,
) -> None:
    line, sold = SlowLine(HonestNode(), 10_000), iter(range(200, 260))
    with kiosk(tmp_path, line) as (ledger, sync):
        for number in range(1, 120):
            buy(ledger, number)

        def sell() -> None:
            if (number := next(sold, None)) is not None:
                buy(ledger, number)

        drain(line, ledger, sync, sell)
        assert ledger.counts().entries > 120
        assert sync.status.resent == 0


def test_while_somebody_is_at_the_machine_a_backlog_goes_in_small_pieces(tmp_path: Path) -> None:
    node, attended = HonestNode(), [True]
    line = SlowLine(node, 1e9)
    with ExitStack() as stack:
        ledger = stack.enter_context(open_ledger(tmp_path / "ledger.db"))
        reader = stack.enter_context(LedgerReader.open(tmp_path / "ledger.db"))
        for number in range(1, 100):
            buy(ledger, number)
        client = NodeClient(line, KIOSK, NODE_KEYS, lambda: NOON_S, Dice())
        sync = Sync(
            client,
            reader,
            NODE_KEYS,
            ledger.store_receipts,
            Dice(),
            rising_s=line.rising_s,
            attended=lambda: attended[0],
        )
        assert sync.step(0) == GENTLE_REST_S
        sync.step(GENTLE_REST_S)
        attended[0] = False
        assert sync.step(2 * GENTLE_REST_S) == 2 * GENTLE_REST_S, "at once when they have gone"
    assert [len(batch) for batch in node.batches][:2] == [GENTLE_ENTRIES, GENTLE_ENTRIES]
    assert len(node.batches[2]) > GENTLE_ENTRIES
