"""What a profile names against what is plugged in: what differs, and what is not there.

Nothing is opened. What is in the network, or the address of a stream, can't be looked for.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from drivers.plugged import cameras, mounts
from kiosk.hardware.finder import Finds, Table, Value
from kiosk.profile.machine import Profile

SPEED: Final = "baud"  # of no matter at USB: not missed where the profile leaves it out
PATH_KINDS: Final = ("file", "serial")  # of printers' addresses


def differences(tables: Mapping[str, object], finds: Finds) -> dict[str, str]:
    """Return how the tables of a profile's text differ from what was found, in words by name."""
    told = {}
    for name, found in finds.sections.items():
        there = tables.get(name)
        if isinstance(there, dict):
            words = "; ".join(_each_difference(there, found))
            if words:
                told[name] = words
    return told


def _each_difference(there: Mapping[str, object], found: Table) -> Iterator[str]:
    for key, value in found.items():
        named = there.get(key)
        if named is None and key != SPEED:
            yield f"{key} is not in the profile, {value!r} was found"
        elif named is not None and not _same(named, value):
            yield f"{key} = {named!r} in the profile, {value!r} was found"


def _same(named: object, found: Value) -> bool:
    """Whether both name one thing; a printer's address may go on with its serial number."""
    return named == found or str(named).startswith(f"{found}:")


def not_there(profile: Profile, finds: Finds, root: Path) -> dict[str, str]:
    """Return what the profile names and is not plugged in, in words by its section's name.

    Nothing is said of a section for which another thing was found: that is a difference.
    """
    told = {name: f"{path} is not there" for name, path in _paths(profile) if _gone(root, path)}
    told.update(_unplugged(profile, finds, root))
    return {name: words for name, words in told.items() if name not in finds.sections}


def _gone(root: Path, path: str) -> bool:
    return bool(path) and not (root / path.lstrip("/")).exists()


def _paths(profile: Profile) -> Iterator[tuple[str, str]]:
    """Name the files that devices of the profile are, "" for none."""
    yield "serial", profile.serial.path if profile.serial else ""
    yield "wedge", profile.wedge.path if profile.wedge else ""
    yield "board", profile.board.path if profile.board else ""
    yield "counter", profile.counter.path if profile.counter else ""
    yield "card_terminal", profile.card_terminal.path if profile.card_terminal else ""
    yield "sound", profile.sound.jack if profile.sound else ""
    yield "power", profile.power.supply or profile.power.input if profile.power else ""
    yield "screen", profile.screen.backlight
    kind, _, rest = profile.printer.address.partition(":")
    yield "printer", rest.partition("@")[0] if kind in PATH_KINDS else ""


def _unplugged(profile: Profile, finds: Finds, root: Path) -> Iterator[tuple[str, str]]:
    """Name what is known otherwise than by a file."""
    source = profile.camera.source if profile.camera else ""
    if isinstance(source, int) and source not in {camera.number for camera in cameras(root)}:
        yield "camera", f"number {source} is not plugged in"
    family = profile.serial.family if profile.serial and not profile.serial.path else ""
    if family and family not in _found(finds, "serial", "family"):
        yield "serial", f"no scanner of the family {family} is plugged in"
    address = profile.printer.address
    plugged = any(_same(address, found) for found in _found(finds, "printer", "address"))
    if address.startswith("usb:") and not plugged:
        yield "printer", f"{address} is not plugged in"
    ledger = profile.ledger
    if ledger is not None and not ledger.same_disk and not _is_mounted(ledger.copy_path, root):
        yield "ledger", f"no medium is mounted at {ledger.copy_path.parent}"


def _found(finds: Finds, section: str, key: str) -> list[Value]:
    return [each.table[key] for each in finds.found if each.section == section]


def _is_mounted(copy: Path, root: Path) -> bool:
    """Whether a medium other than the machine's own is mounted where ``copy`` is to lie."""
    folders = {Path(mount.folder) for mount in mounts(root)} - {Path("/")}
    return any(folder in folders for folder in copy.parents)
