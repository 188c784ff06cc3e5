"""Lanes: jobs in order on one thread, answers posted, a hanging lane named, a bug told."""

import threading
from collections.abc import Callable, Iterator

import pytest

from kiosk.desks.lanes import MAX_JOBS, InlineLane, LaneFull, ThreadLane
from kiosk.events import Event, Led, Ticked

WAIT_S = 20.0  # only ever waited for in full when the test fails


class Post:
    """Collects what a lane posts and lets a test wait for it."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.bugs: list[BaseException] = []
        self._arrived = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._arrived:
            self.events.append(event)
            self._arrived.notify_all()

    def bug(self, error: BaseException) -> None:
        with self._arrived:
            self.bugs.append(error)
            self._arrived.notify_all()

    def wait(self, count: int) -> None:
        with self._arrived:
            assert self._arrived.wait_for(
                lambda: len(self.events) + len(self.bugs) >= count, WAIT_S
            )


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def lane(post: Post) -> Iterator[ThreadLane]:
    lane = ThreadLane("test", post, post.bug)
    yield lane
    lane.close()


def test_an_inline_lane_posts_at_once(post: Post) -> None:
    lane = InlineLane(post)
    lane.submit(Led)
    lane.submit(lambda: None)
    assert post.events == [Led()]


def test_jobs_run_in_order_on_one_thread_that_is_not_ours(lane: ThreadLane, post: Post) -> None:
    threads: list[int] = []

    def job(event: Event) -> Event:
        threads.append(threading.get_ident())
        return event

    for event in (Led(), Ticked(), Led()):
        lane.submit(lambda event=event: job(event))  # type: ignore[misc] # bound per round
    post.wait(3)
    assert post.events == [Led(), Ticked(), Led()]
    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads


def test_a_bug_is_told_and_the_lane_goes_on(lane: ThreadLane, post: Post) -> None:
    def broken() -> Event:
        raise KeyError("x")

    lane.submit(broken)
    lane.submit(Led)
    post.wait(2)
    assert [type(bug) for bug in post.bugs] == [KeyError]
    assert post.events == [Led()]


def test_a_call_returns_or_raises_what_its_work_did(lane: ThreadLane) -> None:
    assert lane.call(lambda: 7, WAIT_S) == 7

    def broken() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        lane.call(broken, WAIT_S)


def test_a_hanging_lane_is_named_and_a_call_on_it_gives_up(lane: ThreadLane) -> None:
    hang = threading.Event()

    def wait() -> None:
        hang.wait(WAIT_S)

    try:
        lane.submit(wait)
        with pytest.raises(TimeoutError):
            lane.call(lambda: 1, 0.01)
        with pytest.raises(LaneFull, match="test"):
            fill(lane, wait)
    finally:
        hang.set()


def test_a_thread_that_may_wait_gets_room_in_a_full_lane(lane: ThreadLane, post: Post) -> None:
    hang = threading.Event()
    try:
        with pytest.raises(LaneFull):
            fill(lane, lambda: post(Ticked()) if hang.wait(WAIT_S) else None)
        threading.Timer(0.05, hang.set).start()
        lane.submit(Led, WAIT_S)
    finally:
        hang.set()
    lane.close()
    assert post.events[-1] == Led()


def fill(lane: ThreadLane, wait: Callable[[], None]) -> None:
    for _ in range(MAX_JOBS + 1):
        lane.submit(wait)


def test_closing_finishes_what_is_queued_and_may_be_repeated(post: Post) -> None:
    lane = ThreadLane("test", post, post.bug)
    lane.submit(Led)
    lane.close()
    lane.close()
    assert lane.closed
    assert post.events == [Led()]
