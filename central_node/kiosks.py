"""The enrolled kiosks as a key ring, read from the database key by key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from central_node.schema import kiosk
from protocol.keys import Algorithm, PublicKey

_RETIRED = select(kiosk.c.retired).where(kiosk.c.number == bindparam("of_number"))


@dataclass(frozen=True)
class Caller:
    """An enrolled kiosk that asks: its number and its key."""

    number: int
    key: PublicKey


class KioskRing(Mapping[bytes, PublicKey]):
    """Kiosk keys by kid, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getitem__(self, kid: bytes) -> PublicKey:
        found = select(kiosk.c.public_key).where(kiosk.c.kid == kid)
        raw = self._connection.execute(found).scalar()
        if raw is None:
            raise KeyError(kid)
        return PublicKey(Algorithm.ESP256, raw)

    def __iter__(self) -> Iterator[bytes]:
        kids = select(kiosk.c.kid).where(kiosk.c.kid.is_not(None))
        return iter(self._connection.execute(kids).scalars().all())

    def __len__(self) -> int:
        return self._connection.execute(select(func.count(kiosk.c.kid))).scalar_one()

    def caller(self, kid: bytes) -> Caller:
        """The kiosk that has this key."""
        found = select(kiosk.c.number, kiosk.c.public_key)
        row = self._connection.execute(found.where(kiosk.c.kid == kid)).one()
        return Caller(row.number, PublicKey(Algorithm.ESP256, row.public_key))


def is_retired(connection: Connection, number: int) -> bool:
    """Whether a kiosk is none of the district's any more."""
    return retired_at(connection, number) is not None


def retired_at(connection: Connection, number: int) -> int | None:
    """Since when, in epoch seconds; None for a kiosk of the district."""
    at: int | None = connection.execute(_RETIRED, {"of_number": number}).scalar()
    return at
