"""Which of the things plugged in is the printer: by its ids, and by its serial number where needed.

A printer keeps its ids at any port of the machine, so it is looked for anew each time it is opened.
Two of one kind can't be told apart by ids: then its serial number has to be named, and whoever left
it out is told which there are. What devices tell of themselves is a stranger's text: bounded, and
shown only as far as it is plain.

Vendor 0xVVVV, product 0xPPPP and the serial number are those of `lsusb -v`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

import usb.core
import usb.util
from usb.backend import libusb1

from drivers.errors import BadAddress, PrinterUnreachable

MAX_SAME = 8  # printers of one kind that are looked at; a kiosk has one
MAX_SERIAL_CHARS = 64
STRING_TIMEOUT_MS = 100  # for each of the two transfers that a serial number takes

_NAME = re.compile(r"([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})(?::([!-~]{1,64}))?")
_UNPLAIN = re.compile(r"[^!-~]")

# What pyusb lets out of a device's own descriptors, beside its errors: those may be garbage.
USB_ERRORS = (usb.core.USBError, NotImplementedError, ValueError, IndexError)

Backend = Any  # pyusb's way to a bus: libusb, or a simulated one
Device = Any  # pyusb's
Interface = Any  # pyusb's
Pipe = Any  # pyusb's `Endpoint`


@dataclass(frozen=True, slots=True)
class UsbName:
    """One printer: vendor and product, and its own serial number where there are two."""

    vendor: int
    product: int
    serial: str = ""

    def __str__(self) -> str:
        own = f":{self.serial}" if self.serial else ""
        return f"{self.vendor:04x}:{self.product:04x}{own}"


def usb_name(text: str) -> UsbName:
    """Read VENDOR:PRODUCT[:SERIAL]; raises `BadAddress`."""
    found = _NAME.fullmatch(text)
    if found is None:
        raise BadAddress(
            f"'usb:{text}' is no printer: usb:VENDOR:PRODUCT, four hexadecimal digits each,"
            " and :SERIAL where there are two of a kind"
        )
    return UsbName(int(found[1], 16), int(found[2], 16), found[3] or "")


def libusb() -> Backend:
    """Return the machine's own USB; raises `PrinterUnreachable` where it has no libusb."""
    backend = libusb1.get_backend()
    if backend is None:
        raise PrinterUnreachable(
            "a printer at usb: needs libusb 1.0, which this machine has not: install libusb-1.0-0"
        )
    return backend


def find_printer(name: UsbName, backend: Backend) -> Device:
    """Return the one device of that name; raises `PrinterUnreachable` for none and for several."""
    same = _same_kind(name, backend)
    device: Device | None = None
    try:
        device = _the_one(name, same)
    finally:
        for other in same:  # which asking for serial numbers has opened
            if other is not device:
                let_go(other)
    device.default_timeout = STRING_TIMEOUT_MS
    return device


def serial_of(device: Device) -> str:
    """Return the device's serial number, "" where it has none or does not tell it."""
    device.default_timeout = STRING_TIMEOUT_MS
    try:
        told = device.serial_number or ""
    except USB_ERRORS:
        return ""
    return _UNPLAIN.sub("?", told)[:MAX_SERIAL_CHARS]


def _same_kind(name: UsbName, backend: Backend) -> list[Device]:
    """Return the devices of that kind, none of them opened yet."""
    try:
        found = usb.core.find(
            find_all=True, backend=backend, idVendor=name.vendor, idProduct=name.product
        )
        return list(islice(found, MAX_SAME))
    except USB_ERRORS as exc:
        raise PrinterUnreachable("the machine's USB can't be looked through") from exc


def _the_one(name: UsbName, same: list[Device]) -> Device:
    meant = [each for each in same if not name.serial or serial_of(each) == name.serial]
    if not meant:
        raise PrinterUnreachable(f"no printer {name} is plugged in")
    if len(meant) > 1:
        raise PrinterUnreachable(_which(name, meant))
    return meant[0]


def _which(name: UsbName, same: list[Device]) -> str:
    if name.serial:
        return f"{len(same)} printers call themselves {name}: only one of them can be here"
    serials = sorted(serial_of(device) for device in same)
    known = ", ".join(serial or "one without" for serial in serials)
    return (
        f"{len(same)} printers {name} are plugged in: name the serial number of one in the"
        f" address, usb:{name}:SERIAL (there are: {known})"
    )


def let_go(device: Device) -> None:
    """Release and close what was opened of `device`; a device that has gone is no error."""
    with suppress(*USB_ERRORS):
        usb.util.dispose_resources(device)
