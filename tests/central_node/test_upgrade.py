"""A database of an older version is brought up to date, keeps what it has, and works."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from central_node import schema
from central_node.errors import InvariantBroken
from central_node.node import Node
from central_node.schema_steps import OLDEST_VERSION, SCHEMA_VERSION
from central_node.store import DATABASE_FILE, Store
from tests.central_node import money
from tests.central_node.pass_door import Door, phone
from tests.central_node.world import World, held

NEW_TABLES = ("node_key", "kiosk_key", "heartbeat", "carer", "revocation", "desk_token", "pin")
NEW_COLUMNS = {  # new in version 4, and what is in them then
    "kiosk": ("retired",),
    "slice": ("released", "closed", "fill_to"),
    "entry": ("time", "carer_cti", "carer_counter"),
    "ledger": ("trusted", "risk"),
    "intent": ("scanned",),
}
NEWER_TABLES = ("claim", "counted", "reward", "campaign", "daily_right")
NEWER_COLUMNS = {  # new in version 5
    "entry": ("ref", "resident", "coins"),
    "intent": ("ref", "from_others", "parts", "rewards"),
}
NEWEST_COLUMNS = {"intent": ("visit_to",)}  # new in version 9
MONEY_COLUMNS = {  # new in version 10
    "entry": ("payee_cti", "payee_counter"),
    "intent": ("kind", "payee_hash", "payee_cti", "payee_counter"),
}
OLD_ACCOUNT = """
PRAGMA foreign_keys = OFF;
PRAGMA legacy_alter_table = ON;
ALTER TABLE account RENAME TO copied_account;
CREATE TABLE account (
    number INTEGER NOT NULL, scheme TEXT NOT NULL, purse TEXT NOT NULL, kind TEXT NOT NULL,
    owner INTEGER NOT NULL, units INTEGER, PRIMARY KEY (number),
    UNIQUE (kind, owner, purse, scheme),
    CONSTRAINT kind_known CHECK (kind IN (KINDS)),
    CONSTRAINT never_overdrawn CHECK (units IS NULL OR units >= 0),
    CHECK ((kind = 'resident') = (units IS NOT NULL))
) STRICT;
INSERT INTO account SELECT * FROM copied_account;
DROP TABLE copied_account;
"""
OLD_CREDENTIAL = """
DROP TABLE credential;
CREATE TABLE credential (
    cti BLOB NOT NULL, resident INTEGER NOT NULL, token_hash BLOB NOT NULL,
    public_key BLOB NOT NULL, pseudonym TEXT NOT NULL, status_index INTEGER NOT NULL,
    raw BLOB NOT NULL, PRIMARY KEY (cti), FOREIGN KEY(resident) REFERENCES resident (number),
    UNIQUE (token_hash), UNIQUE (pseudonym), UNIQUE (status_index)
) STRICT;
INSERT INTO credential
    SELECT cti, resident, token_hash, public_key, pseudonym, status_index, raw FROM copied;
DROP TABLE copied;
CREATE TRIGGER credential_no_update BEFORE UPDATE ON credential
    WHEN 1 BEGIN SELECT RAISE(ABORT, 'credential: no UPDATE'); END;
CREATE TRIGGER credential_no_delete BEFORE DELETE ON credential
    WHEN 1 BEGIN SELECT RAISE(ABORT, 'credential: no DELETE'); END;
"""

OLD_RIGHT = """
PRAGMA foreign_keys = OFF;
CREATE TABLE copied_right AS SELECT entry, limit_tag, item, day FROM daily_right;
DROP TABLE daily_right;
CREATE TABLE daily_right (
    entry INTEGER NOT NULL, limit_tag BLOB NOT NULL, item TEXT NOT NULL, day INTEGER NOT NULL,
    PRIMARY KEY (entry), FOREIGN KEY(entry) REFERENCES entry (number)
) STRICT;
INSERT INTO daily_right SELECT entry, limit_tag, item, day FROM copied_right;
DROP TABLE copied_right;
CREATE INDEX right_of_day ON daily_right (limit_tag, item, day);
CREATE TRIGGER daily_right_no_update BEFORE UPDATE ON daily_right
    WHEN 1 BEGIN SELECT RAISE(ABORT, 'daily_right: no UPDATE'); END;
CREATE TRIGGER daily_right_no_delete BEFORE DELETE ON daily_right
    WHEN 1 BEGIN SELECT RAISE(ABORT, 'daily_right: no DELETE'); END;
"""


def as_before(folder: Path, version: int) -> None:
    """Make the database what it was at an earlier version."""
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as older:
        _without_money(older, version)
        if version < 9:
            older.execute("DROP TABLE pass_move")
            older.execute("ALTER TABLE intent DROP COLUMN visit_to")
        if version < 8:
            older.execute("DROP INDEX evidence_by_end")
            older.execute("DROP TABLE offer_answer")
            older.execute("DROP TABLE kiosk_place")
        if version < 6:
            older.execute("DROP TABLE price_class")
        if 5 <= version < 7:
            older.executescript(OLD_RIGHT)
        if version < 5:
            _without_claims(older)
        if version < 4:
            _without_cards(older, version)
        older.execute(f"PRAGMA user_version = {version}")
        older.commit()


def _without_money(older: sqlite3.Connection, version: int) -> None:
    """As at version 9, or before there were donations."""
    for index in ("entry_of_payee", "intent_of_payee", "entry_incoming", "intent_gift"):
        older.execute(f"DROP INDEX {index}")
    for table, columns in MONEY_COLUMNS.items():
        for column in columns:
            older.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    kinds = "'resident', 'takings', 'loss', 'issued'" + (", 'donated'" if version > 4 else "")
    older.executescript(OLD_ACCOUNT.replace("KINDS", kinds))


def _without_claims(older: sqlite3.Connection) -> None:
    """As at version 4."""
    for table in NEWER_TABLES:
        older.execute(f"DROP TABLE {table}")
    for index in ("entry_by_ref", "entry_of_resident", "intent_promised"):
        older.execute(f"DROP INDEX {index}")
    for table, columns in NEWER_COLUMNS.items():
        for column in columns:
            older.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _without_cards(older: sqlite3.Connection, version: int) -> None:
    """As before it."""
    older.execute("CREATE TABLE copied AS SELECT * FROM credential")
    for table in NEW_TABLES:
        older.execute(f"DROP TABLE {table}")
    older.executescript(OLD_CREDENTIAL)
    older.execute("DROP INDEX entry_of_card")
    older.execute("DROP INDEX entry_of_carer")
    older.execute("DROP INDEX slice_live")
    older.execute("DROP INDEX slice_released")
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            older.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    if version < 3:
        older.execute("DROP INDEX ledger_by_kiosk")
        older.execute("DROP INDEX intent_held")
    if version < 2:
        older.execute("DROP TABLE hole")
        older.execute("ALTER TABLE ledger DROP COLUMN before")


def shape(folder: Path) -> tuple[int, list[tuple[str]], dict[str, set[str]]]:
    """The version, every table, index and trigger, and every table's columns."""
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as raw:
        (version,) = raw.execute("PRAGMA user_version").fetchone()
        made = raw.execute("SELECT name FROM sqlite_master ORDER BY name").fetchall()
        columns = {
            table: {row[1] for row in raw.execute(f"PRAGMA table_info({table})")}
            for table in schema.metadata.tables
        }
        return version, made, columns


def rows(world: World) -> Mapping[str, list[dict[str, object]]]:
    """Every row of every table, without what older versions did not know."""
    dumped: dict[str, list[dict[str, object]]] = {}
    with world.books.read() as connection:
        for table in schema.metadata.sorted_tables:
            news = (NEW_COLUMNS, NEWER_COLUMNS, NEWEST_COLUMNS, MONEY_COLUMNS)
            new = [column for it in news for column in it.get(table.name, ())]
            known = [column for column in table.columns if column.name not in new]
            dumped[table.name] = [dict(row._mapping) for row in connection.execute(select(*known))]
    return dumped


@pytest.mark.parametrize("version", range(OLDEST_VERSION, SCHEMA_VERSION))
def test_a_node_of_an_older_schema_is_brought_up_to_date_and_keeps_what_it_has(
    world: World, version: int
) -> None:
    before = rows(world)
    world.close()
    new = shape(world.folder)
    as_before(world.folder, version)
    assert shape(world.folder) != new
    world.node = Node.open(world.folder)
    assert rows(world) == before
    assert shape(world.folder) == new
    assert new[0] == SCHEMA_VERSION


def test_a_node_that_was_brought_up_to_date_sells_and_its_books_hold(world: World) -> None:
    world.close()
    as_before(world.folder, OLDEST_VERSION)
    world.node = Node.open(world.folder)
    kiosk, code, id_ = world.kiosks[0], world.phones["rich"].code(world.now), world.id()
    answer = kiosk.hold(code, 15, id_)
    kiosk.spend(code, 15, held(answer.from_slice), id_)
    assert kiosk.last().outcome == "booked"
    assert world.audit() == ()


def test_what_was_sold_and_used_of_passes_before_there_was_a_table_counts(world: World) -> None:
    door = Door(world.kiosks[0])
    door.buy(phone(world), 5)
    back = door.buy(phone(world), 2)
    assert door.come_in(phone(world)) is None
    door.reverse(back, phone(world))
    before = world.dump()["pass_move"]
    world.close()
    as_before(world.folder, 8)
    world.node = Node.open(world.folder)
    assert world.dump()["pass_move"] == before
    assert Door(world.kiosks[1]).left(phone(world)) == door.left(phone(world)) == 4
    assert world.audit() == ()


def test_an_upgrade_that_fails_leaves_the_older_database_as_it_was(world: World) -> None:
    world.close()
    as_before(world.folder, 3)
    with closing(sqlite3.connect(world.folder / DATABASE_FILE)) as disk:  # which changed bytes
        disk.execute("DROP TRIGGER credential_no_update")
        disk.execute("UPDATE credential SET raw = zeroblob(9)")
        disk.commit()
    before = shape(world.folder)
    with pytest.raises(InvariantBroken, match="credential"):
        Store.open(world.folder)
    assert shape(world.folder) == before


@pytest.mark.parametrize("table", ["credential", "revocation"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET cti = cti", "DELETE FROM {}"])
def test_what_was_issued_or_revoked_stays(world: World, table: str, statement: str) -> None:
    cti = world.phones["rich"].credential.cti
    with world.books.write() as connection:
        revoked = {"cti": cti, "at": world.now, "reason": "lost"}
        connection.execute(insert(schema.revocation).values(revoked))
    with (
        pytest.raises(IntegrityError, match=f"{table}: no"),
        world.books.write() as connection,
    ):
        connection.exec_driver_sql(statement.format(table))


def test_books_of_before_may_be_charged_and_given_from_once_they_are_brought_up_to_date() -> None:
    with money.make_bank() as bank:
        bank.close()
        as_before(bank.folder, 9)
        bank.node = Node.open(bank.folder)
        kiosk = bank.kiosks[0]
        assert money.charge(kiosk, money.shown(bank, "poor"), 30).flag is None
        given, converted = money.give(kiosk, "poor", "some", 20), money.convert(kiosk, "poor", 10)
        assert [money.said(it) for _, it in (given, converted)] == [("booked", None, None)] * 2
        assert bank.audit() == ()
