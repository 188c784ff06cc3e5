"""The families of serial scanners (assets/devices/scanners.toml), and where a plugged-in one is."""

from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Annotated, Final, Self

from pydantic import Field, RootModel, StringConstraints, model_validator

from drivers.errors import ScannerLost
from drivers.scanner_family import (
    ANY,
    LINE_ENDS,
    Answers,
    ScannerFamily,
    Step,
    UsbId,
    ssi_checksum,
)
from drivers.usb_ids import ROOT, SerialDevice, serial_devices
from kiosk.config import ConfigError, Section, Slug, read_toml
from kiosk.profile.device_sections import Baud, SerialSection

FILE: Final = "devices/scanners.toml"
MAX_COMMAND: Final = 64  # bytes; the longest of ours has 21
MAX_STEPS: Final = 8

Hex = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2} ?)*$", max_length=3 * MAX_COMMAND)]
UsbText = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{4}:([0-9a-f]{4}|\*)$")]


class _Step(Section):
    send: Hex = Field(min_length=2)
    expect: Hex = ""


class _Family(Section):
    """A table of the file; bytes are written in hexadecimal."""

    baud: Baud = 9_600
    usb: tuple[UsbText, ...] = ()
    prefix: Hex = ""
    suffix: Hex = LINE_ENDS.hex()
    answers: Answers = Field(default=Answers.NONE, strict=False)
    set_up: tuple[_Step, ...] = Field(default=(), max_length=MAX_STEPS)
    trigger_on: Hex = ""
    trigger_off: Hex = ""
    aim_on: Hex = ""
    aim_off: Hex = ""
    beep_bad: Hex = ""

    @model_validator(mode="after")
    def _can_be_told_apart(self) -> Self:
        """What ends or begins a code can't be part of it, nor of an answer."""
        if not self.suffix or any(0x20 <= byte <= 0x7E for byte in bytes.fromhex(self.suffix)):
            raise ValueError("suffix: at least one byte, and none that a code may hold")
        if self.prefix and self.answers is not Answers.NONE:
            raise ValueError("prefix: only where the scanner answers nothing")
        if bool(self.trigger_on) is not bool(self.trigger_off):
            raise ValueError("trigger_on goes with trigger_off")
        return self

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.answers is Answers.SSI:
            commands = (self.trigger_on, self.trigger_off, self.aim_on, self.aim_off, self.beep_bad)
            for text in (*commands, *(step.send for step in self.set_up)):
                packet = bytes.fromhex(text)
                if packet and packet[-2:] != ssi_checksum(packet[:-2]):
                    raise ValueError(f"{text}: its SSI checksum is wrong")
        return self

    def family(self, name: str) -> ScannerFamily:
        """Return the same as the driver's value."""
        return ScannerFamily(
            name=name,
            baud=self.baud,
            usb=tuple(_usb_id(each) for each in self.usb),
            prefix=bytes.fromhex(self.prefix),
            suffix=bytes.fromhex(self.suffix),
            answers=self.answers,
            set_up=tuple(
                Step(bytes.fromhex(step.send), bytes.fromhex(step.expect)) for step in self.set_up
            ),
            trigger_on=bytes.fromhex(self.trigger_on),
            trigger_off=bytes.fromhex(self.trigger_off),
            aim_on=bytes.fromhex(self.aim_on),
            aim_off=bytes.fromhex(self.aim_off),
            beep_bad=bytes.fromhex(self.beep_bad),
        )


class _Families(RootModel[dict[Slug, _Family]]):
    pass


def _usb_id(text: str) -> UsbId:
    vendor, product = text.split(":")
    return UsbId(int(vendor, 16), ANY if product == "*" else int(product, 16))


def read_families(data: bytes, origin: str) -> dict[str, ScannerFamily]:
    """Return the families of a TOML text by name; ConfigError names the first thing wrong."""
    tables = read_toml(data, origin, _Families).root
    return {name: table.family(name) for name, table in tables.items()}


@cache
def scanner_families() -> dict[str, ScannerFamily]:
    """Return the shipped families, by name."""
    return read_families((resources.files("assets") / FILE).read_bytes(), FILE)


def scanner_family(name: str) -> ScannerFamily:
    """Return the shipped family ``name``; ConfigError names those that there are."""
    families = scanner_families()
    if name not in families:
        raise ConfigError(FILE, name, f"no such family; there are {', '.join(families)}")
    return families[name]


def family_of(device: SerialDevice) -> ScannerFamily | None:
    """Return the family of a serial port by its USB ids; None for what is no known scanner."""
    for family in scanner_families().values():
        if device.usb is not None and family.covers(device.usb.vendor, device.usb.product):
            return family
    return None


def scanner_device(
    section: SerialSection, ports: Callable[[], list[SerialDevice]] = lambda: serial_devices(ROOT)
) -> str | Callable[[], str]:
    """Return the profile's path; or, without one, what looks for the scanner at each opening.

    That raises ScannerLost where none of the family is plugged in, or more than one. ConfigError
    for a family that there is not.
    """
    if section.path:
        return section.path
    family = scanner_family(section.family)
    return lambda: found_scanner(family, ports())


def found_scanner(family: ScannerFamily, ports: list[SerialDevice]) -> str:
    """Return the path of the one scanner of ``family``; ScannerLost says why there is none."""
    fitting = [
        port for port in ports if port.usb and family.covers(port.usb.vendor, port.usb.product)
    ]
    if not fitting:
        raise ScannerLost(f"no scanner of the family {family.name} is plugged in")
    if len(fitting) > 1:
        paths = ", ".join(port.path for port in fitting)
        raise ScannerLost(
            f"{len(fitting)} scanners of the family {family.name} are plugged in: name one as"
            f" [serial] path, of {paths}"
        )
    return fitting[0].path
