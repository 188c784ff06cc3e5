"""What an earlier ledger had and the node lacks is brought to it, once, past every gap."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.backlog import AGAIN_S, Backlog, BacklogStatus
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from offline_queue.records import Recorded
from protocol.keys import KeyRing, key_ring
from protocol.messages import EntriesRequest
from tests.offline_queue.making import NODE_KEYS, STRANGER, id_of
from tests.offline_queue.recovering import CODE, Kiosk


class Carrying:
    """A kiosk after its recovery, with what drains its earlier ledgers."""

    def __init__(self, kiosk: Kiosk, keys: KeyRing = NODE_KEYS, *, attended: bool = False) -> None:
        self.kiosk = kiosk
        self.now_s = 0.0
        self.ledger: Ledger = kiosk.open()
        self.reader = LedgerReader.open(kiosk.path)
        self.backlog = Backlog(
            kiosk.client,
            self.reader,
            keys,
            self.ledger.store_earlier,
            rising_s=lambda: self.now_s,
            attended=lambda: attended,
        )

    def drain(self, most: int = 50) -> int:
        """Step until it is over; how many steps that took."""
        for step in range(most):
            if not self.backlog.step():
                return step
        raise AssertionError("it does not end")

    def close(self) -> None:
        self.reader.close()
        self.ledger.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    """Eight sales, three of them at the node."""
    kiosk = Kiosk(tmp_path)
    kiosk.sell(*range(1, 9))
    kiosk.send(below=4)
    return kiosk


def lose(kiosk: Kiosk, *gone: Recorded) -> bytes:
    """Overwrite some rows, recover; the name of the ledger that was."""
    with kiosk.open() as ledger:
        name = ledger.name
    data = bytearray(kiosk.path.read_bytes())
    for entry in gone:
        at = data.index(entry.raw)
        data[at : at + 200] = bytes(200)
    kiosk.path.write_bytes(data)
    kiosk.recover()
    kiosk.node.requests.clear()
    return name


def places(kiosk: Kiosk, ledger: bytes) -> list[int]:
    return sorted(kiosk.node.entries[ledger])


def test_what_lies_beyond_a_gap_is_delivered_with_the_gap_named(kiosk: Kiosk) -> None:
    old = lose(kiosk, kiosk.sold[5])
    carrying = Carrying(kiosk)
    carrying.drain()
    assert places(kiosk, old) == [0, 1, 2, 3, 4, 5, 7, 8]
    asked, sent = (it for it in kiosk.node.requests if isinstance(it, EntriesRequest))
    assert (asked.items, asked.lost) == ((), ())
    assert sent.lost == ((6, 6),)
    assert [item.evidence for item in sent.items] == [(CODE,)] * 4
    assert carrying.reader.earlier.unanswered() == carrying.reader.unsent_coins() == 0
    assert carrying.backlog.status == BacklogStatus(sent=4, refused=0, done=True)
    carrying.close()


def test_nothing_is_sent_twice_also_after_a_restart(kiosk: Kiosk) -> None:
    lose(kiosk, kiosk.sold[5])
    for _ in range(2):
        carrying = Carrying(kiosk)
        carrying.drain()
        carrying.close()
    sent = [it for it in kiosk.node.requests if isinstance(it, EntriesRequest) and it.items]
    assert len(sent) == 1
    assert len(kiosk.node.ids()) == len(set(kiosk.node.ids()))


def test_a_kiosk_without_a_past_asks_nobody(kiosk: Kiosk) -> None:
    kiosk.node.requests.clear()
    carrying = Carrying(kiosk)
    assert carrying.drain() == 0
    assert kiosk.node.requests == []
    carrying.close()


def test_a_node_that_is_away_is_asked_again_and_nothing_is_lost(kiosk: Kiosk) -> None:
    old = lose(kiosk, kiosk.sold[5])
    carrying = Carrying(kiosk)
    kiosk.node.away = True
    for _ in range(3):
        assert not carrying.backlog.step()
    kiosk.node.away = False
    assert carrying.backlog.step()
    kiosk.node.away = True
    assert not carrying.backlog.step()
    kiosk.node.away = False
    carrying.drain()
    assert places(kiosk, old) == [0, 1, 2, 3, 4, 5, 7, 8]
    carrying.close()


def test_an_entry_that_turns_up_later_fills_its_hole(kiosk: Kiosk) -> None:
    old = lose(kiosk, kiosk.sold[5])
    first = Carrying(kiosk)
    first.drain()
    first.close()
    kiosk.recover(tickets=kiosk.tickets(kiosk.sold[5]))
    again = Carrying(kiosk)
    again.drain()
    assert places(kiosk, old) == list(range(9))
    assert again.reader.earlier.unanswered() == 0
    again.close()


def test_a_node_restored_from_an_older_backup_gets_it_again(kiosk: Kiosk) -> None:
    old = lose(kiosk, kiosk.sold[5])
    first = Carrying(kiosk)
    first.drain()
    first.close()
    kiosk.node.forget(old, 2)
    again = Carrying(kiosk)
    again.drain()
    assert places(kiosk, old) == [0, 1, 2, 3, 4, 5, 7, 8]
    assert all(
        item.evidence == (CODE,) for seq, (item, _) in kiosk.node.entries[old].items() if seq
    )
    again.close()


def test_a_node_restored_while_the_kiosk_runs_gets_it_again_in_this_run(kiosk: Kiosk) -> None:
    old = lose(kiosk, kiosk.sold[5])
    carrying = Carrying(kiosk)
    carrying.drain()
    kiosk.node.forget(old, 2)
    assert not carrying.backlog.step()  # nobody has told it yet
    carrying.backlog.again()
    assert not carrying.backlog.status.done
    carrying.drain()
    assert places(kiosk, old) == [0, 1, 2, 3, 4, 5, 7, 8]
    assert carrying.backlog.status.done
    carrying.close()


def test_both_branches_of_a_fork_are_answered_and_sent_no_more(kiosk: Kiosk) -> None:
    older = kiosk.path.read_bytes()
    kiosk.sell(9)
    kiosk.send()
    kiosk.path.write_bytes(older)
    kiosk.sell(19)
    kiosk.recover()
    carrying = Carrying(kiosk)
    carrying.drain()
    assert carrying.reader.earlier.unanswered() == 0
    assert id_of(9) in kiosk.node.ids()
    assert id_of(19) not in kiosk.node.ids()  # what the real node keeps as the fork's proof
    kiosk.node.requests.clear()
    carrying.close()
    again = Carrying(kiosk)
    again.drain()
    again.close()
    assert not any(isinstance(it, EntriesRequest) and it.items for it in kiosk.node.requests)


def test_a_refused_entry_holds_up_nobody_and_is_tried_again_later(kiosk: Kiosk) -> None:
    old = lose(kiosk, kiosk.sold[5])
    kiosk.node.refuse = {8: "not-now"}
    carrying = Carrying(kiosk)
    carrying.drain()
    assert carrying.backlog.status == BacklogStatus(sent=3, refused=1, done=True)
    kiosk.node.refuse = {}
    assert not carrying.backlog.step()
    carrying.now_s = AGAIN_S
    carrying.drain()
    assert places(kiosk, old) == [0, 1, 2, 3, 4, 5, 7, 8]
    assert carrying.backlog.status == BacklogStatus(sent=4, refused=0, done=True)
    carrying.now_s *= 3
    assert not carrying.backlog.step()
    carrying.close()


def test_an_entry_whose_bytes_are_refused_is_named_as_lost_and_the_rest_goes(
    kiosk: Kiosk,
) -> None:
    kiosk.sell(*range(9, 15))
    old = lose(kiosk, kiosk.sold[5])
    kiosk.node.refuse = {8: "bad-signature", 11: "bad-entry"}
    carrying = Carrying(kiosk)
    carrying.drain()
    assert places(kiosk, old) == [0, 1, 2, 3, 4, 5, 7, 9, 10, 12, 13, 14]
    assert carrying.backlog.status == BacklogStatus(sent=8, refused=2, done=True)
    assert carrying.reader.unsent_coins() == 30
    kiosk.node.refuse = {}
    carrying.now_s = AGAIN_S
    carrying.drain()
    assert places(kiosk, old) == [0, 1, 2, 3, 4, 5, *range(7, 15)]
    assert carrying.backlog.status == BacklogStatus(sent=10, refused=0, done=True)
    carrying.close()


@pytest.mark.parametrize("changed", ["zeroblob(9)", "x''"])
@pytest.mark.parametrize("seqs", [(4,), (5, 7), (8,), (4, 5, 7, 8)])
def test_an_entry_that_the_disk_changed_is_never_sent_and_holds_up_nobody(
    kiosk: Kiosk, changed: str, seqs: tuple[int, ...]
) -> None:
    old = lose(kiosk, kiosk.sold[5])
    change(kiosk.path, changed, *seqs)
    carrying = Carrying(kiosk)
    carrying.drain()
    assert places(kiosk, old) == sorted({0, 1, 2, 3, 4, 5, 7, 8} - set(seqs))
    left = len(seqs)
    assert carrying.backlog.status == BacklogStatus(sent=4 - left, refused=left, done=True)
    carrying.close()


def change(path: Path, value: str, *seqs: int) -> None:
    """Put something else where the bytes of these earlier entries are."""
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER earlier_never_change")
    for seq in seqs:
        connection.execute(f"UPDATE earlier SET raw = {value} WHERE seq = {seq}")
    connection.commit()
    connection.close()


def test_receipts_of_a_stranger_count_for_nothing(kiosk: Kiosk) -> None:
    lose(kiosk, kiosk.sold[5])
    carrying = Carrying(kiosk, key_ring(STRANGER.public_key))
    carrying.drain()
    assert carrying.backlog.status.refused == 4
    assert carrying.reader.earlier.unanswered() == 4
    carrying.close()


def test_a_receipt_for_another_place_counts_for_nothing(kiosk: Kiosk) -> None:
    old = lose(kiosk, kiosk.sold[5])
    kiosk.node.entries[old][4] = (
        replace(kiosk.node.entries[old][3][0]),
        kiosk.node.entries[old][3][1],
    )
    carrying = Carrying(kiosk)
    carrying.drain()
    assert carrying.backlog.status.refused == 1
    carrying.close()


def test_while_somebody_is_at_the_machine_batches_are_small(kiosk: Kiosk) -> None:
    kiosk.sell(*range(20, 60))
    lose(kiosk, kiosk.sold[5])
    carrying = Carrying(kiosk, attended=True)
    carrying.drain()
    sizes = [len(it.items) for it in kiosk.node.requests if isinstance(it, EntriesRequest)]
    assert max(sizes) <= 16
    assert sum(sizes) == 44
    carrying.close()
