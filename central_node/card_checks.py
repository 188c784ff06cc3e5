"""What about a sale on a card should not have happened? Facts in, flags out; no database, no clock.

A card is the same bytes each time, so what speaks for its holder is the PIN, or a carer's phone:
either must belong to the same visit.
"""

from dataclasses import dataclass

from central_node.booking_rules import Flag
from central_node.pins import PinCount
from protocol.entry import ClockState, Entry, Role
from schemes.money import Coins
from schemes.scheme import Scheme

MAX_VISIT_S = 3600  # from scan to agreement; the kiosk's idle time-outs end a visit long before
DAY_S = 24 * 3600


@dataclass(frozen=True)
class CardCase:
    """What is known of the card beside its coins.

    ``day_spent`` is what it paid in the day of this sale, before. ``carer_known``: the carer's code
    is good and theirs to vouch. ``unclear``: entries of this ledger are lost, and a PIN that was
    right may be among them.
    """

    day_spent: Coins
    pin: PinCount
    carer_known: bool
    unclear: bool


def card_flags(entry: Entry, amount: Coins, card: CardCase, scheme: Scheme) -> frozenset[Flag]:
    """All that is wrong with a card's sale, as a card's."""
    found: set[Flag] = set()
    carer_named = any(party.role is Role.CARER for party in entry.parties)
    if carer_named and not card.carer_known:
        found.add(Flag.CARER_NOT_REGISTERED)
    if not (card.carer_known or card.unclear or _proved(entry, card.pin)):
        found.add(Flag.PIN_NOT_PROVED)
    if card.day_spent + amount > scheme.stand_in.card_day:
        found.add(Flag.OVER_DAY_LIMIT)
    return frozenset(found)


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
    return pin.right is not None and 0 <= entry.time - pin.right <= MAX_VISIT_S
