"""What the kiosk makes of a counting machine's lines: taken once, acknowledged after. Pure.

Theory of operation. The machine tells a count until it is told that it was taken. So a count is
acknowledged only after whoever takes it has it safely, and a lost acknowledgement brings it again.
What this desk has seen taken it acknowledges again by itself; what a kiosk before it took, its
taker recognises by `Counted.key`. Under a key that is known, another number of items is a lie:
refused, as is a number that nobody can carry. A gap in a run's numbers is counted and taken: those
items are lost at the machine, and nobody here can bring them back.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from drivers.counter.protocol import (
    MAX_ITEMS,
    MAX_SEQUENCE,
    Counted,
    Here,
    LineFramer,
    read_line,
    refused_line,
    taken_line,
    who_line,
)
from drivers.errors import CounterLost, DeviceBabbles
from drivers.noise import NoiseMeter

WHO_S: Final = 1.5  # at rest the machine is asked so often whether it is there
SILENT_S: Final = 4.5  # two questions without an answer, and what is left of a third
MAX_NOISE: Final = 400  # bytes in 2 s: at 9600 baud a fifth of what can arrive at all
MAX_REMEMBERED: Final = 256  # a machine has one count under way; these are for many of them


@dataclass
class Faults:
    """What was wrong since the start; for the log and for whoever looks for the reason."""

    refused: int = 0
    repeated: int = 0
    missing: int = 0
    """Sequence numbers that were left out: counts that no kiosk was told of."""
    noise_bytes: int = 0


class CounterDesk:
    """One machine's line; ``take`` gets each count and returns whether it has it safely.

    It outlives the port: `plugged_in` begins anew with what it remembers.
    """

    def __init__(self, take: Callable[[Counted], bool]) -> None:
        self._take = take
        self._taken: OrderedDict[tuple[str, str, int], int] = OrderedDict()
        self._last: dict[str, tuple[str, int]] = {}
        self._framer = LineFramer()
        self._noise = NoiseMeter(MAX_NOISE)
        self._heard_s = 0.0
        self._ask_at_s = 0.0
        self.machine = ""
        self.faults = Faults()

    def plugged_in(self, now_s: float) -> None:
        """There is a port, opened at ``now_s``: nobody is at its end yet."""
        self._framer.drop_half()
        self._noise.clear()
        self._heard_s, self._ask_at_s = now_s, now_s
        self.machine = ""

    def step(self, now_s: float, data: bytes) -> bytes:
        """Take what arrived by ``now_s`` (monotonic seconds); returns what to write.

        Raises CounterLost where nobody has said anything for `SILENT_S`, DeviceBabbles where too
        much of it is nonsense.
        """
        answers = []
        noise = -self._framer.noise_bytes
        for line in self._framer.step(data):
            said = read_line(line)
            if said is None:
                noise += len(line)
                continue
            self._heard_s, self._ask_at_s = now_s, now_s + WHO_S
            self.machine = said.machine
            if not isinstance(said, Here):
                answers.append(self._answer(said))
        self._watch(now_s, noise + self._framer.noise_bytes)
        return b"".join(answers) + self._question(now_s)

    def _watch(self, now_s: float, noise: int) -> None:
        self.faults.noise_bytes += noise
        if self._noise.step(now_s, noise):
            raise DeviceBabbles("the counting machine talks nonsense")
        if now_s - self._heard_s >= SILENT_S:
            raise CounterLost("the counting machine says nothing")

    def _question(self, now_s: float) -> bytes:
        if now_s < self._ask_at_s:
            return b""
        self._ask_at_s = now_s + WHO_S
        return who_line()

    def _answer(self, counted: Counted) -> bytes:
        before = self._taken.get(counted.key)
        if before == counted.items:
            self.faults.repeated += 1
            return taken_line(counted)
        if before is not None or not self._is_possible(counted):
            self.faults.refused += 1
            return refused_line(counted)
        if not self._take(counted):
            return b""  # the machine tells it again
        self._remember(counted)
        return taken_line(counted)

    def _is_possible(self, counted: Counted) -> bool:
        return 0 < counted.items <= MAX_ITEMS and counted.sequence <= MAX_SEQUENCE

    def _remember(self, counted: Counted) -> None:
        self._taken[counted.key] = counted.items
        if len(self._taken) > MAX_REMEMBERED:
            self._taken.popitem(last=False)
        run, sequence = self._last.get(counted.machine, (counted.run, counted.sequence))
        if run == counted.run and counted.sequence > sequence + 1:
            self.faults.missing += counted.sequence - sequence - 1
        if len(self._last) >= MAX_REMEMBERED:
            self._last.clear()
        self._last[counted.machine] = counted.run, counted.sequence
