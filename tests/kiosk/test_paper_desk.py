"""Newer papers while a kiosk runs: the node's keys count at once, all else when nobody is there."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from kiosk.days import local_day
from kiosk.district import District, load_district
from kiosk.node.node_keys import NodeKeys
from kiosk.papers.paper_desk import PaperDesk
from kiosk.papers.paper_watch import LOOK_S, SOON_S
from kiosk.papers.status_shelf import StatusShelf
from kiosk.profile.machine import Profile
from offline_queue.clock import KioskClock
from offline_queue.errors import BadAnswer, NodeAway
from offline_queue.http_transport import Document
from offline_queue.node_client import BUNDLE_CALL, STATUS_CALL
from protocol.bundle import RosterRow
from protocol.errors import UnknownKey
from protocol.keys import KeyRing
from protocol.messages import HeartbeatAnswer
from protocol.status_list import read_status_list
from tests.kiosk.documents import ENROLLED_S, EXPIRES_S, Authority, new_key
from tests.kiosk.lines import Offers

TODAY = local_day(ENROLLED_S)


@dataclass
class Room:
    """A desk over a state folder, with a line that offers what a test puts there."""

    authority: Authority
    profile: Profile
    now_s: float = 0.0
    own_s: int = ENROLLED_S  # what the machine's clock shows
    line: Offers = field(default_factory=lambda: Offers({}))
    adopted: list[District] = field(default_factory=list)

    def __post_init__(self) -> None:
        district = load_district(self.profile, TODAY)
        self.keys = NodeKeys(district.receipt_keys)
        self.shelf = StatusShelf()
        clock = KioskClock(lambda: self.own_s * 1000, ENROLLED_S, lambda: self.own_s)
        self.desk = PaperDesk(
            self.profile,
            district,
            self.keys,
            self.shelf,
            clock,
            self.adopted.append,
            structlog.get_logger(),
        )
        self.desk.load()

    def look(self, *, near: bool = True, failure: str | None = None, after_s: float = 0.0) -> None:
        self.now_s += after_s
        self.desk.look(self.line, self.now_s, near=near, failure=failure)


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def room(authority: Authority, tmp_path: Path) -> Room:
    return Room(authority, authority.enrolled(tmp_path))


def believes(keys: KeyRing, signed: bytes) -> bool:
    try:
        read_status_list(signed, keys)
    except UnknownKey:
        return False
    return True


def test_a_newer_bundle_is_handed_over_once(authority: Authority, room: Room) -> None:
    room.line.papers[BUNDLE_CALL] = authority.bundle(2)
    room.look()
    room.look(after_s=LOOK_S)
    assert [one.bundle_version for one in room.adopted] == [2]
    assert room.desk.district.bundle_version == 2


def test_one_that_lies_there_since_before_the_line_fell_is_handed_over_too(
    authority: Authority, room: Room
) -> None:
    """It was written, and the power went before the answer to that was believed."""
    room.line.papers[BUNDLE_CALL] = authority.bundle(2)
    other = Room(authority, room.profile)
    room.look()
    other.line = room.line
    other.look()
    assert [one.bundle_version for one in other.adopted] == [2]


def test_keys_overlap_so_that_nothing_is_refused_while_they_change(
    authority: Authority, room: Room
) -> None:
    """The list names both before the new one signs; the old one goes when it signs no more."""
    old, new = authority.node, new_key()
    both = authority.trust_list(2, old, new)
    by_old, by_new = authority.statuses(), authority.statuses(signer=new)
    room.line.papers[BUNDLE_CALL] = authority.bundle(2, trust_list=both)
    assert (believes(room.keys, by_old), believes(room.keys, by_new)) == (True, False)
    room.look()
    assert (believes(room.keys, by_old), believes(room.keys, by_new)) == (True, True)
    alone = authority.trust_list(3, new)
    room.line.papers[BUNDLE_CALL] = authority.bundle(3, new, trust_list=alone)
    room.look(after_s=LOOK_S)
    assert (believes(room.keys, by_old), believes(room.keys, by_new)) == (False, True)


def test_one_that_was_away_while_the_keys_changed_gets_through_within_a_minute(
    authority: Authority, room: Room
) -> None:
    new = new_key()
    alone = authority.trust_list(2, new)
    room.line.papers[BUNDLE_CALL] = authority.bundle(2, new, trust_list=alone)
    room.look(near=False, failure=NodeAway.reason)
    assert room.line.asked == []
    room.look(near=False, failure=BadAnswer.reason, after_s=1)
    assert room.desk.district.trust_version == 2
    assert believes(room.keys, authority.statuses(signer=new))


def test_a_refused_bundle_leaves_keys_and_rules(authority: Authority, room: Room) -> None:
    room.line.papers[BUNDLE_CALL] = authority.bundle(2, new_key())
    with capture_logs() as logs:
        room.look()
    (told,) = [one for one in logs if one["event"] == "bundle"]
    assert (told["reason"], told["why"]) == ("bundle-refused", "untrusted")
    assert room.adopted == []
    assert believes(room.keys, authority.statuses())


def test_a_bundle_that_ends_while_it_runs_is_replaced_by_a_good_one_only(
    authority: Authority, room: Room
) -> None:
    assert room.desk.district.bundle_expires_s == EXPIRES_S
    room.own_s = EXPIRES_S + 10
    room.line.papers[BUNDLE_CALL] = authority.bundle(2, expires=EXPIRES_S + 10)
    room.look()
    assert room.adopted == []
    room.line.papers[BUNDLE_CALL] = authority.bundle(3, expires=EXPIRES_S + 11)
    room.look(after_s=LOOK_S)
    assert [one.bundle_version for one in room.adopted] == [3]


def test_status_lists_come_by_the_hour_and_when_the_node_tells_of_one(
    authority: Authority, room: Room
) -> None:
    room.line.papers = {STATUS_CALL: authority.statuses()}
    room.look()
    assert room.shelf.issued_s == ENROLLED_S
    room.line.papers[STATUS_CALL] = authority.statuses(ENROLLED_S + 1, bad=[5])
    room.look(after_s=SOON_S)
    assert not room.shelf.look(5, ENROLLED_S).revoked
    room.desk.hear(HeartbeatAnswer(1, ENROLLED_S + 1))
    room.look()
    assert room.shelf.look(5, ENROLLED_S).revoked
    assert Room(authority, room.profile).shelf.look(5, ENROLLED_S).revoked, "and after a restart"


def test_what_the_node_tells_of_and_is_here_already_is_not_asked_for(
    authority: Authority, room: Room
) -> None:
    room.line.papers = {BUNDLE_CALL: authority.bundle(1), STATUS_CALL: authority.statuses()}
    room.look()
    asked = list(room.line.asked)
    room.desk.hear(HeartbeatAnswer(1, ENROLLED_S))
    room.look(after_s=SOON_S)
    assert room.line.asked == asked
    room.desk.hear(HeartbeatAnswer(2, 0))
    room.look()
    assert room.line.asked == [*asked, BUNDLE_CALL]


def test_a_status_list_signed_by_the_new_key_counts_right_after_the_bundle_that_brings_it(
    authority: Authority, room: Room
) -> None:
    new = new_key()
    both = authority.trust_list(2, authority.node, new)
    room.line.papers = {
        BUNDLE_CALL: authority.bundle(2, trust_list=both),
        STATUS_CALL: authority.statuses(signer=new),
    }
    room.look()
    assert room.shelf.issued_s == ENROLLED_S


def test_only_the_cards_at_home_here_are_kept_of_a_roster(authority: Authority, room: Room) -> None:
    here = RosterRow(b"card-one", 7, 100, "김○자", (b"carer-01",))
    there = replace(here, cti=b"card-two", kiosk=8)
    room.line.papers[BUNDLE_CALL] = authority.bundle(2, roster=(here, there))
    room.look()
    assert room.desk.district.roster == {b"card-one": here}


@dataclass
class SlowLine(Offers):
    """Takes a whole minute for each question and then fails."""

    now_s: float = 0.0

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        self.now_s += timeout_s
        return super().get(call, timeout_s, etag)


def test_a_line_too_slow_for_papers_is_left_to_the_entries_most_of_the_time(room: Room) -> None:
    line, taken_s = SlowLine({}), 0.0
    while line.now_s < 4 * LOOK_S:
        began_s = line.now_s
        room.desk.hear(HeartbeatAnswer(2, ENROLLED_S + 1))
        room.desk.look(line, began_s, near=True, failure=None, rising_s=lambda: line.now_s)
        taken_s += line.now_s - began_s
        line.now_s += SOON_S
    assert taken_s < 4 * LOOK_S / 10


def test_between_two_papers_it_is_looked_whether_to_stop(room: Room) -> None:
    room.desk.look(room.line, 0.0, near=True, failure=None, stopping=lambda: True)
    assert room.line.asked == [BUNDLE_CALL]
