"""Lanes that take turns on one thread: what is submitted waits until `Turns.run` comes to it."""

from collections import deque
from collections.abc import Callable
from typing import Final, TypeVar

from kiosk.desks.lanes import Job, Post

MAX_TURNS: Final = 200
"""One touch or code starts a dozen jobs and events; more than this would never end."""

ResultT = TypeVar("ResultT")


class Turns:
    """What is due, oldest first."""

    def __init__(self) -> None:
        self._due: deque[Callable[[], None]] = deque()

    def add(self, work: Callable[[], None]) -> None:
        """Have ``work`` done when its turn comes."""
        self._due.append(work)

    def run(self) -> None:
        """Do all that is due, and what that makes due."""
        for _ in range(MAX_TURNS):
            if not self._due:
                return
            self._due.popleft()()
        raise AssertionError("the turns do not end")


class TurnLane:
    """A `kiosk.desks.lanes.Lane` whose jobs take their turn."""

    def __init__(self, turns: Turns, post: Post) -> None:
        self._turns = turns
        self._post = post

    def submit(self, job: Job, wait_s: float = 0.0) -> None:
        """Run ``job`` in its turn and post what it returns."""
        self._turns.add(lambda: self._run(job))

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:
        """Run ``work`` now: nobody else is at it."""
        return work()

    def _run(self, job: Job) -> None:
        event = job()
        if event is not None:
            self._post(event)
