"""May this order be held? Facts in, a decision out; no database, no clock.

At a home kiosk the free balance is taken first and then the kiosk's slice; elsewhere only the free
balance. So a slice is touched last, and what is set aside for days without the node stays there. A
card works at its one home kiosk and nowhere else, and has a limit for each day.
"""

from dataclasses import dataclass
from enum import StrEnum

from schemes.money import Coins

SCAN_TOLERANCE_S = 600  # a staff-set clock may be 5 minutes off; a code is at most 3 minutes old


class Decline(StrEnum):
    """Why a hold is declined, besides the protocol's own reasons for a bad code."""

    NOT_ENOUGH = "not-enough"
    OVER_LIMIT = "over-limit"
    UNKNOWN_CREDENTIAL = "unknown-credential"
    REVOKED = "revoked"  # the kiosk remembers it, and refuses the code from then on by itself
    KIOSK_RETIRED = "kiosk-retired"
    NOT_AT_HOME = "not-at-home"  # a card at another kiosk than its own
    OVER_DAY_LIMIT = "over-day-limit"
    KIND_NOT_SERVED = "kind-not-served"
    ALREADY_USED = "already-used"  # this showing of the code serves or served another id
    SCAN_TIME = "scan-time-implausible"
    OTHER_ORDER = "other-order"  # the id was asked for with another order, code or kiosk
    ALREADY_BOOKED = "already-booked"
    ALREADY_VOIDED = "already-voided"


@dataclass(frozen=True)
class CardFacts:
    """Of a card alone. ``day_left``: what its day still allows, live holds of any day counted."""

    at_home: bool
    day_left: Coins


@dataclass(frozen=True)
class HoldFacts:
    """``free`` and ``slice`` are what nobody else holds; ``slice`` is 0 away from home."""

    amount: Coins
    limit: Coins
    free: Coins
    slice: Coins
    code_used: bool
    scanned_ago_s: int
    card: CardFacts | None = None

    @property
    def spendable(self) -> Coins:
        """What this code can spend at this kiosk now."""
        if self.card is None:
            return self.free + self.slice
        return min(self.free + self.slice, self.card.day_left) if self.card.at_home else Coins(0)


@dataclass(frozen=True)
class Parts:
    """What an order takes from the free balance and from the slice."""

    from_free: Coins
    from_slice: Coins


def decide_hold(facts: HoldFacts) -> Parts | Decline:
    """Hold the parts, or decline by the first reason that applies."""
    if abs(facts.scanned_ago_s) > SCAN_TOLERANCE_S:
        return Decline.SCAN_TIME
    if facts.code_used:
        return Decline.ALREADY_USED
    if facts.card is not None and not facts.card.at_home:
        return Decline.NOT_AT_HOME
    if facts.amount > facts.limit:
        return Decline.OVER_LIMIT
    if facts.card is not None and facts.amount > facts.card.day_left:
        return Decline.OVER_DAY_LIMIT
    if facts.amount > facts.spendable:
        return Decline.NOT_ENOUGH
    from_free = min(facts.amount, facts.free)
    return Parts(from_free, facts.amount - from_free)
