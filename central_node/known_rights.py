"""What may be had once a day for nothing, and was: for entries that say that somebody had it.

An `admit` entry whose result is `FREE_RIGHT` uses a right of the day, once for each service. Other
admissions use none: a visit by a pass was bought, a place on a waiting list costs nobody anything.
Whether somebody has the right is the kiosk's to judge; here it is only seen what was had twice,
since kiosks without the network cannot know of each other. Nobody's coins hang on it, so the
entry's own word is enough.

Whose right it is, the credential tells where it is one of ours: phone and card, and the codes of
two months, are one person. The limit tag tells it besides, also for a credential not of ours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from central_node.days import day_number
from central_node.holders import Holder
from central_node.schema import daily_right, entry
from protocol.entry import FREE_RIGHT, Entry, EntryKind, Party, Role
from protocol.receipt import Outcome
from schemes.scheme import Scheme

_MOST_ASKED = 32  # in one statement; SQLite compiles an expression of at most 1000 levels
_Key: TypeAlias = tuple[bytes | int, str, int]  # a limit tag or a resident, an item, a day


@dataclass(frozen=True)
class Right:
    """One item, a service, on one of the scheme's days; ``resident`` None: a stranger's code."""

    limit_tag: bytes
    resident: int | None
    item: str
    day: int

    @property
    def keys(self) -> Iterator[_Key]:
        """By what another use of it is found."""
        yield self.limit_tag, self.item, self.day
        if self.resident is not None:
            yield self.resident, self.item, self.day


def holder_of(one: Entry) -> Party | None:
    """Who had it."""
    return next((party for party in one.parties if party.role is Role.HOLDER), None)


def rights_of(one: Entry, scheme: Scheme, holders: Mapping[bytes, Holder]) -> tuple[Right, ...]:
    """What an entry uses up."""
    party = holder_of(one)
    if one.kind is not EntryKind.ADMIT or one.result != FREE_RIGHT or party is None:
        return ()
    holder, day = holders.get(party.cti), day_number(scheme, one.time)
    resident = None if holder is None else holder.resident
    services = {line.item.partition(":")[0] for line in one.lines}
    return tuple(Right(party.limit_tag, resident, it, day) for it in sorted(services))


@dataclass
class Rights:
    """Moves on as entries are decided: the ids of the entries that had each right."""

    had: dict[_Key, set[bytes]] = field(default_factory=dict)

    def load(
        self,
        connection: Connection,
        entries: Iterable[Entry],
        scheme: Scheme,
        holders: Mapping[bytes, Holder],
    ) -> None:
        """Read who had what these entries are about; what was taken back does not count."""
        found = (right for one in entries for right in rights_of(one, scheme, holders))
        asked = sorted(set(found), key=repr)
        for first in range(0, len(asked), _MOST_ASKED):
            for row in connection.execute(_had(asked[first : first + _MOST_ASKED])):
                self.use([Right(row.limit_tag, row.resident, row.item, row.day)], row.id)

    def used_before(self, rights: Iterable[Right]) -> bool:
        """Whether another entry had one of them."""
        return any(self.had.get(key) for right in rights for key in right.keys)

    def use(self, rights: Iterable[Right], id_: bytes) -> None:
        """An entry has had these."""
        for right in rights:
            for key in right.keys:
                self.had.setdefault(key, set()).add(id_)

    def take_back(self, id_: bytes) -> None:
        """An entry was reversed: what it had may be had again."""
        for ids in self.had.values():
            ids.discard(id_)


def _had(rights: Sequence[Right]) -> Select[Any]:
    back, columns = entry.alias(), daily_right.c
    taken_back = select(back.c.number).where(
        back.c.ref == entry.c.id,
        back.c.kind == EntryKind.REVERSE,
        back.c.outcome == Outcome.BOOKED,
    )
    tags = (_each(columns.limit_tag == it.limit_tag, it) for it in rights)
    people = (_each(columns.resident == it.resident, it) for it in rights if it.resident)
    return (
        select(columns.limit_tag, columns.resident, columns.item, columns.day, entry.c.id)
        .join(entry, entry.c.number == columns.entry)
        .where(or_(*tags, *people), ~taken_back.exists())
    )


def _each(whose: ColumnElement[bool], right: Right) -> ColumnElement[bool]:
    return and_(whose, daily_right.c.item == right.item, daily_right.c.day == right.day)
