"""Where on a USB device the printer is: the interface, and the two pipes that bytes go through."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import usb.util

from drivers.errors import PrinterUnreachable
from drivers.printer.usb_finder import Device, Interface, Pipe

PRINTER_CLASS, PRINTER_SUBCLASS = 7, 1
BIDIRECTIONAL = 2  # 1 has no way back, 3 speaks packets of its own (1284.4)
MAKERS_OWN_CLASS = 0xFF
SMALLEST_PACKET_BYTES, LARGEST_PACKET_BYTES = 8, 1024  # of bulk pipes, up to USB 3
MAX_INTERFACES = 32  # with their alternate settings; a stranger's descriptors could go on for ever
MAX_PIPES = 30


@dataclass(frozen=True, slots=True)
class Pipes:
    """The interface and its alternate setting, and the addresses of the bulk pipes out and back."""

    interface: int
    alternate: int
    out: int
    back: int
    packet_bytes: int  # of the pipe out
    back_packet_bytes: int

    def whole_packets(self, wanted_bytes: int) -> int:
        """Return at least `wanted_bytes`, in whole packets: a packet that does not fit is lost."""
        return -(-wanted_bytes // self.back_packet_bytes) * self.back_packet_bytes


def find_pipes(device: Device) -> Pipes:
    """Return where `device` prints; raises `PrinterUnreachable` if it does not, pyusb's errors."""
    ranked = [
        (rank, pipes)
        for interface in islice(device.get_active_configuration(), MAX_INTERFACES)
        if (rank := _rank(interface)) is not None and (pipes := _pipes(interface)) is not None
    ]
    if not ranked:
        raise PrinterUnreachable("what is plugged in there has no printer that answers")
    return min(ranked, key=lambda each: each[0])[1]


def _rank(interface: Interface) -> int | None:
    if (interface.bInterfaceClass, interface.bInterfaceSubClass) == (
        PRINTER_CLASS,
        PRINTER_SUBCLASS,
    ):
        return 0 if interface.bInterfaceProtocol == BIDIRECTIONAL else None
    return 1 if interface.bInterfaceClass == MAKERS_OWN_CLASS else None


def _pipes(interface: Interface) -> Pipes | None:
    out, back = _bulk(interface, usb.util.ENDPOINT_OUT), _bulk(interface, usb.util.ENDPOINT_IN)
    if out is None or back is None:
        return None
    return Pipes(
        interface=interface.bInterfaceNumber,
        alternate=interface.bAlternateSetting,
        out=out.bEndpointAddress,
        back=back.bEndpointAddress,
        packet_bytes=_packet_bytes(out),
        back_packet_bytes=_packet_bytes(back),
    )


def _bulk(interface: Interface, direction: int) -> Pipe | None:
    for pipe in islice(interface, MAX_PIPES):
        is_bulk = usb.util.endpoint_type(pipe.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        if is_bulk and usb.util.endpoint_direction(pipe.bEndpointAddress) == direction:
            return pipe
    return None


def _packet_bytes(pipe: Pipe) -> int:
    return min(max(int(pipe.wMaxPacketSize), SMALLEST_PACKET_BYTES), LARGEST_PACKET_BYTES)
