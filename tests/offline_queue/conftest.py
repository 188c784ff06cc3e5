"""Ledgers of these tests are real files, in memory where the system has such a file system.

Each commit waits for its medium, and these tests commit some ten thousand times.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a fresh folder of our own is made in it


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder for one test, removed after it."""
    if not os.access(IN_MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=IN_MEMORY, prefix="ledger-test-") as folder:
        yield Path(folder)
