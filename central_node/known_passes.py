"""Passes of so many visits: what was bought at a place, and the visits that were made by them.

A sale's line says the visits and the last day (`schemes.passes`), so the entry alone tells what was
bought, also when the facility's file has changed since. An `admit` entry whose result is
`PREPAID` uses one visit. Both are about a resident, whatever they showed: phone and card, and
the codes of two months, are one person.

A kiosk without the network can't know what was used elsewhere: a visit that no pass pays for is
flagged and not counted. Nobody is charged for it; the person got in, and the district bears that.
Sales of before this, and visits by those, say nothing that could be counted, and are not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, case, func, or_, select

from central_node.days import day_number
from central_node.holders import Holder
from central_node.known_rights import holder_of
from central_node.schema import entry, pass_move
from protocol.entry import PREPAID, Entry, EntryKind, Role
from protocol.pass_call import MAX_PASS_VISITS
from protocol.receipt import Outcome
from schemes.passes import MAX_VALID_DAYS, Bought, Visited, fits, payers, read_pass
from schemes.scheme import Scheme

Key: TypeAlias = tuple[int, str, str]  # a resident, a place, a service there

_BACK = entry.alias()
_BACKS = (
    _BACK.c.ref == entry.c.id,
    _BACK.c.ref.is_not(None),  # as its index has it
    _BACK.c.kind == EntryKind.REVERSE,
    or_(_BACK.c.outcome == Outcome.BOOKED, _BACK.c.bearer.is_not(None)),
)
_GIVEN_BACK = select(func.sum(_BACK.c.coins)).where(*_BACKS).scalar_subquery()
_LAST_BACK = select(func.max(_BACK.c.number)).where(*_BACKS).scalar_subquery()
_MOVES = (
    select(
        entry.c.number,
        entry.c.id,
        pass_move.c.day,
        pass_move.c.visits,
        pass_move.c.last_day,
        case((entry.c.coins <= _GIVEN_BACK, _LAST_BACK)).label("back"),
    )
    .join(entry, entry.c.number == pass_move.c.entry)
    .where(
        pass_move.c.resident == bindparam("of_resident"),
        pass_move.c.place == bindparam("at_place"),
        pass_move.c.service == bindparam("of_service"),
    )
    .order_by(entry.c.number)
)


@dataclass(frozen=True)
class PassMove:
    """What a line of an entry says: visits bought until ``last_day``, or -1 for one made.

    ``day`` and ``last_day`` are the scheme's days since 1970.
    """

    position: int
    resident: int
    place: str
    service: str
    day: int
    visits: int
    last_day: int | None = None

    @property
    def key(self) -> Key:
        """Whose it is, and where."""
        return self.resident, self.place, self.service


@dataclass
class PassBook:
    """Passes and visits of one person at one place, by the ids of their entries."""

    bought: defaultdict[bytes, list[Bought]] = field(default_factory=lambda: defaultdict(list))
    visits: dict[bytes, Visited] = field(default_factory=dict)

    @classmethod
    def load(cls, connection: Connection, key: Key) -> "PassBook":
        """What counts, as it was booked: neither what was given back, nor what was flagged."""
        names = dict(zip(("of_resident", "at_place", "of_service"), key, strict=True))
        rows = connection.execute(_MOVES, names).all()
        backs = sorted({(row.back, row.id) for row in rows if row.back is not None})
        book = cls()
        for row in rows:
            while backs and backs[0][0] < row.number:
                book.take_back(backs.pop(0)[1])
            book.add(row.id, row.day, row.visits, row.last_day)
        for _, id_ in backs:
            book.take_back(id_)
        return book

    def add(self, id_: bytes, day: int, visits: int, last_day: int | None) -> None:
        """An entry has bought visits, or made one."""
        if last_day is None:
            self.visits[id_] = Visited(day)
        else:
            self.bought[id_].append(Bought(day, visits, last_day))

    def forget(self, ids: Iterable[bytes]) -> None:
        """These are none, or none any more."""
        for id_ in ids:
            self.bought.pop(id_, None)
            self.visits.pop(id_, None)

    def take_back(self, id_: bytes) -> None:
        """An entry was reversed: a pass is gone with the visits that it has paid for."""
        sales = [sale for sale, many in self.bought.items() for _ in many]
        paid = payers(self.passes, self.visits.values())
        by = dict(zip(self.visits, paid, strict=True))
        mine = [it for it, at in by.items() if at is not None and sales[at] == id_]
        self.forget((id_, *mine))

    @property
    def passes(self) -> list[Bought]:
        """All of them."""
        return [one for many in self.bought.values() for one in many]

    def pays_for(self, day: int) -> bool:
        """Whether there is a pass for one more visit on that day."""
        return fits(self.passes, self.visits.values(), Visited(day))


@dataclass
class Passes:
    """Moves on as entries are decided."""

    books: dict[Key, PassBook] = field(default_factory=dict)

    def load(
        self,
        connection: Connection,
        entries: Iterable[Entry],
        scheme: Scheme,
        holders: Mapping[bytes, Holder],
    ) -> None:
        """Read what is left of the passes that these entries are about."""
        moves = (move for one in entries for move in moves_of(one, scheme, holders))
        for key in sorted({move.key for move in moves}):
            self.books[key] = PassBook.load(connection, key)

    def pays_for(self, moves: Iterable[PassMove]) -> bool:
        """Whether each of these visits has a pass."""
        return all(self.books[move.key].pays_for(move.day) for move in moves)

    def add(self, moves: Iterable[PassMove], id_: bytes) -> None:
        """An entry has bought or used these."""
        for move in moves:
            self.books[move.key].add(id_, move.day, move.visits, move.last_day)

    def take_back(self, id_: bytes) -> None:
        """An entry was reversed."""
        for book in self.books.values():
            book.take_back(id_)


def is_visit(one: Entry) -> bool:
    """Whether it says that somebody came in by a pass that is counted here."""
    return one.kind is EntryKind.ADMIT and one.result == PREPAID


def moves_of(one: Entry, scheme: Scheme, holders: Mapping[bytes, Holder]) -> tuple[PassMove, ...]:
    """What an entry buys or uses; nothing where it says no place, or names nobody of ours."""
    resident = _resident(one, holders)
    if resident is None or one.place is None:
        return ()
    day = day_number(scheme, one.time)
    if is_visit(one):
        service = one.lines[0].item.partition(":")[0] if one.lines else ""
        return (PassMove(0, resident, one.place, service, day, -1),)
    return tuple(_bought(one, resident, one.place, day)) if one.kind is EntryKind.SPEND else ()


def _bought(one: Entry, resident: int, place: str, day: int) -> Iterator[PassMove]:
    """What no file can name is no pass: a last day that is too far, visits beyond all use."""
    for position, line in enumerate(one.lines):
        service, _, item = line.item.partition(":")
        found = read_pass(item)
        if found is None or not day - 1 <= found.last_day <= day + MAX_VALID_DAYS:
            continue
        visits = found.visits * line.quantity
        if visits <= MAX_PASS_VISITS:
            yield PassMove(position, resident, place, service, day, visits, found.last_day)


def _resident(one: Entry, holders: Mapping[bytes, Holder]) -> int | None:
    party = holder_of(one)
    if one.kind is EntryKind.SPEND:
        party = next((it for it in one.parties if it.role is Role.PAYER), None)
    holder = None if party is None else holders.get(party.cti)
    return None if holder is None else holder.resident
