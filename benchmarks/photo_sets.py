"""Photographs of other people's codes, from a folder outside: pictures NAME.* with NAME.txt."""

import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.tally import Picture
from drivers.picture import read_luma

FOLDER = "qr-photos"
WITH_CODES = ("qrcode-2", "qrcode-3")
WITHOUT = "falsepositives-1"
_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def photos_folder() -> Path:
    """Where they lie: `KIOSK_SHARED_DATA`, or `../shared/data` beside us."""
    return Path(os.environ.get("KIOSK_SHARED_DATA", _BESIDE)) / FOLDER


def missing_sets(folder: Path) -> list[str]:
    """A sentence for each set that is not there."""
    absent = [name for name in (*WITH_CODES, WITHOUT) if not (folder / name).is_dir()]
    return [
        f"Not measured: {folder / name} is missing; set KIOSK_SHARED_DATA to its folder's parent."
        for name in absent
    ]


def photos(folder: Path, most: int) -> Iterator[Picture]:
    """The first `most` pictures of a set by name; nothing where the set is missing.

    `NAME.txt` holds the exact text of NAME. One picture holds two codes, so others are no fault.
    """
    if not folder.is_dir():
        return
    files = sorted(path for path in folder.iterdir() if path.suffix != ".txt")
    for path in files[:most]:
        beside = path.with_suffix(".txt")
        wanted = beside.read_bytes().decode("utf-8") if beside.exists() else None
        yield Picture(read_luma(path), wanted, alone=False)
