"""What a ledger promises to the application, on real files."""

import contextlib
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offline_queue.errors import (
    AlreadyUsed,
    BadDraft,
    BrokenRule,
    IdReused,
    QueueError,
    WrongThread,
)
from offline_queue.ledger import Counts, Draft, Ledger
from offline_queue.reader import MAX_UNFULFILLED, LedgerReader
from offline_queue.verify import verify
from protocol.entry import GENESIS, ClockState, DecidedBy, EntryKind, Opening, read_entry
from protocol.keys import key_ring
from tests.offline_queue.making import (
    KIOSK,
    NOON_S,
    Dice,
    HandTime,
    buy,
    code,
    confirm,
    evidence,
    fulfil,
    id_of,
    intent,
    open_ledger,
    payer,
    spend,
    void,
)


@pytest.fixture
def clock() -> HandTime:
    return HandTime()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path, clock: HandTime) -> Iterator[Ledger]:
    with open_ledger(path, clock) as ledger:
        yield ledger


def test_a_new_ledger_begins_with_an_open_entry(ledger: Ledger, path: Path) -> None:
    assert ledger.counts() == Counts(entries=1, receipts=0)
    (first,) = ledger.unsent(10, 10_000)
    entry = read_entry(first.raw, key_ring(KIOSK.public_key)).entry
    assert (entry.kind, entry.seq, entry.previous) == (EntryKind.OPEN, 0, GENESIS)
    assert (entry.ledger, entry.opening) == (ledger.name, Opening())
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_ledger_names_the_one_before_it(path: Path) -> None:
    opening = Opening(b"previous", 41, b"h" * 32)
    with Ledger.open(path, KIOSK, HandTime(), Dice(), opening=opening) as ledger:
        (first,) = ledger.unsent(10, 10_000)
    assert read_entry(first.raw, key_ring(KIOSK.public_key)).entry.opening == opening


def test_opening_again_changes_nothing(path: Path) -> None:
    with open_ledger(path) as ledger:
        name = ledger.name
    with open_ledger(path, seed=2) as again:
        assert (again.name, again.counts()) == (name, Counts(1, 0))


def test_an_append_is_on_file_when_it_returns(ledger: Ledger, path: Path) -> None:
    recorded = buy(ledger, 1)
    with LedgerReader.open(path) as reader:
        assert reader.find(recorded.id) == recorded
        assert reader.counts() == Counts(2, 0)


def test_entries_follow_each_other(ledger: Ledger) -> None:
    first, second = buy(ledger, 1), buy(ledger, 2)
    assert (first.seq, second.seq) == (1, 2)
    assert second.entry.previous == first.hash
    signed = read_entry(second.raw, key_ring(KIOSK.public_key))
    assert (signed.entry, signed.hash) == (second.entry, second.hash)


def test_the_same_draft_again_is_the_same_entry(ledger: Ledger, clock: HandTime) -> None:
    first = buy(ledger, 1)
    clock.time_s += 60
    assert buy(ledger, 1) == first
    assert ledger.counts().entries == 2


def test_one_id_with_another_content_is_an_alarm(ledger: Ledger) -> None:
    buy(ledger, 1)
    with pytest.raises(IdReused):
        buy(ledger, 1, coins=16)
    assert ledger.counts().entries == 2


def test_a_code_serves_one_visit(ledger: Ledger) -> None:
    first = buy(ledger, 1)
    with pytest.raises(AlreadyUsed) as caught:
        buy(ledger, 2, shown=1)
    assert caught.value.visit_id == first.id
    assert ledger.counts().entries == 2
    assert ledger.is_used(*code(1)[:2])
    assert not ledger.is_used(*code(2)[:2])


@pytest.mark.parametrize("kind", [EntryKind.DONATE, EntryKind.EARN])
def test_a_used_code_is_refused_for_every_kind_that_uses_it(
    ledger: Ledger, kind: EntryKind
) -> None:
    buy(ledger, 1)
    other = spend(2, shown=1)
    decided = None if kind is EntryKind.EARN else other.decided
    draft = Draft(
        kind, id_of(2), 1, 1, parties=other.parties, amounts=other.amounts, decided=decided
    )
    with pytest.raises(AlreadyUsed):
        ledger.append(draft, evidence(draft, [1]))


def test_one_visit_may_write_several_entries_linked_by_ref(ledger: Ledger) -> None:
    buy(ledger, 1)
    second = buy(ledger, 2, shown=1, ref=id_of(1))
    third = buy(ledger, 3, shown=1, ref=id_of(1))
    assert (second.seq, third.seq) == (2, 3)


def test_a_ref_to_another_visit_does_not_lend_its_code(ledger: Ledger) -> None:
    buy(ledger, 1)
    buy(ledger, 2)
    with pytest.raises(AlreadyUsed):
        buy(ledger, 3, shown=1, ref=id_of(2))


def test_a_void_gives_the_code_back(ledger: Ledger) -> None:
    ledger.begin_intent(intent(1))
    ledger.append(void(1))
    assert buy(ledger, 2, shown=1).seq == 2


def test_a_card_is_shown_again_and_again(ledger: Ledger) -> None:
    for number in (1, 2):
        draft = Draft(
            EntryKind.SPEND,
            id_of(number),
            1,
            1,
            parties=(payer(9, counter=False),),
            lines=spend(1).lines,
            amounts={"general": 5},
            decided=spend(1).decided,
        )
        ledger.append(draft, evidence(draft, [9]))
    assert ledger.counts().entries == 3


def test_evidence_travels_with_its_entry(ledger: Ledger) -> None:
    buy(ledger, 1)
    _, bought = ledger.unsent(10, 10_000)
    assert bought.evidence == (code(1)[2],)


def test_a_spend_without_its_evidence_is_refused(ledger: Ledger) -> None:
    with pytest.raises(BadDraft):
        ledger.append(spend(1))
    with pytest.raises(BadDraft):
        ledger.append(spend(1), (code(1)[2], code(2)[2]))
    assert ledger.counts().entries == 1


def test_a_draft_that_the_protocol_forbids_leaves_nothing(ledger: Ledger) -> None:
    with pytest.raises(BadDraft):
        ledger.append(Draft(EntryKind.VOID, id_of(1), 1, 1))  # a void has a result
    assert ledger.counts().entries == 1
    assert buy(ledger, 1).seq == 1


def test_an_intent_without_entry_is_voided_at_recovery_and_only_once(ledger: Ledger) -> None:
    ledger.begin_intent(intent(1))
    ledger.begin_intent(intent(2))
    buy(ledger, 2)
    (voided,) = ledger.recover()
    assert (voided.id, voided.entry.kind) == (id_of(1), EntryKind.VOID)
    assert voided.entry.result == "interrupted"
    assert ledger.recover() == ()


def test_recovery_is_the_same_after_a_restart(path: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.begin_intent(intent(1))
    with open_ledger(path) as ledger:
        assert [it.id for it in ledger.recover()] == [id_of(1)]
        assert ledger.voided_without_receipt() == (id_of(1),)


def test_an_old_open_intent_is_not_forgotten_behind_newer_ones(ledger: Ledger) -> None:
    ledger.begin_intent(intent(1))
    for number in range(2, 6):
        ledger.begin_intent(intent(number))
        buy(ledger, number)
    assert [it.id for it in ledger.recover()] == [id_of(1)]
    ledger.begin_intent(intent(6))
    assert [it.id for it in ledger.recover()] == [id_of(6)]


def test_an_intent_again_is_no_harm_and_with_another_content_an_alarm(ledger: Ledger) -> None:
    ledger.begin_intent(intent(1))
    ledger.begin_intent(intent(1))
    with pytest.raises(IdReused):
        ledger.begin_intent(intent(1, amount=16))
    buy(ledger, 2)
    with pytest.raises(IdReused):
        ledger.begin_intent(intent(2))


def test_the_slice_counts_stand_in_spending_and_open_intents(ledger: Ledger) -> None:
    cti = code(1)[0]
    buy(ledger, 1, coins=15)
    assert ledger.slice_used(cti) == 15
    ledger.begin_intent(intent(2, amount=10, shown=1))
    assert ledger.slice_used(cti) == 25
    assert ledger.slice_used(cti, besides=id_of(2)) == 15
    ledger.append(void(2))
    assert ledger.slice_used(cti) == 15
    assert ledger.slice_used(code(2)[0]) == 0


def test_a_held_spend_takes_from_the_slice_what_the_node_said(ledger: Ledger) -> None:
    ledger.begin_intent(intent(1, amount=15))
    buy(ledger, 1, coins=15, by=DecidedBy.HOLD, from_slice=4)
    assert ledger.slice_used(code(1)[0]) == 4


def test_the_slice_is_remembered_over_restarts(path: Path) -> None:
    for number in range(1, 4):
        with open_ledger(path) as ledger:
            draft = spend(number, shown=1, ref=id_of(1) if number > 1 else None)
            ledger.append(draft, evidence(draft, [1]))
    with open_ledger(path) as ledger:
        assert ledger.slice_used(code(1)[0]) == 45


def test_unsent_coins_are_those_without_a_receipt(ledger: Ledger) -> None:
    first, second = buy(ledger, 1, coins=15), buy(ledger, 2, coins=7)
    ledger.append(fulfil(3, of=1))
    assert ledger.unsent_coins() == 22
    ledger.store_receipts(confirm(ledger, second))
    assert ledger.unsent_coins() == 15
    ledger.store_receipts(confirm(ledger, first))
    assert ledger.unsent_coins() == 0


def test_what_was_paid_and_not_handed_over_is_owed_to_the_one_who_paid(ledger: Ledger) -> None:
    buy(ledger, 1)
    buy(ledger, 2)
    ledger.append(fulfil(3, of=1, result="failed"))
    (owed,) = ledger.unfulfilled(code(1)[0])
    assert (owed.id, owed.seq, owed.cti) == (id_of(1), 1, code(1)[0])
    found = ledger.find(id_of(1))
    assert found is not None
    assert (owed.raw, owed.entry) == (found.raw, found.entry)
    ledger.append(fulfil(4, of=1))
    assert ledger.unfulfilled(code(1)[0]) == ()
    assert [it.id for it in ledger.unfulfilled()] == [id_of(2)]


def test_a_reversed_spend_is_owed_no_more(ledger: Ledger) -> None:
    bought = buy(ledger, 1)
    reverse = Draft(
        EntryKind.REVERSE,
        id_of(2),
        1,
        1,
        parties=bought.entry.parties,
        amounts={"general": 15},
        ref=bought.id,
    )
    ledger.append(reverse, evidence(reverse, [1]))
    assert ledger.unfulfilled() == ()


def test_old_debts_can_be_left_out(ledger: Ledger, clock: HandTime) -> None:
    buy(ledger, 1)
    clock.time_s += 3600
    buy(ledger, 2)
    assert [it.id for it in ledger.unfulfilled(since_s=NOON_S + 1)] == [id_of(2)]


def test_of_many_debts_either_end_can_be_asked_for_and_each_one_is_known(
    ledger: Ledger, clock: HandTime
) -> None:
    numbers = range(1, MAX_UNFULFILLED + 3)
    for number in numbers:
        clock.time_s += 1
        buy(ledger, number)
    oldest, newest = ledger.unfulfilled(), ledger.unfulfilled(newest=True)
    assert [it.id for it in oldest] == [id_of(number) for number in numbers][:MAX_UNFULFILLED]
    assert [it.id for it in newest] == [id_of(number) for number in numbers][:1:-1]
    assert all(ledger.is_owed(id_of(number)) for number in numbers)
    ledger.append(fulfil(900, of=numbers[-1]))
    assert not ledger.is_owed(id_of(numbers[-1]))
    assert not ledger.is_owed(id_of(901))


def test_a_batch_is_one_run_without_a_gap_and_within_its_limits(ledger: Ledger) -> None:
    entries = [buy(ledger, number) for number in range(1, 7)]
    assert [it.seq for it in ledger.unsent(100, 10**6)] == [0, 1, 2, 3, 4, 5, 6]
    assert [it.seq for it in ledger.unsent(3, 10**6)] == [0, 1, 2]
    assert [it.seq for it in ledger.unsent(100, 1)] == [0]
    two = sum(it.size_bytes for it in ledger.unsent(2, 10**6))
    assert [it.seq for it in ledger.unsent(100, two)] == [0, 1]
    ledger.store_receipts(confirm(ledger, entries[1], entries[2]))
    assert [it.seq for it in ledger.unsent(100, 10**6)] == [0, 1]
    assert [it.seq for it in ledger.unsent(100, 10**6, from_seq=2)] == [4, 5, 6]
    assert [it.seq for it in ledger.unsent(3, 10**6, from_seq=2, again=True)] == [2, 3, 4]


def test_a_receipt_counts_once_and_the_first_one_stands(ledger: Ledger) -> None:
    bought = buy(ledger, 1)
    assert ledger.store_receipts(confirm(ledger, bought)) == 1
    assert ledger.store_receipts(confirm(ledger, bought)) == 0
    assert ledger.store_receipts(confirm(ledger, bought, time_s=NOON_S + 5)) == 0
    assert ledger.counts() == Counts(2, 1)


def test_a_receipt_of_another_ledger_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    bought = buy(ledger, 1)
    with open_ledger(tmp_path / "other.db", seed=9) as other:
        foreign = confirm(other, bought)
    with pytest.raises(BrokenRule):
        ledger.store_receipts(foreign)
    assert ledger.counts().receipts == 0


def test_all_receipts_move_the_mark_past_a_late_one(ledger: Ledger) -> None:
    entries = [buy(ledger, number) for number in range(1, 4)]
    ledger.store_receipts(confirm(ledger, entries[1], entries[2]))
    assert ledger.receipted() == 0
    opened = ledger.unsent(1, 1)[0]
    found = ledger.find(read_entry(opened.raw, key_ring(KIOSK.public_key)).entry.id)
    assert found is not None
    ledger.store_receipts(confirm(ledger, found))
    assert ledger.receipted() == 1
    ledger.store_receipts(confirm(ledger, entries[0]))
    assert ledger.receipted() == 4


def test_the_nodes_time_is_kept_and_never_falls(ledger: Ledger) -> None:
    assert ledger.last_node_time() == 0
    bought = buy(ledger, 1)
    ledger.store_receipts(confirm(ledger, bought, time_s=NOON_S + 7), NOON_S + 8)
    assert ledger.last_node_time() == NOON_S + 8
    ledger.store_receipts((), NOON_S + 9)
    assert ledger.last_node_time() == NOON_S + 8  # too small a step to write for
    ledger.store_receipts((), NOON_S + 2000)
    assert ledger.last_node_time() == ledger.floor_s() == NOON_S + 2000
    ledger.store_receipts((), NOON_S)
    assert ledger.last_node_time() == NOON_S + 2000


def test_the_time_of_entries_never_falls(ledger: Ledger, clock: HandTime) -> None:
    buy(ledger, 1)
    clock.time_s -= 10
    second = buy(ledger, 2).entry
    assert (second.time, second.clock) == (NOON_S, ClockState.FLOOR)
    clock.time_s -= 10_000
    third = buy(ledger, 3).entry
    assert (third.time, third.clock) == (NOON_S, ClockState.UNKNOWN)
    clock.time_s = NOON_S + 1
    fourth = buy(ledger, 4).entry
    assert (fourth.time, fourth.clock) == (NOON_S + 1, ClockState.TRUSTED)


def test_an_entry_is_not_before_the_nodes_signed_time(ledger: Ledger, clock: HandTime) -> None:
    ledger.store_receipts((), NOON_S + 2000)
    clock.time_s = NOON_S + 1990
    entry = buy(ledger, 1).entry
    assert (entry.time, entry.clock) == (NOON_S + 2000, ClockState.FLOOR)


def test_an_unsure_time_does_not_raise_the_floor(ledger: Ledger, clock: HandTime) -> None:
    clock.time_s, clock.state = NOON_S + 10_000, ClockState.STAFF_SET
    buy(ledger, 1)
    assert ledger.floor_s() == NOON_S


def test_another_thread_is_told_that_it_may_not(ledger: Ledger) -> None:
    caught: list[QueueError] = []

    def use() -> None:
        for call in (ledger.counts, lambda: buy(ledger, 1), ledger.recover, ledger.close):
            try:
                call()
            except QueueError as exc:
                caught.append(exc)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert [type(it) for it in caught] == [WrongThread] * 4
    assert buy(ledger, 1).seq == 1


def test_a_closed_ledger_says_so(path: Path) -> None:
    ledger = open_ledger(path)
    ledger.close()
    assert ledger.closed
    with pytest.raises(BrokenRule):
        ledger.counts()
    ledger.close()


def test_every_commit_waits_for_the_medium(path: Path) -> None:
    settings_seen: list[tuple[int, str]] = []

    class Watching(sqlite3.Connection):
        def close(self) -> None:
            level = self.execute("PRAGMA synchronous").fetchone()[0]
            settings_seen.append((level, self.execute("PRAGMA journal_mode").fetchone()[0]))
            super().close()

    def connect(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, factory=Watching)

    with open_ledger(path, connect=connect) as ledger:
        buy(ledger, 1)
    assert settings_seen == [(2, "wal")]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["spend", "intent", "void", "fulfil", "recover", "receipt", "restart"]),
        st.integers(1, 6),
        st.integers(-400, 4000),
    ),
    max_size=25,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_any_sequence_of_calls_leaves_a_ledger_that_verifies(
    steps: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    path = Path(tempfile.mkdtemp(dir=tmp_path)) / "ledger.db"
    clock = HandTime()
    ledger = open_ledger(path, clock)
    spent: dict[bytes, int] = {}
    for step, number, later_s in steps:
        clock.time_s += later_s
        with contextlib.suppress(IdReused, AlreadyUsed):
            ledger = _step(ledger, path, clock, step, number, spent)
    entries = ledger.unsent(1000, 10**7, again=True)
    read = [read_entry(it.raw, key_ring(KIOSK.public_key)).entry for it in entries]
    ledger.close()
    assert [it.seq for it in read] == list(range(len(read)))
    assert [it.time for it in read] == sorted(it.time for it in read)
    spends = {it.id: it.amounts["general"] for it in read if it.kind is EntryKind.SPEND}
    assert spends == spent
    report = verify(path)
    assert (report.problems, report.chain_ok, report.entries) == ((), True, len(read))


def _step(
    ledger: Ledger, path: Path, clock: HandTime, step: str, number: int, spent: dict[bytes, int]
) -> Ledger:
    match step:
        case "spend":
            spent[buy(ledger, number).id] = 15
        case "intent":
            ledger.begin_intent(intent(number))
        case "void":
            ledger.append(void(number))
        case "fulfil":
            ledger.append(fulfil(100 + number, of=number))
        case "recover":
            ledger.recover()
        case "receipt":
            found = ledger.find(id_of(number))
            ledger.store_receipts(confirm(ledger, found) if found else (), clock.time_s)
        case "restart":
            ledger.close()
            return open_ledger(path, clock)
    return ledger
