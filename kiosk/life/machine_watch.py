"""Heat and room on the disk, looked at once a minute: told before they stop anything.

A kiosk in the sun slows down at some 80 degrees and stops at 100; a disk that is full refuses the
next entry. Both can be seen days ahead. One thread looks; a disk that hangs keeps that one alone.
"""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from drivers.device import DeviceState

WATCH: Final = "machine-watch"  # its thread
TEMPERATURE: Final = "temperature"
DISK: Final = "disk"
SENSORS: Final = Path("/sys/class/thermal")
LOOK_S: Final = 60.0

HOT_C: Final = 80.0  # small computers slow themselves down from here on
COOL_C: Final = 72.0  # only well below it, or each breath of the fan would be news
REAL_C: Final = (
    -40.0,
    125.0,
)  # what silicon lives through; a sensor outside of it is not connected
MAX_SENSORS: Final = 64  # a server has some dozens
READ_BYTES: Final = 32  # a number of thousandths

LEAST_FREE_BYTES: Final = 200 * 1024 * 1024  # a ledger of years, its log and a turned-over journal
LEAST_FREE_FILES: Final = 500  # a log, a journal, a key, each with what it is written anew beside
ENOUGH: Final = 1.2  # times as much, before it is told that there is room again


class Wear(StrEnum):
    """What is worth a word; else it is `DeviceState.FOUND`, or LOST where nobody can tell."""

    HOT = "hot"
    LOW = "low"


class Room(NamedTuple):
    """What is free for the kiosk's account; ``files`` is None where they are not counted."""

    bytes: int
    files: int | None

    def is_low(self, times: float = 1.0) -> bool:
        """Whether it is less than ``times`` the least."""
        few = self.files is not None and self.files < LEAST_FREE_FILES * times
        return few or self.bytes < LEAST_FREE_BYTES * times


def hottest_c(sensors: Path = SENSORS) -> float | None:
    """Return what the hottest sensor says, degrees Celsius; None where none says anything."""
    try:
        zones = sorted(sensors.glob("thermal_zone*"))[:MAX_SENSORS]
    except OSError:
        return None
    told = (_of_zone(zone / "temp") for zone in zones)
    return max((each for each in told if each is not None), default=None)


def _of_zone(file: Path) -> float | None:
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        said = os.read(handle, READ_BYTES).strip()
        read_c = int(said) / 1000
    except (OSError, ValueError):
        return None  # a sensor that is switched off can be opened and not read
    finally:
        os.close(handle)
    return read_c if REAL_C[0] <= read_c <= REAL_C[1] else None


def room_in(folder: Path) -> Room:
    """Return what is free on the disk of ``folder``. Raises OSError."""
    found = os.statvfs(folder)
    counted = found.f_files > 0  # some file systems make files as they need them
    return Room(found.f_bavail * found.f_frsize, found.f_favail if counted else None)


class MachineWatch:
    """Looks at heat and disk in its own thread; a context manager by ``start`` and ``close``.

    ``on_state`` hears of each change by the name of what it is of, on that thread.
    """

    def __init__(
        self,
        state_folder: Path,
        on_state: Callable[[str, str], None],
        *,
        sensors: Path = SENSORS,
        room: Callable[[Path], Room] = room_in,
        look_s: float = LOOK_S,
    ) -> None:
        self._folder = state_folder
        self._on_state = on_state
        self._sensors = sensors
        self._room = room
        self._look_s = look_s
        self._told: dict[str, str] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=WATCH, daemon=True)

    @property
    def closed(self) -> bool:
        """Whether it was told to end."""
        return self._stop.is_set()

    def start(self) -> None:
        """Begin to look; once only."""
        self._thread.start()

    def close(self) -> None:
        """Look no more. Waits for nothing: a disk may hang in the middle. Twice is harmless."""
        self._stop.set()

    def look(self) -> None:
        """Look once, heat first: the disk may never answer."""
        self._tell(TEMPERATURE, self._heat())
        self._tell(DISK, self._free())

    def _run(self) -> None:
        while not self._stop.is_set():
            self.look()
            self._stop.wait(self._look_s)

    def _heat(self) -> str:
        now_c = hottest_c(self._sensors)
        if now_c is None:  # a machine without sensors has nothing to tell, one that lost them has
            return DeviceState.LOST if TEMPERATURE in self._told else ""
        limit_c = COOL_C if self._told.get(TEMPERATURE) == Wear.HOT else HOT_C
        return Wear.HOT if now_c >= limit_c else DeviceState.FOUND

    def _free(self) -> str:
        with suppress(OSError):
            times = ENOUGH if self._told.get(DISK) == Wear.LOW else 1.0
            return Wear.LOW if self._room(self._folder).is_low(times) else DeviceState.FOUND
        return DeviceState.LOST

    def _tell(self, what: str, state: str) -> None:
        if state and self._told.get(what) != state and not self.closed:
            self._told[what] = state
            self._on_state(what, state)
