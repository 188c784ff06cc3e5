"""Are the passes that are counted those that entries sold, and the visits those that they tell?

The table beside the entries is made while they are booked; here it is made once more, of the bytes
that kiosks signed. What was given back before it came was never counted, nor what a kiosk sold for
a place where it does not stand.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from central_node.district import District
from central_node.known_passes import PassMove
from central_node.pass_entries import given_back_early, pass_entries
from central_node.places import Places, places_of
from central_node.schema import pass_move
from protocol.entry import Entry

_KEPT = select(pass_move).order_by(pass_move.c.entry, pass_move.c.position)


def passes_are_as_sold(connection: Connection, district: District) -> Iterator[str]:
    """The table of passes is what the entries say, no more and no less."""
    early = given_back_early(connection)
    denied = _Register(connection).denies
    kept: dict[int, tuple[PassMove, ...]] = {}
    for row in connection.execute(_KEPT):
        kept[row.entry] = (*kept.get(row.entry, ()), _kept(row))
    for one in pass_entries(connection):
        told = one.moves(connection, district.scheme)
        found = kept.pop(one.number, ())
        uncounted = not found and (one.entry.id in early or denied(one.kiosk, one.entry))
        if not _agree(found, told) and not uncounted:
            yield f"21: the passes of entry {one.number} are not what it says."
    for number in kept:
        yield f"21: entry {number} sold no pass and was no visit, and is counted as one."


def _agree(found: tuple[PassMove, ...], told: tuple[PassMove, ...]) -> bool:
    """A visit may have been held on the day before."""
    if found == told:
        return True
    return found == tuple(replace(one, day=one.day - 1) for one in told if one.last_day is None)


class _Register:
    """Where kiosks stand, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, Places] = {}

    def denies(self, kiosk: int, one: Entry) -> bool:
        """Whether it was not there at the time that the entry tells, by the register of then."""
        if kiosk not in self._known:
            self._known[kiosk] = places_of(self._connection, kiosk)
        return self._known[kiosk].denied(one.place, one.time)


def _kept(row: Row[*tuple[Any, ...]]) -> PassMove:
    return PassMove(
        row.position, row.resident, row.place, row.service, row.day, row.visits, row.last_day
    )
