"""Rows of a damaged file, each table as far as SQLite can read it (see `recover_file`)."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from offline_queue.database import mapped

RUN_ROWS: Final = 256
"""Rows read at once; memory is bounded by it, however large a damaged file claims to be."""

MOST_TRIES: Final = 5_000
"""Places tried one by one behind damage: an inner page leads to some 3,000 rows."""

_SCRATCH_FAILS: Final = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
}


class RowReader:
    """Reads the copy of a damaged file. ``errors``: places that could not be read."""

    def __init__(self, copy: Path) -> None:
        self._copy = copy
        self.errors = 0

    def read(
        self, connection: sqlite3.Connection, sql: str, end: int | None = None
    ) -> Iterator[Sequence[Any]]:
        """All rows that can be reached, by places that only rise; some of them twice."""
        place, tries = 0, 0
        while tries < MOST_TRIES and (end is None or place < end or not tries):
            rows, whole = self._run(connection, sql, place)
            yield from rows
            if whole and len(rows) < RUN_ROWS:
                return
            tries = 0 if rows else tries + 1
            # Several rows may have one place, so the last one is asked for again.
            place = max(place + 1, rows[-1][0] if rows else 0)

    def _run(
        self, connection: sqlite3.Connection, sql: str, place: int
    ) -> tuple[list[Sequence[Any]], bool]:
        """Rows from ``place`` on up to the first one that can't be read; whether that was all."""
        rows: list[Sequence[Any]] = []
        try:
            for row in connection.execute(sql, (place, RUN_ROWS)):
                if not isinstance(row[0], int) or row[0] < (rows[-1][0] if rows else place):
                    self.errors += 1
                    return rows, False
                rows.append(row)
        except sqlite3.Error as exc:
            self.met(exc)
            return rows, not _is_damage(exc)
        return rows, True

    def met(self, exc: sqlite3.Error) -> None:
        """Count what is wrong with the file. Raises `LedgerError` if that is not it.

        A scratch medium that is full or fails would else look like the end of a table.
        """
        if _primary_code(exc) in _SCRATCH_FAILS:
            with mapped(self._copy):
                raise exc
        self.errors += 1


def _is_damage(exc: sqlite3.Error) -> bool:
    """Whether another place may still be read; a missing table or no database at all has none."""
    return _primary_code(exc) == sqlite3.SQLITE_CORRUPT


def _primary_code(exc: sqlite3.Error) -> int:
    return int(getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF
