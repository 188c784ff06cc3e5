"""docs/threats.md has the nine threats of the protocol, and a test that is there for each."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "threats.md").read_text("utf-8")
HEADS = ("| threat |", "| --- |")
ROWS = [line for line in PAGE.splitlines() if line[:1] == "|" and not line.startswith(HEADS)]
HELD_BY = re.compile(r"`threats/(test_0(\d)_[a-z_]+\.py)::(test_[a-z0-9_]+)`")
NAMED = [(file, name) for file, _, name in HELD_BY.findall(PAGE)]
FOLDER = ROOT / "tests" / "simulation" / "threats"
THREATS = 9


def test_the_page_has_every_threat_once() -> None:
    assert [row.split("|")[1].split()[0] for row in ROWS] == [
        str(number) for number in range(1, THREATS + 1)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_each_row_says_what_is_done_what_remains_and_is_held_by_its_own_tests(row: str) -> None:
    threat, done, remains, tests = (cell.strip() for cell in row.strip("|").split("|"))
    assert done
    assert remains
    assert {number for _, number, _ in HELD_BY.findall(tests)} == {threat.split()[0]}


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_the_test_that_holds_a_row_is_there(file: str, name: str) -> None:
    assert f"\ndef {name}(" in (FOLDER / file).read_text("utf-8")


def test_every_test_of_a_threat_is_on_the_page() -> None:
    there = {
        (path.name, name)
        for path in FOLDER.glob("test_0*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.M)
    }
    assert there == set(NAMED)
