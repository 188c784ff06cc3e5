"""Nobody waits for the second medium: not selling, not opening for long, not closing."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.ledger.copy_thread import HANG_S, MAX_JOBS, CopyThread, DistantCopy
from offline_queue.copy_keeper import CopyKeeper
from offline_queue.errors import CannotOpen, DiskFailing
from offline_queue.second_medium import CopyState
from tests.offline_queue.copies import Media, alike

PATIENCE_S = 20.0


class Stuck(CopyKeeper):
    """Its medium hangs in the kernel until the test lets it go."""

    def __init__(self, media: Media, hangs: threading.Event, go: threading.Event) -> None:
        super().__init__(media.primary, media.place)
        self._hangs, self._go = hangs, go

    def step(self, now_s: float) -> float:
        self._hangs.set()
        assert self._go.wait(PATIENCE_S)
        return super().step(now_s)


@pytest.fixture
def media(tmp_path: Path) -> Media:
    media = Media(tmp_path)
    media.sell(1, 2)
    return media


class Steps:
    """Counts the steps and lets a test wait for a state."""

    def __init__(self) -> None:
        self.states: list[CopyState] = []
        self.bugs: list[BaseException] = []
        self.changed = threading.Condition()

    def stepped(self, keeper: CopyKeeper) -> None:
        with self.changed:
            self.states.append(keeper.status.state)
            self.changed.notify_all()

    def bug(self, error: BaseException) -> None:
        with self.changed:
            self.bugs.append(error)
            self.changed.notify_all()

    def wait_for(self, state: CopyState) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: state in self.states[-1:], PATIENCE_S)


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def thread(media: Media, steps: Steps) -> Iterator[CopyThread]:
    thread = CopyThread(
        media.place,
        lambda: CopyKeeper(media.primary, media.place),
        lambda: 0.0,
        steps.stepped,
        steps.bug,
    )
    yield thread
    thread.close()


def test_the_copy_is_kept_from_when_the_ledger_is_open_and_after_each_sale(
    media: Media, thread: CopyThread, steps: Steps
) -> None:
    thread.wake()
    assert thread.call(lambda: 1) == 1
    assert steps.states == []
    thread.keep()
    steps.wait_for(CopyState.LEVEL)
    media.sell(3)
    before = len(steps.states)
    thread.wake()
    with steps.changed:
        assert steps.changed.wait_for(lambda: len(steps.states) > before, PATIENCE_S)
    assert alike(media)


def test_closing_lets_the_copy_have_what_came_last(
    media: Media, thread: CopyThread, steps: Steps
) -> None:
    thread.keep()
    steps.wait_for(CopyState.LEVEL)
    media.sell(3, 4)
    assert thread.close()
    assert alike(media)
    assert thread.close()


def test_another_thread_reads_the_copy_through_its_own(media: Media, thread: CopyThread) -> None:
    media.catch_up()
    copy = DistantCopy(thread)
    assert copy.marks().size == 3
    assert len(copy.entries(1, 5)) == 2
    assert copy.hash_at(2) == copy.marks().head
    assert (copy.receipts(0, 5), copy.intents(0, 5)) == ((), ())
    copy.close()


def test_what_goes_wrong_on_the_medium_is_raised_where_it_was_asked(thread: CopyThread) -> None:
    with pytest.raises(CannotOpen):
        DistantCopy(thread)


def test_many_sales_in_a_row_do_not_keep_anybody_from_asking(
    thread: CopyThread, steps: Steps
) -> None:
    thread.keep()
    for _ in range(10 * MAX_JOBS):
        thread.wake()
    assert thread.call(lambda: 1) == 1
    steps.wait_for(CopyState.LEVEL)


def test_a_medium_that_hangs_holds_up_neither_asking_nor_waking_nor_closing(
    media: Media, steps: Steps
) -> None:
    hangs, go = threading.Event(), threading.Event()
    thread = CopyThread(
        media.place,
        lambda: Stuck(media, hangs, go),
        lambda: 0.0,
        steps.stepped,
        steps.bug,
        answer_s=0.01,
        join_s=0.01,
    )
    thread.keep()
    assert hangs.wait(PATIENCE_S)
    for _ in range(2 * MAX_JOBS):
        thread.wake()
        with pytest.raises(DiskFailing, match="does not answer"):
            thread.call(lambda: 1)
    assert not thread.close()
    go.set()
    thread._thread.join(PATIENCE_S)
    assert steps.bugs == []


def test_a_step_that_takes_too_long_is_known_while_it_lasts(media: Media, steps: Steps) -> None:
    hangs, go = threading.Event(), threading.Event()
    now_s = 0.0
    thread = CopyThread(
        media.place, lambda: Stuck(media, hangs, go), lambda: now_s, steps.stepped, steps.bug
    )
    assert not thread.hangs()
    thread.keep()
    assert hangs.wait(PATIENCE_S)
    assert not thread.hangs()
    now_s = HANG_S + 1
    assert thread.hangs()
    go.set()
    steps.wait_for(CopyState.LEVEL)
    assert not thread.hangs()
    assert thread.close()


def test_work_that_nobody_waits_for_any_more_is_not_done(media: Media, steps: Steps) -> None:
    hangs, go = threading.Event(), threading.Event()
    done: list[int] = []
    thread = CopyThread(
        media.place,
        lambda: Stuck(media, hangs, go),
        lambda: 0.0,
        steps.stepped,
        steps.bug,
        answer_s=0.01,
    )
    thread.keep()
    assert hangs.wait(PATIENCE_S)
    with pytest.raises(DiskFailing):
        thread.call(lambda: done.append(1))
    go.set()
    assert thread.close()
    assert done == []


def test_a_bug_of_the_keeper_is_told_and_ends_the_copy_alone(media: Media, steps: Steps) -> None:
    def make() -> CopyKeeper:
        raise ArithmeticError("nobody foresaw this")

    thread = CopyThread(media.place, make, lambda: 0.0, steps.stepped, steps.bug)
    with steps.changed:
        assert steps.changed.wait_for(lambda: bool(steps.bugs), PATIENCE_S)
    assert thread.close()
    assert isinstance(steps.bugs[0], ArithmeticError)
