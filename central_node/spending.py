"""What residents spent, gave away or charged in a day and in a month, for the limits of a person.

It is counted by the time that the kiosks' entries tell, whoever bears them; a gift by that of its
hold, where it had one. What was given back later does not come back into a limit. Asked only where
the scheme has such limits.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, exists, func, literal, or_, select

from central_node.days import day_number, month_start
from central_node.ids import State
from central_node.schema import entry, intent
from central_node.schema_money import GIFT
from central_node.showings import DEBITS
from protocol.entry import EntryKind
from schemes.money import Coins
from schemes.scheme import Scheme

_GIFT = literal(GIFT, literal_execute=True)  # as its index has it
_SPENT = select(entry.c.resident, entry.c.time, entry.c.coins).where(
    entry.c.resident.in_(bindparam("residents", expanding=True)),
    entry.c.resident.is_not(None),  # as its index has it
    entry.c.time >= bindparam("since"),
    entry.c.kind.in_(bindparam("kinds", expanding=True)),
    ~exists().where(intent.c.id == entry.c.id, intent.c.kind == _GIFT, intent.c.from_free > 0),
)
_GIVEN = (  # on the node's word, which was of that day
    select(entry.c.resident, intent.c.scanned, entry.c.coins)
    .join(intent, intent.c.id == entry.c.id)
    .where(
        intent.c.resident.in_(bindparam("residents", expanding=True)),
        intent.c.kind == _GIFT,
        intent.c.scanned >= bindparam("since"),
        intent.c.from_free > 0,
        entry.c.resident == intent.c.resident,
    )
)
_HELD = select(func.coalesce(func.sum(intent.c.amount), 0)).where(
    intent.c.resident == bindparam("of_resident"),
    intent.c.state == literal(State.HELD, literal_execute=True),
)
_NO_SALE = (EntryKind.TRANSFER, EntryKind.CONVERT)  # which have limits of their own, or none
_HELD_SALES = _HELD.where(or_(intent.c.kind.is_(None), intent.c.kind.not_in(_NO_SALE)))
_HELD_GIFTS = _HELD.where(intent.c.kind == EntryKind.TRANSFER)


def counts_days(scheme: Scheme) -> bool:
    """Whether anybody has to ask."""
    return scheme.limits.per_day is not None or scheme.limits.per_month is not None


@dataclass
class Spending:
    """Moves on as entries are decided: (resident, time, coins), of entries of some kinds."""

    kinds: frozenset[EntryKind] = DEBITS
    spent: list[tuple[int, int, Coins]] = field(default_factory=list)

    def load(
        self, connection: Connection, residents: Collection[int], since: int, scheme: Scheme
    ) -> None:
        """Read what these residents spent from the month of ``since`` on, in epoch seconds."""
        asked = {
            "residents": sorted(residents),
            "since": month_start(scheme, since),
            "kinds": sorted(self.kinds),
        }
        for resident, time, coins in connection.execute(_SPENT, asked):
            self.spend(resident, time, Coins(coins))
        if GIFT in self.kinds:
            for resident, time, coins in connection.execute(_GIVEN, asked):
                self.spend(resident, time, Coins(coins))

    def spend(self, resident: int, time: int, coins: Coins) -> None:
        """A resident has spent at that time."""
        self.spent.append((resident, time, coins))

    def sums(self, scheme: Scheme, resident: int, at: int) -> tuple[Coins, Coins]:
        """Of the day and of the month around ``at``."""
        mine = [(time, coins) for one, time, coins in self.spent if one == resident]
        day, month = day_number(scheme, at), month_start(scheme, at)
        of_day = (coins for time, coins in mine if day_number(scheme, time) == day)
        of_month = (coins for time, coins in mine if month_start(scheme, time) == month)
        return sum(of_day, Coins(0)), sum(of_month, Coins(0))


def held_of(connection: Connection, resident: int) -> Coins:
    """What live holds keep to be spent by a resident: of any day, they may be booked today."""
    return Coins(connection.execute(_HELD_SALES, {"of_resident": resident}).scalar_one())


def gifts_held_of(connection: Connection, resident: int) -> Coins:
    """What live holds keep to be given to other people, of any day too."""
    return Coins(connection.execute(_HELD_GIFTS, {"of_resident": resident}).scalar_one())
