"""The node's books as rows: every SQL question that the checks ask of the node, in one place.

Only the documented tables and columns are read, by a connection of our own.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

DATABASE: Final = "node.db"
_ENTRIES: Final = """
    SELECT entry.number, entry.hash, entry.id, entry.kind, entry.cti, entry.outcome, entry.flag,
           ledger.kiosk
    FROM entry JOIN ledger ON ledger.number = entry.ledger
    WHERE entry.number > ? ORDER BY entry.number
"""
_POSTINGS: Final = """
    SELECT posting.number, posting.units, posting.entry, account.kind, account.owner
    FROM posting JOIN account ON account.number = posting.account
    WHERE posting.number > ? ORDER BY posting.number
"""
_FREE: Final = """
    SELECT (SELECT coalesce(sum(posting.units), 0) FROM posting
            JOIN account ON account.number = posting.account
            WHERE account.kind = 'resident' AND account.owner = ?1),
           (SELECT coalesce(sum(units), 0) FROM account WHERE kind = 'resident' AND owner = ?1),
           (SELECT coalesce(sum("left"), 0) FROM slice WHERE resident = ?1),
           (SELECT coalesce(sum(from_free), 0) FROM intent WHERE resident = ?1 AND state = 'held')
"""


@dataclass(frozen=True)
class EntryRow:
    """One entry that the node keeps."""

    number: int
    hash: bytes
    id: bytes | None
    kind: str
    cti: bytes | None
    outcome: str
    flag: str | None
    kiosk: int


@dataclass(frozen=True)
class PostingRow:
    """One side of a booking."""

    number: int
    units: int
    entry: int | None
    account: str
    owner: int


@dataclass(frozen=True)
class IntentRow:
    """One id at the node."""

    id: bytes
    state: str
    kiosk: int
    resident: int | None
    amount: int


@dataclass(frozen=True)
class SliceRow:
    """What is set aside for one credential at one kiosk: in all, still, and given back."""

    cti: bytes
    kiosk: int
    reserved: int
    left: int
    released: int


@dataclass(frozen=True)
class Standing:
    """A resident's account: what postings say, what is kept beside them, and what is promised."""

    posted: int
    kept: int
    sliced: int
    held: int


class Books:
    """The books in one folder, read only."""

    def __init__(self, folder: Path) -> None:
        uri = f"{(folder / DATABASE).absolute().as_uri()}?mode=ro"
        self._connection = sqlite3.connect(uri, uri=True, isolation_level=None)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def version(self) -> int:
        """Changes whenever somebody else commits."""
        return int(self._ask("PRAGMA data_version")[0][0])

    def entries_after(self, number: int) -> list[EntryRow]:
        """Entries taken since."""
        return [EntryRow(*row) for row in self._ask(_ENTRIES, number)]

    def postings_after(self, number: int) -> list[PostingRow]:
        """Postings made since."""
        return [PostingRow(*row) for row in self._ask(_POSTINGS, number)]

    def intents(self, ids: Iterable[bytes] | None = None) -> list[IntentRow]:
        """These ids, or all of them."""
        sql = "SELECT id, state, kiosk, resident, amount FROM intent"
        if ids is None:
            return [IntentRow(*row) for row in self._ask(sql)]
        wanted = tuple(ids)
        marks = ", ".join("?" * len(wanted))
        return [IntentRow(*row) for row in self._ask(f"{sql} WHERE id IN ({marks})", *wanted)]

    def slices(self, cti: bytes | None = None) -> list[SliceRow]:
        """Of one credential or of all."""
        only = () if cti is None else (cti,)
        where = " WHERE cti = ?" if only else ""
        sql = f'SELECT cti, kiosk, reserved, "left", released FROM slice{where}'
        return [SliceRow(*row) for row in self._ask(sql, *only)]

    def standing(self, resident: int) -> Standing:
        """One resident's account."""
        return Standing(*self._ask(_FREE, resident)[0])

    def residents(self) -> list[int]:
        """All numbers."""
        return [row[0] for row in self._ask("SELECT number FROM resident")]

    def forks(self) -> set[tuple[bytes, int]]:
        """Places with a proof of a fork: ledger name, seq."""
        sql = "SELECT ledger.name, fork.seq FROM fork JOIN ledger ON ledger.number = fork.ledger"
        return {(row[0], row[1]) for row in self._ask(sql)}

    def credentials(self) -> set[bytes]:
        """The ctis that were issued."""
        return {row[0] for row in self._ask("SELECT cti FROM credential")}

    def _ask(self, sql: str, *parameters: object) -> list[Any]:
        return self._connection.execute(sql, parameters).fetchall()
