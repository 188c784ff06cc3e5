"""Money: whole amounts that know their unit, so that coins and won can never be mixed by accident.

Adding, subtracting or comparing two different units is a type error for the checker and a
``TypeError`` at run time. Amounts are integers of the smallest unit; floats and bools are refused.
Negative amounts exist (differences), and whoever forbids them says so at their own door.
"""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, order=True)
class _Amount:
    units: int

    def __post_init__(self) -> None:
        if type(self.units) is not int:  # bool is an int to Python, and no amount
            raise TypeError(f"{type(self).__name__} takes whole units, not {self.units!r}")

    def __add__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(self.units + other.units)

    def __sub__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(self.units - other.units)

    def __mul__(self, count: int) -> Self:
        if type(count) is not int:
            return NotImplemented
        return type(self)(self.units * count)

    __rmul__ = __mul__


@dataclass(frozen=True, order=True)
class Coins(_Amount):
    """An amount of a scheme's own unit, in that scheme's smallest unit."""


@dataclass(frozen=True, order=True)
class Won(_Amount):
    """An amount of won."""
