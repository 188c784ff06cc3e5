"""Codes that were shown: which of them have served their visit, here or in a ledger before.

An entry names whoever takes part, and each of them may have shown a code that changes: a payer, a
payee, a carer who vouches for a card. Each (cti, counter) serves one visit, whoever showed it. The
first code stands in a column of its entry; those of further parties stand in ``further_codes``, so
that a sale with one code costs no row more.

Runs inside the transactions of `Ledger`, `LedgerReader` and `earlier`.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

from offline_queue.errors import AlreadyUsed
from offline_queue.records import USES_CODE, Draft, Reading
from protocol.entry import Entry, EntryKind, Party


def kind_words(kinds: frozenset[EntryKind]) -> str:
    """The kinds as SQL text literals."""
    return ", ".join(f"'{kind.value}'" for kind in sorted(kinds))


_USES: Final = f"kind IN ({kind_words(USES_CODE)})"
_OF_OTHERS: Final = "(?3 IS NULL OR (id <> ?3 AND ref IS NOT ?3))"
_USED: Final = f"""
    SELECT id FROM entries WHERE cti = ?1 AND counter = ?2 AND {_USES} AND {_OF_OTHERS}
    UNION ALL
    SELECT id FROM further_codes AS shown JOIN entries ON entries.seq = shown.seq
    WHERE shown.cti = ?1 AND shown.counter = ?2 AND {_OF_OTHERS}
    UNION ALL
    SELECT id FROM earlier WHERE cti = ?1 AND counter = ?2 AND {_USES}
    UNION ALL
    SELECT id FROM earlier_further_codes AS shown JOIN earlier ON earlier.number = shown.number
    WHERE shown.cti = ?1 AND shown.counter = ?2
    LIMIT 1
"""  # noqa: S608 - the only parts put in are this package's own words


def used_by(
    connection: sqlite3.Connection, cti: bytes, counter: bytes, visit: bytes | None = None
) -> bytes | None:
    """The id of the entry for which this code has served; None if there is none.

    Entries of ``visit`` (the id of its first one, which the others name by ``ref``) don't count.
    """
    row = connection.execute(_USED, (cti, counter, visit)).fetchone()
    return None if row is None else row[0]


def require_unused(connection: sqlite3.Connection, draft: Draft) -> None:
    """Raise `AlreadyUsed` if a code that ``draft`` uses has served another visit."""
    if draft.kind not in USES_CODE:
        return
    for party in draft.parties:
        if party.counter is None:
            continue  # a card is shown again and again: its limits are other rules
        visit = draft.ref if _is_visit(connection, draft.ref, party) else None
        used = used_by(connection, party.cti, party.counter, visit)
        if used is not None:
            raise AlreadyUsed(used)


def _is_visit(connection: sqlite3.Connection, ref: bytes | None, party: Party) -> bool:
    """Whether the entry ``ref`` was made with this very showing of the code.

    What an entry refers to may be of long ago, a pass for instance: that frees no code.
    """
    sql = "SELECT 1 FROM entries WHERE id = ? AND cti = ? AND counter = ?"
    return connection.execute(sql, (ref, party.cti, party.counter)).fetchone() is not None


def further_codes(entry: Entry) -> Iterator[tuple[bytes, bytes]]:
    """The codes that ``entry`` uses besides the one in its own columns: (cti, counter), each once.

    None for a kind that uses no code up.
    """
    if entry.kind not in USES_CODE:
        return
    first = Reading.of(entry)
    told = {(first.cti, first.counter)}
    for party in entry.parties:
        if party.counter is not None and (party.cti, party.counter) not in told:
            told.add((party.cti, party.counter))
            yield party.cti, party.counter


def keep_further(connection: sqlite3.Connection, entry: Entry) -> None:
    """Keep the further codes of an entry of this ledger, which was just put in."""
    rows = [(*code, entry.seq) for code in further_codes(entry)]
    connection.executemany("INSERT INTO further_codes VALUES (?, ?, ?)", rows)


def keep_earlier_further(connection: sqlite3.Connection, entry: Entry, number: int) -> None:
    """The same for an entry of a ledger before this one, kept under ``number``."""
    rows = [(*code, number) for code in further_codes(entry)]
    connection.executemany("INSERT INTO earlier_further_codes VALUES (?, ?, ?)", rows)
