"""A bell that a thread can wait for together with pipes and processes."""

from __future__ import annotations

import os
import select
from contextlib import suppress


class Bell:
    """Rung from any thread, never blocking; it sounds until it is hushed. Linux only."""

    def __init__(self) -> None:
        self._fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def ring(self) -> None:
        """Let it sound; ringing twice is ringing once."""
        with suppress(BlockingIOError):  # it has been rung more often than a number can tell
            os.eventfd_write(self._fd, 1)

    def hush(self) -> None:
        """Let it be silent until it is rung again."""
        with suppress(BlockingIOError):
            os.eventfd_read(self._fd)

    def wait(self, timeout_s: float | None) -> bool:
        """Wait until it sounds, for ever with None; False when it did not in time."""
        return bool(select.select([self._fd], [], [], timeout_s)[0])

    def fileno(self) -> int:
        """Return what a selector waits for: readable while it sounds."""
        return self._fd

    def close(self) -> None:
        """Let go of it."""
        os.close(self._fd)
