"""An entry whose bytes the disk has changed holds up nobody, and looks like no fork."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from offline_queue.http_transport import Document
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.skipped import REFUSED_RETRY_S
from offline_queue.sync import DAMAGED, Sync
from offline_queue.sync_status import Refused
from protocol.messages import MAX_LOST_RANGES
from tests.offline_queue.making import KIOSK, NODE_KEYS, NOON_S, Dice, buy
from tests.offline_queue.node_server import HonestNode
from tests.offline_queue.rig import Rig, rig
from tests.offline_queue.streaming import Stream


@pytest.fixture
def good(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path) as good:
        for number in range(1, 8):
            buy(good.ledger, number)
        yield good


def damage(good: Rig | Stream, column: str, *seqs: int) -> dict[int, bytes]:
    """Change a byte of these rows; what stood there before."""
    before: dict[int, bytes] = {}
    connection = sqlite3.connect(good.path)
    connection.execute("DROP TRIGGER IF EXISTS entries_never_change")
    for seq in seqs:
        sql = f"SELECT {column} FROM entries WHERE seq = ?"
        (before[seq],) = connection.execute(sql, (seq,)).fetchone()
        changed = bytearray(before[seq])
        changed[9] ^= 1
        connection.execute(f"UPDATE entries SET {column} = ? WHERE seq = ?", (bytes(changed), seq))
    connection.commit()
    connection.close()
    return before


def mend(good: Rig, column: str, before: dict[int, bytes]) -> None:
    connection = sqlite3.connect(good.path)
    for seq, value in before.items():
        connection.execute(f"UPDATE entries SET {column} = ? WHERE seq = ?", (value, seq))
    connection.commit()
    connection.close()


@pytest.mark.parametrize("column", ["raw", "hash"])
@pytest.mark.parametrize("seqs", [(3,), (0,), (3, 4), (2, 5), (7,), (0, 1, 2, 3, 4, 5, 6)])
def test_what_is_damaged_is_named_as_lost_and_the_rest_goes(
    good: Rig, column: str, seqs: tuple[int, ...]
) -> None:
    damage(good, column, *seqs)
    good.run()
    assert set(good.honest.entries) == set(range(8)) - set(seqs)
    status = good.sync.status
    assert (status.disagreement, status.fork_proof) == (None, None)
    assert status.refused == tuple(Refused(seq, DAMAGED) for seq in seqs)
    sent = [seq for batch in good.honest.batches for seq in batch]
    assert not set(sent) & set(seqs)


def test_it_is_sent_when_it_was_mended(good: Rig) -> None:
    before = damage(good, "raw", 3)
    good.run()
    mend(good, "raw", before)
    good.now_s += REFUSED_RETRY_S
    good.run()
    assert set(good.honest.entries) == set(range(8))
    assert good.sync.status.refused == ()
    assert good.counts().receipts == 8


def test_a_node_that_lost_data_gets_all_that_is_whole(good: Rig) -> None:
    good.run()
    for seq in (4, 5, 6, 7):
        del good.honest.entries[seq]
    damage(good, "raw", 5)
    good.sync.send_again(4)
    good.run()
    assert set(good.honest.entries) == {0, 1, 2, 3, 4, 6, 7}
    assert good.honest.lost[-1] == ((5, 5),)


def test_what_was_passed_over_in_a_resend_is_offered_again_though_it_has_a_receipt(
    good: Rig,
) -> None:
    good.run()
    before = damage(good, "raw", 5)
    good.honest.lose(3)
    good.honest.refuse = {6: "not-now"}
    good.now_s += REFUSED_RETRY_S
    good.run()
    assert set(good.honest.entries) == {0, 1, 2, 3, 4, 7}
    good.honest.refuse = {}
    good.now_s += REFUSED_RETRY_S
    good.run()
    assert set(good.honest.entries) == {0, 1, 2, 3, 4, 6, 7}
    mend(good, "raw", before)
    good.now_s += REFUSED_RETRY_S
    good.run()
    assert set(good.honest.entries) == set(range(8))
    batches = len(good.honest.batches)
    good.now_s += REFUSED_RETRY_S
    good.run()
    assert good.honest.batches[batches:] == [[]]


def test_many_old_places_keep_no_new_sale_waiting_after_a_restart(tmp_path: Path) -> None:
    scattered = 2 * MAX_LOST_RANGES + 10
    with rig(tmp_path) as first:
        for number in range(1, scattered + 5):
            buy(first.ledger, number)
        damage(first, "raw", *range(2, scattered, 2))
        first.run(400)
        bought = buy(first.ledger, 1000).seq
        damage(first, "raw", bought)
        newest = buy(first.ledger, 1001).seq
        with LedgerReader.open(first.path) as reader:
            again = restarted(first, reader)
            for _ in range(10):
                again.step(first.now_s)
        assert newest in first.honest.entries
        assert first.honest.lost[-1] == ((bought, bought),)


def restarted(good: Rig, reader: LedgerReader) -> Sync:
    """A sync that remembers nothing, with the same ledger and node, at the same time."""
    client = NodeClient(Straight(good.honest), KIOSK, NODE_KEYS, lambda: NOON_S, Dice(9))
    store = good.ledger.store_receipts
    return Sync(client, reader, NODE_KEYS, store, Dice(8), rising_s=lambda: good.now_s)


@dataclass
class Straight:
    """A transport to a node in memory."""

    node: HonestNode

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        assert timeout_s > 0
        return self.node(call, body)

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        raise AssertionError(f"nobody asks for {call} here ({timeout_s}, {etag})")
