"""What a technician asks of a machine: does each part work, and what to do if not."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from drivers.camera import OpenCvCamera
from drivers.errors import DriverError
from drivers.printer.escpos import open_printer
from drivers.serial_port import SerialPort
from kiosk.backroom import KEY_FILE, LEDGER_FILE, own_ms
from kiosk.config import ConfigError
from kiosk.district import load_district, load_identity, load_papers, local_day, verify
from kiosk.machine import Profile
from kiosk.only_one import LOCK_FILE, AlreadyRunning, only_one
from offline_queue.clock import judge
from offline_queue.errors import EnvironmentFault, KeyFileError, LedgerError, PeerFault
from offline_queue.file_signer import FileSigner
from offline_queue.http_transport import HttpTransport
from offline_queue.reader import LedgerReader
from protocol.entry import ClockState

LEAST_FREE_BYTES: Final = 200 * 1024 * 1024  # a ledger of years, its log and a turned-over journal
SLOW_SYNC_MS: Final = 200.0  # a resident feels a payment that waits longer for the medium
SYNCS: Final = 20
NODE_TIMEOUT_S: Final = 3.0
IN_USE: Final = "in use by the running kiosk"


@dataclass(frozen=True)
class Finding:
    """One part of the machine: ``found`` tells what it is like, ``advice`` what to do if bad."""

    part: str
    ok: bool
    found: str
    advice: str = ""


def own_s() -> int:
    """Return this machine's clock, epoch seconds."""
    return own_ms() // 1000


def examine(profile: Profile, own_s: Callable[[], int] = own_s) -> list[Finding]:
    """Look at every part that the profile names. Takes some seconds; changes nothing.

    Devices are not opened while a kiosk runs here: it holds them, and its own screen and log tell
    of their faults.

    ``own_s`` reads this machine's clock, epoch seconds, however wrong it may be.
    """
    return [
        _enrolment(profile, own_s()),
        _key(profile),
        _bundle(profile, own_s()),
        _disk(profile),
        _clock(profile, own_s()),
        _node(profile),
        *_devices(profile),
    ]


def _devices(profile: Profile) -> Iterator[Finding]:
    """Try what the machine is connected to, unless a kiosk is using it: each serves only one."""
    checks: dict[str, Callable[[Profile], Finding]] = {"printer": _printer}
    if profile.camera is not None:
        checks["camera"] = _camera
    if profile.serial is not None:
        checks["serial"] = _serial
    in_use = _kiosk_runs(profile.state)
    for part, check in checks.items():
        yield Finding(part, True, IN_USE) if in_use else check(profile)


def _kiosk_runs(state: Path) -> bool:
    """Tell whether a kiosk holds the state folder; never makes the lock, which the kiosk owns."""
    if not _is_there(state / LOCK_FILE):
        return False  # none has ever run here
    try:
        with only_one(state):
            return False
    except AlreadyRunning:
        return True
    except ConfigError:
        return False  # not to be seen from this account: the devices tell for themselves


def _enrolment(profile: Profile, own_s: int) -> Finding:
    try:
        district = load_district(profile, local_day(own_s))
    except ConfigError as exc:
        return Finding("enrolment", False, str(exc), "run 'kiosk enrol' with a code from the desk")
    return Finding("enrolment", True, f"kiosk {district.kiosk} at {district.facility.name}")


def _key(profile: Profile) -> Finding:
    advice = "bring the key file back, or run 'kiosk enrol' with a code from the desk"
    try:
        kid = FileSigner.open(profile.state / KEY_FILE).public_key.kid.hex()
        enrolled = load_identity(profile.state).kid
    except (KeyFileError, ConfigError) as exc:
        return Finding("key", False, str(exc), advice)
    if kid != enrolled:
        return Finding("key", False, f"key {kid} is here, the node knows {enrolled}", advice)
    return Finding("key", True, f"{kid} is the enrolled one")


def _bundle(profile: Profile, own_s: int) -> Finding:
    """Say whether the district still vouches for prices and rules, by effective time."""
    try:
        bundle = verify(profile, load_papers(profile.state)).bundle
        now_s = judge(own_s, _floor_s(profile), trusted=False).time_s
    except (ConfigError, LedgerError) as exc:
        return Finding("bundle", False, str(exc), "see to the enrolment and the ledger first")
    found = f"version {bundle.version}, good until {local_day(bundle.expires)}"
    advice = "connect the node: the kiosk fetches a newer one and uses it from its next start"
    return Finding("bundle", now_s < bundle.expires, found, advice)


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


def _clock(profile: Profile, own_s: int) -> Finding:
    try:
        floor_s = _floor_s(profile)
    except LedgerError as exc:
        return Finding("clock", False, str(exc), "run 'kiosk ledger verify' on the ledger")
    if floor_s == 0:
        return Finding("clock", True, "neither enrolment nor ledger yet to compare it with")
    state = judge(own_s, floor_s, trusted=False).state
    side = "after" if own_s >= floor_s else "before"
    found = f"{state}, {abs(own_s - floor_s)} s {side} the latest known time"
    return Finding("clock", state is not ClockState.UNKNOWN, found, "set the machine's clock")


def _floor_s(profile: Profile) -> int:
    """Return the earliest that it can be, epoch seconds: by enrolment and ledger, 0 by neither."""
    try:
        enrolled_s = load_identity(profile.state).enrolled_at
    except ConfigError:
        enrolled_s = 0  # another part says so
    path = profile.state / LEDGER_FILE
    if not _is_there(path):
        return enrolled_s
    with LedgerReader.open(path) as ledger:
        return max(enrolled_s, ledger.floor_s())


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # it can't be seen: whoever opens it says why
    return True


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
