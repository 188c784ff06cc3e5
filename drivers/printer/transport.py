"""Wires to a printer: TCP, a serial port, a printer device file. All with time limits.

Whatever goes wrong on a wire is `PrinterUnreachable`; foreign errors end here.
"""

from __future__ import annotations

import os
import select
import socket
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Protocol

import serial

from drivers.errors import PrinterUnreachable
from drivers.printer.lookup import Address, Lookup
from drivers.serial_port import PORT_ERRORS

CONNECT_TIMEOUT_S = 2.0  # looking up the name, and all its addresses
JOB_TIMEOUT_S = 10.0  # a printer that works its small buffer off at a slow 50 mm/s
RECEIVE_BYTES = 256
SERIAL_BAUD = 115200
BITS_A_BYTE = 10  # start, eight, stop


class Transport(Protocol):
    """An open wire. Used by one thread; each call is bounded."""

    def send(self, data: bytes, timeout_s: float) -> None:
        """Hand over all of `data`.

        Raises `PrinterUnreachable` after `timeout_s`, on a serial port counted from when the bytes
        could have been through at its speed.
        """

    def receive(self, timeout_s: float) -> bytes:
        """Return what has arrived, b"" after `timeout_s`.

        Raises `PrinterUnreachable` when the other side has gone.
        """

    def close(self) -> None:
        """Let go of the wire. Twice is harmless."""


class TcpTransport:
    """A network printer; raises `PrinterUnreachable` when it does not answer the call in time."""

    def __init__(self, lookup: Lookup) -> None:
        until_s = monotonic() + CONNECT_TIMEOUT_S
        addresses = lookup.addresses(CONNECT_TIMEOUT_S)
        where = f"{lookup.host}:{lookup.port}"
        self._socket = _connect(addresses, until_s, where)

    def send(self, data: bytes, timeout_s: float) -> None:
        """See `Transport`."""
        try:
            self._socket.settimeout(timeout_s)
            self._socket.sendall(data)
        except OSError as exc:
            raise PrinterUnreachable("the printer's connection broke while sending") from exc

    def receive(self, timeout_s: float) -> bytes:
        """See `Transport`."""
        try:
            self._socket.settimeout(timeout_s)
            data = self._socket.recv(RECEIVE_BYTES)
        except (TimeoutError, BlockingIOError):
            return b""
        except OSError as exc:
            raise PrinterUnreachable("the printer's connection broke") from exc
        if not data:
            raise PrinterUnreachable("the printer closed the connection")
        return data

    def close(self) -> None:
        """See `Transport`."""
        self._socket.close()


class SerialTransport:
    """A printer at a serial port, 8N1."""

    def __init__(self, device: str, baud: int = SERIAL_BAUD) -> None:
        try:
            self._port = serial.Serial(device, baud, exclusive=True)
        except PORT_ERRORS as exc:
            raise PrinterUnreachable(f"the serial port {device} does not open") from exc

    def send(self, data: bytes, timeout_s: float) -> None:
        """See `Transport`."""
        on_the_wire_s = len(data) * BITS_A_BYTE / self._port.baudrate
        try:
            self._port.write_timeout = timeout_s + on_the_wire_s
            self._port.write(data)
        except PORT_ERRORS as exc:
            raise PrinterUnreachable("the printer's serial port broke while sending") from exc

    def receive(self, timeout_s: float) -> bytes:
        """See `Transport`."""
        try:
            self._port.timeout = timeout_s
            first = self._port.read(1)
            return bytes(first + self._port.read(min(self._port.in_waiting, RECEIVE_BYTES)))
        except PORT_ERRORS as exc:
            raise PrinterUnreachable("the printer's serial port broke") from exc

    def close(self) -> None:
        """See `Transport`; what has not gone out yet is dropped.

        Linux waits for it, half a minute where nothing takes it (`closing_wait`).
        """
        with suppress(*PORT_ERRORS):
            self._port.reset_output_buffer()
        with suppress(*PORT_ERRORS):
            self._port.close()


class FileTransport:
    """A printer device file such as /dev/usb/lp0. A plain file takes bytes but never answers."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as exc:
            raise PrinterUnreachable(f"the printer file {path} does not open") from exc
        self._closed = False

    def send(self, data: bytes, timeout_s: float) -> None:
        """See `Transport`."""
        until_s = monotonic() + timeout_s
        rest = memoryview(data)
        try:
            while rest:
                if not select.select([], [self._file], [], max(until_s - monotonic(), 0.0))[1]:
                    raise PrinterUnreachable("the printer file takes no more bytes")
                rest = rest[os.write(self._file, rest) :]
        except OSError as exc:
            raise PrinterUnreachable("the printer file broke while sending") from exc

    def receive(self, timeout_s: float) -> bytes:
        """See `Transport`."""
        try:
            if not select.select([self._file], [], [], max(timeout_s, 0.0))[0]:
                return b""
            data = os.read(self._file, RECEIVE_BYTES)
        except OSError as exc:
            raise PrinterUnreachable("the printer file broke") from exc
        if not data:
            raise PrinterUnreachable("the printer file does not answer")
        return data

    def close(self) -> None:
        """See `Transport`."""
        if not self._closed:
            self._closed = True
            os.close(self._file)


def _connect(addresses: tuple[Address, ...], until_s: float, where: str) -> socket.socket:
    """Connect to the first address that answers; each gets a fair share of the time left."""
    error: OSError | None = None
    for tried, address in enumerate(addresses):
        share_s = max(until_s - monotonic(), 0.0) / (len(addresses) - tried)
        try:
            return _call(address, share_s)
        except OSError as exc:
            error = exc
    raise PrinterUnreachable(f"no printer answers at {where}") from error


def _call(address: Address, timeout_s: float) -> socket.socket:
    wire = socket.socket(address.family, socket.SOCK_STREAM)
    try:
        wire.settimeout(timeout_s)
        wire.connect(address.place)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError:
        wire.close()
        raise
    return wire
