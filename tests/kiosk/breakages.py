"""State folders that are broken in each way in which a kiosk can find one."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from kiosk.ledger.opening import FORK_FILE
from kiosk.profile.machine import LEDGER_FILE
from offline_queue.clock import Moment
from offline_queue.file_signer import FileSigner
from offline_queue.ledger import Ledger
from offline_queue.records import Draft
from protocol.entry import ClockState, EntryKind
from protocol.keys import Algorithm, MemorySigner, Signer
from tests.kiosk.documents import ENROLLED_S

ENTRIES = 400
_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def make_ledger(state: Path, signer: Signer | None = None) -> Path:
    """A whole ledger of this machine, or of ``signer``, closed as at a good end."""
    path = state / LEDGER_FILE
    moment = Moment(ENROLLED_S, ClockState.TRUSTED)
    own = signer or FileSigner.open(state / "kiosk.key")
    with Ledger.open(path, own, lambda: moment, os.urandom) as ledger:
        for number in range(ENTRIES):
            ledger.append(Draft(EntryKind.VOID, number.to_bytes(16), 1, 1, result="left"))
    return path


def a_folder_in_its_place(state: Path) -> None:
    (state / LEDGER_FILE).mkdir()


def another_file_in_its_place(state: Path) -> None:
    (state / LEDGER_FILE).write_bytes(b"no ledger " * 1000)


def a_first_page_of_noise(state: Path) -> None:
    path = make_ledger(state)
    with path.open("r+b") as file:
        file.seek(100)  # past the header, which still says that it is a ledger
        file.write(b"\xff" * 3900)


def a_newer_schema(state: Path) -> None:
    with closing(sqlite3.connect(make_ledger(state))) as connection:
        connection.execute("PRAGMA user_version = 99")


def another_key(state: Path) -> None:
    make_ledger(state, MemorySigner.generate(Algorithm.ESP256))


def a_proof_of_a_fork(state: Path) -> None:
    make_ledger(state)
    (state / FORK_FILE).write_bytes(b"proof")


FILES: dict[str, Callable[[Path], None]] = {
    "cannot-open": a_folder_in_its_place,
    "not-a-ledger": another_file_in_its_place,
    "corrupt": a_first_page_of_noise,
    "newer-schema": a_newer_schema,
    "other-key": another_key,
    "fork": a_proof_of_a_fork,
}
"""What can lie in a state folder, by the reason that it stops a kiosk with."""


@contextmanager
def held_by_another_program(path: Path) -> Iterator[int]:
    """A ledger whose write lock another process holds; gives its id."""
    command = (sys.executable, "-c", _HOLD, str(path))
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other.pid
        finally:
            assert other.stdin is not None
            other.stdin.close()
