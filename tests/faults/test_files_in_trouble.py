"""Files as trouble leaves them: a start loses nothing told, or refuses them by name, untouched."""

import os
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from offline_queue.database import connect_to_write
from offline_queue.errors import (
    CannotOpen,
    Corrupt,
    DiskFull,
    LedgerError,
    Locked,
    OtherKey,
)
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from offline_queue.verify import verify
from protocol.keys import Algorithm, MemorySigner
from tests.faults.disk import Disk
from tests.faults.recorder import plugged
from tests.faults.sales import LEDGER, Shop
from tests.faults.survival import Told, judge, lay_out, pin_gone, rows
from tests.offline_queue.making import Dice, HandTime, buy, code, open_ledger, spend

PAGE_BYTES: Final = 4096
LOG: Final = f"{LEDGER}-wal"
FRAME_HEADER_BYTES: Final = 24
FRAME_BYTES: Final = FRAME_HEADER_BYTES + PAGE_BYTES
FIRST_FRAME: Final = 32
NOBODY: Final = 65534


@dataclass(frozen=True)
class Left:
    """Files as a kiosk left them, and what it had told by then."""

    files: Mapping[str, bytes]
    told: Told

    @property
    def file(self) -> bytes:
        """The database without its log."""
        return self.files[LEDGER]

    @property
    def log(self) -> bytes:
        """The log."""
        return self.files[LOG]

    def but(self, **changes: bytes | None) -> dict[str, bytes]:
        """The files with ``file`` or ``log`` changed, or without it."""
        names = {"file": LEDGER, "log": LOG}
        files = {**self.files, **{names[name]: new for name, new in changes.items()}}
        return {name: content for name, content in files.items() if content is not None}

    def transactions(self) -> list[range]:
        """The frames of each transaction in the log."""
        found, first = list[range](), 0
        for at in range((len(self.log) - FIRST_FRAME) // FRAME_BYTES):
            header = self.log[FIRST_FRAME + at * FRAME_BYTES :][:FRAME_HEADER_BYTES]
            if header[8:16] == self.log[16:24] and any(header[4:8]):
                found.append(range(first, at + 1))
                first = at + 1
        return found

    def damaged_log(self, frame: int, at: int) -> bytes:
        """The log with a wrong bit in byte ``at`` of a frame."""
        spot = FIRST_FRAME + frame * FRAME_BYTES + at
        return self.log[:spot] + bytes([self.log[spot] ^ 16]) + self.log[spot + 1 :]


@pytest.fixture(scope="module")
def closed(folder_in_memory: Path) -> Left:
    """All of it in the file."""
    return left(folder_in_memory / "closed", killed=False)


@pytest.fixture(scope="module")
def killed(folder_in_memory: Path) -> Left:
    """Some of it in the file, and newer transactions in the log alone."""
    return left(folder_in_memory / "killed", killed=True)


def left(folder: Path, *, killed: bool, seed: int = 1) -> Left:
    folder.mkdir()
    shop = Shop(Disk(folder), connect_to_write, seed=seed)
    with shop.opened() as ledger:
        sell(shop, ledger, range(1, 20))
    if not killed:
        return Left(contents(folder), Told.before(shop.disk.calls))
    with shop.opened() as ledger:
        sell(shop, ledger, range(20, 26))
        return Left(contents(folder), Told.before(shop.disk.calls))


def sell(shop: Shop, ledger: Ledger, numbers: range) -> None:
    for number in numbers:
        shop.visit(ledger, number)


def contents(folder: Path) -> dict[str, bytes]:
    """What is in the files; empty ones and SQLite's index of the log hold nothing."""
    found = {it.name: it.read_bytes() for it in folder.iterdir() if not it.name.endswith("-shm")}
    return {name: content for name, content in found.items() if content}


def flipped(content: bytes, at: int, bit: int = 1) -> bytes:
    return content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]


def refused(path: Path, error: type[LedgerError], words: str | None = None) -> None:
    """A start is refused by that name, again and again, and no byte is touched."""
    before = contents(path.parent)
    for _ in range(2):
        with pytest.raises(error, match=words):
            open_ledger(path)
    assert contents(path.parent) == before


# the log


def test_the_log_that_a_kill_left_is_read(tmp_path: Path, killed: Left) -> None:
    assert len(killed.transactions()) > 3
    assert judge(lay_out(tmp_path / "it", killed.files), killed.told).sentences == ()


def test_a_stale_or_foolish_index_of_the_log_is_made_anew(tmp_path: Path, killed: Left) -> None:
    for at, content in enumerate([bytes(32768), os.urandom(32768), b"\x18\xe2-\x00" * 9, b"x"]):
        path = lay_out(tmp_path / str(at), killed.files)
        Path(f"{path}-shm").write_bytes(content)
        assert judge(path, killed.told).sentences == ()


def test_a_torn_end_of_the_log_is_taken_for_what_a_power_cut_leaves(
    tmp_path: Path, killed: Left
) -> None:
    """The last transaction is as if it had not been; the second medium and the node may know it."""
    *_, last = killed.transactions()
    torn = [killed.log[: FIRST_FRAME + last.start * FRAME_BYTES + 100]]
    torn += [killed.damaged_log(frame, 1000) for frame in last]
    for at, log in enumerate(torn):
        path = lay_out(tmp_path / str(at), killed.but(log=log))
        with open_ledger(path) as ledger:
            size = ledger.counts().entries
            assert buy(ledger, 900).seq == size
        assert verify(path).problems == ()


def test_damage_in_the_middle_of_the_log_is_refused(tmp_path: Path, killed: Left) -> None:
    """Where whole transactions stand behind it, which no power cut can have left."""
    for frame in range(killed.transactions()[-2].start):
        log = killed.damaged_log(frame, (frame * 997) % FRAME_BYTES)
        refused(lay_out(tmp_path / str(frame), killed.but(log=log)), Corrupt, "log is damaged")


def test_a_log_without_its_file_is_refused_and_not_deleted(tmp_path: Path, killed: Left) -> None:
    refused(lay_out(tmp_path / "missing", killed.but(file=None)), Corrupt, "file is gone")
    refused(lay_out(tmp_path / "empty", killed.but(file=b"")), Corrupt, "file is gone")


def test_a_log_of_another_ledger_is_refused(tmp_path: Path, killed: Left, closed: Left) -> None:
    """Whole, or with older parts of it in a file that is not there."""
    other = left(tmp_path / "other", killed=True, seed=2)
    with open_ledger(tmp_path / "whole.db", seed=3) as ledger:
        buy(ledger, 1)
        whole = (tmp_path / "whole.db-wal").read_bytes()
    for at, log in enumerate([other.log, whole]):
        refused(lay_out(tmp_path / f"{at}", closed.but(log=log)), Corrupt)
        refused(lay_out(tmp_path / f"{at}-killed", killed.but(log=log)), Corrupt)


def test_a_log_of_another_kiosk_is_refused(tmp_path: Path, closed: Left) -> None:
    stranger = MemorySigner.generate(Algorithm.ESP256)
    with Ledger.open(tmp_path / LEDGER, stranger, HandTime(), Dice(5)) as ledger:
        buy(ledger, 1)
        log = (tmp_path / LOG).read_bytes()
    refused(lay_out(tmp_path / "it", closed.but(log=log)), OtherKey)


def test_an_older_log_of_this_ledger_is_refused(tmp_path: Path, killed: Left) -> None:
    """As when one of the two files alone was put back from a copy."""
    path = lay_out(tmp_path / "later", killed.files)
    with open_ledger(path) as ledger:
        for number in range(100, 140):
            buy(ledger, number)
    refused(lay_out(tmp_path / "it", killed.but(file=path.read_bytes())), Corrupt)


def test_without_its_log_the_file_is_as_it_was_earlier(tmp_path: Path, killed: Left) -> None:
    """Nothing in the file tells that there was a log. The second medium and the node know more."""
    path = lay_out(tmp_path / "it", killed.but(log=None))
    with open_ledger(path) as ledger:
        assert 0 < ledger.counts().entries < len(killed.told.entries)
    assert verify(path).problems == ()


# the file


def test_an_empty_file_becomes_a_new_ledger_with_another_name(tmp_path: Path, closed: Left) -> None:
    """The node is told by its `open`, which names no ledger before it."""
    path = lay_out(tmp_path / "it", closed.but(file=b""))
    with open_ledger(path, seed=7) as ledger:
        assert ledger.counts().entries == 1
    assert verify(path).problems == ()


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.98])
def test_a_file_cut_short_is_refused(tmp_path: Path, closed: Left, share: float) -> None:
    path = lay_out(tmp_path / "it", closed.but(file=closed.file[: int(len(closed.file) * share)]))
    refused(path, LedgerError)
    assert problems(path) != ()


def problems(path: Path) -> tuple[str, ...]:
    """What `verify` says is wrong."""
    try:
        return verify(path).problems
    except LedgerError as exc:
        return (str(exc),)


def damaged_pages(whole: bytes, seed: int) -> Iterator[bytes]:
    """Each page of the file as rubbish, as zeros, and with one wrong bit."""
    dice = random.Random(seed)  # noqa: S311 - a test's dice, no secret
    for start in range(0, len(whole), PAGE_BYTES):
        for rubbish in (dice.randbytes(PAGE_BYTES), bytes(PAGE_BYTES)):
            yield whole[:start] + rubbish + whole[start + PAGE_BYTES :]
        for _ in range(3):
            yield flipped(whole, dice.randrange(start, start + PAGE_BYTES), 1 << dice.randrange(8))


@pytest.mark.timeout(600)  # a busy machine
def test_damage_in_any_page_is_harmless_or_said_and_nothing_is_touched(
    tmp_path: Path, closed: Left
) -> None:
    """Tables, indexes, head and schema: what `verify` calls whole sells on with nothing lost.

    But for a wrong bit in what a PIN is compared with: nothing vouches for that, since nothing of a
    PIN is in an entry. It is a wrong PIN then, and the desk sets another.
    """
    seed, said = random.SystemRandom().randrange(2**32), 0
    for at, content in enumerate(damaged_pages(closed.file, seed)):
        path = lay_out(tmp_path / str(at), closed.but(file=content))
        if problems(path) == ():
            lost = {*judge(path, closed.told).sentences}
            assert lost <= pins_hit(closed, content), f"seed {seed}, damage {at}"
            continue
        said += 1
        before = contents(path.parent)
        refusal = start_and_ask(path, closed.told)
        if refusal is not None:
            assert contents(path.parent) == before, f"seed {seed}, damage {at}: {refusal}"
    assert said > len(closed.file) // PAGE_BYTES


def pins_hit(closed: Left, content: bytes) -> set[str]:
    """What is told of the PINs whose verifier is no longer there as often as in the whole file."""
    hit = (it for it in closed.told.pins if content.count(it[1]) < closed.file.count(it[1]))
    return {pin_gone(id_) for id_, _ in hit}


def test_a_wrong_bit_in_a_verifier_is_a_wrong_pin_and_nothing_else(
    tmp_path: Path, closed: Left
) -> None:
    (id_, verifier), *_ = sorted(closed.told.pins)
    content = closed.file
    for start in (it.start() for it in re.finditer(re.escape(verifier), closed.file)):
        content = flipped(content, start, 1)
    path = lay_out(tmp_path / "it", closed.but(file=content))
    assert problems(path) == ()
    assert judge(path, closed.told).sentences == (pin_gone(id_),)


def start_and_ask(path: Path, told: Told) -> LedgerError | None:
    """Why the start was refused. Whatever is asked of one that was not is answered by name."""
    try:
        ledger = open_ledger(path)
    except LedgerError as exc:
        return exc
    with ledger:
        for id_ in told.entries:
            with suppress(LedgerError):
                ledger.find(id_)
    return None


# the folder and the disk


@contextmanager
def as_nobody(*paths: Path) -> Iterator[None]:
    """Without the rights of root, whom nothing stops; ``paths`` become nobody's."""
    if os.geteuid() != 0:
        yield
        return
    for path in paths:
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_file_is_named_and_left_alone(tmp_path: Path, closed: Left) -> None:
    path = lay_out(tmp_path / "it", closed.files)
    path.chmod(0o400)
    with as_nobody(tmp_path, path.parent, path):
        refused(path, CannotOpen)
        with LedgerReader.open(path) as reader:
            assert reader.counts().entries > 1


def test_a_read_only_folder_is_named_and_left_alone(tmp_path: Path, killed: Left) -> None:
    path = lay_out(tmp_path / "it", killed.files)
    path.parent.chmod(0o500)
    with as_nobody(tmp_path, path.parent, *path.parent.iterdir()):
        refused(path, CannotOpen)
    path.parent.chmod(0o700)
    assert judge(path, killed.told).sentences == ()


CHILD_WITH_LOCK: Final = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


def test_a_start_beside_another_writer_is_refused_and_works_later(
    tmp_path: Path, killed: Left
) -> None:
    path = lay_out(tmp_path / "it", killed.files)
    with subprocess.Popen(
        [sys.executable, "-c", CHILD_WITH_LOCK, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == b"locked\n"
        with pytest.raises(Locked):
            open_ledger(path, connect=impatient)
        child.stdin.close()
        assert child.wait(20) == 0
    assert judge(path, killed.told).sentences == ()


def impatient(path: Path) -> sqlite3.Connection:
    connection = connect_to_write(path)
    connection.execute("PRAGMA busy_timeout = 20")
    return connection


def test_a_disk_that_is_full_refuses_sales_and_keeps_what_it_has(tmp_path: Path) -> None:
    """Writes within the files still work then, as on a real one; growing does not."""
    disk = Disk(tmp_path)
    shop = Shop(disk, connect_to_write)
    with plugged(disk):
        ledger = shop.start()
        sell(shop, ledger, range(1, 8))
        disk.room_bytes = 0
        for _ in range(2):
            with pytest.raises(DiskFull):
                shop.append(ledger, spend(50), code(50)[2])
        ledger.close()
        with pytest.raises(DiskFull):
            shop.start()  # it is opened, and what was left open can't be voided
        disk.room_bytes = None
        with shop.opened() as ledger:
            shop.append(ledger, spend(50), code(50)[2])
    assert verify(shop.path).problems == ()
    assert (
        Told.before(disk.calls).entries.items() <= {it[0]: it[1] for it in rows(shop.path)}.items()
    )
