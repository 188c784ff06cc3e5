"""An entry whose bytes the disk has changed holds up nobody, and looks like no fork."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.sync import DAMAGED, REFUSED_RETRY_S
from offline_queue.sync_status import Refused
from tests.offline_queue.making import buy
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
