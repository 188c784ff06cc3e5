"""What is plugged in, by the kernel's own tree: USB devices, and serial ports under stable paths.

Everything is below a ``root`` folder that tests build themselves. Reading is bounded, and a device
that vanishes meanwhile is simply not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path("/")
MAX_TEXT: Final = 256  # characters of one of the kernel's small files
MAX_ENTRIES: Final = 512  # of a folder: more hang on no machine
MAX_CLIMB: Final = 12  # folders from an interface up to its USB device, hubs and all


@dataclass(frozen=True)
class UsbDevice:
    """A USB device: its ids, and what it says of itself (printable, may be empty)."""

    vendor: int
    product: int
    words: str = ""

    def __str__(self) -> str:
        return f"{self.vendor:04x}:{self.product:04x}"


@dataclass(frozen=True)
class SerialDevice:
    """A serial port: the path that stays the same where there is one, else the kernel's."""

    path: str
    usb: UsbDevice | None = None


def text_of(path: Path) -> str:
    """Return a small file's printable text in one line; "" where it can't be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_TEXT)
    except OSError:
        return ""
    text = " ".join(data.decode("utf-8", "replace").split())
    return "".join(each for each in text if each.isprintable())


def entries(folder: Path) -> list[Path]:
    """Return what lies in a folder, sorted by name; nothing where it can't be read."""
    try:
        return sorted(folder.iterdir())[:MAX_ENTRIES]
    except OSError:
        return []


def hex_of(path: Path) -> int | None:
    """Return a small file's 16-bit hexadecimal number."""
    text = text_of(path)
    try:
        number = int(text, 16)
    except ValueError:
        return None
    return number if 0 <= number <= 0xFFFF else None


def usb_device(device: Path) -> UsbDevice | None:
    """Return the USB device that the ``device`` link of a class entry belongs to, if to one."""
    try:
        place = device.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    for folder in (place, *list(place.parents)[:MAX_CLIMB]):
        vendor, product = hex_of(folder / "idVendor"), hex_of(folder / "idProduct")
        if vendor is not None and product is not None:
            words = (text_of(folder / "manufacturer"), text_of(folder / "product"))
            return UsbDevice(vendor, product, " ".join(word for word in words if word))
    return None


def stable_paths(folder: Path) -> dict[str, str]:
    """Return udev's links of a by-id folder: the name of the device to the link's own path."""
    found: dict[str, str] = {}
    for link in entries(folder):
        try:
            name = link.readlink().name
        except OSError:
            continue
        found.setdefault(name, str(link))
    return found


def seen_from(root: Path, path: str) -> str:
    """Return a path below ``root`` as the machine itself would name it."""
    return path if root == ROOT else "/" + path.removeprefix(str(root)).lstrip("/")


def serial_devices(root: Path = ROOT) -> list[SerialDevice]:
    """Return the serial ports that hardware hangs on, as paths below ``root``.

    A device without a link of its own is named by its socket, where udev does that.

    Ports of the mainboard are only told where the kernel has found a chip behind them.
    """
    links = stable_paths(root / "dev/serial/by-path") | stable_paths(root / "dev/serial/by-id")
    return [
        SerialDevice(links.get(tty.name, str(root / "dev" / tty.name)), usb_device(tty / "device"))
        for tty in _real_ports(root / "sys/class/tty")
    ]


def _real_ports(folder: Path) -> Iterator[Path]:
    for tty in entries(folder):
        if not (tty / "device").exists() or text_of(tty / "type") == "0":
            continue  # a console, a pseudo-terminal, or a mainboard's port without a chip
        yield tty
