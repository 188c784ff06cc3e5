"""May this order be held? Facts in, a decision out; no database, no clock.

The scheme splits an order over the purses that may pay where it is sold. Of the first purse the
free balance is taken first, and then, at a home kiosk, its slice. So a slice is touched last, and
what is set aside for days without the node stays there. A card works at its one home kiosk and
nowhere else, and has a limit for each day. A person may have limits for a day and for a month.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from schemes.limits import Limits, over
from schemes.money import Coins

SCAN_TOLERANCE_S = 600  # a staff-set clock may be 5 minutes off; a code is at most 3 minutes old
_NOTHING = Coins(0)


class Decline(StrEnum):
    """Why a hold is declined, besides the protocol's own reasons for a bad code."""

    NOT_ENOUGH = "not-enough"
    OVER_LIMIT = "over-limit"
    UNKNOWN_CREDENTIAL = "unknown-credential"
    REVOKED = "revoked"  # the kiosk remembers it, and refuses the code from then on by itself
    KIOSK_RETIRED = "kiosk-retired"
    NOT_AT_HOME = "not-at-home"  # a card at another kiosk than its own
    OVER_DAY_LIMIT = "over-day-limit"
    OVER_MONTH_LIMIT = "over-month-limit"
    OTHER_PLACE = "other-place"  # the kiosk is registered at another facility than it names
    NOT_ACCEPTED = "not-accepted-here"  # no purse that was asked for may pay there
    KIND_NOT_SERVED = "kind-not-served"
    ALREADY_USED = "already-used"  # this showing of the code serves or served another id
    SCAN_TIME = "scan-time-implausible"
    OTHER_ORDER = "other-order"  # the id was asked for with another order, code or kiosk
    PAYEE_REFUSED = "payee-refused"  # whom it should go to: no good code, or none to get coins
    SAME_PERSON = "same-person"  # a transfer to oneself
    NONE_BOUGHT = "no-pass"
    VISITS_USED_UP = "pass-used-up"
    ALREADY_BOOKED = "already-booked"
    ALREADY_VOIDED = "already-voided"


@dataclass(frozen=True)
class CardFacts:
    """Of a card alone. ``day_left``: what its day still allows, live holds of any day counted."""

    at_home: bool
    day_left: Coins


@dataclass(frozen=True)
class HoldFacts:
    """``free`` and ``slice`` are what nobody else holds; ``slice`` is 0 away from home.

    ``purse`` is the first one, whose coins these are. ``there`` is what each purse that may pay has
    here, the first one's slice with it; ``split`` what each is to pay, by the scheme, None for too
    little. ``visit`` is what the same visit costs besides, ``spent`` what the person spent in this
    day and this month, live holds counted; ``limits`` are about those.
    """

    amount: Coins
    limit: Coins
    free: Coins
    slice: Coins
    code_used: bool
    scanned_ago_s: int
    purse: str
    there: Mapping[str, Coins] = field(hash=False)
    split: Mapping[str, Coins] | None = field(hash=False)
    card: CardFacts | None = None
    visit: Coins = _NOTHING
    limits: Limits = field(default_factory=Limits)
    spent: tuple[Coins, Coins] = (_NOTHING, _NOTHING)

    @property
    def spendable(self) -> Coins:
        """What this code can spend at this kiosk now."""
        there = sum(self.there.values(), _NOTHING)
        if self.card is None:
            return there
        return min(there, self.card.day_left) if self.card.at_home else _NOTHING


@dataclass(frozen=True)
class Parts:
    """What an order takes from the first purse's free balance and slice, and from each purse."""

    from_free: Coins
    from_slice: Coins
    purses: Mapping[str, Coins] = field(hash=False)

    @property
    def from_others(self) -> Coins:
        """What further purses pay."""
        return sum(self.purses.values(), _NOTHING) - self.from_free - self.from_slice


def decide_hold(facts: HoldFacts) -> Parts | Decline:
    """Hold the parts, or decline by the first reason that applies."""
    if abs(facts.scanned_ago_s) > SCAN_TOLERANCE_S:
        return Decline.SCAN_TIME
    if facts.code_used:
        return Decline.ALREADY_USED
    if facts.card is not None and not facts.card.at_home:
        return Decline.NOT_AT_HOME
    broken = _broken_limit(facts)
    if broken is not None:
        return broken
    if facts.split is None or facts.amount > facts.spendable:
        return Decline.NOT_ENOUGH
    first = facts.split.get(facts.purse, _NOTHING)
    from_free = min(first, facts.free)
    return Parts(from_free, first - from_free, facts.split)


def _broken_limit(facts: HoldFacts) -> Decline | None:
    if not facts.there:
        return Decline.NOT_ACCEPTED
    if facts.visit + facts.amount > facts.limit:
        return Decline.OVER_LIMIT
    if facts.card is not None and facts.amount > facts.card.day_left:
        return Decline.OVER_DAY_LIMIT
    broken = over(facts.limits, facts.amount, *facts.spent)
    return Decline(broken) if broken else None
