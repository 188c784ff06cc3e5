"""A simulated printer with a USB plug, in a port, and in a program's hands."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from drivers.printer.engine import PrintEngine
from drivers.printer.usb_descriptors import UsbShape

MAX_KEPT_TICKETS = 64


@dataclass
class UsbPrinter:
    """A printer with a USB plug; `faults` play what its pipes can do wrong.

    `halts`: so many of the next transfers on the pipe of that address meet it halted.
    `empty_packets`: so many of the next reads get an empty packet.
    """

    shape: UsbShape = field(default_factory=UsbShape)
    engine: PrintEngine = field(default_factory=PrintEngine)
    halts: dict[int, int] = field(default_factory=dict)
    empty_packets: int = 0
    drivers: set[int] = field(default_factory=set)  # interfaces that the system's driver holds
    back: bytearray = field(default_factory=bytearray)  # what waits to be fetched
    kept: deque[bytes] = field(default_factory=lambda: deque(maxlen=MAX_KEPT_TICKETS))

    @property
    def tickets(self) -> tuple[bytes, ...]:
        """The bytes of the last tickets that were cut, oldest first."""
        self.kept.extend(self.engine.tickets)
        self.engine.tickets.clear()
        return tuple(self.kept)


@dataclass(eq=False)
class Plugged:
    """A printer in a port, until it is pulled out, and who has which of its interfaces."""

    printer: UsbPrinter
    address: int
    there: bool = True
    halted: set[int] = field(default_factory=set)
    claimed_by: dict[int, Handle] = field(default_factory=dict)


@dataclass(eq=False)
class Handle:
    """A program's way to one that is plugged in, with the settings it chose."""

    plugged: Plugged
    alternates: dict[int, int] = field(default_factory=dict)
    is_open: bool = True
