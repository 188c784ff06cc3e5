"""What several of these tests need: photographs, fonts, an MJPEG stream on loopback."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from drivers.slip import SlipFonts
from tests.drivers.mjpeg import MjpegStream

ROOT = Path(__file__).parents[2]


@pytest.fixture
def photographs() -> Path:
    """The folder of sample photographs, where it is at hand."""
    data = Path(os.environ.get("KIOSK_SHARED_DATA", ROOT.parent / "shared" / "data"))
    folder = data / "qr-photos"
    if not folder.is_dir():
        pytest.skip("the sample photographs are not here: set KIOSK_SHARED_DATA to their folder")
    return folder


@pytest.fixture
def fonts() -> SlipFonts:
    folder = ROOT / "assets" / "fonts"
    return SlipFonts(folder / "PretendardGOV-Regular.otf", folder / "PretendardGOV-Bold.otf")


@pytest.fixture
def stream() -> Iterator[MjpegStream]:
    with MjpegStream() as running:
        yield running


@pytest.fixture
def bugs_told(monkeypatch: pytest.MonkeyPatch) -> Queue[BaseException | None]:
    """What threads tell of bugs, instead of failing the test."""
    bugs: Queue[BaseException | None] = Queue()
    monkeypatch.setattr(threading, "excepthook", lambda bug: bugs.put(bug.exc_value))
    return bugs


@pytest.fixture
def told(bugs_told: Queue[BaseException | None]) -> Queue[BaseException | None]:
    """The same by a shorter name."""
    return bugs_told
