"""A power cut at any step of a recovery leaves something from which it can be run again."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from offline_queue.errors import Corrupt, DiskFailing, HalfRecovered
from offline_queue.recover import Verdict
from offline_queue.recover_swap import finish, is_begun, require_finished, swap
from offline_queue.verify import verify
from tests.offline_queue.making import NODE_KEYS, code, id_of
from tests.offline_queue.recovering import Kiosk

STEPS = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "sqlite3.connect")
"""What Python tells its audit hooks of; between two of them nothing of ours changes a name."""
CUT = 77


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    """Five sales, three of them at the node; one of the other two can't be read any more."""
    kiosk = Kiosk(tmp_path)
    kiosk.sell(1, 2, 3, 4, 5)
    kiosk.send(below=4)
    return kiosk


def damage(kiosk: Kiosk, *seqs: int) -> None:
    data = bytearray(kiosk.path.read_bytes())
    for seq in seqs:
        at = data.index(kiosk.sold[seq - 1].raw)
        data[at : at + 200] = bytes(200)
    kiosk.path.write_bytes(data)


def cut_at(step: int, run: Callable[[], object]) -> bool:
    """Run it in a child whose power is cut before its ``step``-th step; whether it got that far."""
    child = os.fork()
    if child == 0:
        left = step

        def hook(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in STEPS:
                left -= 1
                if left == 0:
                    os._exit(CUT)  # nothing is closed, nothing is flushed

        sys.addaudithook(hook)
        try:
            run()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == CUT


def snapshot(kiosk: Kiosk, to: Path) -> Kiosk:
    shutil.copytree(kiosk.folder, to)
    return Kiosk(to, node=kiosk.node, sold=kiosk.sold, seed=kiosk.seed)


@pytest.mark.parametrize(("lost", "verdict"), [((2,), Verdict.REBUILT), ((2, 5), Verdict.NEW)])
def test_a_power_cut_at_each_step(kiosk: Kiosk, lost: tuple[int, ...], verdict: Verdict) -> None:
    damage(kiosk, *lost)
    damaged = kiosk.path.read_bytes()
    known = [number for number in range(1, 6) if number not in lost or number < 4]
    step = half = 0
    while True:
        step += 1
        tried = snapshot(kiosk, kiosk.folder.parent / f"{kiosk.folder.name}-{step}")
        if not cut_at(step, tried.recover):
            break
        half += is_begun(tried.path)
        assert_nothing_is_gone(tried, damaged)
        settled = not is_damaged(tried, damaged)
        report = tried.recover()
        assert report.verdict is (Verdict.UNTOUCHED if settled else verdict)
        assert_recovered(tried, known)
        shutil.rmtree(tried.folder)
    assert_recovered(tried, known)
    shutil.rmtree(tried.folder)
    assert step >= 20
    assert half >= 3  # before the old file's rename, before the draft's, and after it


def is_damaged(kiosk: Kiosk, damaged: bytes) -> bool:
    """Whether the old file is still in its place, and its change is not decided."""
    if is_begun(kiosk.path):
        return False
    return kiosk.path.exists() and kiosk.path.read_bytes() == damaged


def assert_nothing_is_gone(kiosk: Kiosk, damaged: bytes) -> None:
    """The damaged file is there under one of its names, and no kiosk opens what is half done."""
    files = [it for it in kiosk.folder.iterdir() if it.is_file()]
    assert any(it.read_bytes() == damaged for it in files)
    if is_begun(kiosk.path):
        with pytest.raises(HalfRecovered):
            require_finished(kiosk.path)
    else:
        assert is_damaged(kiosk, damaged) or verify(kiosk.path).problems == ()


def assert_recovered(kiosk: Kiosk, known: list[int]) -> None:
    require_finished(kiosk.path)
    assert verify(kiosk.path, NODE_KEYS).problems == ()
    assert not list(kiosk.folder.glob("recover.*"))
    assert len(list(kiosk.folder.glob("ledger.damaged-*.db"))) == 1
    with kiosk.open() as ledger:
        for number in known:
            assert ledger.slice_used(code(number)[0]) == 15
            assert ledger.find(id_of(number)) is not None


def test_nothing_decided_is_nothing_done(kiosk: Kiosk) -> None:
    before = kiosk.path.read_bytes()
    require_finished(kiosk.path)
    assert finish(kiosk.path) == ()
    assert kiosk.path.read_bytes() == before


def test_a_draft_that_still_has_a_log_is_not_put_in_place(tmp_path: Path) -> None:
    ledger, work = tmp_path / "ledger.db", tmp_path / "recover.work"
    work.mkdir()
    for path in (ledger, work / "next.db", work / "next.db-wal"):
        path.write_text(path.name)
    with pytest.raises(DiskFailing, match="log"):
        swap(ledger)
    assert ledger.read_text() == "ledger.db"
    assert not is_begun(ledger)


def test_no_ledger_is_opened_before_its_recovery_is_at_its_end(kiosk: Kiosk) -> None:
    before = kiosk.path.read_bytes()
    kiosk.path.with_name("recover.json").write_text("{}")
    with pytest.raises(HalfRecovered):
        kiosk.open()
    kiosk.path.rename(kiosk.path.with_name("ledger.damaged-1.db"))
    with pytest.raises(HalfRecovered):
        kiosk.open()
    assert not kiosk.path.exists()
    assert kiosk.path.with_name("ledger.damaged-1.db").read_bytes() == before


def test_the_log_stays_beside_its_file(tmp_path: Path) -> None:
    ledger, proof = tmp_path / "ledger.db", tmp_path / "fork.cose"
    for name in ("ledger.db", "ledger.db-wal", "fork.cose", "other.db"):
        (tmp_path / name).write_text(name)
    (tmp_path / "recover.work").mkdir()
    (tmp_path / "recover.work" / "next.db").write_text("new")
    (tmp_path / "old.damaged-1.txt").write_text("")
    aside = swap(ledger, [proof, tmp_path / "nothing"])
    assert [path.name for path in aside] == [
        "ledger.damaged-2.db",
        "ledger.damaged-2.db-wal",
        "fork.damaged-2.cose",
    ]
    assert ledger.read_text() == "new"
    assert (tmp_path / "ledger.damaged-2.db-wal").read_text() == "ledger.db-wal"
    assert (tmp_path / "fork.damaged-2.cose").read_text() == "fork.cose"
    assert {it.name for it in tmp_path.iterdir()} == {
        "ledger.db",
        "other.db",
        "old.damaged-1.txt",
        *(path.name for path in aside),
    }


@pytest.mark.parametrize(
    "mark",
    [b"", bytes(3), b"\xff", b"[]", b'{"ledger.db": 1}', b'{"ledger.db": "../x"}', b'{"..": "x"}'],
)
def test_a_damaged_mark_is_told_with_what_to_do_and_nothing_is_renamed(
    kiosk: Kiosk, mark: bytes
) -> None:
    (kiosk.folder / "recover.json").write_bytes(mark)
    before = kiosk.path.read_bytes()
    with pytest.raises(Corrupt, match="Remove it, then run 'kiosk ledger recover' again"):
        kiosk.recover()
    assert kiosk.path.read_bytes() == before
    (kiosk.folder / "recover.json").unlink()
    assert kiosk.recover().verdict is Verdict.UNTOUCHED
