"""What may be had once a day, and was: for entries that say that somebody had it.

An `admit` entry uses a right of the day: once for each service, by a limit tag, which is the same
at every kiosk for a month. A visit by a pass, which was bought, uses none: it is a line of its own
(`BOUGHT_VISIT`), or names what it uses by `ref`. Whether somebody has the right is the kiosk's to
judge; here it is only seen what was had twice, since kiosks without the network cannot know of each
other. Nobody's coins hang on it, so the entry's own word for the tag is enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from central_node.days import day_number
from central_node.schema import daily_right, entry
from protocol.entry import Entry, EntryKind, Role
from protocol.receipt import Outcome
from schemes.scheme import Scheme

BOUGHT_VISIT = "visit"  # as kiosks call the line of a visit by pass; nothing else is called so
_MOST_ASKED = 64  # in one statement; SQLite compiles an expression of at most 1000 levels


@dataclass(frozen=True)
class Right:
    """One item, a service, on one of the scheme's days."""

    limit_tag: bytes
    item: str
    day: int


def rights_of(one: Entry, scheme: Scheme) -> tuple[Right, ...]:
    """What an entry uses up."""
    if one.kind is not EntryKind.ADMIT or one.ref is not None:
        return ()
    tags = (party.limit_tag for party in one.parties if party.role is Role.HOLDER)
    tag = next(tags, None)
    if tag is None:
        return ()
    day = day_number(scheme, one.time)
    items = (line.item.partition(":") for line in one.lines)
    services = {service for service, _, item in items if item != BOUGHT_VISIT}
    return tuple(Right(tag, service, day) for service in sorted(services))


@dataclass
class Rights:
    """Moves on as entries are decided: the ids of the entries that had each right."""

    had: dict[Right, set[bytes]] = field(default_factory=dict)

    def load(self, connection: Connection, entries: Iterable[Entry], scheme: Scheme) -> None:
        """Read who had what these entries are about; what was taken back does not count."""
        asked = sorted({right for one in entries for right in rights_of(one, scheme)}, key=repr)
        for first in range(0, len(asked), _MOST_ASKED):
            for row in connection.execute(_had(asked[first : first + _MOST_ASKED])):
                right = Right(row.limit_tag, row.item, row.day)
                self.had.setdefault(right, set()).add(row.id)

    def used_before(self, rights: Iterable[Right]) -> bool:
        """Whether another entry had one of them."""
        return any(self.had.get(right) for right in rights)

    def use(self, rights: Iterable[Right], id_: bytes) -> None:
        """An entry has had these."""
        for right in rights:
            self.had.setdefault(right, set()).add(id_)

    def take_back(self, id_: bytes) -> None:
        """An entry was reversed: what it had may be had again."""
        for ids in self.had.values():
            ids.discard(id_)


def _had(rights: Sequence[Right]) -> Select[Any]:
    back = entry.alias()
    taken_back = select(back.c.number).where(
        back.c.ref == entry.c.id,
        back.c.kind == EntryKind.REVERSE,
        back.c.outcome == Outcome.BOOKED,
    )
    each = (
        and_(
            daily_right.c.limit_tag == right.limit_tag,
            daily_right.c.item == right.item,
            daily_right.c.day == right.day,
        )
        for right in rights
    )
    return (
        select(daily_right.c.limit_tag, daily_right.c.item, daily_right.c.day, entry.c.id)
        .join(entry, entry.c.number == daily_right.c.entry)
        .where(or_(*each), ~taken_back.exists())
    )
