"""Where the test data from outside lies: `KIOSK_SHARED_DATA`, or `../shared/data` beside us."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """A file or folder of the shared test data; skips the test, saying so, where it is absent."""
    path = Path(os.environ.get("KIOSK_SHARED_DATA", _BESIDE)) / name
    if not path.exists():
        pytest.skip(f"the shared test data has no {name} here: set KIOSK_SHARED_DATA to its folder")
    return path
