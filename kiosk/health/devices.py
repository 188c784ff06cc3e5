"""What a technician asks of the devices: each is opened and tried, unless a kiosk is using it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from drivers.camera import OpenCvCamera
from drivers.errors import DriverError
from kiosk.config import ConfigError
from kiosk.hardware.signals import BOARD
from kiosk.health.board import look_at_board
from kiosk.health.counter import COUNTER, look_at_counter
from kiosk.health.finding import Finding
from kiosk.health.printer import PRINTER, try_printer
from kiosk.health.running import told_devices
from kiosk.health.sound import look_at_headset, look_at_speaker
from kiosk.health.tried import (
    try_card_terminal,
    try_power,
    try_serial,
    try_wedge,
    why_not_found,
)
from kiosk.only_one import LOCK_FILE, AlreadyRunning, only_one
from kiosk.profile.machine import Profile

Check = Callable[[Profile], Finding]
NOT_TO_SEE: Final = "not tried: this account can't see whether a kiosk is using it"
AS_WHOM: Final = "run it as the kiosk's account, or as root"


def find_devices(profile: Profile) -> Iterator[Finding]:
    """Try what the machine is connected to; tell what a running kiosk knows, if there is one.

    Each device serves only one at a time.
    """
    checks = dict(_checks(profile))
    runs = _kiosk_runs(profile.state)
    if runs is None:
        yield from (Finding(part, False, NOT_TO_SEE, AS_WHOM) for part in checks)
        return
    if runs:
        for told in told_devices(profile.state, checks):
            yield why_not_found(profile, told)
        return
    for check in checks.values():
        yield check(profile)


def _checks(profile: Profile) -> Iterator[tuple[str, Check]]:
    """Name what the profile has, and how it is tried."""
    yield PRINTER, try_printer
    if profile.camera is not None:
        yield "camera", _camera
    if profile.serial is not None:
        yield "serial", try_serial
    if profile.wedge is not None:
        yield "wedge", try_wedge
    if profile.sound is not None:
        yield "speaker", look_at_speaker
        if profile.sound.jack:
            yield "headset", look_at_headset
    if profile.board is not None:
        yield BOARD, look_at_board
    if profile.counter is not None:
        yield COUNTER, look_at_counter
    if profile.card_terminal is not None:
        yield "card-terminal", try_card_terminal
    if profile.power is not None:
        yield "power", try_power


def _kiosk_runs(state: Path) -> bool | None:
    """Tell whether a kiosk holds the state folder; None where this account can't see that.

    Never makes the lock, which the kiosk owns.
    """
    if not is_there(state / LOCK_FILE):
        return False  # none has ever run here
    try:
        with only_one(state):
            return False
    except AlreadyRunning:
        return True
    except ConfigError:
        return None


def is_there(path: Path) -> bool:
    """Whether something is at ``path``, be it only that it may not be looked at."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # it can't be seen: whoever opens it says why
    return True


def _camera(profile: Profile) -> Finding:
    source = profile.camera.source if profile.camera else 0
    try:
        with closing(OpenCvCamera(source)) as camera:
            height, width = camera.read().luma.shape
    except DriverError as exc:
        return Finding("camera", False, str(exc), "check its cable and its number")
    return Finding("camera", True, f"{source}: {width} x {height}")
