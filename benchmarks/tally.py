"""What decoders made of pictures whose truth is known. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter, thread_time

from benchmarks.figures import at_share, median
from benchmarks.photographs.shot import Luma

Read = Callable[[Luma], Iterable[str]]


class Outcome(StrEnum):
    """A wrong text is worse than none: a resident may be charged by it."""

    READ = "read"
    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True)
class Picture:
    """A picture and what is in it: a text, or no code at all. `alone`: and no other code."""

    luma: Luma
    wanted: str | None
    alone: bool = True

    def judge(self, texts: Sequence[str]) -> Outcome:
        """What it means to have read `texts` here. Nothing read where nothing is, is READ."""
        if self.wanted is None:
            return Outcome.WRONG if texts else Outcome.READ
        others = [text for text in texts if text != self.wanted]
        if len(others) == len(texts):
            return Outcome.WRONG if texts else Outcome.MISSED
        return Outcome.WRONG if others and self.alone else Outcome.READ


@dataclass(frozen=True)
class Look:
    """One decoder's look at one picture."""

    outcome: Outcome
    ms: float
    cpu_ms: float  # of its own thread


@dataclass(frozen=True)
class Tally:
    """All looks of one decoder, in the order of the pictures."""

    looks: tuple[Look, ...]

    @property
    def percent(self) -> float:
        """How many were read, of a hundred."""
        return 100 * self.count(Outcome.READ) / len(self.looks)

    @property
    def ms(self) -> float:
        """Median time."""
        return median([look.ms for look in self.looks])

    @property
    def p95_ms(self) -> float:
        """95 of a hundred looks take no longer."""
        return at_share([look.ms for look in self.looks], 0.95)

    @property
    def cpu_ms(self) -> float:
        """Median processor time."""
        return median([look.cpu_ms for look in self.looks])

    @property
    def p95_cpu_ms(self) -> float:
        """95 of a hundred looks take no more processor time."""
        return at_share([look.cpu_ms for look in self.looks], 0.95)

    @property
    def mean_cpu_ms(self) -> float:
        """Mean processor time: what a second of such pictures costs."""
        return sum(look.cpu_ms for look in self.looks) / len(self.looks)

    @property
    def unread(self) -> int:
        """Missed, or read wrongly."""
        return len(self.looks) - self.count(Outcome.READ)

    def count(self, outcome: Outcome) -> int:
        """How many looks ended so."""
        return sum(look.outcome is outcome for look in self.looks)

    def together(self, frames: int) -> "Tally":
        """Each `frames` looks in a row as one: read when one read, wrong when one erred."""
        groups = (self.looks[at : at + frames] for at in range(0, len(self.looks), frames))
        return Tally(tuple(_one(group) for group in groups))


def tally(pictures: Iterable[Picture], readers: dict[str, Read]) -> dict[str, Tally]:
    """Have every reader look at every picture; who goes first changes every time."""
    names = list(readers)
    looks: dict[str, list[Look]] = {name: [] for name in names}
    for number, picture in enumerate(pictures):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            looks[name].append(look(readers[name], picture))
    return {name: Tally(tuple(seen)) for name, seen in looks.items()}


def look(read: Read, picture: Picture) -> Look:
    """Time one look, and judge it."""
    start_s, start_cpu_s = perf_counter(), thread_time()
    texts = tuple(read(picture.luma))
    cpu_s = thread_time() - start_cpu_s
    return Look(picture.judge(texts), (perf_counter() - start_s) * 1000, cpu_s * 1000)


def joined(tallies: Iterable[Tally]) -> Tally:
    """All looks of several tallies."""
    return Tally(tuple(look for one in tallies for look in one.looks))


def joined_sets(sets: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    """The same for each reader."""
    kept = list(sets)
    return {name: joined(one[name] for one in kept) for name in kept[0]}


def by_nobody(readers: dict[str, Tally]) -> float:
    """Percent of the pictures that no reader read."""
    each: Iterator[tuple[Look, ...]] = zip(*(one.looks for one in readers.values()), strict=True)
    unread = [all(seen.outcome is not Outcome.READ for seen in looks) for looks in each]
    return 100 * sum(unread) / len(unread)


def _one(looks: Sequence[Look]) -> Look:
    outcomes = {seen.outcome for seen in looks}
    worst = (Outcome.WRONG, Outcome.READ, Outcome.MISSED)
    outcome = next(one for one in worst if one in outcomes)
    return Look(outcome, sum(seen.ms for seen in looks), sum(seen.cpu_ms for seen in looks))
