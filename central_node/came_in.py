"""What came in at one kiosk in a day of the scheme, charged and converted, for whomever.

A kiosk alone always knows that sum, with the node or without. So nothing above it is booked: it is
the most that whoever has a kiosk's key can make in a day.

The day is the one that the entry tells, but none before the ledger's own good time, and none that
has not come. What was flagged counts on every day from then until it came in: a kiosk that lies
names what day it likes, without a clock or with one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from sqlalchemy import BindParameter, Connection, bindparam, func, literal, select

from central_node.days import day_start
from central_node.ids import State
from central_node.schema import entry, intent, ledger
from central_node.schema_money import INCOMING
from central_node.writers import Writer
from protocol.entry import Entry, EntryKind
from schemes.money import Coins
from schemes.scheme import Scheme

_NOTHING = Coins(0)
_KINDS: BindParameter[list[EntryKind]] = bindparam(
    "kinds", sorted(INCOMING), expanding=True, literal_execute=True
)  # as its index
_CAME = (
    select(entry.c.time, entry.c.received, entry.c.flag, entry.c.coins)
    .join(ledger, ledger.c.number == entry.c.ledger)
    .where(
        ledger.c.kiosk == bindparam("at_kiosk"),
        entry.c.kind.in_(_KINDS),
        entry.c.received >= bindparam("since"),
        entry.c.coins > 0,
    )
)
_HELD = select(func.coalesce(func.sum(intent.c.amount), 0)).where(
    intent.c.kiosk == bindparam("at_kiosk"),
    intent.c.state == literal(State.HELD, literal_execute=True),
    intent.c.kind == EntryKind.CONVERT,
)


class _Came(NamedTuple):
    time: int
    received: int
    flagged: bool
    coins: Coins


@dataclass
class CameIn:
    """Moves on as the entries of one kiosk are decided. ``now`` is the node's time."""

    now: int = 0
    each: list[_Came] = field(default_factory=list)

    @classmethod
    def load(
        cls, connection: Connection, writer: Writer, entries: Sequence[Entry], scheme: Scheme
    ) -> Self:
        """Read what these entries ask for; nothing where none of them brings coins in."""
        ours = [one.time for one in entries if one.kind in INCOMING]
        if not ours:
            return cls(writer.now)
        since = day_start(scheme, min(max(min(ours), writer.trusted or 0), writer.now))
        return cls(writer.now, _since(connection, writer.kiosk, since))

    def add(self, one: Entry, *, flagged: bool, coins: Coins) -> None:
        """Coins came in now."""
        if one.kind in INCOMING and coins > _NOTHING:
            self.each.append(_Came(one.time, self.now, flagged, coins))

    def day(self, scheme: Scheme, time: int, trusted: int | None) -> Coins:
        """Of the day of an entry of ``time``, in a ledger that has come to ``trusted``."""
        start = day_start(scheme, min(max(time, trusted or 0), self.now))
        return _of(self.each, start)


def today(connection: Connection, scheme: Scheme, kiosk: int, now: int) -> Coins:
    """What came in there today, and what its live holds let come in still."""
    start = day_start(scheme, now)
    held = connection.execute(_HELD, {"at_kiosk": kiosk}).scalar_one()
    return _of(_since(connection, kiosk, start), start) + Coins(held)


def _since(connection: Connection, kiosk: int, since: int) -> list[_Came]:
    rows = connection.execute(_CAME, {"at_kiosk": kiosk, "since": since})
    return [_Came(it.time, it.received, it.flag is not None, Coins(it.coins)) for it in rows]


def _of(each: Sequence[_Came], start: int) -> Coins:
    counted = (it for it in each if it.received >= start and (it.time >= start or it.flagged))
    return sum((it.coins for it in counted), _NOTHING)
