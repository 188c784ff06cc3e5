"""Addresses of a network printer's name, within a time limit.

The system's look-up can neither be given a limit nor be stopped: with a dead name server it takes
half a minute. So it runs in a thread of its own, and whoever asks waits only so long. One that is
still under way is not started twice: the next to ask waits for the same one, or takes what it has
found since.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from drivers.errors import PrinterUnreachable

MAX_ADDRESSES = 4  # a printer has one, or one of each family; the time to connect is shared by all


@dataclass(frozen=True, slots=True)
class Address:
    """Where to connect to, as `socket` wants it."""

    family: int
    place: tuple[Any, ...]


Resolve = Callable[[str, int], tuple[Address, ...]]


def resolve(host: str, port: int) -> tuple[Address, ...]:
    """Ask the system, however long it takes; raises `OSError`, or `UnicodeError` for no name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(Address(family, place) for family, _, _, _, place in found)


class Lookup:
    """Looks one host up, anew for each connection; used by one thread."""

    def __init__(self, host: str, port: int, resolve: Resolve = resolve) -> None:
        self.host, self.port = host, port
        self._resolve = resolve
        self._running: _Running | None = None

    def addresses(self, timeout_s: float) -> tuple[Address, ...]:
        """Return at least one address; raises `PrinterUnreachable` by `timeout_s` at the latest."""
        running = self._running
        if running is None or running.failed:
            running = self._running = _Running(lambda: self._resolve(self.host, self.port))
        if not running.done.wait(timeout_s):
            raise PrinterUnreachable(f"looking up the printer's name {self.host} takes too long")
        self._running = None
        if running.failed:
            why = f"no printer is known by the name {self.host}"
            raise PrinterUnreachable(why) from running.error
        return running.found[:MAX_ADDRESSES]


class _Running:
    """One look-up under way."""

    def __init__(self, look: Callable[[], tuple[Address, ...]]) -> None:
        self.done = Event()
        self.found: tuple[Address, ...] = ()
        self.error: Exception | None = None
        self._look = look
        Thread(target=self._run, name="printer-lookup", daemon=True).start()

    @property
    def failed(self) -> bool:
        """True once it has ended with nothing."""
        return self.done.is_set() and not self.found

    def _run(self) -> None:
        try:
            self.found = self._look()
        except (OSError, UnicodeError) as exc:
            self.error = exc
        finally:
            self.done.set()
