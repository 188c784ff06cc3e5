"""A USB bus in software with ticket printers on it, as pyusb takes one (`IBackend`).

It obeys the rules that libusb and a printer do: an interface has to be free of the system's driver
and claimed before bytes go through; bytes go in packets, and a packet that does not fit the buffer
is lost; a printer whose buffer is full takes no more and lets the sender wait; a halted pipe stays
so until it is cleared; a handle to what was unplugged is dead, also when it is plugged in again.
"""

from __future__ import annotations

import errno
from array import array
from collections.abc import Callable
from threading import Condition
from types import SimpleNamespace

import usb.core
from usb.backend import IBackend

from drivers.printer.engine import Switches
from drivers.printer.usb_descriptors import UsbInterface, UsbPipe, UsbShape
from drivers.printer.usb_device import Handle, Plugged, UsbPrinter

GET_DESCRIPTOR, STRING = 6, 3
IN = 0x80


class SimulatedUsbBus(IBackend):  # type: ignore[misc]  # of a library without types
    """Plug printers in and out of it from any thread; hand it to `UsbTransport` as `backend`."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._ports: list[Plugged] = []
        self._last_address = 0

    def plug(self, printer: UsbPrinter) -> None:
        """Put the printer's plug into the next free port; the system's driver takes it."""
        with self._changed:
            self._last_address += 1
            self._ports.append(Plugged(printer, self._last_address))
            printers = {each.number for each in printer.shape.interfaces if each.kind[0] == 7}
            printer.drivers |= printers
            self._changed.notify_all()

    def unplug(self, printer: UsbPrinter) -> None:
        """Pull it out; what it had to say is lost, what is in its buffer stays there."""
        with self._changed:
            for plugged in self._ports:
                if plugged.printer is printer:
                    plugged.there = False
                    printer.back.clear()
            self._ports = [each for each in self._ports if each.there]
            self._changed.notify_all()

    def turn(self, printer: UsbPrinter, switches: Switches) -> None:
        """Change the state of the machine; any question asked afterwards sees it."""
        with self._changed:
            printer.back += printer.engine.turn(switches)
            self._changed.notify_all()

    # What pyusb asks of a way to a bus.

    def enumerate_devices(self) -> list[Plugged]:
        """See `IBackend`, as for all that follows."""
        with self._changed:
            return list(self._ports)

    def get_parent(self, _: Plugged) -> None:
        """Nothing is between the printer and the machine."""

    def get_device_descriptor(self, plugged: Plugged) -> SimpleNamespace:
        """Return it."""
        return plugged.printer.shape.device(plugged.address)

    def get_configuration_descriptor(self, plugged: Plugged, index: int) -> SimpleNamespace:
        """Return it; raises `IndexError` for more than the one there is."""
        return (plugged.printer.shape.configuration(),)[index]

    def get_interface_descriptor(
        self, plugged: Plugged, number: int, alternate: int, _: int
    ) -> SimpleNamespace:
        """Return it; raises `IndexError`."""
        return plugged.printer.shape.interface(number, alternate)

    def get_endpoint_descriptor(
        self, plugged: Plugged, index: int, number: int, alternate: int, _: int
    ) -> SimpleNamespace:
        """Return it; raises `IndexError`."""
        return plugged.printer.shape.pipe(index, number, alternate)

    def open_device(self, plugged: Plugged) -> Handle:
        """Open what is still there."""
        handle = Handle(plugged)
        _there(handle)
        return handle

    def close_device(self, handle: Handle) -> None:
        """Let go of it and of all its interfaces."""
        with self._changed:
            handle.is_open = False
            claims = handle.plugged.claimed_by
            for number in [each for each, owner in claims.items() if owner is handle]:
                del claims[number]

    def get_configuration(self, handle: Handle) -> int:
        """The only one is always set."""
        _there(handle)
        return 1

    def set_interface_altsetting(self, handle: Handle, number: int, alternate: int) -> None:
        """Choose between the settings of an interface that is claimed."""
        self._own(handle, number)
        if alternate not in {each.alternate for each in _shape(handle).alternates(number)}:
            raise _failed(errno.ENOENT)
        handle.alternates[number] = alternate

    def is_kernel_driver_active(self, handle: Handle, number: int) -> bool:
        """Tell whether the system's driver holds it."""
        _there(handle)
        return number in handle.plugged.printer.drivers

    def detach_kernel_driver(self, handle: Handle, number: int) -> None:
        """Send the system's driver away."""
        _there(handle)
        if number not in handle.plugged.printer.drivers:
            raise _failed(errno.ENOENT)
        handle.plugged.printer.drivers.remove(number)

    def attach_kernel_driver(self, handle: Handle, number: int) -> None:
        """Call the system's driver back to what nobody has claimed."""
        _there(handle)
        if number in handle.plugged.claimed_by:
            raise _failed(errno.EBUSY)
        handle.plugged.printer.drivers.add(number)

    def claim_interface(self, handle: Handle, number: int) -> None:
        """Take an interface for oneself."""
        with self._changed:
            _there(handle)
            owner = handle.plugged.claimed_by.get(number)
            if number in handle.plugged.printer.drivers or owner not in {None, handle}:
                raise _failed(errno.EBUSY)
            if not _shape(handle).alternates(number):
                raise _failed(errno.ENOENT)
            handle.plugged.claimed_by[number] = handle

    def release_interface(self, handle: Handle, number: int) -> None:
        """Give it back."""
        with self._changed:
            self._own(handle, number)
            del handle.plugged.claimed_by[number]

    def clear_halt(self, handle: Handle, address: int) -> None:
        """Let bytes through a halted pipe again."""
        _there(handle)
        handle.plugged.halted.discard(address)

    def ctrl_transfer(  # as `IBackend` has it
        self,
        handle: Handle,
        kind: int,
        request: int,
        value: int,
        _index: int,
        data: array[int],
        _timeout_ms: int,
    ) -> int:
        """Answer the question for a string; all others stall."""
        _there(handle)
        if (kind, request, value >> 8) != (IN, GET_DESCRIPTOR, STRING):
            raise _failed(errno.EPIPE)
        told = _shape(handle).string(value & 0xFF)[: len(data)]
        data[: len(told)] = array("B", told)
        return len(told)

    def bulk_write(
        self, handle: Handle, address: int, number: int, data: array[int], timeout_ms: int
    ) -> int:
        """Send packets until the printer takes no more, or all are through."""
        with self._changed:
            size = self._pipe(handle, number, address).packet_bytes
            printer, taken = handle.plugged.printer, 0
            while taken < len(data):
                if not self._wait(handle, lambda: not printer.engine.full, timeout_ms):
                    break
                printer.back += printer.engine.receive(data[taken : taken + size].tobytes())
                taken = min(taken + size, len(data))
            self._changed.notify_all()
            if not taken and len(data):
                raise _timed_out()
            return taken

    def bulk_read(
        self, handle: Handle, address: int, number: int, buffer: array[int], timeout_ms: int
    ) -> int:
        """Fetch what the printer has to say."""
        with self._changed:
            size = self._pipe(handle, number, address).packet_bytes
            printer = handle.plugged.printer
            if printer.empty_packets:
                printer.empty_packets -= 1
                return 0
            if not self._wait(handle, lambda: bool(printer.back), timeout_ms):
                raise _timed_out()
            got = bytes(printer.back[: len(buffer)])
            if len(buffer) % size and len(printer.back) > len(got):
                raise _failed(errno.EOVERFLOW)
            del printer.back[: len(got)]
            buffer[: len(got)] = array("B", got)
            return len(got)

    def _wait(self, handle: Handle, is_so: Callable[[], bool], timeout_ms: int) -> bool:
        """Wait as libusb does, for ever where the limit is 0; raises when it is unplugged."""
        limit_s = timeout_ms / 1000 if timeout_ms else None
        came = self._changed.wait_for(lambda: is_so() or not handle.plugged.there, limit_s)
        _there(handle)
        return came

    def _pipe(self, handle: Handle, number: int, address: int) -> UsbPipe:
        """Return the pipe to use now; raises where it is not ours, unknown or halted."""
        self._own(handle, number)
        pipe = _pipe_of(_interface(handle, number), address)
        plugged = handle.plugged
        if address not in plugged.halted and plugged.printer.halts.get(address, 0):
            plugged.printer.halts[address] -= 1
            plugged.halted.add(address)
        if address in plugged.halted:
            raise _failed(errno.EPIPE)
        return pipe

    def _own(self, handle: Handle, number: int) -> None:
        _there(handle)
        if handle.plugged.claimed_by.get(number) is not handle:
            raise _failed(errno.ENOENT)


def _shape(handle: Handle) -> UsbShape:
    return handle.plugged.printer.shape


def _interface(handle: Handle, number: int) -> UsbInterface:
    chosen = handle.alternates.get(number, 0)
    return next(one for one in _shape(handle).alternates(number) if one.alternate == chosen)


def _pipe_of(interface: UsbInterface, address: int) -> UsbPipe:
    for pipe in interface.pipes:
        if pipe.address == address:
            return pipe
    raise _failed(errno.ENOENT)


def _there(handle: Handle) -> None:
    if not (handle.is_open and handle.plugged.there):
        raise _failed(errno.ENODEV)


def _failed(number: int) -> Exception:
    error: Exception = usb.core.USBError(errno.errorcode[number], None, number)
    return error


def _timed_out() -> Exception:
    error: Exception = usb.core.USBTimeoutError("timed out", None, errno.ETIMEDOUT)
    return error
