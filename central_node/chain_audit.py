"""Walks each kiosk's ledger from its first entry to its head, from the bytes that are kept.

A place without an entry must be one that the kiosk told as lost, and the entry after it must name
the hash that was noted for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from central_node.district import District
from central_node.readings import read_place
from central_node.rekey import EveryKey
from central_node.schema import entry, hole, ledger
from protocol.entry import GENESIS
from protocol.errors import ProtocolError
from protocol.keys import KeyRing, key_ring


@dataclass
class _Walk:
    """How far the chain holds. ``holes`` are the places told as lost, by what names them."""

    holes: Mapping[int, bytes | None]
    size: int = 0
    head: bytes = GENESIS

    def step(self, seq: int, hash_: bytes, previous: bytes | None) -> bool:
        """Go to the next entry; whether it follows. ``previous`` is None for damaged bytes."""
        missing = range(self.size, seq)
        before = self.holes.get(seq - 1) if missing else self.head
        self.size, self.head = seq + 1, hash_
        return (
            previous is not None and previous == before and all(at in self.holes for at in missing)
        )


def chains_hold(connection: Connection, _: District) -> Iterator[str]:
    """7: seq is contiguous but for holes, hashes are those of the bytes, each entry is signed."""
    for row in connection.execute(select(ledger)).all():
        keys = key_ring(EveryKey(connection)[row.kid])
        walk = _Walk(_holes(connection, row.number))
        found = select(entry.c.seq, entry.c.hash, entry.c.raw)
        rows = connection.execute(found.where(entry.c.ledger == row.number).order_by(entry.c.seq))
        for one in rows.all():
            if not walk.step(one.seq, one.hash, _previous(one, keys)):
                yield f"7: ledger {row.name.hex()} is broken at {one.seq}."
        if (row.size, row.head) != (walk.size, walk.head):
            yield f"7: ledger {row.name.hex()} has {walk.size} entries and is kept as {row.size}."


def _holes(connection: Connection, number: int) -> dict[int, bytes | None]:
    told = select(hole.c.seq, hole.c.named).where(hole.c.ledger == number)
    return {row.seq: row.named for row in connection.execute(told)}


def _previous(row: Row[*tuple[Any, ...]], keys: KeyRing) -> bytes | None:
    """The predecessor that an entry's bytes name; None if they are not what was signed."""
    try:
        place = read_place(row.raw, keys)
    except ProtocolError:
        return None
    return place.previous if (place.hash, place.seq) == (row.hash, row.seq) else None
