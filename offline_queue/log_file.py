"""The write-ahead log beside a database, as a file: where it is, and making it sure."""

import os
from pathlib import Path
from typing import Final

PIECE_BYTES: Final = 1024 * 1024
"""How much of the log is written again at once."""


def log_of(path: Path) -> Path:
    """The log of the database at ``path``: it stands beside the file that a link points to."""
    return Path(f"{path.resolve()}-wal")


def make_log_sure(path: Path) -> None:
    """Write the log again as it is, and wait for the medium: now what it shows can be believed.

    Whoever was killed between writing a commit and waiting for it leaves a commit that the system's
    cache shows, and that a power cut takes away. Waiting alone is not enough: after a flush that
    failed, Linux takes the bytes for written, and the next flush passes over them. The caller holds
    SQLite's lock for writing, so that nobody else does. Raises OSError.
    """
    log = os.open(log_of(path), os.O_RDWR | os.O_CLOEXEC)
    try:
        offset = 0
        while piece := os.pread(log, PIECE_BYTES, offset):
            offset += os.pwrite(log, piece, offset)
        if offset:
            os.fsync(log)
    finally:
        os.close(log)
