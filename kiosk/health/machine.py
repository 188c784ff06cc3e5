"""What the doctor says of the machine itself: its disk, how fast that is, and its heat."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from kiosk.health.finding import Finding, stopping
from kiosk.life.machine_watch import DISK, HOT_C, SENSORS, TEMPERATURE, Room, hottest_c, room_in
from kiosk.troubles import TROUBLES
from offline_queue.database import mapped
from offline_queue.errors import LedgerError

SLOW_SYNC_MS: Final = 200.0  # a resident feels a payment that waits longer for the medium
STUCK_SYNC_MS: Final = 2_000.0  # a single one: worn-out cards pause for seconds to tidy up
SYNCS: Final = 20


def look_at_machine(folder: Path) -> list[Finding]:
    """Look at the disk of ``folder`` and at the heat; only a file of its own is written."""
    return [look_at_disk(folder), look_at_heat()]


def look_at_disk(
    folder: Path,
    room: Callable[[Path], Room] = room_in,
    times_ms: "Callable[[Path], list[float]] | None" = None,
) -> Finding:
    """Return how much room there is and how long a write takes until it is on the medium."""
    try:
        with mapped(folder):
            free, took_ms = room(folder), (times_ms or sync_times_ms)(folder)
    except LedgerError as exc:
        return stopping(DISK, exc.reason, str(exc))
    usual_ms, worst_ms = median(took_ms), max(took_ms)
    files = "" if free.files is None else f", room for {free.files} files"
    found = (
        f"{free.bytes // 1024**2} MiB free{files}, {usual_ms:.1f} ms until a write is on the medium"
        f", {worst_ms:.1f} ms at worst"
    )
    if free.is_low():
        full = TROUBLES["disk-full"]
        return Finding(DISK, False, found, full.advice, full.code)
    if usual_ms > SLOW_SYNC_MS or worst_ms > STUCK_SYNC_MS:
        slow = TROUBLES["ledger"]
        return Finding(DISK, False, found, slow.advice, slow.code)
    return Finding(DISK, True, found)


def look_at_heat(sensors: Path = SENSORS) -> Finding:
    """Return what the hottest sensor of the machine says."""
    now_c = hottest_c(sensors)
    if now_c is None:
        return Finding(TEMPERATURE, True, "no sensor tells it")
    found = f"{now_c:.0f} °C at the hottest sensor"
    advice = "let air to the machine: clear its vents, look at its fan, keep the sun off it"
    return Finding(TEMPERATURE, now_c < HOT_C, found, "" if now_c < HOT_C else advice)


def sync_times_ms(folder: Path) -> list[float]:
    """Return how long some 4 KiB writes with fdatasync took in ``folder``, milliseconds."""
    times_ms = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(SYNCS):
            begin = time.perf_counter()
            os.pwrite(file.fileno(), bytes(4096), 0)
            os.fdatasync(file.fileno())
            times_ms.append((time.perf_counter() - begin) * 1000)
    return times_ms
