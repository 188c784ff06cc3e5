"""Is what lies beside the entries what they say: PINs, further codes, lines? Reads only.

A file of an older version has no such table and nothing to check.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

from offline_queue.codes import further_codes
from offline_queue.lines import rows_of
from protocol.entry import Entry

_THERE: Final = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?"
_PLACES: Final = {
    "further_codes": "seq",
    "earlier_further_codes": "number",
    "lines": "seq",
    "earlier_lines": "number",
}
"""The column that names the entry."""

_SAME_LINE: Final = """
    (service, time_s, {at}, place, kind, item) = (?, ?, ?, ?, ?, ?)
    AND tag IS ? AND badge IS ? AND quantity = ?
"""
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


class LinesCheck:
    """What is counted for limits, entry by entry, as ``table`` keeps it."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table
        self._there = _is_there(connection, table)
        self._named = 0
        self._unread: set[int] = set()
        at = _PLACES[table]
        self._find = f"SELECT 1 FROM {table} WHERE {_SAME_LINE.format(at=at)}"  # noqa: S608 - our own names

    def problems(self, entry: Entry, at: int, here: str) -> Iterator[str]:
        """What is wrong with those of ``entry``, kept at ``at``."""
        for row in rows_of(entry, at):
            self._named += 1
            if self._there and not self._connection.execute(self._find, row).fetchone():
                yield f"{here}: what it ordered is not what is counted"

    def unread(self, at: int) -> None:
        """The entry kept at ``at`` can't be read: what it ordered can't be told."""
        self._unread.add(at)

    def stray(self) -> Iterator[str]:
        """After the last entry: is more counted than the entries ordered?"""
        sql = f"SELECT {_PLACES[self._table]} FROM {self._table}"  # noqa: S608 - our own names
        found = self._connection.execute(sql) if self._there else ()
        kept = sum(at not in self._unread for (at,) in found)
        if kept > self._named:
            yield f"{kept - self._named} lines are counted that no entry ordered"


def problems_of_pins(connection: sqlite3.Connection) -> Iterator[str]:
    """Each verifier lies beside the entry that set it."""
    if _is_there(connection, "pins"):
        (stray,) = connection.execute(_STRAY_PINS).fetchone()
        if stray:
            yield f"{stray} verifiers of PINs belong to no entry that set one"


def _is_there(connection: sqlite3.Connection, table: str) -> bool:
    return bool(connection.execute(_THERE, (table,)).fetchone()[0])
