"""What a technician asks of the devices: each is opened and tried, unless a kiosk is using it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from drivers.camera import OpenCvCamera
from drivers.errors import BadAddress, DriverError
from drivers.printer.escpos import open_printer
from drivers.serial_port import SerialPort
from kiosk.config import ConfigError
from kiosk.finding import Finding, stopping
from kiosk.health_sound import look_at_headset, look_at_speaker
from kiosk.machine import Profile
from kiosk.only_one import LOCK_FILE, AlreadyRunning, only_one
from kiosk.troubles import PRINTER_ADDRESS

IN_USE: Final = "in use by the running kiosk"


def find_devices(profile: Profile) -> Iterator[Finding]:
    """Try what the machine is connected to, unless a kiosk is using it: each serves only one."""
    checks: dict[str, Callable[[Profile], Finding]] = {"printer": _printer}
    if profile.camera is not None:
        checks["camera"] = _camera
    if profile.serial is not None:
        checks["serial"] = _serial
    if profile.sound is not None:
        checks["speaker"] = look_at_speaker
        if profile.sound.jack:
            checks["headset"] = look_at_headset
    in_use = _kiosk_runs(profile.state)
    for part, check in checks.items():
        yield Finding(part, True, IN_USE) if in_use else check(profile)


def _kiosk_runs(state: Path) -> bool:
    """Tell whether a kiosk holds the state folder; never makes the lock, which the kiosk owns."""
    if not is_there(state / LOCK_FILE):
        return False  # none has ever run here
    try:
        with only_one(state):
            return False
    except AlreadyRunning:
        return True
    except ConfigError:
        return False  # not to be seen from this account: the devices tell for themselves


def is_there(path: Path) -> bool:
    """Whether something is at ``path``, be it only that it may not be looked at."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # it can't be seen: whoever opens it says why
    return True


def _printer(profile: Profile) -> Finding:
    address = profile.printer.address
    try:
        with closing(open_printer(address)) as printer:
            fault = printer.status().reason
    except BadAddress as exc:
        return stopping("printer", PRINTER_ADDRESS, str(exc))
    except DriverError as exc:
        return Finding("printer", False, f"{address}: {exc}", "check its power and cable")
    if fault is not None:
        return Finding("printer", False, f"{address}: {fault}", "look at its paper and its cover")
    return Finding("printer", True, f"{address} can print")


def _camera(profile: Profile) -> Finding:
    source = profile.camera.source if profile.camera else 0
    try:
        with closing(OpenCvCamera(source)) as camera:
            height, width = camera.read().luma.shape
    except DriverError as exc:
        return Finding("camera", False, str(exc), "check its cable and its number")
    return Finding("camera", True, f"{source}: {width} x {height}")


def _serial(profile: Profile) -> Finding:
    section = profile.serial
    if section is None:
        raise AssertionError("asked only where the profile has one")
    try:
        with closing(SerialPort(section.path, section.baud)):
            return Finding("serial", True, f"{section.path} opens")
    except DriverError as exc:
        return Finding("serial", False, str(exc), "check its cable; use the path under by-id")
