"""All keys that a kiosk has signed with, as the `open` entry of its ledger tells (see `former`)."""

import sqlite3
from typing import Final

from protocol.entry import read_entry
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, KeyRing, PublicKey, key_ring

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
