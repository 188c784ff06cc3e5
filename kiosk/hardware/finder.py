"""Which hardware is plugged in, in words, and what a profile would say of it.

Nothing is opened: the kernel's own tree is read. What has to be chosen by a person, because there
is more than one, is a problem that is told and left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from drivers.plugged import (
    EventDevice,
    backlights,
    cameras,
    event_devices,
    mounts,
    sound_cards,
    supplies,
    usb_printers,
)
from drivers.usb_ids import SerialDevice, seen_from, serial_devices
from kiosk.hardware.board_families import board_families
from kiosk.hardware.scanner_families import family_of, scanner_families

BY_ID: Final = "/dev/serial/by-id/"
ON_BOARD: Final = "a port of the mainboard; what hangs on it can't be seen"
MAINS: Final = "Mains"
OWN_FOLDERS: Final = ("/media/", "/mnt/", "/run/media/", "/srv/")  # where a second medium goes
SCANNER_WORDS: Final = ("scan", "barcode", "bar code", "qr")

Value = str | int
Table = dict[str, Value]


@dataclass(frozen=True)
class Found:
    """One thing that is there: its ``kind``, in words, and the profile's table if it fits one."""

    kind: str
    words: str
    section: str = ""
    table: Table = field(default_factory=dict)


@dataclass(frozen=True)
class Finds:
    """All that was found; ``problems``: what a person has to choose, in sentences."""

    found: tuple[Found, ...]
    problems: tuple[str, ...]

    @property
    def sections(self) -> dict[str, Table]:
        """The profile's tables by name; none for what has to be chosen."""
        names = [each.section for each in self.found if each.section]
        return {each.section: each.table for each in self.found if names.count(each.section) == 1}


def find(root: Path) -> Finds:
    """Look at the machine whose files are below ``root``."""
    found = tuple(
        each
        for look in (_cameras, _serial, _keyboards, _printers, _sound, _inputs, _machine, _media)
        for each in look(root)
    )
    return Finds(found, tuple(_problems(found)))


def _problems(found: tuple[Found, ...]) -> Iterator[str]:
    """Say what there is more than one of."""
    for section in dict.fromkeys(each.section for each in found if each.section):
        several = [each for each in found if each.section == section]
        if len(several) > 1:
            choices = "; ".join(_as_text(each.table) for each in several)
            yield f"more than one for [{section}], choose one: {choices}"


def _as_text(table: Table) -> str:
    return ", ".join(f"{key} = {value!r}" for key, value in table.items())


def _cameras(root: Path) -> Iterator[Found]:
    for camera in cameras(root):
        words = f"{camera.name or 'without a name'}, number {camera.number}"
        yield Found("camera", words, "camera", {"source": camera.number})


def _serial(root: Path) -> Iterator[Found]:
    ports = serial_devices(root)
    for port in ports:
        family = family_of(port)
        path = seen_from(root, port.path)
        name = f"{port.usb} {port.usb.words}".rstrip() if port.usb else ON_BOARD
        if family is None:
            yield Found("serial port", f"{path}: {name}{_board_words(port)}")
            continue
        table: Table = {"family": family.name, "baud": family.baud}
        alone = sum(family_of(each) is family for each in ports) == 1
        if path.startswith(BY_ID) or not alone:
            table = {"path": path, **table}
        yield Found("serial scanner", f"{path}: {name}, family {family.name}", "serial", table)


def _board_words(port: SerialDevice) -> str:
    """Name the relay boards that use this adapter; others use it as well."""
    fitting = [name for name, family in board_families().items() if str(port.usb) in family.usb]
    return f"; relay boards {', '.join(fitting)} use such a one (docs/gates.md)" if fitting else ""


def _keyboards(root: Path) -> Iterator[Found]:
    for device in event_devices(root):
        if device.types and _looks_like_a_scanner(device):
            words = f"{device.path}: {device.name}, types what it reads"
            yield Found("wedge scanner", words, "wedge", {"path": device.path})


def _looks_like_a_scanner(device: EventDevice) -> bool:
    """Whether a keyboard is a scanner: by its name, or because a maker of scanners made it."""
    vendors = {each.vendor for family in scanner_families().values() for each in family.usb}
    name = device.name.lower()
    return device.usb[0] in vendors or any(word in name for word in SCANNER_WORDS)


def _printers(root: Path) -> Iterator[Found]:
    for printer in usb_printers(root):
        words = f"{printer} {printer.words}".rstrip()
        yield Found("printer", words, "printer", {"address": f"usb:{printer}"})


def _sound(root: Path) -> Iterator[Found]:
    for card in sound_cards(root):
        device = f"plughw:CARD={card.name},DEV=0"
        yield Found("sound card", f"{card.name}: {card.words}", "sound", {"speaker": device})


def _inputs(root: Path) -> Iterator[Found]:
    for device in event_devices(root):
        if device.tells_headset:
            words = f"{device.path}: {device.name}; [sound] jack, see docs/voice.md"
            yield Found("headset jack", words)
        if device.tells_power:
            yield Found("power button", f"{device.path}: {device.name}; [power] input")


def _machine(root: Path) -> Iterator[Found]:
    for supply in supplies(root):
        words = f"{supply.path}: {supply.kind or 'of no kind'}"
        if supply.kind == MAINS:
            yield Found("power supply", words, "power", {"supply": supply.path})
        else:
            yield Found("power supply", words)
    for path in backlights(root):
        yield Found("backlight", path, "screen", {"backlight": path})


def _media(root: Path) -> Iterator[Found]:
    for mount in mounts(root):
        if mount.folder.startswith(OWN_FOLDERS):
            words = f"{mount.folder}: {mount.device}, {mount.kind}"
            if mount.writable:
                copy = f"{mount.folder}/ledger.db"
                yield Found("second medium", words, "ledger", {"copy": copy})
            else:
                yield Found("second medium", f"{words}; nothing can be written on it")
