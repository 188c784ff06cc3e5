"""The keys that a kiosk signed with before its present one: named in the `open` entry, signed.

A ledger has one key. What it remembers of ledgers before it may have been signed by others, and the
file alone has to say by which: so its `open` entry does, and whatever copies, restores or finds
entries has the keys with them.
"""

import sqlite3
from collections.abc import Sequence
from typing import Final, Protocol

from offline_queue.schema import Identity
from protocol.entry import read_entry
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, KeyRing, PublicKey, key_ring


class _Entry(Protocol):
    @property
    def raw(self) -> bytes:
        """The signed bytes."""


class HasEntries(Protocol):
    """A ledger, wherever it comes from: a `second_medium.Source` for instance."""

    @property
    def identity(self) -> Identity:
        """Whose ledger it is."""

    def entries(self, from_seq: int, limit: int) -> Sequence[_Entry]:
        """Entries in their order."""


_OPENING: Final = "SELECT raw FROM entries WHERE seq = 0"


def former_keys(key: PublicKey, opening: object) -> tuple[PublicKey, ...]:
    """The keys before ``key`` that the bytes of an `open` entry name, the newest last.

    None where those are no such entry, or not by ``key``: whoever checks the chain finds that.
    """
    if not isinstance(opening, bytes):
        return ()
    try:
        said = read_entry(opening, key_ring(key)).entry.opening
        raws = () if said is None else said.former_keys
        return tuple(PublicKey(Algorithm.ESP256, raw) for raw in raws)
    except ProtocolError:
        return ()


def kiosk_ring(key: PublicKey, opening: object) -> KeyRing:
    """All keys of the kiosk whose ledger of ``key`` begins with the bytes ``opening``."""
    return key_ring(*former_keys(key, opening), key)


def ring_in(connection: sqlite3.Connection, key: PublicKey) -> KeyRing:
    """The same for the ledger that lies in a file."""
    row = connection.execute(_OPENING).fetchone()
    return kiosk_ring(key, None if row is None else row[0])


def ring_from(source: HasEntries) -> KeyRing:
    """The same for any ledger. Raises `LedgerError`."""
    first = source.entries(0, 1)
    return kiosk_ring(source.identity.public_key, first[0].raw if first else None)
