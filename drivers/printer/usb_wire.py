"""A wire to a printer at a USB port, by pyusb, as python-escpos' USB printer has it.

That printer itself (3.1) is not used: a status read has no bound over all its transfers, it takes
interface 0 and pipes that somebody has to know, resets the printer at each opening, and leaves a
halted pipe halted.

The interface is one of the printer class, bidirectional (USB Device Class Definition for Printing
Devices 1.1: class 7, subclass 1, protocol 2), or else one that only its maker knows (class 0xFF),
as ticket printers have that are set to "vendor class". Packet protocols (1284.4) are not spoken.

- The system's own driver, usblp, holds the interface: it is sent away, and called back at the end.
- A time limit of 0 means "for ever" to libusb: none is ever handed on.
- A printer with nothing to say may answer with empty packets, one after the other: they are not an
  answer, and are not asked for without rest.
- A pipe that the printer has halted is cleared. A question is sent again then: it is one packet,
  which was not taken. Of a job nobody knows how much was taken, so it is not sent again.
- A job whose last packet is full is not ended by an empty one, as usblp does not: a printer takes
  bytes, not transfers, and the next question is a short packet anyway.
"""

from __future__ import annotations

import errno
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep

import usb.core
import usb.util

from drivers.errors import PrinterUnreachable
from drivers.printer.transport import RECEIVE_BYTES
from drivers.printer.usb_finder import (
    USB_ERRORS,
    Backend,
    Device,
    UsbName,
    find_printer,
    let_go,
    libusb,
)
from drivers.printer.usb_shape import Pipes, find_pipes

CHUNK_BYTES = 16 * 1024  # what the system takes in one go
EMPTY_REST_S = 0.005
MAX_HALTS = 4  # a wire: one that halts again and again is broken

_WHY = {
    errno.EACCES: "may not be opened from this account: see packaging/kiosk-printer.rules",
    errno.EPERM: "may not be opened from this account: see packaging/kiosk-printer.rules",
    errno.EBUSY: "is in use by another program",
    errno.ENODEV: "was unplugged",
    errno.ENOENT: "was unplugged",
}


class UsbTransport:
    """An open wire to a USB printer, see `Transport`; `backend` is the machine's own USB if None.

    Raises `PrinterUnreachable` when it is not there, not alone, not allowed or no printer.
    """

    def __init__(self, name: UsbName, backend: Backend | None = None) -> None:
        self._device = find_printer(name, libusb() if backend is None else backend)
        self._closed = False
        self._sent_away_from: int | None = None  # the interface that the system's driver had
        self._halts = 0
        try:
            with _mapped(f"the printer {name}"):
                self._pipes = self._open()
        except PrinterUnreachable:
            self._leave()
            raise

    def send(self, data: bytes, timeout_s: float) -> None:
        """See `Transport`."""
        until_s = monotonic() + timeout_s
        rest = data
        while rest:
            rest = rest[self._write(rest[:CHUNK_BYTES], _left_ms(until_s)) :]
            if rest and monotonic() >= until_s:
                raise PrinterUnreachable("the printer takes no more bytes")

    def receive(self, timeout_s: float) -> bytes:
        """See `Transport`."""
        until_s = monotonic() + timeout_s
        while True:
            data = self._read(_left_ms(until_s))
            if data or monotonic() >= until_s:
                return data
            sleep(EMPTY_REST_S)

    def close(self) -> None:
        """See `Transport`."""
        if self._closed:
            return
        self._closed = True
        with suppress(*USB_ERRORS):
            usb.util.release_interface(self._device, self._pipes.interface)
        self._leave()

    def _leave(self) -> None:
        """Call the system's driver back to what is claimed no more, and let go of the device."""
        if self._sent_away_from is not None:
            with suppress(*USB_ERRORS):
                self._device.attach_kernel_driver(self._sent_away_from)
        let_go(self._device)

    def _open(self) -> Pipes:
        pipes = find_pipes(self._device)
        if _send_driver_away(self._device, pipes.interface):
            self._sent_away_from = pipes.interface
        usb.util.claim_interface(self._device, pipes.interface)
        if pipes.alternate:
            self._choose(pipes)
        return pipes

    def _choose(self, pipes: Pipes) -> None:
        """Set the alternate; gives the interface back where the device refuses it."""
        try:
            self._device.set_interface_altsetting(pipes.interface, pipes.alternate)
        except USB_ERRORS:
            with suppress(*USB_ERRORS):
                usb.util.release_interface(self._device, pipes.interface)
            raise

    def _write(self, chunk: bytes, timeout_ms: int) -> int:
        """Return how many bytes were taken; none of a question that met a halted pipe."""
        with _mapped("the printer"):
            try:
                return int(self._device.write(self._pipes.out, chunk, timeout_ms))
            except usb.core.USBTimeoutError:
                return 0
            except usb.core.USBError as exc:
                if exc.errno != errno.EPIPE:
                    raise
                self._clear_halt(self._pipes.out)
                if len(chunk) > self._pipes.packet_bytes:
                    raise PrinterUnreachable("the printer stopped in the middle") from exc
                return 0

    def _read(self, timeout_ms: int) -> bytes:
        """Return what has come; b"" for nothing, and for a halted pipe, which is cleared."""
        buffer = array("B", bytes(self._pipes.whole_packets(RECEIVE_BYTES)))
        with _mapped("the printer"):
            try:
                size = int(self._device.read(self._pipes.back, buffer, timeout_ms))
            except usb.core.USBTimeoutError:
                return b""
            except usb.core.USBError as exc:
                if exc.errno != errno.EPIPE:
                    raise
                self._clear_halt(self._pipes.back)
                return b""
        return buffer[:size].tobytes()

    def _clear_halt(self, pipe: int) -> None:
        self._halts += 1
        self._device.clear_halt(pipe)
        if self._halts > MAX_HALTS:
            raise PrinterUnreachable("the printer halts its wire again and again")


def _send_driver_away(device: Device, interface: int) -> bool:
    """Take the interface from the system's driver; tell whether there was one."""
    try:
        if not device.is_kernel_driver_active(interface):
            return False
        device.detach_kernel_driver(interface)
    except NotImplementedError:
        return False  # a system that has no such drivers
    return True


@contextmanager
def _mapped(what: str) -> Iterator[None]:
    """Foreign errors end here."""
    try:
        yield
    except USB_ERRORS as exc:
        why = _WHY.get(getattr(exc, "errno", None) or 0, "broke off")
        raise PrinterUnreachable(f"{what} {why}") from exc


def _left_ms(until_s: float) -> int:
    return max(1, round((until_s - monotonic()) * 1000))
