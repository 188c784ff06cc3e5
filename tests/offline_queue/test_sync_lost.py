"""An entry that can't be delivered holds up nobody, and is not forgotten."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from offline_queue.lost import LostPlaces
from offline_queue.records import Counts
from offline_queue.skipped import REFUSED_RETRY_S
from offline_queue.sync_status import Refused
from protocol.messages import MAX_LOST_RANGES, MAX_LOST_SEQS
from tests.offline_queue.making import buy
from tests.offline_queue.rig import rig

REASON = "bad-signature"


def test_entries_behind_several_bad_ones_are_booked_by_the_second_request(tmp_path: Path) -> None:
    with rig(tmp_path) as kiosk:
        for number in range(1, 8):
            buy(kiosk.ledger, number)
        kiosk.honest.refuse = {2: REASON, 3: REASON, 5: REASON}
        kiosk.run()
        assert kiosk.honest.batches == [[0, 1, 2, 3, 4, 5, 6, 7], [4, 5, 6, 7]]
        assert kiosk.honest.lost == [(), ((2, 3), (5, 5))]
        assert kiosk.counts() == Counts(8, 5)
        told = {it.seq: it.reason for it in kiosk.sync.status.refused}
        assert told == {2: REASON, 3: REASON, 5: REASON}


def test_a_mended_entry_is_delivered_and_named_lost_no_more(tmp_path: Path) -> None:
    with rig(tmp_path) as kiosk:
        for number in range(1, 4):
            buy(kiosk.ledger, number)
        kiosk.honest.refuse = {1: REASON}
        kiosk.run()
        kiosk.honest.refuse = {}
        kiosk.now_s += REFUSED_RETRY_S
        kiosk.run()
        assert kiosk.counts() == Counts(4, 4)
        assert kiosk.sync.status.refused == ()
        kiosk.honest.entries.clear()
        kiosk.sync.send_again(0)
        kiosk.run()
        assert kiosk.honest.lost[-1] == ()
        assert sorted(kiosk.honest.entries) == [0, 1, 2, 3]


def test_sending_everything_again_goes_past_a_bad_entry_too(tmp_path: Path) -> None:
    with rig(tmp_path) as kiosk:
        for number in range(1, 6):
            buy(kiosk.ledger, number)
        kiosk.honest.refuse = {2: REASON}
        kiosk.run()
        kiosk.honest.entries.clear()
        kiosk.now_s += 1
        kiosk.sync.send_again(0)
        kiosk.run()
        assert sorted(kiosk.honest.entries) == [0, 1, 3, 4, 5]


def test_a_gap_that_no_bad_entry_explains_waits_for_the_retry(tmp_path: Path) -> None:
    with rig(tmp_path) as kiosk:
        for number in range(1, 4):
            buy(kiosk.ledger, number)
        kiosk.honest.refuse = {0: "gap"}
        kiosk.run()
        assert kiosk.honest.batches == [[0, 1, 2, 3]]
        assert kiosk.sync.status.refused[0] == Refused(0, "gap")
        kiosk.honest.refuse = {}
        kiosk.now_s += REFUSED_RETRY_S
        kiosk.run()
        assert kiosk.counts() == Counts(4, 4)


@given(st.sets(st.integers(0, 300)), st.integers(0, 300), st.integers(0, 300))
def test_ranges_name_exactly_the_places_within(seqs: set[int], first: int, last: int) -> None:
    lost = LostPlaces()
    lost.learn(seqs)
    ranges = lost.ranges(first, last)
    named = [seq for one, other in ranges for seq in range(one, other + 1)]
    wanted = sorted(seq for seq in seqs if first <= seq <= last)
    assert named == wanted[: len(named)]
    assert len(named) == len(wanted) or len(ranges) == MAX_LOST_RANGES
    assert all(one[1] + 1 < other[0] for one, other in pairwise(ranges))


def test_no_more_is_remembered_than_a_request_may_name() -> None:
    lost = LostPlaces()
    assert lost.learn(range(2 * MAX_LOST_SEQS)) == 0
    assert lost.ranges(0, 10**6) == ((0, MAX_LOST_SEQS - 1),)
    assert lost.learn([MAX_LOST_SEQS + 5]) is None
    lost.forget([3])
    assert lost.learn([3, 4]) == 3


def test_a_place_that_the_node_keeps_as_a_hole_takes_no_room() -> None:
    lost = LostPlaces()
    lost.learn(range(MAX_LOST_SEQS))
    assert lost.learn([3, MAX_LOST_SEQS + 5], MAX_LOST_SEQS) == MAX_LOST_SEQS + 5
    assert lost.ranges(0, 10**6) == ((MAX_LOST_SEQS + 5, MAX_LOST_SEQS + 5),)
    assert lost.learn([3], 2) == 3
