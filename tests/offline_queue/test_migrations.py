"""A ledger of an earlier version goes on in this one; half a migration never exists."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from offline_queue.errors import DiskFailing, NewerSchema
from offline_queue.reader import LedgerReader
from offline_queue.records import Counts
from offline_queue.schema import VERSION
from offline_queue.show import show
from offline_queue.verify import verify
from tests.offline_queue.making import (
    NODE_KEYS,
    Faults,
    buy,
    code,
    confirm,
    id_of,
    open_ledger,
)
from tests.offline_queue.version_1 import NAME, SPENDS, write_version_1

MOST_STATEMENTS = 200
TABLES = ("ledger", "intents", "entries", "evidence", "receipt_keys", "receipts")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_version_1(tmp_path / "ledger.db")


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(found)


def rules(path: Path) -> set[tuple[str, str]]:
    """Every table, index and trigger with its text, blanks apart."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    found = {
        (name, " ".join(line.partition("--")[0].strip() for line in sql.splitlines()))
        for name, sql in rows
        if "_sqlite_migrations" not in name
    }
    connection.close()
    return found


def held(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables that keep something."""
    connection = sqlite3.connect(path)
    rows = {
        table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        for table in TABLES
    }
    connection.close()
    return rows


def test_a_ledger_of_version_1_goes_on_in_this_version(path: Path) -> None:
    before = held(path)
    with open_ledger(path) as ledger:
        assert ledger.name == NAME
        assert [voided.id for voided in ledger.recover()] == [id_of(9)]
        assert ledger.is_used(*code(101)[:2])
        found = ledger.find(id_of(101))
        assert found is not None
        assert found.seq == 1
        bought = buy(ledger, 1)
        assert bought.seq == SPENDS + 2
        unsent = [SPENDS, SPENDS + 1, SPENDS + 2]
        assert [item.seq for item in ledger.unsent(100, 10**6)] == unsent
        ledger.store_receipts(confirm(ledger, bought))
        assert ledger.counts() == Counts(SPENDS + 3, SPENDS + 1)
    after = held(path)
    for table in TABLES:
        assert all(row in after[table] for row in before[table])
    assert version(path) == VERSION
    assert verify(path, NODE_KEYS).problems == ()


def test_a_migrated_file_has_the_same_rules_as_a_new_one(path: Path, tmp_path: Path) -> None:
    open_ledger(path).close()
    open_ledger(tmp_path / "new.db").close()
    assert rules(path) == rules(tmp_path / "new.db")


def test_version_1_is_read_as_it_is_by_all_who_only_read(path: Path) -> None:
    before = path.read_bytes()
    with LedgerReader.open(path) as reader:
        assert (reader.counts().entries, reader.receipted()) == (SPENDS + 1, SPENDS)
        assert [item.seq for item in reader.unsent(9, 10**6)] == [SPENDS]
        assert len(reader.unfulfilled()) == SPENDS
        assert reader.floor_s() == reader.last_node_time()
    report = verify(path, NODE_KEYS)
    assert (report.entries, report.unsent, report.chain_ok, report.problems) == (4, 1, True, ())
    assert [it.kind for it in show(path)] == ["open", "spend", "spend", "spend"]
    assert path.read_bytes() == before
    assert version(path) == 1


def test_each_failing_statement_of_a_migration_leaves_one_version_whole(tmp_path: Path) -> None:
    plain = write_version_1(tmp_path / "plain.db")
    before = held(plain)
    for after in (False, True):
        for at in range(1, MOST_STATEMENTS):
            path, faults = write_version_1(tmp_path / f"{at}-{after}.db"), Faults()
            faults.arm(at, after=after)
            if starts(path, faults):
                assert faults.armed, "a failing statement went unnoticed"
                assert any("ALTER TABLE head" in sql for sql in faults.seen)
                break
            assert_whole(path, before)
        else:
            pytest.fail("a start has more statements than this test tries")


def starts(path: Path, faults: Faults) -> bool:
    try:
        open_ledger(path, connect=faults.connect).close()
    except DiskFailing:
        return False
    return True


def assert_whole(path: Path, before: dict[str, list[tuple[object, ...]]]) -> None:
    """Whichever of the two versions it is, it is all there, and the next start goes on."""
    assert len(held(path)["evidence"]) == len(before["evidence"])
    assert ("erased" in columns(path)) is (version(path) == VERSION)
    assert verify(path, NODE_KEYS).problems == ()
    with open_ledger(path) as ledger:
        assert ledger.counts().entries == SPENDS + 1
    assert version(path) == VERSION
    assert verify(path, NODE_KEYS).problems == ()


def columns(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    found = {row[1] for row in connection.execute("PRAGMA table_info(head)")}
    connection.close()
    return found


class _Snapshots(sqlite3.Connection):
    """Copies the file and its log before each statement: what a power cut there would leave."""

    folder: Path
    path: Path

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:  # noqa: ANN401 - sqlite3's own
        count = len(list(self.folder.glob("*.db")))
        for suffix in ("", "-wal"):
            if Path(f"{self.path}{suffix}").exists():
                shutil.copy(f"{self.path}{suffix}", self.folder / f"{count}.db{suffix}")
        return super().execute(sql, parameters)


def test_a_power_cut_before_any_statement_of_a_migration_leaves_one_version_whole(
    tmp_path: Path,
) -> None:
    path, folder = write_version_1(tmp_path / "ledger.db"), tmp_path / "cuts"
    folder.mkdir()
    before = held(path)

    def connect(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(
            path,
            isolation_level=None,
            factory=_Snapshots,
            cached_statements=0,
        )
        assert isinstance(connection, _Snapshots)
        connection.folder, connection.path = folder, path
        connection.execute("PRAGMA cache_size = 2")  # so that pages go to the log before the commit
        return connection

    open_ledger(path, connect=connect).close()
    cuts = sorted(folder.glob("*.db"), key=lambda it: int(it.stem))
    versions = [version(cut) for cut in cuts]
    assert versions == sorted(versions)
    assert {1, VERSION} == set(versions)
    for cut in cuts:
        assert_whole(cut, before)


def test_a_program_that_was_overtaken_by_a_newer_one_leaves_the_file_alone(path: Path) -> None:
    """The file is looked at before it is locked; in between another process may migrate it."""

    def overtaken(path: Path) -> sqlite3.Connection:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
        other.close()
        return sqlite3.connect(path, isolation_level=None)

    with pytest.raises(NewerSchema):
        open_ledger(path, connect=overtaken)
    assert version(path) == VERSION + 1
    assert "erased" not in columns(path)
