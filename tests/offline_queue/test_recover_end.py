"""A file is believed about the end of its ledger only if nothing else tells otherwise."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from offline_queue import recover_file
from offline_queue.recover import Verdict
from protocol.entry import Opening
from tests.offline_queue.recovering import CODE, Kiosk, coded

FRAME_BYTES = 24 + 4096
Damage = Callable[[Kiosk, pytest.MonkeyPatch], None]


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path)


def killed(folder: Path, *numbers: int) -> Kiosk:
    """A kiosk as a kill leaves it: all its sales are in the log."""
    (folder / "before").mkdir()
    first = Kiosk(folder / "before")
    first.open().close()
    kiosk = Kiosk(folder, seed=50)
    with first.open() as ledger:
        kiosk.sold = [ledger.append(coded(number), (CODE,)) for number in numbers]
        for end in ("", "-wal"):
            shutil.copy(f"{first.path}{end}", f"{kiosk.path}{end}")
        kiosk.marked = ledger.name
    return kiosk


def middle_frame(log: Path) -> int:
    return 32 + (log.stat().st_size - 32) // FRAME_BYTES // 2 * FRAME_BYTES


def flip(kiosk: Kiosk, _patch: pytest.MonkeyPatch) -> None:
    log = kiosk.folder / "ledger.db-wal"
    at, data = middle_frame(log) + 24, bytearray(log.read_bytes())
    data[at : at + 512] = bytes(it ^ 255 for it in data[at : at + 512])
    log.write_bytes(data)


def flip_header(kiosk: Kiosk, _patch: pytest.MonkeyPatch) -> None:
    log = kiosk.folder / "ledger.db-wal"
    log.write_bytes(b"\xff" * 32 + log.read_bytes()[32:])


def unreadable(kiosk: Kiosk, patch: pytest.MonkeyPatch) -> None:
    """A block of the log that the medium does not give."""
    log = kiosk.folder / "ledger.db-wal"
    bad, log_bytes = middle_frame(log) // 4096 * 4096, log.stat().st_size
    read = recover_file._block

    def block(old: BinaryIO, at: int) -> bytes | None:
        is_log = os.fstat(old.fileno()).st_size == log_bytes
        return None if is_log and at == bad else read(old, at)

    patch.setattr(recover_file, "_block", block)


@pytest.mark.parametrize("damage", [flip, flip_header, unreadable])
def test_a_damaged_log_ends_the_ledger_and_gives_what_stands_behind_the_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Damage
) -> None:
    """SQLite shows an older head then, which agrees with all that it shows."""
    kiosk = killed(tmp_path, *range(1, 9))
    damage(kiosk, monkeypatch)
    report = kiosk.recover(copy=False, node=False)
    assert (report.verdict, report.end_known, report.complete) == (Verdict.NEW, False, False)
    assert report.found["ledger"] == 9
    (new,) = kiosk.sell(900)
    assert new.entry.ledger != kiosk.sold[0].entry.ledger
    with kiosk.open() as ledger:
        assert all(ledger.find(it.id) is not None for it in kiosk.sold)


def test_a_whole_log_is_no_reason_to_end_a_ledger(tmp_path: Path) -> None:
    kiosk = killed(tmp_path, 1, 2, 3)
    report = kiosk.recover(copy=False, node=False)
    assert (report.verdict, report.size, report.complete) == (Verdict.UNTOUCHED, 4, True)


def replaced(kiosk: Kiosk) -> tuple[bytes, bytes]:
    """Ledger A has ended with a sale that nobody has any more, B began; an old image of A is back.

    Names of A and B.
    """
    kiosk.sell(1, 2)
    kiosk.send()
    image = kiosk.folder / "image"
    shutil.copy(kiosk.path, image)
    kiosk.sell(3)
    first = kiosk.marked
    lose(kiosk)
    assert kiosk.recover().verdict is Verdict.NEW
    kiosk.sell(10)
    second = kiosk.marked
    assert first is not None
    assert second is not None
    shutil.copy(kiosk.path, kiosk.folder / "last")
    lose(kiosk)
    shutil.copy(image, kiosk.path)
    return first, second


def lose(kiosk: Kiosk) -> None:
    for path in kiosk.folder.glob("ledger.db*"):
        path.unlink()


def opening_of(kiosk: Kiosk) -> Opening | None:
    with kiosk.open() as ledger:
        (first,) = ledger.unsent(1, 10**6, again=True)
        return ledger._read(first.raw).entry.opening


def test_a_ledger_after_which_another_was_begun_here_does_not_go_on(kiosk: Kiosk) -> None:
    first, second = replaced(kiosk)
    report = kiosk.recover()
    assert (report.verdict, report.end_known, report.complete) == (Verdict.NEW, False, False)
    assert report.old == second.hex()
    assert report.now not in (first.hex(), second.hex())
    opening = opening_of(kiosk)
    assert opening is not None
    assert opening.previous_ledger == second
    with kiosk.open() as ledger:
        assert ledger.find(kiosk.sold[0].id) is not None


@pytest.mark.parametrize("where", ["copy", "node"])
def test_a_ledger_that_another_one_found_anywhere_follows_does_not_go_on(
    kiosk: Kiosk, where: str
) -> None:
    """Though the machine itself remembers nothing, as one with a new disk."""
    _, second = replaced(kiosk)
    last, image = kiosk.folder / "last", kiosk.folder / "image"
    if where == "copy":
        kiosk.copy.parent.mkdir(exist_ok=True)
        shutil.copy(last, kiosk.copy)
    else:
        shutil.copy(last, kiosk.path)
        kiosk.send()
        lose(kiosk)
        shutil.copy(image, kiosk.path)
    kiosk.marked = None
    report = kiosk.recover()
    assert (report.verdict, report.end_known, report.old) == (Verdict.NEW, False, second.hex())
    with kiosk.open() as ledger:
        assert all(ledger.find(it.id) is not None for it in kiosk.sold if it.id != lost_of(kiosk))


def lost_of(kiosk: Kiosk) -> bytes:
    """The id of the sale that nobody has any more."""
    return kiosk.sold[2].id


def test_a_damaged_file_of_an_ended_ledger_is_not_rebuilt(kiosk: Kiosk) -> None:
    _, second = replaced(kiosk)
    data = bytearray(kiosk.path.read_bytes())
    at = data.index(kiosk.sold[0].raw)
    data[at : at + 200] = bytes(200)
    kiosk.path.write_bytes(data)
    report = kiosk.recover()  # the node has that entry
    assert (report.verdict, report.old) == (Verdict.NEW, second.hex())


def test_a_ledger_that_follows_the_remembered_one_goes_on(kiosk: Kiosk) -> None:
    """A recovery that was cut off after its change: the machine still remembers the one before."""
    kiosk.sell(1, 2)
    before = kiosk.marked
    lose(kiosk)
    now = kiosk.recover().now
    kiosk.marked = before
    report = kiosk.recover()
    assert (report.verdict, report.old, report.now) == (Verdict.UNTOUCHED, now, now)


def test_what_the_node_has_signed_to_have_is_missed_though_it_is_away(kiosk: Kiosk) -> None:
    kiosk.sell(1, 2)
    kiosk.at_node = 5
    report = kiosk.recover(node=False)
    assert (report.verdict, report.missing) == (Verdict.NEW, ((3, 4),))
