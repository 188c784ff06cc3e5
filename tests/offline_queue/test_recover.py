"""A ledger that was damaged, lost or forked: nothing that can be found is lost, nothing doubled."""

from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.errors import AlreadyUsed, BadAnswer, NodeAway, OtherKey
from offline_queue.ledger import Ledger
from offline_queue.records import GIVEN_UP, Recorded
from offline_queue.recover import Verdict
from offline_queue.recover_found import Sums
from offline_queue.verify import verify
from protocol.entry import EntryKind, Opening
from protocol.keys import Algorithm, MemorySigner
from tests.offline_queue.making import (
    NODE_KEYS,
    NOON_S,
    code,
    fulfil,
    id_of,
    intent,
    void,
)
from tests.offline_queue.recovering import CODE, Kiosk, coded

COPY, NODE, TICKETS, LEDGER = "copy", "node", "tickets", "ledger"


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    """Ten sales: six are at the node, eight on the second medium."""
    kiosk = Kiosk(tmp_path)
    kiosk.sell(*range(1, 9))
    kiosk.send(below=7)
    kiosk.back_up()
    kiosk.sell(9, 10)
    return kiosk


def lose(kiosk: Kiosk) -> None:
    for path in kiosk.folder.glob("ledger.db*"):
        path.unlink()


def damage(kiosk: Kiosk, entry: Recorded) -> None:
    """Overwrite the row of one entry."""
    data = bytearray(kiosk.path.read_bytes())
    at = data.index(entry.raw)
    data[at : at + 200] = bytes(200)
    kiosk.path.write_bytes(data)


def name_of(kiosk: Kiosk) -> str:
    with kiosk.open() as ledger:
        return ledger.name.hex()


def opening_of(kiosk: Kiosk) -> Opening | None:
    with kiosk.open() as ledger:
        (first,) = ledger.unsent(1, 10**6, again=True)
        return ledger._read(first.raw).entry.opening


def assert_whole(kiosk: Kiosk) -> None:
    assert verify(kiosk.path, NODE_KEYS).problems == ()
    assert not list(kiosk.folder.glob("recover.*"))


def assert_remembers(ledger: Ledger, *numbers: int) -> None:
    """Each of these sales counts: its code, its slice, and that it is owed."""
    owed = {it.id for it in ledger.unfulfilled()}
    for number in numbers:
        cti, counter, _ = code(number)
        assert ledger.is_used(cti, counter)
        assert ledger.slice_used(cti) == 15
        assert id_of(number) in owed
        again = replace(coded(90 + number), parties=coded(number).parties)
        with pytest.raises(AlreadyUsed):
            ledger.append(again, (CODE,))


def test_a_whole_ledger_stays_as_it_is(kiosk: Kiosk) -> None:
    before = name_of(kiosk)
    report = kiosk.recover()
    assert report.verdict is Verdict.UNTOUCHED
    assert report.old == report.now == before
    assert (report.size, report.missing, report.end_known, report.forks) == (11, (), True, ())
    assert report.found == {LEDGER: 11, COPY: 9, NODE: 0, TICKETS: 0}
    assert (report.aside, report.released) == ((), 0)
    assert report.unsent == Sums(4, 60)
    assert_whole(kiosk)


def test_a_damaged_page_is_mended_from_the_copy_and_the_same_ledger_goes_on(kiosk: Kiosk) -> None:
    before = name_of(kiosk)
    damage(kiosk, kiosk.sold[4])
    report = kiosk.recover()
    assert report.verdict is Verdict.REBUILT
    assert (report.old, report.now, report.size, report.missing) == (before, before, 11, ())
    assert report.aside == ("ledger.damaged-1.db",)
    assert (kiosk.folder / "ledger.damaged-1.db").exists()
    assert_whole(kiosk)
    with kiosk.open() as ledger:
        assert [it.raw for it in ledger.unsent(9, 10**6)] == [it.raw for it in kiosk.sold[6:]]
        assert all(it.evidence == (CODE,) for it in ledger.unsent(9, 10**6))
        assert ledger.last_node_time() == NOON_S
        assert_remembers(ledger, *range(1, 11))
    kiosk.sell(11)
    kiosk.send()
    ids = kiosk.node.ids()
    assert len(ids) == len(set(ids)) == 12
    assert set(ids) > {id_of(number) for number in range(1, 12)}


def test_a_damaged_page_is_mended_from_the_node(kiosk: Kiosk) -> None:
    damage(kiosk, kiosk.sold[4])
    report = kiosk.recover(copy=False)
    assert report.verdict is Verdict.REBUILT
    assert report.only[NODE] == 1
    assert_whole(kiosk)


def test_a_damaged_page_is_mended_from_a_ticket(kiosk: Kiosk) -> None:
    damage(kiosk, kiosk.sold[8])
    report = kiosk.recover(tickets=["no ticket", *kiosk.tickets(kiosk.sold[8]), "CC1:0"])
    assert report.verdict is Verdict.REBUILT
    assert (report.tickets.read, report.tickets.refused) == (1, 2)
    assert report.only[TICKETS] == 1
    assert_whole(kiosk)


def test_what_nobody_has_any_more_ends_the_ledger_and_a_new_one_remembers_the_rest(
    kiosk: Kiosk,
) -> None:
    before = name_of(kiosk)
    damage(kiosk, kiosk.sold[8])
    report = kiosk.recover()
    assert report.verdict is Verdict.NEW
    assert report.old == before != report.now == name_of(kiosk)
    assert (report.size, report.missing, report.end_known) == (9, ((9, 9),), True)
    assert report.unsent == Sums(3, 45)
    assert report.remembered == 10
    assert_whole(kiosk)
    opening = opening_of(kiosk)
    assert opening == Opening(bytes.fromhex(before), 6, kiosk.sold[5].hash)
    with kiosk.open() as ledger:
        assert_remembers(ledger, *range(1, 9), 10)
        assert not ledger.is_used(*code(9)[:2])
        assert ledger.unsent_coins() == 45


@pytest.mark.parametrize("copy", [True, False])
@pytest.mark.parametrize("node", [True, False])
@pytest.mark.parametrize("tickets", [True, False])
def test_a_deleted_ledger_comes_back_as_far_as_anybody_has_it(
    kiosk: Kiosk, copy: bool, node: bool, tickets: bool
) -> None:
    """Even when all that was found follows one another, its end can't be known: a new ledger."""
    before = bytes.fromhex(name_of(kiosk))
    lose(kiosk)
    texts = kiosk.tickets(kiosk.sold[1], kiosk.sold[9]) if tickets else []
    report = kiosk.recover(copy=copy, node=node, tickets=texts)
    known = set(range(9)) if copy else set(range(7)) if node else set()
    known |= {2, 10} if tickets else set()
    assert report.verdict is Verdict.NEW
    assert report.old == before.hex()
    assert not report.end_known
    gone = {seq for first, last in report.missing for seq in range(first, last + 1)}
    assert gone == set(range(max(known, default=-1) + 1)) - known
    assert report.remembered == len(known)
    assert report.without_code == (2 if tickets and not copy and not node else 0)
    assert_whole(kiosk)
    opening = opening_of(kiosk)
    assert opening is not None
    assert opening.previous_ledger == before
    assert (opening.acknowledged_seq is not None) is (copy or node)
    with kiosk.open() as ledger:
        assert_remembers(ledger, *(seq for seq in known if seq))


def test_a_lost_log_is_noticed_by_what_others_have(kiosk: Kiosk) -> None:
    """The file is whole, but older than what the second medium and the node have seen."""
    older = kiosk.path.read_bytes()
    kiosk.sell(11)
    kiosk.send()
    kiosk.path.write_bytes(older)
    report = kiosk.recover()
    assert report.verdict is Verdict.NEW
    assert (report.size, report.missing, report.end_known) == (12, (), False)
    with kiosk.open() as ledger:
        assert_remembers(ledger, *range(1, 12))


def test_a_forked_ledger_has_ended_and_both_its_branches_are_remembered(kiosk: Kiosk) -> None:
    """An old copy was put in the ledger's place and sold from; the node has the other branch."""
    older = kiosk.path.read_bytes()
    kiosk.sell(11, 12)
    kiosk.send()
    kiosk.path.write_bytes(older)
    kiosk.fork_proof.write_bytes(b"the node's receipt")
    kiosk.sell(21)
    report = kiosk.recover()
    assert report.verdict is Verdict.NEW
    assert report.forks == (11,)
    assert (report.size, report.end_known) == (11, False)
    assert set(report.aside) == {"ledger.damaged-1.db", "fork.damaged-1.cose"}
    assert not kiosk.fork_proof.exists()
    with kiosk.open() as ledger:
        assert_remembers(ledger, *range(1, 13), 21)


def test_a_proof_of_a_fork_ends_the_ledger_even_without_the_other_branch(kiosk: Kiosk) -> None:
    kiosk.fork_proof.write_bytes(b"the node's receipt")
    report = kiosk.recover(node=False)
    assert report.verdict is Verdict.NEW
    assert (report.forks, report.missing, report.end_known) == ((), (), True)
    assert not kiosk.fork_proof.exists()


def test_a_visit_whose_entry_nobody_has_holds_no_coins_any_more(kiosk: Kiosk) -> None:
    """But its id is left alone: its entry may turn up, and is the one that counts then."""
    with kiosk.open() as ledger:
        ledger.begin_intent(intent(30))
    damage(kiosk, kiosk.sold[8])
    kiosk.node.held = (id_of(9), id_of(10), id_of(30), id_of(31))  # 9 is lost, 31 nobody remembers
    report = kiosk.recover()
    assert report.verdict is Verdict.NEW
    assert report.released == 3
    with kiosk.open() as ledger:
        for number in (9, 30, 31):
            assert ledger.is_given_up(id_of(number))
            assert ledger.find(id_of(number)) is None
        assert not ledger.is_given_up(id_of(10))
        raws = [it.raw for it in ledger.unsent(9, 10**6)]
        voids = [ledger._read(raw).entry for raw in raws[1:]]
    assert [(it.kind, it.result) for it in voids] == [(EntryKind.VOID, GIVEN_UP)] * 3
    assert {it.ref for it in voids} == {id_of(number) for number in (9, 30, 31)}
    assert kiosk.recover().released == 0


def test_an_open_intent_of_a_rebuilt_ledger_is_voided_in_it(kiosk: Kiosk) -> None:
    with kiosk.open() as ledger:
        ledger.begin_intent(intent(30))
    damage(kiosk, kiosk.sold[2])
    report = kiosk.recover()
    assert (report.verdict, report.released) == (Verdict.REBUILT, 1)
    with kiosk.open() as ledger:
        assert ledger.recover() == ()
        assert ledger.find(id_of(30)) is not None
        assert ledger.counts().entries == 12


def test_tickets_found_later_are_learnt_by_the_ledger_that_followed(kiosk: Kiosk) -> None:
    lose(kiosk)
    first = kiosk.recover(copy=False)
    assert first.remembered == 7
    kiosk.sell(41)
    report = kiosk.recover(copy=False, tickets=kiosk.tickets(*kiosk.sold[6:10]))
    assert report.verdict is Verdict.COMPLETED
    assert (report.remembered, report.now) == (4, first.now)
    with kiosk.open() as ledger:
        assert_remembers(ledger, *range(1, 11), 41)
        assert ledger.earlier.unanswered() == 4
    assert kiosk.recover(copy=False).verdict is Verdict.UNTOUCHED


def test_a_new_ledger_begun_by_mistake_learns_of_the_one_before_it(kiosk: Kiosk) -> None:
    """The disk was replaced and the kiosk started: it sold on a ledger that names none before."""
    lose(kiosk)
    kiosk.seed = 77
    kiosk.sell(51)
    report = kiosk.recover()
    assert report.verdict is Verdict.COMPLETED
    assert report.remembered == 9
    with kiosk.open() as ledger:
        assert_remembers(ledger, *range(1, 9), 51)


def test_a_second_disaster_loses_nothing_of_the_first(kiosk: Kiosk) -> None:
    damage(kiosk, kiosk.sold[8])
    kiosk.recover()
    second = kiosk.sell(61)
    damage(kiosk, second[0])
    report = kiosk.recover(copy=False)
    assert report.verdict is Verdict.NEW
    assert report.missing == ((1, 1),)
    assert "ledger.damaged-2.db" in report.aside
    with kiosk.open() as ledger:
        assert_remembers(ledger, *range(1, 9), 10)
        assert len(ledger.earlier.ledgers()) == 2


def test_what_was_handed_over_is_not_owed_again(kiosk: Kiosk) -> None:
    with kiosk.open() as ledger:
        ledger.append(fulfil(201, of=1))
        ledger.append(void(202))
    damage(kiosk, kiosk.sold[8])
    kiosk.recover()
    with kiosk.open() as ledger:
        owed = {it.id for it in ledger.unfulfilled()}
        assert id_of(1) not in owed
        assert id_of(2) in owed


def test_the_clock_never_goes_back_behind_the_old_ledger(kiosk: Kiosk) -> None:
    kiosk.time.time_s = NOON_S + 500
    kiosk.sell(71)
    damage(kiosk, kiosk.sold[8])
    kiosk.time.time_s = NOON_S - 5000
    kiosk.recover()
    with kiosk.open() as ledger:
        assert ledger.floor_s() == NOON_S + 500
        (first,) = ledger.unsent(1, 10**6)
        assert ledger._read(first.raw).entry.time >= NOON_S + 500


def test_a_node_that_does_not_answer_changes_nothing(kiosk: Kiosk) -> None:
    damage(kiosk, kiosk.sold[8])
    before = kiosk.path.read_bytes()
    kiosk.node.away = True
    with pytest.raises(NodeAway):
        kiosk.recover()
    assert kiosk.path.read_bytes() == before
    assert {it.name for it in kiosk.folder.iterdir()} == {"ledger.db", "medium"}
    kiosk.node.away = False
    assert kiosk.recover().verdict is Verdict.NEW


def test_a_node_that_hands_back_what_this_kiosk_never_signed_is_not_believed(kiosk: Kiosk) -> None:
    lose(kiosk)
    (ledger,) = kiosk.node.entries
    places = kiosk.node.entries[ledger]
    item, receipt = places[3]
    places[3] = (replace(item, entry=places[5][0].entry), receipt)
    with pytest.raises(BadAnswer, match="not the entries"):
        kiosk.recover(copy=False)


def test_a_ledger_of_another_key_is_not_touched(kiosk: Kiosk) -> None:
    other = MemorySigner.generate(Algorithm.ESP256)
    before = kiosk.path.read_bytes()
    with pytest.raises(OtherKey):
        kiosk.recover(signer=other, node=False)
    assert kiosk.path.read_bytes() == before


def test_a_file_of_something_else_is_put_aside_and_what_is_known_is_remembered(
    kiosk: Kiosk,
) -> None:
    kiosk.path.write_bytes(b"no database at all" * 1000)
    report = kiosk.recover()
    assert report.verdict is Verdict.NEW
    assert report.remembered == 9
    assert (kiosk.folder / "ledger.damaged-1.db").read_bytes().startswith(b"no database")


def test_only_what_is_not_known_is_fetched_from_the_node(kiosk: Kiosk) -> None:
    damage(kiosk, kiosk.sold[8])
    kiosk.node.requests.clear()
    kiosk.recover()
    assert len(kiosk.node.requests) == 1
