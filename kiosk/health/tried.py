"""What a technician asks of what reads and charges: each is tried and let go of again."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from drivers.card_terminal.trial import try_terminal
from drivers.errors import DriverError
from drivers.power import KeyLine, SupplyLine
from drivers.serial_scanner import SetUp, try_scanner
from drivers.wedge import TypingDevice
from kiosk.config import ConfigError
from kiosk.hardware.scanner_families import scanner_device, scanner_family
from kiosk.health.finding import Finding
from kiosk.health.opening import Hands, not_opened
from kiosk.profile.machine import Profile

NO_SERIAL: Final = (
    "check its cable and power, [serial] family and baud; 'kiosk devices' tells what is plugged in,"
    " under the path that stays"
)
SERIAL: Final = Hands("serial", NO_SERIAL)
WEDGE: Final = Hands(
    "wedge",
    "check its cable and [wedge] path: 'kiosk devices' tells which scanners type",
    "let the kiosk's account read it (packaging/kiosk-wedge.rules), then plug it in again",
)
CARD_TERMINAL: Final = Hands(
    "card_terminal",
    "look at its display, check its cable and power, and [card_terminal] baud"
    " (docs/card-terminal.md)",
)
POWER: Final = Hands(
    "power",
    "check [power] supply or input: 'kiosk devices' tells what there is",
    "let the kiosk's account read it (packaging/kiosk-machine.rules), then restart the machine",
    plugs=False,
)
NO_FAMILY: Final = "name a family that there is, or leave it out for any scanner"
SAID: Final = {
    SetUp.NOT_ASKED: "opens",
    SetUp.DONE: "opens and answers",
    SetUp.REFUSED: "opens and refuses the set-up of its family: it is read as it is",
    SetUp.SILENT: "opens and does not answer as its family does: it is read as it is",
}


def try_serial(profile: Profile) -> Finding:
    """Open the serial scanner and set it up."""
    section = profile.serial
    if section is None:
        raise AssertionError("asked only where the profile has one")
    try:
        family = scanner_family(section.family)
        path, said = try_scanner(scanner_device(section), section.baud, family)
    except ConfigError as exc:
        return Finding("serial", False, str(exc), NO_FAMILY)
    except DriverError as exc:
        return not_opened("serial", section.path, exc, SERIAL)
    return Finding("serial", True, f"{path} {SAID[said]}")


def why_not_found(profile: Profile, told: Finding) -> Finding:
    """Add why a lost scanner that is looked for by its family is not found; opens nothing."""
    if profile.serial is None or told.part != "serial" or told.ok:
        return told
    try:
        device = scanner_device(profile.serial)
        if callable(device):
            device()
    except (ConfigError, DriverError) as exc:
        return replace(told, found=f"{told.found}; {exc}", advice=NO_SERIAL)
    return told


def try_wedge(profile: Profile) -> Finding:
    """Open and grab the scanner that types."""
    path = profile.wedge.path if profile.wedge else ""
    try:
        with closing(TypingDevice(path)):
            return Finding("wedge", True, f"{path} opens, and nothing else hears it")
    except DriverError as exc:
        return not_opened("wedge", path, exc, WEDGE)


def try_card_terminal(profile: Profile) -> Finding:
    """Ask the card terminal how it is; nothing is charged."""
    section = profile.card_terminal
    if section is None:
        raise AssertionError("asked only where the profile has one")
    try:
        said = try_terminal(section.path, section.baud)
    except DriverError as exc:
        return not_opened("card-terminal", section.path, exc, CARD_TERMINAL)
    return Finding("card-terminal", True, f"{section.path}: {said}")


def try_power(profile: Profile) -> Finding:
    """Ask whether there is mains power."""
    section = profile.power
    if section is None:
        raise AssertionError("asked only where the profile has one")
    path = section.supply or section.input
    try:
        line = SupplyLine(Path(path)) if section.supply else KeyLine(path)
        with closing(line):
            there = "there is" if line.there() else "there is no"
    except DriverError as exc:
        return not_opened("power", path, exc, POWER)
    return Finding("power", True, f"{path}: {there} mains power")
