"""The statements of an SQL script, one by one: run inside the caller's transaction.

sqlite3's own ``executescript`` would commit first, and sqlite_utils' looks at each beginning of the
script, letter by letter: that takes longer than making the tables.
"""

import sqlite3
from functools import cache

from sqlite_utils import Database


@cache
def statements(script: str) -> tuple[str, ...]:
    """Part ``script``, whose last statement ends too; a trigger's body is parted no further."""
    found, begun = [], ""
    for piece in script.rstrip().removesuffix(";").split(";"):
        begun += f"{piece};"
        if sqlite3.complete_statement(begun):
            found.append(begun.strip())
            begun = ""
    if begun:
        raise ValueError(f"never ends: {begun.strip()}")
    return tuple(found)


def run_script(database: Database, script: str) -> None:
    """Run it."""
    for statement in statements(script):
        database.execute(statement)
