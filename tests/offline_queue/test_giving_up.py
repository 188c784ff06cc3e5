"""Giving up what the node holds for an id without entry: the id itself stays free for its entry."""

from pathlib import Path

from offline_queue.records import GIVEN_UP
from protocol.entry import EntryKind
from tests.offline_queue.making import HandTime, buy, id_of, open_ledger, sold_earlier


def test_an_id_is_given_up_by_a_void_of_its_own_and_only_once(tmp_path: Path) -> None:
    path, lost = tmp_path / "ledger.db", id_of(9)
    with open_ledger(path, HandTime()) as ledger:
        assert ledger.give_up(lost)
        assert ledger.find(lost) is None
        assert ledger.is_given_up(lost)
        assert not ledger.give_up(lost)
        assert ledger.counts().entries == 2
        (void,) = (ledger._read(it.raw).entry for it in ledger.unsent(9, 10**6, 1))
    assert (void.kind, void.ref, void.result) == (EntryKind.VOID, lost, GIVEN_UP)
    assert void.id != lost


def test_it_stays_given_up_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path, HandTime()) as ledger:
        assert ledger.give_up(id_of(9))
    with open_ledger(path, HandTime(), seed=2) as ledger:
        assert not ledger.give_up(id_of(9))
        assert ledger.counts().entries == 2


def test_what_has_its_entry_is_not_given_up_here_or_in_a_ledger_before(tmp_path: Path) -> None:
    earlier = sold_earlier(tmp_path / "old.db", 3)
    with open_ledger(tmp_path / "ledger.db", HandTime(), seed=2) as ledger:
        ledger.remember(earlier)
        buy(ledger, 4)
        before = ledger.counts().entries
        assert not ledger.give_up(id_of(3))
        assert not ledger.give_up(id_of(4))
        assert ledger.counts().entries == before
