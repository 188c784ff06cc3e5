"""How a slip is laid out, as values: which blocks, in which order, at which sizes.

Sizes are dots of ink on paper, eight to the millimetre; for type it is how high Hangul is inked, or
digits where those count. `after_dots` is the white below a block; a block that has nothing to say
leaves none. The values are read from data elsewhere; here they only have to make sense to draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """The words of a slip that stand alone."""

    FACILITY = "facility"
    TITLE = "title"
    BIG = "big"
    HELP = "help"
    NOTE = "note"


class Weight(StrEnum):
    """The two fonts of a slip."""

    REGULAR = "regular"
    BOLD = "bold"


class SizedBy(StrEnum):
    """What is as high as a size says."""

    HANGUL = "hangul"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    field: Field
    dots: int
    weight: Weight
    sized_by: SizedBy
    after_dots: int


@dataclass(frozen=True, slots=True)
class Table:
    """Labels and values: beside each other, or `stacked`, each value below its label.

    `after_dots` is below each row.
    """

    label_dots: int
    value_dots: int
    stacked: bool
    after_dots: int


@dataclass(frozen=True, slots=True)
class State:
    """How sure the sale is: a sign, and words beside it."""

    dots: int
    sign_dots: int
    after_dots: int


@dataclass(frozen=True, slots=True)
class Code:
    """The QR code, at most `wanted_dots` wide unless its modules would get too small."""

    wanted_dots: int
    after_dots: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from margin to margin."""

    thick_dots: int
    after_dots: int


@dataclass(frozen=True, slots=True)
class Space:
    """More white."""

    dots: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of the slip, `dots` below what is above it."""

    dots: int


Block = Words | Table | State | Code | Rule | Space | Cut


@dataclass(frozen=True, slots=True)
class Layout:
    """One slip from top to bottom, with `margin_dots` of white on its other three sides."""

    margin_dots: int
    blocks: tuple[Block, ...]
