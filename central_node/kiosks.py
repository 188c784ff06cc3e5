"""The enrolled kiosks as a key ring, read from the database key by key."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, func, select

from central_node.schema import kiosk
from protocol.keys import Algorithm, PublicKey


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

    def number(self, kid: bytes) -> int:
        """The number of the kiosk that has this key."""
        found = select(kiosk.c.number).where(kiosk.c.kid == kid)
        return int(self._connection.execute(found).scalar_one())
