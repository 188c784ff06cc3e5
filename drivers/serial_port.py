"""A serial port that is read and written: the real one, and one that tests type into.

Every call is bounded. A port that is gone raises what its driver calls that (`lost`).
"""

from __future__ import annotations

import termios
from collections.abc import Callable
from contextlib import suppress
from threading import Condition
from typing import Final, Protocol

import serial

from drivers.errors import DeviceLost, ScannerLost

PORT_ERRORS: Final = (OSError, ValueError, termios.error)
"""What any call of pyserial's may raise: its own errors are OSErrors, and termios's are not."""
READ_WAIT_S = 0.2  # how long closing may take, and how soon half a message is noticed
WRITE_TIMEOUT_S = 1.0  # commands have some tens of bytes; what takes none for so long is gone
READ_BYTES = 4096
MAX_WRITTEN = 1 << 20  # what a fake one remembers


class ByteSource(Protocol):
    """An open serial port, or something that obeys its rules. Used by one thread."""

    def read(self, timeout_s: float = READ_WAIT_S) -> bytes:
        """Return what has arrived, at most `READ_BYTES`; b"" after `timeout_s`.

        Raises what the port calls lost at the end.
        """

    def write(self, data: bytes) -> None:
        """Hand over all of `data`; raises what the port calls lost after `WRITE_TIMEOUT_S`."""

    def close(self) -> None:
        """Let go of the port. Twice is harmless."""


class SerialPort:
    """A real serial port, 8N1; raises `lost` when it does not open, and when it is gone."""

    def __init__(
        self, device: str, baud: int, lost: Callable[[str], DeviceLost] = ScannerLost
    ) -> None:
        self._lost = lost
        try:
            self._port = serial.Serial(
                device, baud, timeout=READ_WAIT_S, write_timeout=WRITE_TIMEOUT_S, exclusive=True
            )
        except PORT_ERRORS as exc:
            raise lost(f"the serial port {device} does not open") from exc

    def read(self, timeout_s: float = READ_WAIT_S) -> bytes:
        """See `ByteSource`."""
        try:
            if self._port.timeout != timeout_s:
                self._port.timeout = timeout_s  # the port is set up anew for that
            first = self._port.read(1)
            return bytes(first + self._port.read(min(self._port.in_waiting, READ_BYTES - 1)))
        except PORT_ERRORS as exc:
            raise self._lost("the serial port is gone") from exc

    def write(self, data: bytes) -> None:
        """See `ByteSource`."""
        try:
            self._port.write(data)
        except PORT_ERRORS as exc:
            raise self._lost("the serial port takes no bytes") from exc

    def close(self) -> None:
        """See `ByteSource`."""
        with suppress(*PORT_ERRORS):
            self._port.close()


class FakeSerialPort:
    """A port that gives what is typed into it, and nothing once unplugged or closed.

    `type_in` and `unplug` may be called from any thread; `written` is what the driver sent.
    """

    def __init__(self, lost: Callable[[str], DeviceLost] = ScannerLost) -> None:
        self._lost = lost
        self._changed = Condition()
        self._typed = b""
        self._written = b""
        self._gone = False

    @property
    def written(self) -> bytes:
        """What was written to the port, in order; the last of it where it was much."""
        with self._changed:
            return self._written

    def type_in(self, data: bytes) -> None:
        """Let `data` arrive."""
        with self._changed:
            self._typed += data
            self._changed.notify_all()

    def unplug(self) -> None:
        """Tear the cable: what has arrived can still be read, then it is lost."""
        with self._changed:
            self._gone = True
            self._changed.notify_all()

    def read(self, timeout_s: float = READ_WAIT_S) -> bytes:
        """See `ByteSource`."""
        with self._changed:
            self._changed.wait_for(lambda: self._typed or self._gone, timeout_s)
            if self._gone and not self._typed:
                raise self._lost("the serial port is gone")
            data, self._typed = self._typed[:READ_BYTES], self._typed[READ_BYTES:]
            return data

    def write(self, data: bytes) -> None:
        """See `ByteSource`."""
        with self._changed:
            if self._gone:
                raise self._lost("the serial port takes no bytes")
            self._written = (self._written + data)[-MAX_WRITTEN:]
            self._changed.notify_all()

    def close(self) -> None:
        """See `ByteSource`."""
        self.unplug()
