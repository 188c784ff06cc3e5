"""A counting machine that is not there: it tells each count until it is answered. Ships.

Cables to it are in `drivers.far_end`. All of it may be used from any thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Condition
from time import monotonic
from typing import Final

from drivers.counter.protocol import Counted, Here, LineFramer, count_line, here_line, opened

REPEAT_S: Final = 1.0  # as docs/counter.md has it
MAX_WAITING: Final = 100  # counts that wait to be told; then it takes no more items in


class SimulatedMachine:
    """One machine: it tells one count at a time. ``run``: eight hexadecimal digits.

    The faults: `silent`, `lose_answers` (so many answers of the kiosk don't arrive), `say` for
    noise and replays, `reboot`.
    """

    def __init__(
        self, machine: str = "pet-1", run: int = 1, clock: Callable[[], float] = monotonic
    ) -> None:
        self.machine = machine
        self.changed = Condition()
        self.silent = False
        self.lose_answers = 0
        self.taken: list[Counted] = []
        self.refused: list[Counted] = []
        self._clock = clock
        self._run = run
        self._sequence = 0
        self._waiting: deque[Counted] = deque()
        self._told_s: float | None = None
        self._framer = LineFramer()
        self._said = b""

    def put_in(self, items: int) -> Counted:
        """Put something in; the count is told as soon as those before it were answered."""
        with self.changed:
            self._sequence += 1
            counted = Counted(self.machine, f"{self._run:08X}", self._sequence, items)
            if len(self._waiting) < MAX_WAITING:
                self._waiting.append(counted)
            self.changed.notify_all()
            return counted

    def reboot(self, *, keeps: bool) -> None:
        """Switch it off and on. What it ``keeps`` it tells as before; new counts are a new run."""
        with self.changed:
            self._run += 1
            self._sequence = 0
            self._told_s = None
            self._said = b""
            if not keeps:
                self._waiting.clear()

    def say(self, data: bytes) -> None:
        """Let it send ``data`` besides."""
        with self.changed:
            self._said += data
            self.changed.notify_all()

    def wait_answered(self, count: int, timeout_s: float) -> bool:
        """Wait until so many counts were taken or refused; False where they were not in time."""
        with self.changed:
            return self.changed.wait_for(
                lambda: len(self.taken) + len(self.refused) >= count, timeout_s
            )

    def feed(self, data: bytes) -> None:
        """See `FarEnd`."""
        with self.changed:
            for line in self._framer.step(data):
                self._hear(opened(line) or "")
            self.changed.notify_all()

    def take(self) -> bytes:
        """See `FarEnd`."""
        with self.changed:
            said, self._said = self._said, b""
            if self.silent or not self._waiting:
                return said
            now_s = self._clock()
            if self._told_s is not None and now_s - self._told_s < REPEAT_S:
                return said
            self._told_s = now_s
            return said + count_line(self._waiting[0])

    def _hear(self, words: str) -> None:
        if words == "WHO" and not self.silent:
            self._said += here_line(Here(self.machine, f"{self._run:08X}"))
        first = self._waiting[0] if self._waiting else None
        kind, _, rest = words.partition(" ")
        if first is None or rest != f"{first.run} {first.sequence}":
            return
        if self.lose_answers > 0:
            self.lose_answers -= 1
        elif kind in ("TAKEN", "REFUSED"):
            (self.taken if kind == "TAKEN" else self.refused).append(first)
            self._waiting.popleft()
            self._told_s = None
