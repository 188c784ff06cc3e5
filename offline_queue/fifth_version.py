"""Version 5 of a ledger file: lines that limits are counted by. What was released never changes.

The lines of the entries that are there already are read from their signed bytes, once: a free
ticket that was taken before the program was renewed is still taken. See `migrations`.
"""

from typing import Final

from sqlite_utils import Database

from offline_queue.append_only import FROZEN
from offline_queue.lines import bring_lines
from offline_queue.statements import run_script

_TABLES: Final = """
CREATE TABLE lines (                     -- what is counted for limits (see `lines`)
    service TEXT NOT NULL, time_s INTEGER NOT NULL, seq INTEGER NOT NULL, place INTEGER NOT NULL,
    kind TEXT NOT NULL, item TEXT NOT NULL, tag BLOB, badge BLOB, quantity INTEGER NOT NULL,
    PRIMARY KEY (service, time_s, seq, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE earlier_lines (
    service TEXT NOT NULL, time_s INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL,
    kind TEXT NOT NULL, item TEXT NOT NULL, tag BLOB, badge BLOB, quantity INTEGER NOT NULL,
    PRIMARY KEY (service, time_s, number, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX lines_by_tag ON lines (tag, time_s) WHERE tag IS NOT NULL;
CREATE INDEX lines_by_badge ON lines (badge, time_s) WHERE badge IS NOT NULL;
CREATE INDEX earlier_lines_by_tag ON earlier_lines (tag, time_s) WHERE tag IS NOT NULL;
CREATE INDEX earlier_lines_by_badge ON earlier_lines (badge, time_s) WHERE badge IS NOT NULL;

DROP INDEX spends_by_time;               -- tickets are owed for other kinds, too
DROP INDEX earlier_spends_by_time;
CREATE INDEX entries_owing ON entries (time_s) WHERE kind IN ('admit', 'donate', 'spend');
CREATE INDEX earlier_owing ON earlier (time_s) WHERE kind IN ('admit', 'donate', 'spend');
CREATE INDEX entries_counted ON entries (result) WHERE kind = 'earn' AND result IS NOT NULL;
CREATE INDEX earlier_counted ON earlier (result) WHERE kind = 'earn' AND result IS NOT NULL;
"""
_WITH_ENTRY: Final = """
CREATE TRIGGER lines_with_their_entry BEFORE INSERT ON lines
WHEN NEW.seq NOT IN (SELECT seq FROM entries WHERE seq >= (SELECT size FROM head))
BEGIN SELECT RAISE(ABORT, 'lines: they come with their entry or never'); END;
"""
_RULES: Final = (
    "".join(FROZEN.format(table=table) for table in ("lines", "earlier_lines")) + _WITH_ENTRY
)


def to_fifth(database: Database) -> None:
    """Make the tables, bring what they are to hold, and only then make their rules."""
    run_script(database, _TABLES)
    bring_lines(database.conn)
    run_script(database, _RULES)
