"""Other hardware the kernel knows of: cameras, printers, keyboards, jacks, sound, mains, disks.

As `drivers.usb_ids`: below a ``root`` that tests build, bounded, and nothing is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from drivers.usb_ids import (
    MAX_ENTRIES,
    ROOT,
    UsbDevice,
    entries,
    hex_of,
    seen_from,
    stable_paths,
    text_of,
    usb_device,
)

PRINTER_CLASS: Final = "07"
CAPTURE_INDEX: Final = "0"  # of a camera's nodes: the others carry metadata
EV_KEY: Final = 1
EV_SW: Final = 5
KEY_ENTER: Final = 28
KEY_A: Final = 30
KEY_POWER: Final = 116
SW_HEADPHONE_INSERT: Final = 2
WORD_BITS: Final = 64
MAX_MOUNTS_BYTES: Final = 1 << 20
_CARD: Final = re.compile(r"^ *(\d{1,2}) \[([^\]]{1,32})\]: *(.{1,200})$")
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True)
class Camera:
    """A camera: its ``number``, as [camera] source wants it, and what it is called."""

    number: int
    name: str


@dataclass(frozen=True)
class EventDevice:
    """An input device: the path that stays the same where there is one, and what it can tell."""

    path: str
    name: str
    usb: tuple[int, int]
    types: bool  # letters and Enter, as a keyboard
    tells_headset: bool
    tells_power: bool


@dataclass(frozen=True)
class Supply:
    """What feeds the machine: its folder's path, and the kernel's word for its kind."""

    path: str
    kind: str


@dataclass(frozen=True)
class SoundCard:
    """A sound card by its number and name."""

    number: int
    name: str
    words: str


@dataclass(frozen=True)
class Mount:
    """A mounted medium."""

    device: str
    folder: str
    kind: str
    writable: bool


def cameras(root: Path = ROOT) -> list[Camera]:
    """Return the cameras' nodes that give pictures."""
    found = []
    for node in entries(root / "sys/class/video4linux"):
        number = node.name.removeprefix("video")
        if number.isdecimal() and number.isascii() and _captures(node):
            found.append(Camera(int(number), text_of(node / "name")))
    return sorted(found, key=lambda camera: camera.number)


def _captures(node: Path) -> bool:
    return text_of(node / "index") in {"", CAPTURE_INDEX}


def usb_printers(root: Path = ROOT) -> list[UsbDevice]:
    """Return USB devices with an interface of the printers' class, whatever driver has them."""
    found: list[UsbDevice] = []
    for interface in entries(root / "sys/bus/usb/devices"):
        if text_of(interface / "bInterfaceClass") == PRINTER_CLASS:
            device = usb_device(interface)
            if device is not None and device not in found:
                found.append(device)
    return found


def event_devices(root: Path = ROOT) -> list[EventDevice]:
    """Return the input devices, those with a stable path by that."""
    links = stable_paths(root / "dev/input/by-id") or {}
    links = {**stable_paths(root / "dev/input/by-path"), **links}
    found = []
    for node in entries(root / "sys/class/input"):
        if not node.name.startswith("event"):
            continue
        keys, switches = _bits(node, "key"), _bits(node, "sw")
        ids = (hex_of(node / "device/id/vendor") or 0, hex_of(node / "device/id/product") or 0)
        path = links.get(node.name, str(root / "dev/input" / node.name))
        types = _has(keys, KEY_A) and _has(keys, KEY_ENTER)
        headset, power = _has(switches, SW_HEADPHONE_INSERT), _has(keys, KEY_POWER) and not types
        name = text_of(node / "device/name")
        found.append(EventDevice(seen_from(root, path), name, ids, types, headset, power))
    return found


def _bits(node: Path, kind: str) -> int:
    """Return a bitmap of what an input device can tell: words of 64 bits, the highest first."""
    number = 0
    for word in text_of(node / "device/capabilities" / kind).split():
        try:
            number = number << WORD_BITS | int(word, 16) & (1 << WORD_BITS) - 1
        except ValueError:
            return 0
    return number


def _has(bits: int, which: int) -> bool:
    return bool(bits >> which & 1)


def supplies(root: Path = ROOT) -> list[Supply]:
    """Return the power supplies, batteries too, as paths below /sys/class/power_supply."""
    folder = root / "sys/class/power_supply"
    return [Supply(seen_from(root, str(each)), text_of(each / "type")) for each in entries(folder)]


def backlights(root: Path = ROOT) -> list[str]:
    """Return the backlights that can be switched, as paths below /sys/class/backlight."""
    folder = root / "sys/class/backlight"
    return [seen_from(root, str(one)) for one in entries(folder) if (one / "bl_power").exists()]


def sound_cards(root: Path = ROOT) -> list[SoundCard]:
    """Return the sound cards of /proc/asound/cards."""
    text = _long_text(root / "proc/asound/cards")
    lines = (_CARD.match(line) for line in text.splitlines()[:MAX_ENTRIES])
    return [SoundCard(int(m[1]), m[2].strip(), m[3].strip()) for m in lines if m]


def mounts(root: Path = ROOT) -> list[Mount]:
    """Return what is mounted from a device of its own."""
    return list(_mounts(_long_text(root / "proc/self/mounts")))


def _mounts(text: str) -> Iterator[Mount]:
    for line in text.splitlines()[:MAX_ENTRIES]:
        fields = [_ESCAPED.sub(lambda m: chr(int(m[1], 8)), field) for field in line.split(" ")]
        if len(fields) >= 4 and fields[0].startswith("/dev/") and fields[1].isprintable():
            writable = "rw" in fields[3].split(",")
            yield Mount(fields[0], fields[1], fields[2], writable)


def _long_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MAX_MOUNTS_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
