"""What about a sale on a card should not have happened? Facts in, flags out; no database, no clock.

A card is the same bytes each time, so what speaks for its holder is the PIN, or a carer's phone:
either must belong to the same visit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from central_node.booking_rules import Flag
from central_node.holders import Span
from central_node.pins import PinCount
from central_node.sale_times import (
    CLOCK_SLACK_S,
    GOOD_CLOCKS,
    MAX_VISIT_S,
    is_after,
    is_plainly_before,
)
from protocol.entry import ClockState, Entry, Role
from schemes.money import Coins
from schemes.scheme import Scheme

DAY_S = 24 * 3600


class Vouch(Enum):
    """What a carer's code is worth beside a card.

    ENDED: it was theirs to vouch, and is no more; or their phone was reported. A kiosk that has
    not heard of it yet takes it all the same, so the card is proved; staff should look.
    """

    NONE = auto()
    ENDED = auto()
    GOOD = auto()


@dataclass(frozen=True)
class CardCase:
    """What is known of the card beside its coins.

    ``day_spent`` is what it paid in the day of this sale, before. ``vouch`` is of the carer's
    code, where there is one. ``unclear``: entries of this ledger are lost, and a PIN that was
    right may be among them.
    """

    day_spent: Coins
    pin: PinCount
    vouch: Vouch
    unclear: bool


def card_flags(entry: Entry, amount: Coins, card: CardCase, scheme: Scheme) -> frozenset[Flag]:
    """All that is wrong with a card's sale, as a card's."""
    found: set[Flag] = set()
    carer_named = any(party.role is Role.CARER for party in entry.parties)
    if carer_named and card.vouch is not Vouch.GOOD:
        found.add(Flag.CARER_NOT_REGISTERED)
    if not (card.vouch is not Vouch.NONE or card.unclear or _proved(entry, card.pin)):
        found.add(Flag.PIN_NOT_PROVED)
    if card.day_spent + amount > scheme.stand_in.card_day:
        found.add(Flag.OVER_DAY_LIMIT)
    return frozenset(found)


def vouch_at(entry: Entry, spans: Sequence[Span], reported: int | None) -> Vouch:
    """What a carer's phone was worth when a sale was made.

    ``spans`` are the times in which they might vouch for this holder, ``reported`` is from when
    their phone's credential does not count.
    """
    begun = [span for span in spans if not is_plainly_before(entry, span.since)]
    if not begun:
        return Vouch.NONE
    ended = is_after(entry, reported) or all(is_after(entry, span.until) for span in begun)
    return Vouch.ENDED if ended else Vouch.GOOD


def card_day(entry: Entry, trusted: int | None, scheme: Scheme) -> tuple[int, int | None]:
    """The day of a sale, in epoch seconds: its start, and its end if it is known.

    ``trusted`` is the latest time in the ledger that a good clock told. Where staff set the clock,
    no day turns: theirs goes on from there.
    """
    if entry.clock is ClockState.STAFF_SET and trusted is not None:
        return scheme.day_start(min(trusted, entry.time)), None
    start = scheme.day_start(entry.time)
    return start, start + DAY_S


def _proved(entry: Entry, pin: PinCount) -> bool:
    """Whether the PIN was right in this visit.

    It was before the sale by its place in the chain. How long before is asked where both times are
    of good clocks: one that is set, or hears the time at last, jumps by days within a visit.
    """
    if pin.right is None:
        return False
    if pin.clock not in GOOD_CLOCKS or entry.clock not in GOOD_CLOCKS:
        return True
    return -CLOCK_SLACK_S <= entry.time - pin.right <= MAX_VISIT_S
