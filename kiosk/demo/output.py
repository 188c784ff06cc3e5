"""The folder that a headless run leaves its pictures and its summary in."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.demo.errors import DemoError

SUMMARY_FILE, TICKET_FILE = "summary.json", "ticket.png"
SCREENS = "[0-9][0-9]-*.png"  # as the scripted resident names them


def make_room(folder: Path) -> None:
    """Make ``folder`` if need be and clear what an earlier run wrote there, nothing else.

    Raises DemoError for what is no folder or can't be written: better now than after the visit.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob(SCREENS), folder / TICKET_FILE, folder / SUMMARY_FILE):
            old.unlink(missing_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass  # a run that could not write its result would be for nothing


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tell in one sentence, as DemoError, why ``folder`` can't be written."""
    try:
        yield
    except OSError as exc:
        raise DemoError(f"--output {folder}: can't be written: {exc.strerror or exc}.") from exc
