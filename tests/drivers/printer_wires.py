"""A wire to a simulated printer, in memory, that can lose, change or invent what comes back."""

from __future__ import annotations

from collections.abc import Callable

from drivers.printer.engine import PrintEngine
from drivers.printer.escpos import EscposPrinter


class Wire:
    """A wire to an engine that can lose, change or invent what comes back."""

    def __init__(
        self, engine: PrintEngine, back: Callable[[bytes, bytes], bytes] = lambda _, sent: sent
    ) -> None:
        self.engine = engine
        self.sent: list[bytes] = []
        self._back = back
        self._waiting = b""

    def send(self, data: bytes, timeout_s: float) -> None:
        self.sent.append(data)
        self._waiting += self._back(data, self.engine.receive(data))

    def receive(self, timeout_s: float) -> bytes:
        data, self._waiting = self._waiting[:3], self._waiting[3:]
        return data

    def close(self) -> None:
        self._waiting = b""


class Seconds:
    """A clock that goes on a little each time it is read: a test without waiting."""

    def __init__(self) -> None:
        self._now_s = 0.0

    def __call__(self) -> float:
        self._now_s += 0.01
        return self._now_s


def over(wire: Wire) -> EscposPrinter:
    return EscposPrinter(lambda: wire, Seconds(), confirm_timeout_s=1.0)
