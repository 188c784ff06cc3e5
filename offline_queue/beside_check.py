"""Is what lies beside the entries what they say: PINs, codes of further parties? Reads only.

A file of an older version has neither table and nothing to check.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

from offline_queue.codes import further_codes
from protocol.entry import Entry

_THERE: Final = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?"
_PLACES: Final = {"further_codes": "seq", "earlier_further_codes": "number"}
"""The column that names the entry."""

_STRAY_PINS: Final = """
    SELECT count(*) FROM pins WHERE NOT EXISTS (
        SELECT 1 FROM entries WHERE entries.seq = pins.seq AND entries.kind = 'pin'
        AND entries.result = 'set' AND entries.cti = pins.cti)
"""


class FurtherCheck:
    """The codes of further parties, entry by entry, as ``table`` keeps them."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table
        self._there = _is_there(connection, table)
        self._named = 0
        self._find = f"SELECT 1 FROM {table} WHERE (cti, counter, {_PLACES[table]}) = (?, ?, ?)"  # noqa: S608 - our own names

    def problems(self, entry: Entry, at: int, here: str) -> Iterator[str]:
        """What is wrong with those of ``entry``, kept at ``at``."""
        for code in further_codes(entry):
            self._named += 1
            found = self._there and self._connection.execute(self._find, (*code, at)).fetchone()
            if not found:
                yield f"{here}: a code that it uses is not kept as used"

    def stray(self) -> Iterator[str]:
        """After the last entry: is more kept as used than the entries use?"""
        sql = f"SELECT count(*) FROM {self._table}"  # noqa: S608 - our own name
        kept = self._connection.execute(sql).fetchone()[0] if self._there else 0
        if kept > self._named:
            yield f"{kept - self._named} codes are kept as used that no entry uses"


def problems_of_pins(connection: sqlite3.Connection) -> Iterator[str]:
    """Each verifier lies beside the entry that set it."""
    if _is_there(connection, "pins"):
        (stray,) = connection.execute(_STRAY_PINS).fetchone()
        if stray:
            yield f"{stray} verifiers of PINs belong to no entry that set one"


def _is_there(connection: sqlite3.Connection, table: str) -> bool:
    return bool(connection.execute(_THERE, (table,)).fetchone()[0])
