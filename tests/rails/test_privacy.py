"""docs/privacy.md names each table that may hold something of a person, and a test for each row."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from central_node.schema import metadata
from tests.offline_queue.making import open_ledger

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "privacy.md").read_text("utf-8")
HEADS = ("| what |", "| --- |")
ROWS = [line for line in PAGE.splitlines() if line[:1] == "|" and not line.startswith(HEADS)]
HELD_BY = re.compile(r"`([a-z_]+/test_[a-z_]+\.py)::(test_[a-z0-9_]+)`")
NAMED = sorted(set(HELD_BY.findall(PAGE)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_each_row_is_held_by_a_test(row: str) -> None:
    assert HELD_BY.search(row.split("|")[-2]), row


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_the_test_that_holds_a_row_is_there(file: str, name: str) -> None:
    assert f"\ndef {name}(" in (ROOT / "tests" / file).read_text("utf-8")


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_each_table_of_the_node_is_described(table: str) -> None:
    assert f"`{table}`" in PAGE


def test_each_table_of_a_ledger_is_described(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_ledger(path).close()
    with closing(sqlite3.connect(path)) as ledger:
        listed = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        tables = {name for (name,) in ledger.execute(listed)}
    assert {"entries", "evidence", "pins"} <= tables
    assert {table for table in tables if f"`{table}`" not in PAGE} == set()
