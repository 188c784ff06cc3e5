"""The machine that is measured: what it is, how busy it is, and a folder on its real disk."""

import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_IN_MEMORY = {"tmpfs", "ramfs", "devtmpfs"}
_ESCAPES = {r"\040": " ", r"\011": "\t", r"\134": "\\"}  # as the kernel writes mount points


class NoDiskError(Exception):
    """Every folder that we may write to lies in memory: a commit would cost nothing."""


def facts(folder: Path) -> dict[str, str | int | float]:
    """What a reader must know to read the table; `folder` is where the ledgers lie."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "file_system": file_system(folder),
    }


def load_1m() -> float:
    """How many tasks wanted a core in the last minute."""
    return round(os.getloadavg()[0], 2)


@contextmanager
def folder_on_disk() -> Iterator[Path]:
    """A folder on a real disk, removed at the end. Raises NoDiskError."""
    places = (Path(tempfile.gettempdir()), Path("/var/tmp"), Path.cwd())  # noqa: S108 - mkdtemp
    place = next((each for each in places if file_system(each) not in _IN_MEMORY), None)
    if place is None:
        raise NoDiskError(f"{', '.join(map(str, places))} lie in memory, not on a disk")
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-", dir=place) as folder:
        yield Path(folder)


def file_system(folder: Path) -> str:
    """The type of the file system that holds `folder`."""
    mounts = [line.split() for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
    above = [folder.resolve(), *folder.resolve().parents]
    holding = [mount for mount in mounts if Path(_plain(mount[1])) in above]
    return max(holding, key=lambda mount: len(mount[1]))[2]


def _plain(name: str) -> str:
    for written, meant in _ESCAPES.items():
        name = name.replace(written, meant)
    return name


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
