"""Entries reach the node once, whatever the line and the node do; over real HTTP on loopback."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offline_queue.backoff import CAP_S
from offline_queue.errors import DiskFull
from offline_queue.http_transport import CONNECT_TIMEOUT_S, HttpTransport
from offline_queue.node_client import NodeClient
from offline_queue.pace import BASE_S, BATCH_BYTES, BATCH_ENTRIES
from offline_queue.reader import LedgerReader
from offline_queue.records import Counts
from offline_queue.skipped import REFUSED_RETRY_S
from offline_queue.sync import MAX_REFUSED, PROBE_S, Sync
from offline_queue.sync_status import Disagreement, Refused
from offline_queue.verify import verify
from protocol.entry import read_entry
from protocol.messages import (
    MAX_BATCH_BYTES,
    MAX_BATCH_ENTRIES,
    Answer,
    EntriesAnswer,
    EntriesRequest,
    Refusal,
    read_request,
    sign_answer,
)
from tests.offline_queue.making import (
    KIOSK,
    NODE,
    NODE_KEYS,
    NOON_S,
    STRANGER,
    Dice,
    buy,
    receipt_for,
)
from tests.offline_queue.node_server import (
    KIOSK_KEYS,
    Exchange,
    HonestNode,
    free_port,
    honestly,
    serving,
)
from tests.offline_queue.rig import Rig, rig


@pytest.fixture
def good(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path) as good:
        yield good


def test_every_entry_gets_its_receipt(good: Rig) -> None:
    for number in range(1, 6):
        buy(good.ledger, number)
    good.run()
    assert good.counts() == Counts(6, 6)
    assert good.honest.batches == [[0, 1, 2, 3, 4, 5]]
    status = good.sync.status
    assert (status.reachable, status.failure, status.sent, status.resent) == (True, None, 6, 0)
    assert (status.node_time_s, good.ledger.last_node_time()) == (NOON_S, NOON_S)
    assert verify(good.path, NODE_KEYS).problems == ()


def test_an_idle_sync_probes_now_and_then_and_sends_new_entries_at_once(good: Rig) -> None:
    good.run()
    assert good.sync.step(good.now_s + 1) == good.now_s + PROBE_S
    buy(good.ledger, 1)
    good.now_s += 2
    good.run()
    assert good.counts() == Counts(2, 2)
    good.now_s += PROBE_S
    good.run()
    assert good.honest.batches == [[0], [1], []]
    good.run()
    assert len(good.honest.batches) == 3


def test_only_steps_that_spoke_to_the_node_count_as_exchanges(good: Rig) -> None:
    assert good.sync.status.exchanges == 0
    good.run()
    assert good.sync.status.exchanges == 1
    good.sync.step(good.now_s + 1)
    assert good.sync.status.exchanges == 1, "it was only asked when to come"
    good.now_s += PROBE_S
    good.run()
    assert good.sync.status.exchanges == 2


def test_a_step_that_comes_too_early_after_a_failure_is_no_exchange(tmp_path: Path) -> None:
    with rig(tmp_path, url=f"http://127.0.0.1:{free_port()}") as away:
        next_s = away.sync.step(away.now_s)
        assert away.sync.step(away.now_s) == next_s
        assert (away.sync.status.exchanges, away.sync.status.reachable) == (1, False)
        away.sync.step(next_s)
        assert away.sync.status.exchanges == 2


def test_an_answer_that_could_not_be_kept_still_says_that_the_node_is_there(good: Rig) -> None:
    good.store_fails.append(DiskFull(good.path, "no room"))
    good.sync.step(good.now_s)
    status = good.sync.status
    assert (status.exchanges, status.reachable, status.failure) == (1, True, "disk-full")


def test_what_was_confirmed_is_not_sent_again_after_a_restart(good: Rig) -> None:
    buy(good.ledger, 1)
    good.run()
    assert good.server is not None
    with (
        HttpTransport(good.server.url) as line,
        LedgerReader.open(good.path) as reader,
    ):
        client = NodeClient(line, KIOSK, NODE_KEYS, lambda: NOON_S, Dice(5))
        store = good.ledger.store_receipts
        again = Sync(client, reader, NODE_KEYS, store, Dice(), rising_s=lambda: 0)
        assert (again.status.sent, again.status.node_time_s) == (2, NOON_S)
        again.step(0)
    assert good.honest.batches == [[0, 1], []]


def test_a_batch_grows_on_a_fast_line_and_keeps_its_limits(good: Rig) -> None:
    for number in range(1, 3 * BATCH_ENTRIES):
        buy(good.ledger, number)
    good.run()
    sizes = [len(batch) for batch in good.honest.batches]
    assert sizes[:-1] == sorted(sizes[:-1])
    assert max(sizes) <= BATCH_ENTRIES
    assert len(sizes) < 10
    assert good.counts().receipts == sum(sizes) == 3 * BATCH_ENTRIES
    assert BATCH_ENTRIES <= MAX_BATCH_ENTRIES
    assert BATCH_BYTES <= MAX_BATCH_BYTES


def test_a_node_that_is_away_is_asked_again_ever_more_rarely(tmp_path: Path) -> None:
    with rig(tmp_path, url=f"http://127.0.0.1:{free_port()}") as away:
        buy(away.ledger, 1)
        waits = []
        for _ in range(8):
            next_s = away.sync.step(away.now_s)
            waits.append(next_s - away.now_s)
            assert away.sync.step(away.now_s) == next_s, "called early it does nothing"
            away.now_s = next_s
        assert all(0 < wait <= CAP_S for wait in waits)
        assert waits[0] <= 0.5
        assert waits[-1] >= CAP_S / 2
        status = away.sync.status
        assert (status.reachable, status.away_since_s) == (False, 100.0)
        assert (status.failure, status.sent, away.counts()) == ("node-away", 0, Counts(2, 0))


def test_an_upload_begins_within_ten_seconds_of_the_line(tmp_path: Path) -> None:
    port = free_port()
    with rig(tmp_path, url=f"http://127.0.0.1:{port}") as kiosk:
        for number in range(1, 8):
            buy(kiosk.ledger, number)
        for _ in range(12):
            kiosk.wait()
        back_s = kiosk.now_s
        with serving(honestly(kiosk.honest), port):
            kiosk.now_s = kiosk.sync.step(kiosk.now_s)
            kiosk.run()
        assert kiosk.honest.batches == [[0], [1, 2, 3, 4, 5, 6, 7]], "a knock, then all"
        assert kiosk.now_s - back_s <= CAP_S
        assert max(CONNECT_TIMEOUT_S, BASE_S) + CAP_S < 10
        assert (kiosk.sync.status.reachable, kiosk.sync.status.away_since_s) == (True, None)
        assert kiosk.counts() == Counts(8, 8)


def unsigned(body: bytes, status: int = 200) -> Callable[[HonestNode], Callable[..., None]]:
    return lambda _: lambda _call, _body, exchange: exchange.answer(body, status)


def by_a_stranger(honest: HonestNode) -> Callable[[str, bytes, Exchange], None]:
    honest.signer = STRANGER
    return honestly(honest)


def an_old_answer(honest: HonestNode) -> Callable[[str, bytes, Exchange], None]:
    first: list[bytes] = []

    def handle(call: str, body: bytes) -> bytes:
        first.append(honest(call, body))
        answer = Answer(bytes(32), NOON_S, 0)
        return sign_answer(NODE, answer) if len(first) == 1 else first[0]

    return honestly(handle)


NO_ANSWERS = {
    "status 500": (unsigned(b"oops", 500), "node-away"),
    "garbage": (unsigned(b"<html>welcome to this hotel</html>"), "bad-answer"),
    "nothing": (unsigned(b""), "bad-answer"),
    "a huge answer": (unsigned(b"x" * 3_000_000), "bad-answer"),
    "a stranger's signature": (by_a_stranger, "bad-answer"),
    "an old answer": (an_old_answer, "bad-answer"),
}


@pytest.mark.parametrize(("behave", "reason"), NO_ANSWERS.values(), ids=NO_ANSWERS.keys())
def test_what_is_no_answer_of_the_node_changes_nothing(
    tmp_path: Path,
    behave: Callable[[HonestNode], Callable[[str, bytes, Exchange], None]],
    reason: str,
) -> None:
    with rig(tmp_path, behave) as kiosk:
        buy(kiosk.ledger, 1)
        for _ in range(3):
            assert kiosk.sync.step(kiosk.now_s) > kiosk.now_s
            kiosk.wait()
        status = kiosk.sync.status
        assert (status.reachable, status.failure, status.sent) == (False, reason, 0)
        assert (kiosk.counts(), kiosk.stored) == (Counts(2, 0), [])
        assert kiosk.ledger.last_node_time() == 0


def test_a_kiosk_that_the_node_refuses_keeps_its_entries_and_asks_rarely(tmp_path: Path) -> None:
    problem = b'{"type": "urn:cc:problem:unknown-key"}'

    def behave(_: HonestNode) -> Callable[[str, bytes, Exchange], None]:
        return lambda _c, _b, it: it.answer(problem, 403, "application/problem+json")

    with rig(tmp_path, behave) as kiosk:
        assert kiosk.sync.step(kiosk.now_s) == kiosk.now_s + REFUSED_RETRY_S
        assert kiosk.sync.status.failure == "node-refused"
        assert kiosk.counts() == Counts(1, 0)


def answered(
    handle: Callable[[HonestNode, EntriesRequest], EntriesAnswer],
) -> Callable[[HonestNode], Callable[[str, bytes, Exchange], None]]:
    """The node's key signs whatever ``handle`` makes of the request."""

    def behave(honest: HonestNode) -> Callable[[str, bytes, Exchange], None]:
        def answer(call: str, body: bytes) -> bytes:
            signed = read_request(body, KIOSK_KEYS)
            made = handle(honest, EntriesRequest.from_body(signed.request.body))
            return sign_answer(NODE, Answer(signed.hash, NOON_S, made.to_body()))

        return honestly(answer)

    return behave


def test_one_bad_entry_does_not_delay_the_others(good: Rig) -> None:
    good.honest.refuse[2] = "malformed"
    for number in range(1, 5):
        buy(good.ledger, number)
    good.run()
    assert good.counts() == Counts(5, 4)
    assert good.sync.status.refused == (Refused(2, "malformed"),)
    buy(good.ledger, 5)
    good.run()
    assert good.counts() == Counts(6, 5)
    assert good.honest.batches == [[0, 1, 2, 3, 4], [3, 4], [5]]
    assert good.honest.lost == [(), ((2, 2),), ()]
    good.now_s += REFUSED_RETRY_S
    good.run()
    assert good.honest.batches[3:] == [[2]]
    assert good.sync.status.refused == (Refused(2, "malformed"),)
    good.honest.refuse.clear()
    good.now_s += REFUSED_RETRY_S
    good.run()
    assert good.counts() == Counts(6, 6)
    assert not good.sync.status.refused
    assert verify(good.path).problems == ()


def test_a_node_that_refuses_everything_is_not_hammered(good: Rig) -> None:
    good.honest.refuse = dict.fromkeys(range(BATCH_ENTRIES * 2), "malformed")
    for number in range(1, BATCH_ENTRIES + 20):
        buy(good.ledger, number)
    good.run()
    sent = [seq for batch in good.honest.batches for seq in batch]
    assert sent == list(range(BATCH_ENTRIES + 20)), "each of them once"
    assert len(good.sync.status.refused) == MAX_REFUSED
    good.run()
    assert sum(map(len, good.honest.batches)) == BATCH_ENTRIES + 20


def swap_receipts(honest: HonestNode, request: EntriesRequest) -> EntriesAnswer:
    answer = honest.book(request)
    first, second, *others = answer.receipts
    return EntriesAnswer((second, first, *others), answer.size, answer.head)


def test_a_receipt_for_another_entry_does_not_count(tmp_path: Path) -> None:
    with rig(tmp_path, answered(swap_receipts)) as kiosk:
        for number in (1, 2):
            buy(kiosk.ledger, number)
        kiosk.run()
        assert kiosk.counts() == Counts(3, 1)
        assert kiosk.sync.status.refused == (Refused(0, "bad-answer"), Refused(1, "bad-answer"))
        assert kiosk.sync.status.fork_proof is None


def receipts_by_a_stranger(honest: HonestNode, request: EntriesRequest) -> EntriesAnswer:
    honest.receipt_signer = STRANGER
    return honest.book(request)


def receipts_of_another_ledger(honest: HonestNode, request: EntriesRequest) -> EntriesAnswer:
    answer = honest.book(request)
    raws = tuple(receipt_for(b"another!", seq, hash_) for seq, hash_ in honest.hashes.items())
    return EntriesAnswer(raws, answer.size, answer.head)


def receipts_of_nonsense(honest: HonestNode, request: EntriesRequest) -> EntriesAnswer:
    answer = honest.book(request)
    return EntriesAnswer((b"\x00",) * len(request.items), answer.size, answer.head)


@pytest.mark.parametrize(
    "handle", [receipts_by_a_stranger, receipts_of_another_ledger, receipts_of_nonsense]
)
def test_a_receipt_that_is_not_the_nodes_word_on_this_entry_does_not_count(
    tmp_path: Path, handle: Callable[[HonestNode, EntriesRequest], EntriesAnswer]
) -> None:
    with rig(tmp_path, answered(handle)) as kiosk:
        buy(kiosk.ledger, 1)
        kiosk.run()
        assert kiosk.counts() == Counts(2, 0)
        assert [it.seq for it in kiosk.sync.status.refused] == [0, 1]
        assert kiosk.sync.status.fork_proof is None


@pytest.mark.parametrize("seq", [1, 7])
def test_a_receipt_for_an_entry_that_this_ledger_lacks_proves_a_fork(
    tmp_path: Path, seq: int
) -> None:
    def forked(honest: HonestNode, request: EntriesRequest) -> EntriesAnswer:
        answer = honest.book(request)
        other = receipt_for(request.ledger, seq, b"o" * 32)
        return EntriesAnswer((answer.receipts[0], other), answer.size, answer.head)

    with rig(tmp_path, answered(forked)) as kiosk:
        buy(kiosk.ledger, 1)
        kiosk.run()
        status = kiosk.sync.status
        assert status.disagreement is Disagreement.FORK
        assert status.fork_proof == receipt_for(kiosk.ledger.name, seq, b"o" * 32)
        assert kiosk.counts() == Counts(2, 1)


def test_an_answer_that_was_lost_is_asked_for_again_and_is_the_same(tmp_path: Path) -> None:
    def forgetful(honest: HonestNode) -> Callable[[str, bytes, Exchange], None]:
        def behave(call: str, body: bytes, exchange: Exchange) -> None:
            answer = honest(call, body)
            if len(honest.batches) == 1:
                exchange.raw([])  # booked, and the line is cut
            else:
                exchange.answer(answer)

        return behave

    with rig(tmp_path, forgetful) as kiosk:
        buy(kiosk.ledger, 1)
        kiosk.wait()
        assert kiosk.sync.status.reachable is False
        kiosk.run()
        assert kiosk.counts() == Counts(2, 2)
        assert kiosk.honest.batches == [[0, 1], [0], [1]]
        assert len(kiosk.honest.entries) == 2


def test_entries_sent_again_on_purpose_bring_the_same_receipts(good: Rig) -> None:
    for number in (1, 2):
        buy(good.ledger, number)
    good.run()
    before = dict(good.honest.receipts)
    good.sync.send_again(0)
    good.run()
    assert good.honest.batches == [[0, 1, 2], [0, 1, 2]]
    assert good.honest.receipts == before
    assert (good.sync.status.resent, good.stored) == (3, [3, 0])
    assert good.counts() == Counts(3, 3)


def test_a_node_that_lost_entries_gets_them_again_and_staff_are_told(good: Rig) -> None:
    for number in range(1, 4):
        buy(good.ledger, number)
    good.run()
    for table in (good.honest.entries, good.honest.hashes, good.honest.receipts):
        for seq in (2, 3):
            del table[seq]
    good.now_s += PROBE_S
    assert good.sync.step(good.now_s) == good.now_s
    assert good.sync.status.disagreement is Disagreement.NODE_LOST_ENTRIES
    good.run()
    assert good.honest.batches[-1] == [2, 3]
    assert sorted(good.honest.entries) == [0, 1, 2, 3]
    assert good.counts() == Counts(4, 4)
    assert good.sync.status.disagreement is None


def test_a_node_that_lost_entries_and_refuses_the_next_one_gets_all_of_them(tmp_path: Path) -> None:
    def strict(honest: HonestNode, request: EntriesRequest) -> EntriesAnswer:
        size = len(honest.entries)
        seqs = [read_entry(it.entry, KIOSK_KEYS).entry.seq for it in request.items]
        honest.refuse = {seq: "gap" for seq in seqs if seqs[0] > size}
        return honest.book(request)

    with rig(tmp_path, answered(strict)) as kiosk:
        for number in (1, 2):
            buy(kiosk.ledger, number)
        kiosk.run()
        for table in (kiosk.honest.entries, kiosk.honest.hashes, kiosk.honest.receipts):
            for seq in (1, 2):
                del table[seq]
        buy(kiosk.ledger, 3)
        kiosk.run()
        assert kiosk.honest.batches == [[0, 1, 2], [3], [1, 2, 3]]
        assert kiosk.counts() == Counts(4, 4)
        assert not kiosk.sync.status.refused


def test_a_node_that_keeps_forgetting_is_not_flooded(tmp_path: Path) -> None:
    def forgetting(honest: HonestNode, request: EntriesRequest) -> EntriesAnswer:
        return EntriesAnswer(honest.book(request).receipts, 0, None)

    with rig(tmp_path, answered(forgetting)) as kiosk:
        buy(kiosk.ledger, 1)
        kiosk.run()
        kiosk.now_s += PROBE_S
        kiosk.run()
        assert kiosk.honest.batches == [[0, 1], [], [0, 1]]
        kiosk.now_s += PROBE_S
        kiosk.run()
        assert kiosk.honest.batches[3:] == [[]]
        kiosk.now_s += REFUSED_RETRY_S
        kiosk.run()
        assert kiosk.honest.batches[4:] == [[], [0, 1]]


@pytest.mark.parametrize(
    ("size", "head", "expected"),
    [
        (9, b"h" * 32, Disagreement.NODE_KNOWS_MORE),
        (2, b"h" * 32, Disagreement.NODE_DIFFERS),
    ],
)
def test_a_node_that_claims_something_else_is_reported_and_proves_no_fork(
    tmp_path: Path, size: int, head: bytes, expected: Disagreement
) -> None:
    def claiming(honest: HonestNode, request: EntriesRequest) -> EntriesAnswer:
        return EntriesAnswer(honest.book(request).receipts, size, head)

    with rig(tmp_path, answered(claiming)) as kiosk:
        buy(kiosk.ledger, 1)
        kiosk.run()
        status = kiosk.sync.status
        assert (status.disagreement, status.fork_proof) == (expected, None)
        assert kiosk.counts() == Counts(2, 2), "its receipts hold all the same"


def test_a_node_put_back_that_took_a_clones_entries_is_asked_for_its_proof(tmp_path: Path) -> None:
    """It knows less than it has confirmed and not the same: what is new would be a gap for ever."""
    other: list[bytes] = []

    def cloned(honest: HonestNode, request: EntriesRequest) -> EntriesAnswer:
        if not other:
            return honest.book(request)
        seqs = [read_entry(it.entry, KIOSK_KEYS).entry.seq for it in request.items]
        there = {0: honest.receipts[0], 1: other[0]}
        results = tuple(there.get(seq, Refusal("gap")) for seq in seqs)
        return EntriesAnswer(results, 2, b"o" * 32)

    with rig(tmp_path, answered(cloned)) as kiosk:
        for number in (1, 2):
            buy(kiosk.ledger, number)
        kiosk.run()
        other.append(receipt_for(kiosk.ledger.name, 1, b"o" * 32))
        buy(kiosk.ledger, 3)
        kiosk.run()
        status = kiosk.sync.status
        assert (status.disagreement, status.fork_proof) == (Disagreement.FORK, other[0])


def test_receipts_that_could_not_be_kept_are_fetched_again(good: Rig) -> None:
    buy(good.ledger, 1)
    good.store_fails.append(DiskFull(good.path, "no room"))
    assert good.sync.step(good.now_s) > good.now_s
    assert (good.sync.status.failure, good.counts()) == ("disk-full", Counts(2, 0))
    good.wait()
    good.run()
    assert good.counts() == Counts(2, 2)
    assert good.sync.status.failure is None


def test_selling_goes_on_between_the_steps(good: Rig) -> None:
    for number in range(1, 30):
        buy(good.ledger, number)
        if number % 3 == 0:
            good.sync.step(good.now_s)
    good.run()
    assert good.counts() == Counts(30, 30)
    assert len(good.honest.entries) == 30
    assert verify(good.path).problems == ()
