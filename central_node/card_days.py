"""What cards paid or gave in a day: all that was booked, whoever bears it, and what holds keep.

A day is the scheme's own, by the time that the kiosk's entries tell. Only the card's one kiosk can
sell to it, so that kiosk's own sum is the same, but for what has not arrived here yet.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, func, literal, or_, select

from central_node.accounts import PAID
from central_node.ids import State
from central_node.schema import account, entry, intent, posting
from protocol.entry import EntryKind
from schemes.money import Coins
from schemes.scheme import Scheme

_SPENT = (
    select(entry.c.cti, entry.c.time, func.abs(posting.c.units).label("units"))
    .join(posting, posting.c.entry == entry.c.number)
    .join(account, account.c.number == posting.c.account)
    .where(
        entry.c.cti.in_(bindparam("ctis", expanding=True)),
        entry.c.cti.is_not(None),  # as its index has it, like the next
        entry.c.counter.is_(None),
        entry.c.time >= bindparam("since"),
        or_(  # what was given back does not come back into a day
            and_(account.c.kind.in_(PAID), posting.c.units > 0),
            and_(entry.c.kind == EntryKind.TRANSFER, posting.c.units < 0),
        ),
    )
)
_HELD = select(func.coalesce(func.sum(intent.c.amount), 0)).where(
    intent.c.cti == bindparam("of_cti"),
    intent.c.kiosk == bindparam("at_kiosk"),
    intent.c.state == literal(State.HELD, literal_execute=True),  # which its index is about
    or_(intent.c.kind.is_(None), intent.c.kind != EntryKind.CONVERT),
)


@dataclass(frozen=True)
class Paid:
    """One booked sale or gift on a card; ``time`` as its entry tells it, in epoch seconds."""

    cti: bytes
    time: int
    coins: Coins


def paid_by_cards(connection: Connection, ctis: Collection[bytes], since: int) -> tuple[Paid, ...]:
    """What these cards paid from that time on."""
    if not ctis:
        return ()
    rows = connection.execute(_SPENT, {"ctis": sorted(ctis), "since": since})
    return tuple(Paid(row.cti, row.time, Coins(row.units)) for row in rows)


def held_of_card(connection: Connection, cti: bytes, kiosk: int) -> Coins:
    """What live holds keep of a card at its kiosk: of any day, since they may be booked today."""
    found = connection.execute(_HELD, {"of_cti": cti, "at_kiosk": kiosk})
    return Coins(found.scalar_one())


def card_day_left(connection: Connection, scheme: Scheme, cti: bytes, kiosk: int, at: int) -> Coins:
    """What the day around ``at`` still lets a card pay at its kiosk, live holds of any day off."""
    paid = paid_by_cards(connection, (cti,), since=scheme.day_start(at))
    gone = total(paid) + held_of_card(connection, cti, kiosk)
    return max(Coins(0), scheme.stand_in.card_day - gone)


def total(paid: Iterable[Paid]) -> Coins:
    """The sum."""
    return sum((one.coins for one in paid), Coins(0))
