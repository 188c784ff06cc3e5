"""The table for a person, and the same as one JSON object."""

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.figures import Figure

SCHEMA = 1
LINE_CHARS = 100


@dataclass(frozen=True)
class Report:
    """One run. `quick`: sizes for a test, whose ratios mean nothing."""

    machine: Mapping[str, str | int | float]
    load_1m: tuple[float, float]  # before and after
    seconds: float
    quick: bool
    figures: Sequence[Figure]

    def as_json(self) -> str:
        """One object: each figure's key, and beside it the keys that it was made from."""
        head: dict[str, object] = {"schema": SCHEMA, "quick": self.quick, "machine": self.machine}
        head |= {"load_1m": self.load_1m, "seconds": round(self.seconds, 1)}
        return json.dumps(head | numbers(self.figures))

    def as_table(self) -> str:
        """Headlines, each with what it was made from below."""
        machine = ", ".join(f"{name} {value}" for name, value in self.machine.items())
        before, after = self.load_1m
        took = f"{self.seconds:.0f} s, load {before} before and {after} after"
        lines = [*_wrapped(machine), took + (", quick: the ratios mean nothing" * self.quick), ""]
        for figure in self.figures:
            lines += [f"{figure.key:<20}{_short(figure.value):>9} {figure.unit:<3} {figure.told}"]
            beside = (f"{key} {_short(value)}" for key, value in figure.beside.items())
            lines += [*_wrapped(" · ".join(beside), "    "), ""]
        return "\n".join(lines)


def numbers(figures: Iterable[Figure]) -> dict[str, float]:
    """All keys of all figures, flat."""
    found: dict[str, float] = {}
    for figure in figures:
        for key, value in {figure.key: figure.value, **figure.beside}.items():
            found[key] = round(value, 4)
    return found


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, LINE_CHARS, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
