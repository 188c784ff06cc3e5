"""Are the passes that are counted those that entries sold, and the visits those that they tell?

The table beside the entries is made while they are booked; here it is made once more, of the bytes
that kiosks signed. What was given back before it came was never counted, nor what a kiosk sold for
a place where it does not stand.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from central_node.booking_rules import Flag
from central_node.district import District
from central_node.holders import holders
from central_node.known_passes import PassMove, is_visit, moves_of
from central_node.places import Places, places_of
from central_node.schema import entry, ledger, pass_move
from protocol.entry import Entry, EntryKind, kept_entry
from protocol.errors import ProtocolError
from protocol.receipt import Outcome

_KINDS = (EntryKind.SPEND, EntryKind.ADMIT)
_COUNTED = (
    select(entry.c.number, entry.c.id, entry.c.raw, ledger.c.kiosk)
    .join(ledger, ledger.c.number == entry.c.ledger)
    .where(
        entry.c.kind.in_(_KINDS),
        or_(entry.c.outcome.in_((Outcome.BOOKED, Outcome.NOTED)), entry.c.bearer.is_not(None)),
    )
)
_EARLY = select(entry.c.ref).where(
    entry.c.kind == EntryKind.REVERSE, entry.c.flag == Flag.NOTHING_TO_REVERSE
)
_KEPT = select(pass_move).order_by(pass_move.c.entry, pass_move.c.position)


def passes_are_as_sold(connection: Connection, district: District) -> Iterator[str]:
    """The table of passes is what the entries say, no more and no less."""
    early = frozenset(connection.execute(_EARLY).scalars())
    denied = _Register(connection).denies
    kept: dict[int, tuple[PassMove, ...]] = {}
    for row in connection.execute(_KEPT):
        kept[row.entry] = (*kept.get(row.entry, ()), _kept(row))
    for number, id_, kiosk, one in _entries(connection):
        ctis = {party.cti for party in one.parties}
        told = moves_of(one, district.scheme, holders(connection, ctis))
        found = kept.pop(number, ())
        uncounted = not found and (id_ in early or denied(kiosk, one))
        if found != told and not uncounted:
            yield f"21: the passes of entry {number} are not what it says."
    for number in kept:
        yield f"21: entry {number} sold no pass and was no visit, and is counted as one."


class _Register:
    """Where kiosks stand, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, Places] = {}

    def denies(self, kiosk: int, one: Entry) -> bool:
        """Whether it was not there at the time that the entry tells."""
        if kiosk not in self._known:
            self._known[kiosk] = places_of(self._connection, kiosk)
        return self._known[kiosk].denies(one.place, one.time)


def _entries(connection: Connection) -> Iterator[tuple[int, bytes, int, Entry]]:
    """Those that may be about a pass: of sales the ones with a line of that shape."""
    for row in connection.execute(_COUNTED):
        try:
            one = kept_entry(row.raw)
        except ProtocolError:
            continue
        if is_visit(one) or any(line.item.count(".") == 2 for line in one.lines):
            yield row.number, row.id, row.kiosk, one


def _kept(row: Row[*tuple[Any, ...]]) -> PassMove:
    return PassMove(
        row.position, row.resident, row.place, row.service, row.day, row.visits, row.last_day
    )
