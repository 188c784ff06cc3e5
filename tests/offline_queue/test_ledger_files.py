"""Which files are opened as a ledger, and that all others are left as they are."""

import sqlite3
from pathlib import Path

import pytest

from offline_queue.errors import (
    CannotOpen,
    Corrupt,
    DiskFailing,
    LedgerError,
    NewerSchema,
    NotALedger,
    OtherKey,
)
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from offline_queue.schema import APPLICATION_ID, VERSION
from offline_queue.verify import verify
from protocol.keys import Algorithm, MemorySigner
from tests.offline_queue.making import Dice, HandTime, buy, open_ledger


def ledger_file(path: Path) -> Path:
    with open_ledger(path) as ledger:
        buy(ledger, 1)
    return path


def changed(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


def newer(path: Path) -> Path:
    return changed(ledger_file(path), f"PRAGMA user_version = {VERSION + 1}")


def other_program(path: Path) -> Path:
    return changed(path, "PRAGMA journal_mode = WAL", "CREATE TABLE orders (id INTEGER)")


def other_marked_program(path: Path) -> Path:
    return changed(path, "PRAGMA application_id = 7")


def text(path: Path) -> Path:
    path.write_text("this is a shopping list and no database at all. " * 50)
    return path


FOREIGN = [
    (newer, NewerSchema),
    (other_program, NotALedger),
    (other_marked_program, NotALedger),
    (text, NotALedger),
]


@pytest.mark.parametrize(("make", "error"), FOREIGN, ids=[make.__name__ for make, _ in FOREIGN])
def test_a_file_that_is_not_ours_is_refused_by_all_and_left_as_it_is(
    tmp_path: Path,
    make: type,
    error: type[LedgerError],
) -> None:
    path = make(tmp_path / "file.db")
    before = path.read_bytes()
    for use in (open_ledger, LedgerReader.open, verify):
        with pytest.raises(error) as caught:
            use(path)
        assert caught.value.path == path
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    assert ledger_file(path) == path
    assert verify(path).problems == ()


def test_an_empty_database_left_by_a_power_cut_at_the_first_start_becomes_a_ledger(
    tmp_path: Path,
) -> None:
    path = changed(tmp_path / "ledger.db", "PRAGMA journal_mode = WAL")
    assert path.stat().st_size > 0
    with open_ledger(path) as ledger:
        assert buy(ledger, 1).seq == 1


def test_a_reader_or_verify_never_makes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    for use in (LedgerReader.open, verify):
        with pytest.raises(CannotOpen):
            use(path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_ledger_to_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    for use in (LedgerReader.open, verify):
        with pytest.raises(NotALedger):
            use(path)


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen):
        open_ledger(tmp_path)


def test_another_machines_key_is_refused(tmp_path: Path) -> None:
    path = ledger_file(tmp_path / "ledger.db")
    stranger = MemorySigner.generate(Algorithm.ESP256)
    with pytest.raises(OtherKey):
        Ledger.open(path, stranger, HandTime(), Dice())
    assert verify(path).problems == ()


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    path = ledger_file(tmp_path / "ledger.db")
    assert path.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4)


def test_a_ledger_that_does_not_say_whose_it_is_is_corrupt(tmp_path: Path) -> None:
    path = changed(
        ledger_file(tmp_path / "ledger.db"),
        "DROP TRIGGER ledger_never_change",
        "UPDATE ledger SET public_key = x'0102'",
    )
    with pytest.raises(Corrupt):
        LedgerReader.open(path)
    report = verify(path)
    assert not report.chain_ok
    assert "whose" in report.problems[0]


def test_damaged_pages_are_told_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        for number in range(1, 120):
            buy(ledger, number)
    damaged = bytearray(path.read_bytes())
    for page in range(12, len(damaged) // 4096):
        damaged[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    path.write_bytes(damaged)
    report = verify(path)
    assert not report.chain_ok
    assert any("damaged" in problem for problem in report.problems)
    with pytest.raises((Corrupt, DiskFailing)), LedgerReader.open(path) as reader:
        reader.unsent(1000, 10**7)
