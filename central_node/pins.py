"""How a kiosk stands with the PIN of a card or badge, followed along its own `pin` entries.

A kiosk writes that somebody tries before it compares, and that it was right after. So whoever cuts
its power gains no try, and the node can count along. What a kiosk may not do: compare once more
after five tries in vain. Only staff at the desk begin anew.

    result       tries       proves
    try          one more    -
    right        0           its holder's presence, for one visit
    set          0           -
    unblocked    0           -
    right, though blocked    flagged, counts for nothing
    another      as before   -
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from protocol.entry import ClockState, Entry, Party, Role

MAX_TRIES = 5  # the protocol's: 1 in 2,000 for a thief who guesses at four digits


class PinResult(StrEnum):
    """What a `pin` entry says."""

    SET = "set"
    TRY = "try"
    RIGHT = "right"
    UNBLOCKED = "unblocked"


@dataclass(frozen=True)
class PinCount:
    """``tries`` since the PIN was right, set or unblocked; ``right`` when it last was right.

    The time is that of the entry, in epoch seconds, by a clock as good as ``clock``.
    """

    tries: int = 0
    right: int | None = None
    clock: ClockState | None = None

    def after(self, entry: Entry) -> "PinCount":
        """The count after one more `pin` entry about it."""
        match entry.result:
            case PinResult.TRY:
                return PinCount(self.tries + 1)  # what was right before proved the visit before
            case PinResult.RIGHT if self.tries <= MAX_TRIES:
                return PinCount(0, entry.time, entry.clock)
            case PinResult.SET | PinResult.UNBLOCKED:
                return replace(self, tries=0)
            case _:
                return self

    @property
    def exceeded(self) -> bool:
        """Whether it was tried more often than it may be."""
        return self.tries > MAX_TRIES


def subject(entry: Entry) -> Party | None:
    """Whose PIN an entry is about: the card's, or the badge's own where there is no card."""
    parties = {party.role: party for party in reversed(entry.parties)}
    return parties.get(Role.HOLDER) or parties.get(Role.STAFF)
