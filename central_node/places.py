"""At which facility a kiosk stands, by the district's register and not by the kiosk's own word.

Who sells decides which money may pay and what comes back, so whoever can name another place could
have a market's bonus anywhere. A kiosk whose place is registered sells there: what it asks for
elsewhere is declined, what it has sold elsewhere is booked by the rules of the registered place and
flagged. One without a registered place is believed, as all were before. docs/adr/
0025-where-a-kiosk-stands.md says why.

A kiosk that moves gets another row. An entry is judged by where it stood at the entry's own time,
and for all time before its earliest row by that one: no clock leads out of the register. A row
overrules those that were written before it, from its time on, so what a wrong clock of the node's
has written can be put right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, insert, select

from central_node.district import District, load_district
from central_node.errors import FolderError
from central_node.merchants import facility_id, has_facility
from central_node.schema import kiosk
from central_node.schema_people import kiosk_place
from central_node.store import Store

_PLACES = (
    select(kiosk_place.c.since, kiosk_place.c.place)
    .where(kiosk_place.c.kiosk == bindparam("of_kiosk"))
    .order_by(kiosk_place.c.number)
)
_ADD = insert(kiosk_place)
_KIOSKS = select(kiosk.c.number, kiosk.c.name).where(kiosk.c.retired.is_(None))


@dataclass(frozen=True)
class Places:
    """Where one kiosk stood, from when on (epoch s), as it was written; empty: nobody has said.

    ``slack_s`` is how far a clock may be off: that close to a move either place may be named.
    """

    rows: tuple[tuple[int, str], ...] = ()

    def at(self, time: int) -> str | None:
        """The registered place at a time; None where there is none."""
        if not self.rows:
            return None
        begun = (place for since, place in reversed(self.rows) if since <= time)
        return next(begun, None) or min(reversed(self.rows), key=lambda row: row[0])[1]

    def judged(self, named: str | None, time: int, slack_s: int = 0) -> str | None:
        """By whose rules something that names a place is judged."""
        if named is not None and not self.denies(named, time, slack_s):
            return named
        return self.at(time)

    def denies(self, named: str | None, time: int, slack_s: int = 0) -> bool:
        """Whether the register says another place than the one that is named."""
        near = {self.at(at) for at in (time - slack_s, time, time + slack_s)}
        return named is not None and near.isdisjoint({named, None})

    def denied(self, named: str | None, time: int) -> bool:
        """Whether it said so at some time, before it was put right."""
        befores = (Places(self.rows[:count]) for count in range(1, len(self.rows) + 1))
        return any(before.denies(named, time) for before in befores)


def places_of(connection: Connection, number: int) -> Places:
    """What is registered of a kiosk."""
    rows = connection.execute(_PLACES, {"of_kiosk": number})
    return Places(tuple((row.since, row.place) for row in rows))


def register(connection: Connection, number: int, place: str, now: int) -> None:
    """Say where a kiosk stands from now on; the same again changes nothing."""
    rows = places_of(connection, number).rows
    if rows and rows[-1][1] == place and Places(rows).at(now) == place:
        return
    connection.execute(_ADD, {"kiosk": number, "since": now, "place": place})


def require_places(connection: Connection, facilities: Mapping[str, bytes], now: int) -> None:
    """Raise FolderError where a kiosk is registered at a facility that these files don't have.

    It would sell under a new id, and each of its holds would be declined by the old one.
    """
    for number, name in connection.execute(_KIOSKS):
        place = places_of(connection, number).at(now)
        if place is not None and not has_facility(facilities, place):
            raise FolderError(
                f"Kiosk {name} is registered at {place}, which no facility file has: keep that "
                f"file beside the new one until `central-node place` has moved the kiosk."
            )


def set_place(folder: Path, name: str, place: str, now: int) -> str:
    """Register a kiosk, by its name, at a facility of the bundle; the facility's id.

    Also while the node serves. Raises FolderError and StoreBusy.
    """
    store = Store.open(folder)
    try:
        district = load_district(folder, store)
        with store.write() as connection:
            return _set(connection, district, name, place, now)
    finally:
        store.close()


def _set(connection: Connection, district: District, name: str, place: str, now: int) -> str:
    number = connection.execute(select(kiosk.c.number).where(kiosk.c.name == name)).scalar()
    if number is None:
        raise FolderError(f"There is no kiosk {name}.")
    known = known_place(district.published.facilities, place)
    register(connection, number, known, now)
    return known


def known_place(facilities: Mapping[str, bytes], name: str) -> str:
    """A facility's id, by its id or its file's stem. Raises FolderError."""
    found = facility_id(facilities, name)
    if found is None:
        listed = ", ".join(sorted(facilities)) or "none"
        raise FolderError(f"There is no facility {name} in the bundle; there are: {listed}.")
    return found
