"""What a simulated printer tells of itself on the bus: descriptors as pyusb reads them."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

BULK, INTERRUPT = 2, 3
OUT, BACK = 0x01, 0x82  # the addresses that ticket printers use as a rule
SERIAL_INDEX = 3
US_ENGLISH = 0x0409


@dataclass(frozen=True, slots=True)
class UsbPipe:
    """One endpoint."""

    address: int
    kind: int = BULK
    packet_bytes: int = 64


@dataclass(frozen=True, slots=True)
class UsbInterface:
    """One interface, or one alternate setting of it."""

    number: int = 0
    alternate: int = 0
    kind: tuple[int, int, int] = (7, 1, 2)
    pipes: tuple[UsbPipe, ...] = (UsbPipe(OUT), UsbPipe(BACK))


@dataclass(frozen=True, slots=True)
class UsbShape:
    """What a device is, as far as its descriptors say."""

    vendor: int = 0x04B8
    product: int = 0x0E15
    serial: str = ""
    interfaces: tuple[UsbInterface, ...] = (UsbInterface(),)

    def alternates(self, number: int) -> tuple[UsbInterface, ...]:
        """Return an interface's alternate settings in order."""
        return tuple(each for each in self.interfaces if each.number == number)

    def device(self, address: int) -> SimpleNamespace:
        """Return the device descriptor, and where on the bus it is."""
        return SimpleNamespace(
            bLength=18,
            bDescriptorType=1,
            bcdUSB=0x0200,
            bDeviceClass=0,
            bDeviceSubClass=0,
            bDeviceProtocol=0,
            bMaxPacketSize0=64,
            idVendor=self.vendor,
            idProduct=self.product,
            bcdDevice=0x0100,
            iManufacturer=0,
            iProduct=0,
            iSerialNumber=SERIAL_INDEX if self.serial else 0,
            bNumConfigurations=1,
            bus=1,
            address=address,
            port_number=address,
            port_numbers=(address,),
            speed=2,
        )

    def configuration(self) -> SimpleNamespace:
        """Return the only configuration's descriptor."""
        numbers = {each.number for each in self.interfaces}
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=2,
            wTotalLength=9,
            bNumInterfaces=len(numbers),
            bConfigurationValue=1,
            iConfiguration=0,
            bmAttributes=0xC0,
            bMaxPower=1,
            extra_descriptors=(),
        )

    def interface(self, number: int, alternate: int) -> SimpleNamespace:
        """Return an interface's descriptor; raises `IndexError` where there is none."""
        one = self.alternates(number)[alternate]
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=4,
            bInterfaceNumber=one.number,
            bAlternateSetting=one.alternate,
            bNumEndpoints=len(one.pipes),
            bInterfaceClass=one.kind[0],
            bInterfaceSubClass=one.kind[1],
            bInterfaceProtocol=one.kind[2],
            iInterface=0,
            extra_descriptors=(),
        )

    def pipe(self, index: int, number: int, alternate: int) -> SimpleNamespace:
        """Return an endpoint's descriptor; raises `IndexError` where there is none."""
        one = self.alternates(number)[alternate].pipes[index]
        return SimpleNamespace(
            bLength=7,
            bDescriptorType=5,
            bEndpointAddress=one.address,
            bmAttributes=one.kind,
            wMaxPacketSize=one.packet_bytes,
            bInterval=0,
            bRefresh=0,
            bSynchAddress=0,
            extra_descriptors=(),
        )

    def string(self, index: int) -> bytes:
        """Return a string descriptor: the languages (0), or the serial number."""
        text = self.serial.encode("utf-16-le") if index else US_ENGLISH.to_bytes(2, "little")
        return bytes([len(text) + 2, 3]) + text
