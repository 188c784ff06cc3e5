"""While the node works on the next batch, the receipts of this one are checked and stored."""

import shutil
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_queue.backoff import CAP_S
from offline_queue.errors import DiskFull, NodeAway
from offline_queue.http_transport import HttpTransport
from offline_queue.node_client import NodeClient
from offline_queue.pace import BASE_S, GENTLE_ENTRIES, GENTLE_REST_S
from offline_queue.reader import LedgerReader
from offline_queue.records import CheckedReceipt, Counts
from offline_queue.sender import Begin, Carried, at_once, own_thread
from offline_queue.skipped import REFUSED_RETRY_S
from offline_queue.sync import DAMAGED, PROBE_S, Sync
from offline_queue.sync_status import Disagreement, Refused
from offline_queue.verify import verify
from protocol.messages import EntriesAnswer
from tests.offline_queue.making import (
    KIOSK,
    NODE_KEYS,
    NOON_S,
    Dice,
    buy,
    open_ledger,
    receipt_for,
)
from tests.offline_queue.many import write_many
from tests.offline_queue.node_server import HonestNode, honestly, serving
from tests.offline_queue.streaming import EITHER_WAY, Fate, Stream, streaming, when_waited_for
from tests.offline_queue.test_sync_damaged import damage

SALES = 120
ENTRIES = 2 * SALES + 1
WAIT_S = 20  # for what happens at once
REASON = "malformed"


@pytest.fixture(scope="session")
def backlog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a long backlog, to be copied."""
    return write_many(tmp_path_factory.mktemp("backlog") / "ledger.db", SALES, confirmed=False)


@pytest.fixture
def ledger(backlog: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(backlog, tmp_path / "ledger.db"))


def test_the_next_request_is_with_the_node_before_the_first_receipts_are_stored(
    ledger: Path,
) -> None:
    honest, order = HonestNode(), []
    arrived = [threading.Event() for _ in range(ENTRIES)]

    def handle(call: str, body: bytes) -> bytes:
        order.append("asked")
        arrived[order.count("asked") - 1].set()
        return honest(call, body)

    with ExitStack() as stack:
        node = stack.enter_context(serving(honestly(handle)))
        line = stack.enter_context(HttpTransport(node.url))
        opened = stack.enter_context(open_ledger(ledger))
        reader = stack.enter_context(LedgerReader.open(ledger))
        begin = stack.enter_context(own_thread())

        def store(receipts: Sequence[CheckedReceipt], node_s: int) -> None:
            if sync.streaming:
                next_one = arrived[order.count("stored") + 1]
                assert next_one.wait(WAIT_S), "the next request never came"
            order.append("stored")
            opened.store_receipts(receipts, node_s)

        client = NodeClient(line, KIOSK, NODE_KEYS, lambda: NOON_S, Dice())
        sync = Sync(client, reader, NODE_KEYS, store, Dice(), rising_s=lambda: 0.0, begin=begin)
        while sync.step(0.0) == 0.0:
            pass
        assert opened.counts() == Counts(ENTRIES, ENTRIES)
        assert node.connections == 1
    batches = len(honest.batches)
    assert order == ["asked", *["asked", "stored"] * (batches - 1), "stored"]
    assert batches > 3


@EITHER_WAY
def test_a_long_backlog_goes_once_and_in_order(ledger: Path, begin: Begin) -> None:
    with streaming(ledger, begin) as stream:
        stream.run(ENTRIES)
        assert [seq for batch in stream.honest.batches for seq in batch] == list(range(ENTRIES))
        assert stream.stored == stream.honest.batches
        status = stream.sync.status
        assert (status.sent, status.resent, status.exchanges) == (
            ENTRIES,
            0,
            len(stream.honest.batches),
        )
        assert verify(ledger, NODE_KEYS).problems == ()


def test_each_step_ends_one_exchange(ledger: Path) -> None:
    with streaming(ledger) as stream:
        for number in range(1, 5):
            assert stream.sync.status.exchanges == number - 1
            stream.step()
            assert len(stream.stored) == number


def first_only(change: Callable[[EntriesAnswer], EntriesAnswer]) -> Callable[..., EntriesAnswer]:
    """Changes the first answer and no other."""
    changes = [change]
    return lambda answer: changes.pop()(answer) if changes else answer


def attended(stream: Stream) -> None:
    stream.attended = True


def refused(stream: Stream) -> None:
    stream.honest.refuse = {3: REASON}


def again(stream: Stream) -> None:
    stream.sync.send_again(0)


def knocking(stream: Stream) -> None:
    stream.wire.fates = [Fate.LOST_REQUEST]
    stream.step()


def forgetting(stream: Stream) -> None:
    stream.change = lambda answer: replace(answer, size=0, head=None)


@pytest.mark.parametrize("how", [attended, refused, again, knocking, forgetting])
def test_only_when_all_goes_well_the_next_batch_is_begun_early(
    ledger: Path, how: Callable[[Stream], None]
) -> None:
    with streaming(ledger) as stream:
        how(stream)
        asked = stream.wire.exchanges
        stream.step()
        assert not stream.sync.streaming
        assert stream.wire.exchanges == asked + 1


def test_a_node_that_claims_something_else_gets_no_batch_early(ledger: Path) -> None:
    with streaming(ledger) as stream:
        stream.change = lambda answer: replace(answer, size=ENTRIES + 1)
        stream.step()
        assert stream.sync.status.disagreement is Disagreement.NODE_KNOWS_MORE
        stream.step()
        assert not stream.sync.streaming


def test_a_batch_that_is_not_full_is_the_last_for_now(tmp_path: Path) -> None:
    with streaming(tmp_path / "ledger.db") as stream:
        buy(stream.ledger, 1)
        stream.wire.before = lambda number: number or buy(stream.ledger, 2)
        stream.step()
        assert not stream.sync.streaming
        stream.run(3)
        assert stream.honest.batches == [[0, 1], [2]]


@EITHER_WAY
def test_somebody_who_comes_meanwhile_has_the_machine_after_the_batch_on_its_way(
    ledger: Path, begin: Begin
) -> None:
    with streaming(ledger, begin) as stream:
        stream.step()
        assert stream.sync.streaming
        stream.attended = True
        now_s = stream.wire.now_s
        assert stream.step() == now_s + GENTLE_REST_S
        assert not stream.sync.streaming
        stream.step()
        assert len(stream.honest.batches[-1]) == GENTLE_ENTRIES


@EITHER_WAY
def test_receipts_that_could_not_be_kept_are_fetched_again_after_those_on_their_way(
    ledger: Path, begin: Begin
) -> None:
    with streaming(ledger, begin) as stream:
        stream.store_fails[1] = DiskFull(ledger, "no room")
        stream.step()
        due_s = stream.step()
        first, second, *_ = stream.stored
        assert (stream.sync.status.failure, stream.sync.streaming) == ("disk-full", True)
        exchanges = stream.sync.status.exchanges
        assert stream.sync.step(due_s - 0.1) == due_s, "called early it does nothing"
        assert (stream.sync.status.exchanges, len(stream.stored)) == (exchanges, 2)
        stream.step()
        assert not stream.sync.streaming, "what was not kept goes first"
        assert stream.ledger.counts().receipts == len(first) + len(stream.stored[2])
        stream.step()
        assert stream.stored[3][0] == second[0]
        stream.run(ENTRIES)
        assert stream.sync.status.resent == len(second)
        assert stream.wire.now_s < CAP_S + stream.wire.exchanges * stream.wire.takes_s


@EITHER_WAY
def test_a_refusal_passes_over_no_batch_whose_receipts_were_not_kept(
    ledger: Path, begin: Begin
) -> None:
    with streaming(ledger, begin) as stream:
        first = 5
        stream.honest.refuse = {first: REASON}
        stream.step()
        stream.step()
        assert stream.sync.streaming, "an entry that waits for its retry keeps nobody"
        stream.honest.refuse[200] = REASON
        stream.store_fails[len(stream.stored)] = DiskFull(ledger, "no room")
        stream.step()
        assert stream.sync.status.failure == "disk-full"
        stream.run(ENTRIES - 2)
        assert {it.seq for it in stream.sync.status.refused} == {first, 200}
        assert stream.wire.now_s < CAP_S + stream.wire.exchanges * stream.wire.takes_s


def test_data_lost_below_what_is_sent_again_is_sent_too(ledger: Path) -> None:
    with streaming(ledger) as stream:
        stream.run(ENTRIES)
        stream.honest.lose(from_seq=20)
        stream.sync.send_again(100)
        stream.step()
        assert stream.sync.status.disagreement is Disagreement.NODE_LOST_ENTRIES
        stream.sync.send_again(150)
        for _ in range(2):
            stream.step()
        assert set(stream.honest.entries) == set(range(ENTRIES))
        assert stream.wire.now_s < REFUSED_RETRY_S


def test_a_loss_is_noticed_although_an_earlier_entry_is_refused_for_good(ledger: Path) -> None:
    with streaming(ledger) as stream:
        stream.honest.refuse = {0: REASON}
        stream.run(ENTRIES - 1)
        stream.honest.lose(from_seq=100)
        stream.wire.now_s += PROBE_S
        stream.step()
        assert stream.sync.status.disagreement is Disagreement.NODE_LOST_ENTRIES
        for _ in range(2):
            stream.step()
        assert set(stream.honest.entries) == set(range(1, ENTRIES))


@EITHER_WAY
@pytest.mark.parametrize("fate", [Fate.LOST_REQUEST, Fate.LOST_ANSWER])
def test_a_node_that_goes_away_meanwhile_costs_only_the_batch_on_its_way(
    ledger: Path, begin: Begin, fate: Fate
) -> None:
    with streaming(ledger, begin, fates=[Fate.FINE, fate]) as stream:
        stream.step()
        (first,) = stream.stored
        assert stream.sync.status.reachable
        assert stream.ledger.counts().receipts == len(first)
        stream.step()
        status = stream.sync.status
        assert (status.reachable, status.failure, status.exchanges) == (False, "node-away", 2)
        assert (status.sent, status.resent) == (len(first), 0)
        assert not stream.sync.streaming
        stream.step()
        assert stream.stored[1] == [len(first)], "a knock"
        stream.run(ENTRIES)
        assert stream.sync.status.resent == 0
        assert stream.wire.now_s < CAP_S + stream.wire.exchanges * stream.wire.takes_s


@EITHER_WAY
def test_a_refusal_in_the_batch_on_its_way_is_named_in_the_next_request(
    ledger: Path, begin: Begin
) -> None:
    with streaming(ledger, begin) as stream:
        bad = 40
        stream.honest.refuse = {bad: REASON}
        stream.step()
        assert stream.sync.streaming
        stream.run(ENTRIES - 1)
        assert stream.sync.status.refused == (Refused(bad, REASON),)
        assert stream.wire.now_s < REFUSED_RETRY_S
        assert bad in stream.honest.batches[1]
        assert stream.honest.batches[2][0] == bad + 1
        assert stream.honest.lost[2] == ((bad, bad),)


@EITHER_WAY
def test_a_proof_of_a_fork_ends_the_streaming_and_takes_nothing_back(
    ledger: Path, begin: Begin
) -> None:
    with streaming(ledger, begin) as stream:
        proof = receipt_for(stream.ledger.name, 1, b"o" * 32)
        stream.change = first_only(
            lambda it: replace(it, receipts=(it.receipts[0], proof, *it.receipts[2:]))
        )
        stream.step()
        assert stream.sync.streaming, "it was on its way before the receipts were looked at"
        status = stream.sync.status
        assert (status.disagreement, status.fork_proof) == (Disagreement.FORK, proof)
        first = len(stream.stored[0]) + 1
        stream.step()
        assert not stream.sync.streaming
        assert stream.ledger.counts().receipts == first - 1 + len(stream.stored[1])
        assert stream.sync.status.fork_proof == proof


@EITHER_WAY
def test_receipts_that_are_not_believed_hold_up_nobody_on_the_way(
    ledger: Path, begin: Begin
) -> None:
    with streaming(ledger, begin) as stream:
        stream.change = first_only(lambda it: replace(it, receipts=(b"\x00",) * len(it.receipts)))
        stream.step()
        first = len(stream.honest.batches[0])
        assert stream.stored == [[]]
        stream.run(ENTRIES - first)
        assert stream.wire.now_s < REFUSED_RETRY_S
        assert stream.sync.status.refused[0] == Refused(0, "bad-answer")
        stream.wire.now_s += REFUSED_RETRY_S
        stream.run(ENTRIES)
        assert stream.sync.status.refused == ()
        assert stream.sync.status.resent == first


def test_a_node_that_loses_data_meanwhile_gets_it_again_without_a_wait(ledger: Path) -> None:
    with streaming(ledger, when_waited_for) as stream:
        stream.step()
        assert stream.sync.streaming
        stream.honest.lose(from_seq=4)
        stream.step()
        assert stream.sync.status.disagreement is Disagreement.NODE_LOST_ENTRIES
        assert stream.stored[1] == [], "all of them a gap for the node"
        stream.run(ENTRIES)
        assert len(stream.honest.entries) == ENTRIES
        assert stream.sync.status.refused == ()
        assert stream.wire.now_s < REFUSED_RETRY_S


@EITHER_WAY
def test_sending_again_begins_after_the_batch_on_its_way(ledger: Path, begin: Begin) -> None:
    with streaming(ledger, begin) as stream:
        stream.step()
        stream.sync.send_again(2)
        stream.step()
        sent_once = sum(map(len, stream.stored))
        stream.step()
        assert stream.honest.batches[2][0] == 2
        stream.run(ENTRIES)
        sent = [seq for batch in stream.honest.batches for seq in batch]
        assert sorted(sent[sent_once:]) == list(range(2, ENTRIES))
        assert stream.sync.status.resent == sent_once - 2


def test_an_entry_damaged_right_behind_a_batch_is_left_to_the_next_step(ledger: Path) -> None:
    with streaming(ledger) as stream:
        stream.step()
        bad = len(stream.honest.batches[0]) + len(stream.honest.batches[1])
        damage(stream, "raw", bad)
        stream.step()
        assert not stream.sync.streaming
        stream.run(ENTRIES - 1)
        assert set(stream.honest.entries) == set(range(ENTRIES)) - {bad}
        assert stream.sync.status.refused == (Refused(bad, DAMAGED),)
        assert stream.wire.now_s < REFUSED_RETRY_S


def test_what_cannot_be_read_ahead_keeps_no_receipt_from_being_stored(ledger: Path) -> None:
    with streaming(ledger) as stream:
        stream.reader.unreadable_from = 5
        stream.step()
        assert not stream.sync.streaming
        assert stream.ledger.counts().receipts == len(stream.honest.batches[0]) > 5
        assert stream.sync.status.failure is None


def test_the_refused_are_tried_again_in_time_however_long_the_backlog(ledger: Path) -> None:
    with streaming(ledger, takes_s=REFUSED_RETRY_S / 3) as stream:
        stream.honest.refuse = {2: REASON}
        stream.step()
        stream.honest.refuse = {}
        stream.run(ENTRIES)
        at = next(n for n, batch in enumerate(stream.honest.batches) if n and batch[0] == 2)
        assert at <= 5
        assert at < len(stream.honest.batches) - 1


@EITHER_WAY
def test_time_spent_on_storing_says_nothing_about_the_line(ledger: Path, begin: Begin) -> None:
    with streaming(ledger, begin) as stream:
        stream.storing_s = 30.0
        stream.run(ENTRIES)
        sizes = [len(batch) for batch in stream.honest.batches]
        assert sizes[:-1] == sorted(sizes[:-1])
        assert sizes[1] > 1.5 * sizes[0]


def test_a_request_on_its_way_has_the_deadline_of_its_size(ledger: Path) -> None:
    with streaming(ledger, takes_s=0.0) as stream:
        stream.run(ENTRIES)
        first_s, *_ = stream.wire.timeouts_s
        assert all(BASE_S < it_s <= first_s for it_s in stream.wire.timeouts_s)


def test_the_end_waits_for_the_exchange_under_way() -> None:
    began, deadline_passed = threading.Event(), threading.Event()

    def exchange() -> Carried:
        began.set()
        assert deadline_passed.wait(WAIT_S)
        raise NodeAway("its deadline has passed")

    left: list[bool] = []
    with own_thread() as begin:
        carrying = begin(exchange)
        assert began.wait(WAIT_S)
        left.append(not deadline_passed.is_set())
        deadline_passed.set()
    with pytest.raises(NodeAway):
        carrying.result()
    assert left == [True]
    assert not [it for it in threading.enumerate() if it.name.startswith("sync-line")]


def test_a_bug_in_an_exchange_is_told_at_once() -> None:
    with pytest.raises(ZeroDivisionError):
        at_once(lambda: (b"", 1 / 0))


@settings(max_examples=30, deadline=None)
@given(
    late=st.booleans(),
    refused=st.sets(st.integers(0, ENTRIES - 1), max_size=8),
    fates=st.lists(st.sampled_from(Fate), max_size=12),
    full=st.sets(st.integers(0, 10), max_size=3),
    visits=st.lists(st.booleans(), max_size=12),
    again_at=st.none() | st.tuples(st.integers(0, 10), st.integers(0, ENTRIES - 1)),
    loses=st.none() | st.tuples(st.integers(0, 10), st.integers(0, ENTRIES - 1)),
)
def test_whatever_happens_each_entry_is_receipted_once_and_none_waits_for_nothing(
    backlog: Path,
    late: bool,
    refused: set[int],
    fates: list[Fate],
    full: set[int],
    visits: list[bool],
    again_at: tuple[int, int] | None,
    loses: tuple[int, int] | None,
) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(dir=backlog.parent)))
        path = Path(shutil.copy(backlog, folder / "ledger.db"))
        begin = when_waited_for if late else at_once
        stream = stack.enter_context(streaming(path, begin, fates=list(fates)))
        stream.honest.refuse = dict.fromkeys(refused, REASON)
        stream.store_fails = {number: DiskFull(path, "no room") for number in full}

        def lose(number: int) -> None:
            if loses is not None and number == loses[0]:
                stream.honest.lose(from_seq=loses[1])

        stream.wire.before = lose
        for number in range(12):
            stream.attended = number < len(visits) and visits[number]
            if again_at is not None and number == again_at[0]:
                stream.sync.send_again(again_at[1])
            if not stream.is_done(ENTRIES - len(refused)):
                stream.step()
        stream.attended = False
        stream.run(ENTRIES - len(refused))
        wire = stream.wire
        waits_s = CAP_S * stream.failures + GENTLE_REST_S * len(visits)
        assert wire.now_s <= waits_s + wire.takes_s * wire.exchanges, "somebody waited"
        stream.honest.refuse = {}
        wire.before = lambda _: None
        wire.now_s += REFUSED_RETRY_S
        stream.step()
        stream.run(ENTRIES)
        assert stream.news == ENTRIES
        assert set(stream.honest.entries) == set(range(ENTRIES))
        assert (stream.sync.status.refused, stream.sync.status.fork_proof) == ((), None)
        assert verify(path, NODE_KEYS).problems == ()
