"""How the tables of a ledger file came to be, version by version. What was released never changes.

The first step makes the tables of version 1; each later one changes them, and a new ledger goes
through all of them, in one transaction of the caller's. `schema` tells what the tables are for.
"""

from typing import Final

from sqlite_utils import Database, Migrations

from offline_queue.append_only import FROZEN
from offline_queue.fifth_version import to_fifth
from offline_queue.sixth_version import SIXTH
from offline_queue.statements import run_script

MIGRATIONS: Final = Migrations("ledger")

LEAST_KEPT_S: Final = 30 * 24 * 3600
"""How long evidence lies here at least, whatever a period in the rules says: the database's own
guard against erasing what a dispute still needs. Kept in the triggers of version 2."""

_TABLES: Final = """
CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name BLOB NOT NULL CHECK (length(name) = 8),
    algorithm INTEGER NOT NULL,
    public_key BLOB NOT NULL
) STRICT;

CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,               -- entries; the next one's seq
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    time_s INTEGER NOT NULL,             -- of the newest entry: no later one may be earlier
    trusted_s INTEGER NOT NULL,          -- of the newest entry with a trusted clock
    node_s INTEGER NOT NULL,             -- latest signed time of the node, 0 for never
    receipts INTEGER NOT NULL,
    receipted INTEGER NOT NULL,          -- every entry below this seq has its receipt
    settled_intents INTEGER NOT NULL     -- every intent below this number has its entry
) STRICT;

CREATE TABLE intents (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    time_s INTEGER NOT NULL,
    evidence_hash BLOB NOT NULL CHECK (length(evidence_hash) = 32),
    order_hash BLOB NOT NULL CHECK (length(order_hash) = 32),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    cti BLOB NOT NULL,
    counter BLOB,
    scheme_version INTEGER NOT NULL,
    bundle_version INTEGER NOT NULL
) STRICT;

CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    kind TEXT NOT NULL,
    time_s INTEGER NOT NULL,
    cti BLOB,                            -- whose code was shown, staff apart
    counter BLOB,
    coins INTEGER NOT NULL,              -- all purses together
    from_slice INTEGER NOT NULL,
    ref BLOB,
    result TEXT,
    raw BLOB NOT NULL                    -- the signed bytes: the entry itself
) STRICT;

CREATE TABLE evidence (
    seq INTEGER NOT NULL,                -- of the entry it belongs to
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    bytes BLOB NOT NULL,
    PRIMARY KEY (seq, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_keys (
    kid BLOB PRIMARY KEY,                -- so that anyone can verify the receipts later
    algorithm INTEGER NOT NULL,
    public_key BLOB NOT NULL
) STRICT;

CREATE TABLE receipts (
    seq INTEGER PRIMARY KEY,
    outcome TEXT NOT NULL,
    raw BLOB NOT NULL
) STRICT;
"""

_INDEXES: Final = """
CREATE INDEX entries_by_code ON entries (cti, counter) WHERE cti IS NOT NULL;
CREATE INDEX entries_by_ref ON entries (ref) WHERE ref IS NOT NULL;
CREATE INDEX spends_by_time ON entries (time_s) WHERE kind = 'spend';
"""

_APPEND_ONLY: Final = ("ledger", "entries", "evidence", "intents", "receipts", "receipt_keys")

_ORDER: Final = """
CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT size FROM head)
BEGIN SELECT RAISE(ABORT, 'entries: not the next one'); END;

CREATE TRIGGER receipts_of_entries BEFORE INSERT ON receipts
WHEN NEW.seq NOT BETWEEN 0 AND (SELECT size - 1 FROM head)
BEGIN SELECT RAISE(ABORT, 'receipts: no such entry'); END;

CREATE TRIGGER head_forward BEFORE UPDATE ON head
WHEN NEW.one <> 1 OR NEW.size < OLD.size OR NEW.time_s < OLD.time_s
    OR NEW.trusted_s < OLD.trusted_s OR NEW.node_s < OLD.node_s
    OR NEW.receipts < OLD.receipts OR NEW.receipted < OLD.receipted
    OR NEW.settled_intents < OLD.settled_intents
BEGIN SELECT RAISE(ABORT, 'head: it never goes back'); END;
CREATE TRIGGER head_stays BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'head: it is never removed'); END;
"""

_FIRST: Final = (
    _TABLES + _INDEXES + "".join(FROZEN.format(table=table) for table in _APPEND_ONLY) + _ORDER
)

_SECOND: Final = (
    # Evidence of the entries below this seq has been erased.
    "ALTER TABLE head ADD COLUMN erased INTEGER NOT NULL DEFAULT 0",
    "DROP TRIGGER evidence_never_go",
    """
CREATE TRIGGER evidence_never_go BEFORE DELETE ON evidence
WHEN OLD.seq >= (SELECT erased FROM head)
BEGIN SELECT RAISE(ABORT, 'evidence: rows above the mark are never removed'); END
""",
    """
CREATE TRIGGER evidence_never_back BEFORE INSERT ON evidence
WHEN NEW.seq < (SELECT erased FROM head)
BEGIN SELECT RAISE(ABORT, 'evidence: what was erased is never put back'); END
""",
    """
CREATE TRIGGER head_erased_forward BEFORE UPDATE ON head
WHEN NEW.erased < OLD.erased
BEGIN SELECT RAISE(ABORT, 'head: it never goes back'); END
""",
    # Times never fall in a ledger: when the last entry below the mark is old enough, all are.
    f"""
CREATE TRIGGER head_erased_late BEFORE UPDATE ON head
WHEN NEW.erased > OLD.erased AND (
    NEW.erased > NEW.receipted
    OR coalesce((SELECT time_s FROM entries WHERE seq = NEW.erased - 1), NEW.node_s)
        > NEW.node_s - {LEAST_KEPT_S})
BEGIN SELECT RAISE(ABORT, 'head: evidence without receipt or too young is never erased'); END
""",  # noqa: S608 - the only part put in is the number above
)

_THIRD: Final = f"""
CREATE TABLE earlier (
    number INTEGER PRIMARY KEY,
    ledger BLOB NOT NULL CHECK (length(ledger) = 8),
    seq INTEGER NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    kind TEXT NOT NULL,
    time_s INTEGER NOT NULL,
    cti BLOB,
    counter BLOB,
    coins INTEGER NOT NULL,
    from_slice INTEGER NOT NULL,
    ref BLOB,
    result TEXT,
    raw BLOB NOT NULL
) STRICT;

CREATE TABLE earlier_evidence (
    number INTEGER NOT NULL,             -- of the entry it belongs to
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    bytes BLOB NOT NULL,
    PRIMARY KEY (number, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE earlier_receipts (
    number INTEGER PRIMARY KEY,
    raw BLOB NOT NULL                    -- for another hash: the node has another entry there
) STRICT;

CREATE TABLE earlier_marks (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    floor_s INTEGER NOT NULL,            -- it was at least that late before this ledger began
    receipted INTEGER NOT NULL           -- every number below has its receipt
) STRICT;
INSERT INTO earlier_marks VALUES (1, 0, 0);

CREATE INDEX earlier_by_place ON earlier (ledger, seq);
CREATE INDEX earlier_by_id ON earlier (id);
CREATE INDEX earlier_by_code ON earlier (cti, counter) WHERE cti IS NOT NULL;
CREATE INDEX earlier_by_ref ON earlier (ref) WHERE ref IS NOT NULL;
CREATE INDEX earlier_spends_by_time ON earlier (time_s) WHERE kind = 'spend';

CREATE TRIGGER earlier_of_others BEFORE INSERT ON earlier
WHEN NEW.ledger IS (SELECT name FROM ledger)
BEGIN SELECT RAISE(ABORT, 'earlier: an entry of this very ledger'); END;
CREATE TRIGGER earlier_evidence_never_go BEFORE DELETE ON earlier_evidence
WHEN NOT EXISTS (SELECT 1 FROM earlier_receipts WHERE number = OLD.number)
    OR (SELECT time_s FROM earlier WHERE number = OLD.number)
        > (SELECT node_s FROM head) - {LEAST_KEPT_S}
BEGIN SELECT RAISE(ABORT, 'earlier: evidence without receipt or too young is never removed'); END;
CREATE TRIGGER earlier_marks_forward BEFORE UPDATE ON earlier_marks
WHEN NEW.one <> 1 OR NEW.floor_s < OLD.floor_s OR NEW.receipted < OLD.receipted
BEGIN SELECT RAISE(ABORT, 'earlier: its marks never go back'); END;
CREATE TRIGGER earlier_marks_stay BEFORE DELETE ON earlier_marks
BEGIN SELECT RAISE(ABORT, 'earlier: its marks are never removed'); END;
CREATE TRIGGER earlier_evidence_never_change BEFORE UPDATE ON earlier_evidence
BEGIN SELECT RAISE(ABORT, 'earlier: rows are never changed'); END;
"""  # noqa: S608 - the only part put in is the number above
_THIRDFROZEN: Final = "".join(
    FROZEN.format(table=table) for table in ("earlier", "earlier_receipts")
)

_FOURTH: Final = """
CREATE TABLE pins (
    seq INTEGER PRIMARY KEY,             -- of the `pin` entry that set it
    cti BLOB NOT NULL,
    verifier BLOB NOT NULL CHECK (length(verifier) = 32)
) STRICT;

CREATE TABLE further_codes (             -- codes that an entry uses besides the one in its columns
    cti BLOB NOT NULL,
    counter BLOB NOT NULL,
    seq INTEGER NOT NULL,                -- of the entry
    PRIMARY KEY (cti, counter, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE earlier_further_codes (
    cti BLOB NOT NULL,
    counter BLOB NOT NULL,
    number INTEGER NOT NULL,             -- of the entry of an earlier ledger
    PRIMARY KEY (cti, counter, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX entries_from_slice ON entries (cti, from_slice) WHERE from_slice > 0;
CREATE INDEX entries_by_card ON entries (cti, time_s, coins)
    WHERE counter IS NULL AND kind IN ('donate', 'spend');
CREATE INDEX entries_of_pins ON entries (cti, result) WHERE kind = 'pin';
CREATE INDEX entries_closing ON entries (cti) WHERE kind = 'close_credential';
CREATE INDEX entries_revoked ON entries (cti) WHERE kind = 'void' AND result = 'revoked';
CREATE INDEX entries_refusing ON entries (time_s, result) WHERE kind = 'refuse';
CREATE INDEX earlier_from_slice ON earlier (cti, from_slice) WHERE from_slice > 0;
CREATE INDEX earlier_by_card ON earlier (cti, time_s, coins)
    WHERE counter IS NULL AND kind IN ('donate', 'spend');
CREATE INDEX earlier_of_pins ON earlier (cti, result, time_s, seq) WHERE kind = 'pin';
CREATE INDEX earlier_closing ON earlier (cti) WHERE kind = 'close_credential';
CREATE INDEX earlier_revoked ON earlier (cti) WHERE kind = 'void' AND result = 'revoked';
CREATE INDEX earlier_refusing ON earlier (time_s, result) WHERE kind = 'refuse';

CREATE TRIGGER pins_with_their_entry BEFORE INSERT ON pins
WHEN NOT EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq AND kind = 'pin' AND result = 'set'
    AND cti = NEW.cti AND seq = (SELECT size - 1 FROM head))
BEGIN SELECT RAISE(ABORT, 'pins: a verifier comes with its entry or never'); END;
CREATE TRIGGER further_codes_with_their_entry BEFORE INSERT ON further_codes
WHEN NEW.seq NOT IN (SELECT seq FROM entries WHERE seq >= (SELECT size FROM head))
BEGIN SELECT RAISE(ABORT, 'further_codes: they come with their entry or never'); END;
"""
_FOURTHFROZEN: Final = "".join(
    FROZEN.format(table=table) for table in ("pins", "further_codes", "earlier_further_codes")
)


@MIGRATIONS()
def first(database: Database) -> None:
    """Version 1: the tables with their rules."""
    run_script(database, _FIRST)


@MIGRATIONS()
def second(database: Database) -> None:
    """Version 2: evidence may go once its entry has its receipt and no dispute can need it."""
    for statement in _SECOND:
        database.execute(statement)


@MIGRATIONS()
def third(database: Database) -> None:
    """Version 3: what this kiosk did in ledgers before this one (see `earlier`)."""
    run_script(database, _THIRD + _THIRDFROZEN)


@MIGRATIONS()
def fourth(database: Database) -> None:
    """Version 4: PINs, further parties' codes, questions about cards. None was written before."""
    run_script(database, _FOURTH + _FOURTHFROZEN)


@MIGRATIONS()
def fifth(database: Database) -> None:
    """Version 5: what limits are counted by, and what is owed of more kinds than one."""
    to_fifth(database)


@MIGRATIONS()
def sixth(database: Database) -> None:
    """Version 6: slips that are owed of more kinds."""
    run_script(database, SIXTH)
