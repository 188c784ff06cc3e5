"""Newer rules and another day's prices: what happens in which order, told without a clock."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
import structlog
from structlog.testing import LogCapture

from kiosk.desks.lanes import Job, LaneFull, ThreadLane
from kiosk.district import District, load_district
from kiosk.papers.adoption import Adoption, Judged, OwnLane
from kiosk.papers.stock import Stock, stocking
from kiosk.services.base import Known
from kiosk.speech.words import load_words
from schemes.scheme import load_scheme
from tests.kiosk.documents import Authority
from tests.kiosk.services.test_earning import HEAD
from tests.kiosk.shops import MEALS, scheme_text
from tests.kiosk.test_days_in_force import AFTER, BOTTLES, LAST, TODAY, rules

ResultT = TypeVar("ResultT")
TOMORROW = TODAY + timedelta(days=1)
DAY_AFTER = TODAY + timedelta(days=2)
WAIT_S = 10.0
DEARER = f'\n[[rate]]\nwon = 100\nfrom = {TOMORROW}\nsource = "a test"\n'.encode()
NOBODY_SELLS = """
[[excluded_sector]]
sector = "district"
status = "set-here"
on = 2026-01-01
from = {begins}
until = {ends}
source = "a test"
"""


class HandLane:
    """A lane whose jobs wait until the test has them done."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.full = False
        self.closed = False

    def submit(self, job: Job, wait_s: float = 0.0) -> None:
        if self.full:
            raise LaneFull("by hand")
        self.jobs.append(job)

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:
        raise AssertionError("nobody waits for this lane")

    def close(self) -> None:
        self.closed = True

    def run(self) -> int:
        """Do what waits; how much that was."""
        jobs, self.jobs = self.jobs, []
        for job in jobs:
            assert job() is None
        return len(jobs)


def prices(district: District) -> int:
    return district.facility.services["meals"].order(Known({"meal": "lunch"}), 1).total.units


@dataclass
class Room:
    """A kiosk's rules, judged when the test says so, with a letter box for what was judged."""

    running: District
    stock: Callable[[District], Stock]
    lane: HandLane = field(default_factory=HandLane)
    box: list[Judged] = field(default_factory=list)
    logged: LogCapture = field(default_factory=LogCapture)

    def __post_init__(self) -> None:
        self.adoption = self.over(self.lane)

    def over(self, lane: OwnLane, stock: Callable[[District], Stock] | None = None) -> Adoption:
        log = structlog.wrap_logger(None, processors=[self.logged])
        first, make = self.stock(self.running), stock or self.stock
        return Adoption(first, TODAY, lane, make, self.box.append, log)

    def newer(self, version: int = 2, extra: bytes = DEARER) -> District:
        scheme = load_scheme(scheme_text() + extra, "test-coin")
        return replace(self.running, bundle_version=version, scheme=scheme)

    def arrive(self) -> None:
        """What was judged reaches the screen's thread."""
        while self.box:
            self.adoption.hear(self.box.pop(0))

    def judge(self) -> int:
        """Judge all that is asked for, and have it arrive; how much that was."""
        done = self.lane.run()
        self.arrive()
        return done

    def ready(self, on: date) -> Stock | None:
        return self.adoption.ready(self.at(on))

    def at(self, on: date) -> int:
        """Noon of that day where the scheme is at home."""
        noon = datetime.combine(on, time(12), UTC)
        return int(noon.timestamp()) - self.running.scheme.utc_offset_s

    def adopt(self, on: date) -> District:
        """Come to where nothing is wanted any more; what is sold by then."""
        for _ in range(4):
            if self.ready(on) is not None:
                self.adoption.adopted()
            elif not self.judge():
                return self.adoption.district
        raise AssertionError("it asks for ever")

    def told(self, event: str) -> int:
        return sum(entry["event"] == event for entry in self.logged.entries)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    profile = Authority().enrolled(tmp_path)
    return Room(load_district(profile, TODAY), stocking(profile, (load_words("ko"),)))


def test_while_nothing_changes_nothing_is_judged(room: Room) -> None:
    assert room.ready(TODAY) is None
    assert room.lane.jobs == []


def test_a_new_day_is_judged_once_and_sold_by_when_it_is_adopted(room: Room) -> None:
    room.running = room.newer(1)
    room.adoption = room.over(room.lane)
    assert [room.ready(TOMORROW) for _ in range(3)] == [None] * 3
    assert room.judge() == 1
    stock = room.ready(TOMORROW)
    assert stock is not None
    assert stock.shop.services is stock.district.facility.services
    assert prices(room.adoption.district) == 15
    room.adoption.adopted()
    assert room.adoption.district is stock.district
    assert prices(stock.district) == 30
    assert room.ready(TOMORROW) is None
    assert room.lane.jobs == []


def test_newer_rules_wait_as_long_as_nobody_adopts_them(room: Room) -> None:
    room.adoption.renewed(room.newer())
    assert room.ready(TODAY) is None
    room.judge()
    assert [room.ready(TODAY) is not None for _ in range(3)] == [True] * 3
    assert room.adoption.district is room.running
    assert room.lane.jobs == []


@pytest.mark.parametrize("turns", ["before", "after"])
def test_where_the_day_turns_while_newer_rules_are_judged_they_are_judged_for_the_new_one(
    room: Room, turns: str
) -> None:
    """``turns``: before or after what was judged has reached the screen's thread."""
    room.adoption.renewed(room.newer())
    room.adoption.look(room.at(TODAY))
    room.lane.run()
    if turns == "before":
        room.adoption.look(room.at(TOMORROW))
    room.arrive()
    assert room.ready(TOMORROW) is None
    assert prices(room.adopt(TOMORROW)) == 30
    assert room.adoption.district.bundle_version == 2


def test_newer_rules_that_come_while_a_new_day_is_judged_take_its_place(room: Room) -> None:
    room.adoption.look(room.at(TOMORROW))
    room.adoption.renewed(room.newer())
    room.adoption.look(room.at(TOMORROW))
    assert room.lane.run() == 2
    assert [it.asked.district.bundle_version for it in room.box] == [2]
    room.arrive()
    assert prices(room.adopt(TOMORROW)) == 30
    assert room.adoption.district.bundle_version == 2


@pytest.mark.parametrize("heard", [True, False], ids=["heard", "under-way"])
def test_of_two_bundles_the_later_is_adopted_though_the_earlier_was_judged(
    room: Room, heard: bool
) -> None:
    room.adoption.renewed(room.newer(2))
    room.adoption.look(room.at(TODAY))
    room.lane.run()
    if heard:
        room.arrive()
    room.adoption.renewed(room.newer(3))
    assert room.ready(TODAY) is None
    room.arrive()
    assert room.ready(TODAY) is None
    assert room.adopt(TODAY).bundle_version == 3
    assert room.told("rules-kept") == 0


@pytest.mark.parametrize("done", ["asked", "judged", "heard"])
def test_a_clock_set_back_to_the_day_that_is_sold_by_leaves_all_as_it_is(
    room: Room, done: str
) -> None:
    room.running = room.newer(1)
    room.adoption = room.over(room.lane)
    room.adoption.look(room.at(TOMORROW))
    if done != "asked":
        room.lane.run()
    if done == "heard":
        room.arrive()
        assert room.ready(TOMORROW) is not None
    assert room.ready(TODAY) is None
    room.judge()
    assert room.ready(TODAY) is None
    assert prices(room.adoption.district) == 15
    assert prices(room.adopt(TOMORROW)) == 30
    assert prices(room.adopt(TODAY)) == 15


def unusable(room: Room, begins: date, ends: date, version: int = 2) -> District:
    """Rules by which nobody may sell there from ``begins`` to ``ends``."""
    return room.newer(version, NOBODY_SELLS.format(begins=begins, ends=ends).encode())


def test_newer_rules_that_can_not_be_sold_by_change_nothing_and_are_told_of_once(
    room: Room,
) -> None:
    room.adoption.renewed(unusable(room, TODAY, TODAY))
    assert room.adopt(TODAY) is room.running
    assert [room.ready(TODAY) for _ in range(3)] == [None] * 3
    assert room.lane.jobs == []
    assert room.told("rules-kept") == 1


def test_they_are_sold_by_on_a_day_on_which_they_can_be(room: Room) -> None:
    room.adoption.renewed(unusable(room, TODAY, TODAY))
    room.adopt(TODAY)
    assert room.adopt(TOMORROW).bundle_version == 2
    assert room.told("rules-kept") == 1


def test_where_they_can_not_be_sold_by_on_a_new_day_the_kiosks_own_rules_follow_it(
    room: Room,
) -> None:
    """The day turns while newer rules are on their way, and these are no good on it."""
    room.running = room.newer(1)
    room.adoption = room.over(room.lane)
    room.adoption.renewed(unusable(room, TOMORROW, TOMORROW))
    room.adoption.look(room.at(TODAY))
    room.lane.run()
    assert prices(room.adopt(TOMORROW)) == 30
    assert room.adoption.district.bundle_version == 1
    assert room.told("rules-kept") == 1
    assert room.adopt(DAY_AFTER).bundle_version == 2


def test_good_rules_after_unusable_ones_are_adopted_on_the_same_day(room: Room) -> None:
    room.adoption.renewed(unusable(room, TODAY, TODAY))
    room.adopt(TODAY)
    room.adoption.renewed(room.newer(3))
    assert room.adopt(TODAY).bundle_version == 3


def test_own_rules_that_end_are_told_of_once_a_day_and_sold_by_as_they_were(room: Room) -> None:
    room.running = unusable(room, TOMORROW, TOMORROW, version=1)
    room.adoption = room.over(room.lane)
    for _ in range(2):
        assert room.adopt(TOMORROW) is room.running
    assert room.told("rules-kept") == 1
    assert room.adopt(DAY_AFTER).facility.services.keys() == {"meals"}
    assert room.adoption.district is not room.running


def test_two_that_are_unusable_on_one_day_are_not_judged_again_and_again(room: Room) -> None:
    room.running = unusable(room, TOMORROW, TOMORROW, version=1)
    room.adoption = room.over(room.lane)
    for version in (2, 3, 4):
        room.adoption.renewed(unusable(room, TOMORROW, TOMORROW, version))
        assert room.adopt(TOMORROW) is room.running
    assert room.lane.jobs == []


def test_a_lane_that_is_full_is_asked_again_at_the_next_look(room: Room) -> None:
    room.adoption.renewed(room.newer())
    room.lane.full = True
    assert room.ready(TODAY) is None
    room.lane.full = False
    assert room.adopt(TODAY).bundle_version == 2


def test_what_ends_by_its_date_is_told_of_when_it_is_adopted_and_not_before(room: Room) -> None:
    text = (MEALS + HEAD + BOTTLES).encode()
    scheme = load_scheme(rules(LAST), "test-coin")
    room.adoption.renewed(replace(room.running, scheme=scheme, facility_toml=text))
    room.adopt(TODAY)
    assert room.ready(AFTER) is None
    room.judge()
    assert room.told("service-left-out") == 0
    room.adopt(AFTER)
    assert room.told("service-left-out") == 1


def test_closed_while_something_is_judged_it_hears_nothing_and_asks_for_nothing(
    room: Room,
) -> None:
    room.adoption.renewed(room.newer())
    room.adoption.look(room.at(TODAY))
    room.lane.run()
    room.adoption.close()
    assert room.lane.closed
    room.arrive()
    assert room.ready(TODAY) is None
    assert room.lane.jobs == []


class SlowStock:
    """Makes what is sold, and ends only when it may; by which thread."""

    def __init__(self, stock: Callable[[District], Stock]) -> None:
        self._stock = stock
        self.began, self.may_end = threading.Event(), threading.Event()
        self.threads: list[str] = []

    def __call__(self, district: District) -> Stock:
        self.threads.append(threading.current_thread().name)
        self.began.set()
        assert self.may_end.wait(WAIT_S)
        return self._stock(district)


def no_bug(error: BaseException) -> None:
    raise error


@pytest.fixture
def lane() -> Iterator[ThreadLane]:
    lane = ThreadLane("rules", lambda _: None, no_bug)
    yield lane
    lane.close()


def test_it_is_judged_on_the_lanes_thread_and_closing_lets_that_end(
    room: Room, lane: ThreadLane
) -> None:
    slow = SlowStock(room.stock)
    adoption = room.over(lane, slow)
    adoption.renewed(room.newer(2))
    adoption.look(room.at(TODAY))
    assert slow.began.wait(WAIT_S)
    adoption.renewed(room.newer(3))
    assert adoption.ready(room.at(TODAY)) is None  # it answers while the other thread works
    slow.may_end.set()
    adoption.close()
    assert lane.closed
    assert slow.threads == ["rules"]  # what was queued behind it is for nobody any more
    assert [it.asked.district.bundle_version for it in room.box] == [2]
    adoption.hear(room.box[0])
    assert adoption.ready(room.at(TODAY)) is None
