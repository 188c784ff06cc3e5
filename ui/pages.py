"""How much a page of several holds. No Qt in here."""

from enum import StrEnum
from typing import Protocol

from ui.contract import Setting


class Listed(StrEnum):
    """What stands on such a page."""

    CHOICES = "choices"
    TALL = "tall"  # choices with a line more than a name and a price
    LINES = "lines"
    FACTS = "facts"  # beside the price where something is agreed to
    FACTS_ALONE = "facts-alone"  # on a page behind that one
    MOVES = "moves"  # of an account


class PerPage(Protocol):
    """How many of them a page of the panel holds in a setting."""

    def __call__(self, setting: Setting, listed: Listed = Listed.CHOICES, /) -> int:
        """Return at least 1."""
