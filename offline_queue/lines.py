"""What was ordered, line by line, beside the entries: so that limits can be counted by an index.

A limit asks how much of a thing there was today: for all (stock), for one person (a free ticket a
day), by one badge (what it may approve). The entries hold all of it in their signed bytes; here lie
the parts that are asked for, in the order of service and time. A person is known by the limit tag,
which outlives a code. Only kinds that use a code have rows: what comes later refers to them.

Runs inside the transactions of `chain`, `earlier` and `migrations`.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

from offline_queue.kiosk_ring import ring_in
from offline_queue.records import USES_CODE, shown_by
from protocol.entry import Entry, Role, read_entry
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, PublicKey

Row = tuple[str, int, int, int, str, str, bytes | None, bytes | None, int]

_ADD: Final = "INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_WITH_LINES: Final = {
    "lines": "SELECT seq, raw FROM entries",
    "earlier_lines": "SELECT number, raw FROM earlier",
}


def rows_of(entry: Entry, at: int) -> Iterator[Row]:
    """Yield the rows of an entry that is kept at ``at`` (its seq, or its number).

    Service, time, ``at``, place of the line, kind, item, limit tag of whose entry it is, cti of the
    badge that approved it, quantity.
    """
    if entry.kind not in USES_CODE:
        return
    shown = shown_by(entry.kind, entry.parties)
    tag = None if shown is None else shown.limit_tag
    badge = next((party.cti for party in entry.parties if party.role is Role.STAFF), None)
    for place, line in enumerate(entry.lines):
        service, _, item = line.item.partition(":")
        yield (
            service,
            entry.time,
            at,
            place,
            str(entry.kind),
            item,
            tag,
            badge,
            line.quantity,
        )


def keep_lines(connection: sqlite3.Connection, entry: Entry) -> None:
    """Keep the lines of an entry of this ledger, which was just put in."""
    connection.executemany(_ADD.format(table="lines"), rows_of(entry, entry.seq))


def keep_earlier_lines(connection: sqlite3.Connection, entry: Entry, number: int) -> None:
    """The same for an entry of a ledger before this one, kept under ``number``."""
    connection.executemany(_ADD.format(table="earlier_lines"), rows_of(entry, number))


def bring_lines(connection: sqlite3.Connection) -> None:
    """Keep the lines of all entries of a file that had no table for them. Once, in a migration.

    What does not verify is left out: whoever looks whether the ledger is whole finds it.
    """
    whose = connection.execute("SELECT algorithm, public_key FROM ledger").fetchone()
    if whose is None:
        return
    ring = ring_in(connection, PublicKey(Algorithm(whose[0]), whose[1]))
    for table, sql in _WITH_LINES.items():
        for at, raw in connection.execute(sql):
            try:
                rows = tuple(rows_of(read_entry(raw, ring).entry, at))
            except ProtocolError:
                continue
            connection.executemany(_ADD.format(table=table), rows)
