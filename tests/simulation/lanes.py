"""Lanes without threads: each keeps its jobs in order, and the timeline says whose turn it is.

A job happens at one moment. What it handed on (an event to the screen, a job to another lane) is
handed on when the time that it took has passed; until then its lane is busy.
"""

from collections import deque
from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from kiosk.desks.lanes import MAX_JOBS, Job, LaneFull
from tests.simulation.chance import Chance
from tests.simulation.timeline import Life, Timeline

ResultT = TypeVar("ResultT")
TURN_MS: Final = 3
"""How long a thread may wait for its turn."""


class Worker(Protocol):
    """The process whose threads the lanes are."""

    def run(self, what: str, job: Job) -> int:
        """Run a job, hand on what comes of it; returns the milliseconds that it took."""

    def hand_on(self, pass_: Callable[[], None]) -> None:
        """Do this at the end of the job that runs, or now."""


class SimLane:
    """One lane of one process; a `kiosk.desks.lanes.Lane`."""

    def __init__(
        self, name: str, worker: Worker, timeline: Timeline, chance: Chance, life: Life
    ) -> None:
        self._name = name
        self._worker = worker
        self._timeline = timeline
        self._chance = chance
        self._life = life
        self._jobs: deque[Job] = deque()
        self._free_at_ms = 0
        self._waiting = False

    @property
    def idle(self) -> bool:
        """Whether nothing is queued or under way."""
        return not self._jobs and self._free_at_ms <= self._timeline.now_ms

    def submit(self, job: Job, wait_s: float = 0.0) -> None:
        """Queue a job."""
        if len(self._jobs) >= MAX_JOBS:
            raise LaneFull(self._name)
        self._worker.hand_on(lambda: self._queue(job))

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:
        """Run what is queued before, then ``work``: jobs that are waited for take no time here."""
        while self._jobs:
            self._worker.run(self._name, self._jobs.popleft())
        return work()

    def _queue(self, job: Job) -> None:
        self._jobs.append(job)
        self._schedule()

    def _schedule(self) -> None:
        if self._waiting or not self._jobs:
            return
        self._waiting = True
        turn_ms = max(self._timeline.now_ms, self._free_at_ms) + self._chance.between(0, TURN_MS)
        self._timeline.at(turn_ms, f"{self._name} lane", self._take_turn, self._life)

    def _take_turn(self) -> None:
        self._waiting = False
        if self._jobs:  # a call may have run them meanwhile
            took_ms = self._worker.run(self._name, self._jobs.popleft())
            self._free_at_ms = self._timeline.now_ms + took_ms
        self._schedule()
