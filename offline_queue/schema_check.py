"""Are a ledger file's tables and rules those that its version has? Reads only.

A page of the schema can be damaged, or changed by hand, so that SQLite still reads it: then a
column has another name, or a rule that was thought to be kept is not there.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import Final

from sqlite_utils import Database

from offline_queue.migrations import MIGRATIONS

_OWN: Final = """
    SELECT type || ' ' || name, sql FROM sqlite_schema
    WHERE sql IS NOT NULL AND tbl_name NOT IN ('_sqlite_migrations', 'sqlite_sequence')
"""
_COMMENT: Final = re.compile(r"--[^\n]*")
_GAP: Final = re.compile(r"\s+|(?<=[(),])|(?=[(),])")


def strange_rules(connection: sqlite3.Connection, version: int) -> Iterator[str]:
    """One sentence for each table, index or trigger that is not as it should be.

    A trigger or an index that is gone as a whole is not damage: somebody took it away, and what he
    changed then is found in the rows.
    """
    found, made = _rules(connection), _made(version)
    for name in sorted(found.keys() | made.keys()):
        if name not in found and name.startswith("table "):
            yield f"{name} is missing"
        elif name not in made:
            yield f"{name} does not belong here"
        elif found.get(name, made[name]) != made[name]:
            yield f"{name} is not as this version makes it"


@cache
def _made(version: int) -> dict[str, tuple[str, ...]]:
    """What the migrations up to ``version`` make."""
    with closing(sqlite3.connect(":memory:")) as connection:
        database = Database(connection, execute_plugins=False)
        later = [it.name for it in MIGRATIONS.pending(database)][version:]
        MIGRATIONS.apply(database, stop_before=later)
        return _rules(connection)


def _rules(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The words of each rule, whatever stands between them."""
    return {
        name: tuple(word for word in _GAP.split(_COMMENT.sub("", sql)) if word)
        for name, sql in connection.execute(_OWN)
    }
