"""What scanners of one make have in common at a serial port: their ids, commands and answers. Pure.

A family is data (assets/devices/scanners.toml); this is its shape. A scanner of the wrong family
still reads: commands that it does not know are not answered, and codes end alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ACK: Final = 0x06
NAK: Final = 0x15
ENQ: Final = 0x05
STATUSES: Final = bytes((ACK, NAK, ENQ))
ANY: Final = -1  # of a vendor's products: who is at a serial port and of this make is a scanner
LINE_ENDS: Final = b"\r\n"


class Answers(StrEnum):
    """How a family answers commands, so that no answer is taken for a code."""

    NONE = "none"
    FRAMED = "framed"  # STX ... ETX
    ECHOED = "echoed"  # the command's text again, with ACK, NAK or ENQ before its punctuation
    SSI = "ssi"  # packets: length, opcode, source, status, data, 16-bit checksum


@dataclass(frozen=True)
class UsbId:
    """A USB device's vendor and product; ``ANY`` product stands for all of them."""

    vendor: int
    product: int = ANY

    def covers(self, vendor: int, product: int) -> bool:
        """Whether a device with these ids is meant."""
        return vendor == self.vendor and self.product in (ANY, product)

    def __str__(self) -> str:
        return f"{self.vendor:04x}:{'*' if self.product == ANY else f'{self.product:04x}'}"


@dataclass(frozen=True)
class Step:
    """One command of a set-up and the answer that means yes; b"" where none comes."""

    send: bytes
    expect: bytes = b""


@dataclass(frozen=True)
class ScannerFamily:
    """Everything that one make does in its own way; what is b"" it can't, or need not be told.

    ``prefix``: demanded before each code, and cut off. ``suffix``: each of these bytes ends a code.
    ``trigger_on`` starts reading, which the scanner ends itself after a code or some seconds.
    ``beep_bad`` is for a code that was refused; a good read the scanner tells by itself.
    """

    name: str
    baud: int = 9_600
    usb: tuple[UsbId, ...] = ()
    prefix: bytes = b""
    suffix: bytes = LINE_ENDS
    answers: Answers = Answers.NONE
    set_up: tuple[Step, ...] = ()
    trigger_on: bytes = b""
    trigger_off: bytes = b""
    aim_on: bytes = b""
    aim_off: bytes = b""
    beep_bad: bytes = b""

    def covers(self, vendor: int, product: int) -> bool:
        """Whether a serial port with these USB ids belongs to a scanner of this family."""
        return any(each.covers(vendor, product) for each in self.usb)


PLAIN: Final = ScannerFamily("plain")


def ssi_checksum(packet: bytes) -> bytes:
    """Return the two bytes that end an SSI packet: the two's complement of the sum of the others.

    By the Simple Serial Interface Programmer's Guide (72E-40451), chapter 2.
    """
    return (-sum(packet) & 0xFFFF).to_bytes(2, "big")
