"""Lanes: one thread each for the ledger, for holds and for the printer.

A lane runs its jobs one after the other and posts what they return. Whoever owns a lane owns the
thing behind it: a SQLite connection or a printer belongs to the thread of its lane, so that no
lock is needed and the screen never waits.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Full, Queue
from typing import Final, Protocol, TypeVar

from kiosk.events import Event

MAX_JOBS: Final = 64  # a visit has a handful in flight; more means that the lane hangs
JOIN_S: Final = 120.0  # longer than any job: a ticket takes 103 s on a line of 9600 baud

ResultT = TypeVar("ResultT")
Job = Callable[[], Event | None]
Post = Callable[[Event], None]
OnBug = Callable[[BaseException], None]


class LaneFull(Exception):
    """The lane hangs: its jobs pile up."""


class Lane(Protocol):
    """Where jobs are sent; each returns the event to post, or None."""

    def submit(self, job: Job, wait_s: float = 0.0) -> None:
        """Run ``job`` on the lane's thread and post what it returns.

        ``wait_s``: how long another thread than the screen's may wait for room in the lane.
        """

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:
        """Run ``work`` on the lane's thread, wait for it and return what it returned."""


class InlineLane:
    """Runs a job at once on the caller's thread: for tests and for simulations."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def submit(self, job: Job, wait_s: float = 0.0) -> None:  # noqa: ARG002 - at once
        """Run ``job`` now."""
        event = job()
        if event is not None:
            self._post(event)

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:  # noqa: ARG002 - at once
        """Run ``work`` now."""
        return work()


class ThreadLane:
    """Runs jobs on a thread of its own. A context manager; closing lets queued jobs finish."""

    def __init__(self, name: str, post: Post, on_bug: OnBug) -> None:
        self._jobs: Queue[Job | None] = Queue(MAX_JOBS)
        self._post = post
        self._on_bug = on_bug
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def closed(self) -> bool:
        """Whether the thread has ended."""
        return not self._thread.is_alive()

    def submit(self, job: Job, wait_s: float = 0.0) -> None:
        """Queue ``job``; LaneFull when the lane hangs, for ``wait_s`` or longer."""
        try:
            self._jobs.put(job, block=wait_s > 0, timeout=wait_s)
        except Full as exc:
            raise LaneFull(f"{self._thread.name}: {MAX_JOBS} jobs are waiting") from exc

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:
        """Run ``work`` on the lane's thread, wait for it and return what it returned.

        For other threads than the screen's. What it raises is raised here; TimeoutError when the
        lane does not come to it in time.
        """
        answer: Future[ResultT] = Future()

        def job() -> None:
            try:
                answer.set_result(work())
            except Exception as exc:  # noqa: BLE001 - handed to the caller, who knows what it means
                answer.set_exception(exc)

        self.submit(job)
        return answer.result(timeout_s)

    def close(self) -> None:
        """Finish what is queued and join the thread. Twice is harmless."""
        if self.closed:
            return
        try:
            self._jobs.put(None, timeout=JOIN_S)
        except Full:
            return  # it hangs in the system: the process ends without it, the ledger recovers
        self._thread.join(JOIN_S)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                event = job()
            except Exception as exc:  # noqa: BLE001 - a bug must reach the screen, not end a thread
                self._on_bug(exc)
                continue
            if event is not None:
                self._post(event)
