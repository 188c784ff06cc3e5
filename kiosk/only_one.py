"""One kiosk at a time on a state folder: two would sign two different entries for one place.

The lock is the kernel's (flock), so it ends with the process that holds it, also with one that was
killed or lost its power. The file stays and means nothing by itself.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.config import ConfigError

LOCK_FILE: Final = "kiosk.lock"
LOCK_MODE: Final = 0o600  # nobody else may hold it and keep the kiosk from starting


class AlreadyRunning(ConfigError):
    """Another process of this machine works on the same state folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), "state", "another kiosk runs on this state folder")


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for this process alone; never waits.

    Raises AlreadyRunning, or ConfigError for a folder that isn't there or can't be written.
    """
    handle = _open(folder)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise AlreadyRunning(folder) from exc
        except OSError as exc:
            raise _unusable(folder, exc) from exc
        yield
    finally:
        os.close(handle)


def _open(folder: Path) -> int:
    try:
        return os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, LOCK_MODE)
    except FileNotFoundError as exc:
        raise ConfigError(str(folder), "state", "not there: enrol this kiosk first") from exc
    except OSError as exc:
        raise _unusable(folder, exc) from exc


def _unusable(folder: Path, exc: OSError) -> ConfigError:
    return ConfigError(str(folder), "state", f"can't be locked: {exc.strerror}")
