"""Ledgers of these tests are real files, in memory where the system has such a file system."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.offline_queue.conftest import IN_MEMORY, tmp_path

__all__ = ["folder_in_memory", "tmp_path"]


@pytest.fixture(scope="module")
def folder_in_memory() -> Iterator[Path]:
    """A folder for the tests of one module, removed after them."""
    place = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place, prefix="faults-test-") as folder:
        yield Path(folder)
