"""What a technician asks of a machine: does each part work, and what to do if not."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Final

from drivers.camera import OpenCvCamera
from drivers.errors import DriverError
from drivers.printer.escpos import open_printer
from drivers.serial_port import SerialPort
from kiosk.backroom import LEDGER_FILE, own_ms
from kiosk.config import ConfigError
from kiosk.district import load_district
from kiosk.machine import Profile
from offline_queue.clock import judge
from offline_queue.errors import EnvironmentFault, LedgerError, PeerFault
from offline_queue.http_transport import HttpTransport
from offline_queue.reader import LedgerReader
from protocol.entry import ClockState

LEAST_FREE_BYTES: Final = 200 * 1024 * 1024  # a ledger of years, its log and a turned-over journal
SLOW_SYNC_MS: Final = 200.0  # a resident feels a payment that waits longer for the medium
SYNCS: Final = 20
NODE_TIMEOUT_S: Final = 3.0


@dataclass(frozen=True)
class Finding:
    """One part of the machine: ``found`` tells what it is like, ``advice`` what to do if bad."""

    part: str
    ok: bool
    found: str
    advice: str = ""


def examine(profile: Profile) -> list[Finding]:
    """Look at every part that the profile names. Takes some seconds; changes nothing."""
    checks: list[Callable[[Profile], Finding]] = [_enrolment, _disk, _clock, _node, _printer]
    if profile.camera is not None:
        checks.append(_camera)
    if profile.serial is not None:
        checks.append(_serial)
    return [check(profile) for check in checks]


def _enrolment(profile: Profile) -> Finding:
    try:
        district = load_district(profile, datetime.now().astimezone().date())
    except ConfigError as exc:
        return Finding("enrolment", False, str(exc), "run 'kiosk enrol' with a code from the desk")
    return Finding("enrolment", True, f"kiosk {district.kiosk} at {district.facility.name}")


def _disk(profile: Profile) -> Finding:
    try:
        free = shutil.disk_usage(profile.state).free
        sync_ms = _sync_ms(profile.state)
    except OSError as exc:
        return Finding("disk", False, str(exc), "mount the state folder and make it writable")
    found = f"{free // 1024**2} MiB free, {sync_ms:.1f} ms until a write is on the medium"
    if free < LEAST_FREE_BYTES:
        return Finding("disk", False, found, "make room on the disk of the state folder")
    if sync_ms > SLOW_SYNC_MS:
        return Finding("disk", False, found, "replace the medium: it is slow or worn out")
    return Finding("disk", True, found)


def _sync_ms(folder: Path) -> float:
    """Return the median time of a 4 KiB write with fdatasync in ``folder``."""
    times_ms = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(SYNCS):
            begin = time.perf_counter()
            os.pwrite(file.fileno(), bytes(4096), 0)
            os.fdatasync(file.fileno())
            times_ms.append((time.perf_counter() - begin) * 1000)
    return median(times_ms)


def _clock(profile: Profile) -> Finding:
    own_s = own_ms() // 1000
    path = profile.state / LEDGER_FILE
    if not path.exists():
        return Finding("clock", True, "no ledger yet to compare it with")
    try:
        with LedgerReader.open(path) as ledger:
            floor_s = ledger.floor_s()
    except LedgerError as exc:
        return Finding("clock", False, str(exc), "run 'kiosk ledger verify' on the ledger")
    state = judge(own_s, floor_s, trusted=False).state
    found = f"{state}, {own_s - floor_s} s after the latest known time"
    return Finding("clock", state is not ClockState.UNKNOWN, found, "set the machine's clock")


def _node(profile: Profile) -> Finding:
    url = profile.node.url
    try:
        with HttpTransport(url) as line:
            line.get("bundle", NODE_TIMEOUT_S)
    except (EnvironmentFault, PeerFault) as exc:
        advice = "check the cable and the address; selling goes on by the stand-in rules"
        return Finding("node", False, f"{url}: {exc}", advice)
    return Finding("node", True, f"{url} answers")


def _printer(profile: Profile) -> Finding:
    address = profile.printer.address
    try:
        with closing(open_printer(address)) as printer:
            fault = printer.status().reason
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
