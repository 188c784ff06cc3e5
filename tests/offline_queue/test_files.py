"""A ledger file that is put aside keeps its log, and nothing is written over."""

from pathlib import Path

import pytest

from offline_queue.errors import DiskFailing, DiskFull, LedgerError
from offline_queue.files import MAX_ASIDE, set_aside

PARTS = ("", "-wal", "-shm")


def left(folder: Path, *parts: str, name: str = "copy.db") -> Path:
    for part in parts:
        (folder / f"{name}{part}").write_bytes(f"{name}{part}".encode())
    return folder / name


def kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_and_its_log_get_one_name(tmp_path: Path) -> None:
    aside = set_aside(left(tmp_path, *PARTS), "damaged")
    assert aside == tmp_path / "copy.damaged-1.db"
    assert kept(tmp_path) == {
        f"copy.damaged-1.db{part}": f"copy.db{part}".encode() for part in PARTS
    }


@pytest.mark.parametrize("renamed", [0, 1, 2])
def test_an_interruption_parts_no_file_from_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renamed: int
) -> None:
    path, real, count = left(tmp_path, *PARTS), Path.rename, 0

    def once(self: Path, to: Path) -> Path:
        nonlocal count
        count += 1
        if count > renamed:
            raise OSError(5, "Input/output error")
        return real(self, to)

    monkeypatch.setattr(Path, "rename", once)
    with pytest.raises(LedgerError) as caught:
        set_aside(path, "damaged")
    assert isinstance(caught.value, DiskFailing)
    monkeypatch.undo()
    assert set_aside(path, "damaged") == tmp_path / "copy.damaged-1.db"
    assert kept(tmp_path) == {
        f"copy.damaged-1.db{part}": f"copy.db{part}".encode() for part in PARTS
    }


def test_a_log_that_had_no_file_meets_no_other_one(tmp_path: Path) -> None:
    log = left(tmp_path, "-wal")
    assert set_aside(log, "gone") == tmp_path / "copy.gone-log-1.db"
    (tmp_path / "copy.db").write_bytes(b"another file, closed well")
    assert set_aside(log, "gone") == tmp_path / "copy.gone-1.db"
    assert kept(tmp_path) == {
        "copy.gone-log-1.db-wal": b"copy.db-wal",
        "copy.gone-1.db": b"another file, closed well",
    }


def test_no_name_is_taken_twice_and_there_are_so_many(tmp_path: Path) -> None:
    for number in range(1, MAX_ASIDE + 1):
        assert set_aside(left(tmp_path, *PARTS), "damaged") == (
            tmp_path / f"copy.damaged-{number}.db"
        )
    with pytest.raises(DiskFull):
        set_aside(left(tmp_path, ""), "damaged")
    assert set_aside(tmp_path / "nothing.db", "damaged") is None
