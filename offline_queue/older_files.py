"""Reading a ledger file of an older version as it is: empty tables stand in for those it lacks.

They are temporary and lie in memory; nothing is written to the file.
"""

import sqlite3
from typing import Final

_SINCE: Final = {
    3: """
        CREATE TEMP TABLE earlier (number INTEGER PRIMARY KEY, ledger, seq, id, hash, kind, time_s,
            cti, counter, coins, from_slice, ref, result, raw);
        CREATE TEMP TABLE earlier_evidence (number, hash, bytes);
        CREATE TEMP TABLE earlier_receipts (number INTEGER PRIMARY KEY, raw);
        CREATE TEMP TABLE earlier_marks AS SELECT 1 AS one, 0 AS floor_s, 0 AS receipted;
    """,
    4: """
        CREATE TEMP TABLE pins (seq INTEGER PRIMARY KEY, cti, verifier);
        CREATE TEMP TABLE further_codes (cti, counter, seq);
        CREATE TEMP TABLE earlier_further_codes (cti, counter, number);
    """,
    5: """
        CREATE TEMP TABLE lines (service, time_s, seq, place, kind, item, tag, badge, quantity);
        CREATE TEMP TABLE earlier_lines
            (service, time_s, number, place, kind, item, tag, badge, quantity);
    """,
}
"""The tables that came with a version of the schema, by that version."""


def stand_in(connection: sqlite3.Connection, version: int) -> None:
    """Let questions to a file of ``version`` find what it lacks, empty."""
    lacking = [tables for since, tables in _SINCE.items() if version < since]
    if lacking:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.executescript("".join(lacking))
