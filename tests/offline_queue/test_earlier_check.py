"""`verify` also looks at what a ledger remembers of those before it."""

import sqlite3
from pathlib import Path

import pytest

from offline_queue.verify import verify
from tests.offline_queue.making import NODE_KEYS, open_ledger, sold_earlier
from tests.offline_queue.version_1 import write_version_1


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        ledger.remember(sold_earlier(tmp_path / "old.db", 1, 2, 3, confirmed=2))
    return path


def changed(path: Path, *statements: str) -> tuple[str, ...]:
    connection = sqlite3.connect(path)
    triggers = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'earlier%'"
    for (name,) in connection.execute(triggers).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return verify(path, NODE_KEYS).problems


def test_what_is_remembered_as_it_was_signed_is_no_problem(path: Path, tmp_path: Path) -> None:
    assert verify(path, NODE_KEYS).problems == ()
    assert verify(path).problems == ()
    assert verify(write_version_1(tmp_path / "old-version.db")).problems == ()


@pytest.mark.parametrize(
    "column",
    ["ledger", "seq", "id", "kind", "time_s", "cti", "counter", "coins", "from_slice", "ref"],
)
def test_a_column_that_is_not_what_was_signed_is_told(path: Path, column: str) -> None:
    other = {"kind": "'void'", "id": "zeroblob(16)", "ledger": "zeroblob(8)", "ref": "x'00'"}
    value = other.get(column, "x'01'" if column in ("cti", "counter") else "7")
    (problem,) = changed(path, f"UPDATE earlier SET {column} = {value} WHERE number = 3")
    assert problem == "earlier entry 3: its columns are not what its bytes say"


def test_another_hash_is_told(path: Path) -> None:
    (problem,) = changed(path, "UPDATE earlier SET hash = zeroblob(32) WHERE number = 1")
    assert "columns" in problem


def test_bytes_that_nobody_signed_are_told(path: Path) -> None:
    other = "CAST(substr(raw, 1, length(raw) - 1) || x'00' AS BLOB)"
    (problem,) = changed(path, f"UPDATE earlier SET raw = {other} WHERE number = 2")
    assert problem.startswith("earlier entry 2: not signed by this kiosk")


def test_other_evidence_is_told(path: Path) -> None:
    (problem,) = changed(path, "UPDATE earlier_evidence SET bytes = x'00' WHERE number = 2")
    assert problem == "earlier entry 2: its evidence is not the one it names"


def test_other_receipts_are_told(path: Path) -> None:
    (one,) = changed(path, "UPDATE earlier_receipts SET raw = x'00' WHERE number = 1")
    assert one.startswith("receipt of earlier entry 1: not signed by the node")


def test_the_receipt_of_another_place_is_told(path: Path) -> None:
    (problem,) = changed(
        path,
        "UPDATE earlier_receipts SET raw = (SELECT raw FROM earlier_receipts WHERE number = 1)"
        " WHERE number = 2",
    )
    assert problem == "receipt of earlier entry 2: it was signed for another place"


def test_what_belongs_to_no_entry_is_told(path: Path) -> None:
    assert changed(path, "DELETE FROM earlier WHERE number = 1") == (
        "1 lines are counted that no entry ordered",
        "2 receipts or pieces of evidence belong to no earlier entry",
    )
