"""What a copy is to the ledger is one table, and it asks for proof before it calls a fork."""

from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.errors import (
    CannotOpen,
    Corrupt,
    DiskFailing,
    DiskFull,
    LedgerError,
    Locked,
    NewerSchema,
    NotALedger,
    OutcomeUnknown,
    ReadOnly,
)
from offline_queue.ledger import Ledger
from offline_queue.schema import Identity
from offline_queue.second_medium import (
    CopyState,
    Facts,
    Place,
    compare,
    is_begun,
    look_at,
    state_of_error,
)
from protocol.keys import Algorithm, MemorySigner
from tests.offline_queue.making import KIOSK, Dice, HandTime

KEY = KIOSK.public_key
OTHER_KEY = MemorySigner.from_secret(Algorithm.ESP256, bytes(31) + b"\x09").public_key
NAME = b"ledger-1"
OURS = Facts(Identity(NAME, KEY), 10)


def copy(size: int) -> Facts:
    return replace(OURS, size=size)


TABLE: list[tuple[str, Facts | None, Facts | None, bool, CopyState]] = [
    ("as long", OURS, copy(10), True, CopyState.LEVEL),
    ("shorter", OURS, copy(9), True, CopyState.BEHIND),
    ("longer", OURS, copy(11), True, CopyState.AHEAD),
    ("not there", OURS, None, True, CopyState.EMPTY),
    ("neither there", None, None, True, CopyState.EMPTY),
    ("the primary gone", None, copy(1), True, CopyState.AHEAD),
    ("other at the end", OURS, copy(10), False, CopyState.DAMAGED),
    ("longer and other", OURS, copy(99), False, CopyState.DAMAGED),
    ("another's", OURS, Facts(Identity(NAME, OTHER_KEY), 10), True, CopyState.FOREIGN),
    ("another's alone", None, Facts(Identity(NAME, OTHER_KEY), 10), True, CopyState.FOREIGN),
    ("another ledger", OURS, Facts(Identity(b"ledger-0", KEY), 10), True, CopyState.OTHER_LEDGER),
    (
        "the ledger before",
        replace(OURS, follows=b"ledger-0", before=(b"ledger-0",)),
        Facts(Identity(b"ledger-0", KEY), 99),
        True,
        CopyState.FOLLOWED,
    ),
    (
        "one that it remembers",
        replace(OURS, follows=b"ledger-0", before=(b"ledger-0", b"ledger-9")),
        Facts(Identity(b"ledger-9", KEY), 99),
        True,
        CopyState.FOLLOWED,
    ),
    (
        "the ledger after",
        OURS,
        Facts(Identity(b"ledger-2", KEY), 1, NAME, (NAME,)),
        True,
        CopyState.AFTER,
    ),
]


@pytest.mark.parametrize(
    ("ours", "theirs", "alike", "state"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_each_row_of_the_table(
    ours: Facts | None, theirs: Facts | None, alike: bool, state: CopyState
) -> None:
    assert compare(ours, theirs, KEY, alike) is state


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (DiskFull, CopyState.FAILING),
        (DiskFailing, CopyState.FAILING),
        (ReadOnly, CopyState.FAILING),
        (Locked, CopyState.FAILING),
        (CannotOpen, CopyState.FAILING),
        (OutcomeUnknown, CopyState.FAILING),
        (Corrupt, CopyState.DAMAGED),
        (NewerSchema, CopyState.FOREIGN),
    ],
)
def test_what_an_error_says_about_the_copy(
    kind: type[LedgerError], state: CopyState, tmp_path: Path
) -> None:
    assert state_of_error(kind(tmp_path / "copy.db", "as it is")) is state


def test_no_ledger_is_another_programs_if_it_is_a_database_and_else_what_a_torn_cable_left(
    tmp_path: Path,
) -> None:
    path = tmp_path / "copy.db"
    assert state_of_error(NotALedger(path, "")) is CopyState.FOREIGN  # not to be read: left alone
    path.write_bytes(b"SQLite format 3\x00and so on")
    assert state_of_error(NotALedger(path, "")) is CopyState.FOREIGN
    path.write_bytes(bytes(4096))
    assert state_of_error(NotALedger(path, "")) is CopyState.DAMAGED


def test_a_medium_is_looked_for_by_its_folder(tmp_path: Path) -> None:
    primary = tmp_path / "ledger.db"
    assert look_at(Place(tmp_path / "no" / "copy.db"), primary) is CopyState.MISSING
    (tmp_path / "file").touch()
    assert look_at(Place(tmp_path / "file" / "copy.db"), primary) is CopyState.MISSING
    assert look_at(Place(tmp_path / "copy.db"), primary) is CopyState.SAME_DISK
    assert look_at(Place(tmp_path / "copy.db", same_disk=True), primary) is None
    endless = tmp_path / ("x" * 300) / "copy.db"
    assert look_at(Place(endless), primary) is CopyState.FAILING


def test_a_ledger_is_begun_when_it_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    assert not is_begun(path)
    path.touch()
    assert not is_begun(path)
    with Ledger.open(path, KIOSK, HandTime(), Dice()):
        assert is_begun(path)
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"a letter that is no database at all, and long enough to be sure" * 9)
    with pytest.raises(NotALedger):
        is_begun(foreign)
