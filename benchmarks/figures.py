"""What a measurement gives, and the arithmetic that all of them share. Pure, but for `costed`."""

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from time import perf_counter, thread_time
from typing import TypeVar

InputT = TypeVar("InputT")
ValueT = TypeVar("ValueT")


class Unit(StrEnum):
    """What a headline counts."""

    RATIO = "x"
    MS = "ms"
    PERCENT = "%"
    MB = "MB"


@dataclass(frozen=True)
class Figure:
    """One headline of the table. `beside`: what it was made from, units last in their names."""

    key: str
    value: float
    unit: Unit
    told: str  # what was measured against what, for a reader of the table
    beside: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Pairs:
    """Measured in turns under the same conditions: ours and the floor's, in one unit."""

    ours: tuple[float, ...]
    floor: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of ours over the median of the floor's."""
        return statistics.median(self.ours) / statistics.median(self.floor)

    def spread(self, key: str) -> dict[str, float]:
        """Quartiles of the single pairs' ratios: how much a busy machine moved them."""
        each = [ours / floor for ours, floor in zip(self.ours, self.floor, strict=True)]
        return {f"{key}_q1": at_share(each, 0.25), f"{key}_q3": at_share(each, 0.75)}


def in_turns(
    ours: Callable[[InputT], ValueT],
    floor: Callable[[InputT], ValueT],
    inputs: Iterable[InputT],
) -> tuple[list[ValueT], list[ValueT]]:
    """Have both do each input; who goes first changes every time."""
    results: tuple[list[ValueT], list[ValueT]] = ([], [])
    for number, given in enumerate(inputs):
        turn = (0, 1) if number % 2 == 0 else (1, 0)
        for which in turn:
            results[which].append((ours, floor)[which](given))
    return results


@dataclass(frozen=True)
class Cost:
    """What one piece of work took: time that passed, and processor time of its own thread."""

    ms: float
    cpu_ms: float


def costed(work: Callable[[InputT], object]) -> Callable[[InputT], Cost]:
    """The same work, telling its cost."""

    def timed(given: InputT) -> Cost:
        start_s, start_cpu_s = perf_counter(), thread_time()
        work(given)
        cpu_s = thread_time() - start_cpu_s
        return Cost((perf_counter() - start_s) * 1000, cpu_s * 1000)

    return timed


def at_share(values: Sequence[float], share: float) -> float:
    """The value that a `share` (0 to 1) of all do not exceed: nearest rank."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle."""
    return statistics.median(values)
