"""A serial port that is read: the real one, and one that tests type into."""

from __future__ import annotations

from contextlib import suppress
from threading import Condition
from typing import Protocol

import serial

from drivers.errors import ScannerLost

READ_WAIT_S = 0.2  # how long closing may take, and how soon half a code is noticed
READ_BYTES = 4096


class ByteSource(Protocol):
    """An open serial port, or something that obeys its rules."""

    def read(self) -> bytes:
        """Return what has arrived, b"" after `READ_WAIT_S`; raises `ScannerLost` at the end."""

    def close(self) -> None:
        """Let go of the port. Twice is harmless."""


class SerialPort:
    """A real serial port, 8N1; raises `ScannerLost` when it does not open."""

    def __init__(self, device: str, baud: int) -> None:
        try:
            self._port = serial.Serial(device, baud, timeout=READ_WAIT_S, exclusive=True)
        except (OSError, ValueError) as exc:
            raise ScannerLost(f"the serial port {device} does not open") from exc

    def read(self) -> bytes:
        """See `ByteSource`."""
        try:
            first = self._port.read(1)
            return bytes(first + self._port.read(min(self._port.in_waiting, READ_BYTES)))
        except OSError as exc:
            raise ScannerLost("the serial port is gone") from exc

    def close(self) -> None:
        """See `ByteSource`."""
        with suppress(OSError):
            self._port.close()


class FakeSerialPort:
    """A port that gives what is typed into it, and nothing once unplugged or closed.

    `type_in` and `unplug` may be called from any thread.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._typed = b""
        self._gone = False

    def type_in(self, data: bytes) -> None:
        """Let `data` arrive."""
        with self._changed:
            self._typed += data
            self._changed.notify_all()

    def unplug(self) -> None:
        """Tear the cable: what has arrived can still be read, then `ScannerLost`."""
        with self._changed:
            self._gone = True
            self._changed.notify_all()

    def read(self) -> bytes:
        """See `ByteSource`."""
        with self._changed:
            self._changed.wait_for(lambda: self._typed or self._gone, READ_WAIT_S)
            if self._gone and not self._typed:
                raise ScannerLost("the serial port is gone")
            data, self._typed = self._typed[:READ_BYTES], self._typed[READ_BYTES:]
            return data

    def close(self) -> None:
        """See `ByteSource`."""
        self.unplug()
