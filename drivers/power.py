"""Whether there is mains power, where a battery bridges its loss: a supply's file, or a key.

Theory of operation. A line says many times a second whether the mains are there; `PowerFilter`,
pure, makes a statement of it. Power is gone when it was for `GONE_AFTER_S` without a break: what
the lights and machines of a kitchen do to the mains lasts some 50 ms, and batteries bear seconds.
It is back when it was for `BACK_AFTER_S`: it often comes back for a moment first.

A line that is lost, or talks nonsense, states nothing: the kiosk goes on as it was, and the state
of the line is told. Only a loss that nobody confirms for `SILENT_S` is taken back: a torn cable
must not keep a kiosk closed. If the power is away all the same, what was recorded is safe.

Facts: `online` of a supply is 0 away, 1 or 2 there (Linux, ABI/testing/sysfs-class-power); a
circuit at an input pin is KEY_POWER of gpio-keys, held down for as long as the mains are away.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from drivers.device import DeviceState, DeviceThread, ThreadedDriver, tell
from drivers.errors import DeviceBabbles, PowerLineLost
from drivers.input_events import EV_KEY, KEY_POWER, EventDevice, EventPipe, KeyFramer, event_bytes
from drivers.noise import NoiseMeter

POLL_S: Final = 0.1  # also how long closing may take
JOIN_S: Final = 3.0  # longer than any look; one that hangs in the system is left behind
GONE_AFTER_S: Final = 0.3
BACK_AFTER_S: Final = 1.5
SILENT_S: Final = 10.0
READ_BYTES: Final = 16  # of a file that holds a digit and a line end
MAX_NONSENSE: Final = 10  # looks in a row: a second of it is no file that was just being written

_ONLINE: Final = {b"0": False, b"1": True, b"2": True}


class PowerLine(Protocol):
    """What can be asked whether the mains are there. Used by one thread."""

    def there(self) -> bool:
        """Wait `POLL_S` at most, and say it. Raises `PowerLineLost`, `DeviceBabbles`."""

    def close(self) -> None:
        """Let go of it."""


class PowerFilter:
    """Makes statements of looks. Pure: the time is handed in, monotonic seconds."""

    def __init__(self, now_s: float) -> None:
        self._stated = True
        self._other_since_s: float | None = None
        self._heard_at_s = now_s

    @property
    def gone(self) -> bool:
        """Whether the last statement was that there is none."""
        return not self._stated

    def step(self, now_s: float, there: bool) -> bool | None:
        """Take what a line says; return what is to be stated now, None for nothing new."""
        self._heard_at_s = now_s
        if there is self._stated:
            self._other_since_s = None
            return None
        if self._other_since_s is None:
            self._other_since_s = now_s
        wait_s = BACK_AFTER_S if there else GONE_AFTER_S
        return self._state(there) if now_s - self._other_since_s >= wait_s else None

    def silent(self, now_s: float) -> bool | None:
        """Take that the line says nothing; return what is to be stated now, None for nothing."""
        self._other_since_s = None
        return self._state(True) if self.gone and now_s - self._heard_at_s >= SILENT_S else None

    def _state(self, there: bool) -> bool:
        self._stated, self._other_since_s = there, None
        return there


def read_online(said: bytes) -> bool | None:
    """Return what a supply's `online` says, None where it says neither."""
    return _ONLINE.get(said.strip())


class SupplyLine:
    """A supply's ``folder`` below /sys/class/power_supply."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "online"
        self._read()  # or it is no line

    def there(self) -> bool:
        """See `PowerLine`."""
        for _ in range(MAX_NONSENSE):
            time.sleep(POLL_S)
            said = read_online(self._read())
            if said is not None:
                return said
        raise DeviceBabbles(f"the supply {self._file} says neither 0 nor 1")

    def close(self) -> None:
        """Nothing is held open between two looks."""

    def _read(self) -> bytes:
        try:
            handle = os.open(self._file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as exc:
            raise PowerLineLost(f"the supply {self._file} is not there: {exc.strerror}") from exc
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise PowerLineLost(f"the supply {self._file} is no file")
            return os.read(handle, READ_BYTES)
        except OSError as exc:
            raise PowerLineLost(f"the supply {self._file} can't be read: {exc.strerror}") from exc
        finally:
            os.close(handle)


class KeyLine:
    """The event device at ``path`` whose KEY_POWER is held down while the mains are away."""

    def __init__(self, path: str) -> None:
        self._device = EventDevice(path, PowerLineLost, "power input")
        keys = self._device.keys()
        if not self._device.is_pipe and (keys is None or KEY_POWER not in keys):
            self._device.close()
            raise PowerLineLost(f"the power input {path} has no KEY_POWER")
        self._framer = KeyFramer()
        self._noise = NoiseMeter()
        self._there = self._ask()

    def there(self) -> bool:
        """See `PowerLine`."""
        data = self._device.read(POLL_S)
        if self._noise.step(time.monotonic(), len(data)):
            raise DeviceBabbles("the power input never stops talking")
        for press in self._framer.step(data):
            if press is None:
                self._there = self._ask()
            elif press.code == KEY_POWER:
                self._there = not press.down
        return self._there

    def close(self) -> None:
        """Let go of it."""
        self._device.close()

    def _ask(self) -> bool:
        return KEY_POWER not in (self._device.keys_down() or ())


class PowerWatch(ThreadedDriver[PowerLine]):
    """Tells when the mains go and when they are back; a context manager with `closed`.

    `open_line` makes a `SupplyLine` or a `KeyLine`. `on_power` hears False, then True, and so on;
    it and `on_state` are called in the watch's thread.
    """

    def __init__(
        self,
        open_line: Callable[[], PowerLine],
        on_power: Callable[[bool], None],
        on_state: Callable[[DeviceState], None] = lambda _: None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_line = open_line
        self._on_power = on_power
        self._clock = clock
        self._filter = PowerFilter(clock())
        self._thread = DeviceThread("power", self._open, self._look, on_state, join_s=JOIN_S)

    def _open(self) -> PowerLine:
        self._state(self._filter.silent(self._clock()))
        return self._open_line()

    def _look(self, line: PowerLine) -> None:
        there = line.there()
        self._state(self._filter.step(self._clock(), there))

    def _state(self, there: bool | None) -> None:
        if there is not None:
            tell(self._on_power, there)


class SimulatedSupply:
    """A supply's folder below ``folder``: for tests and demonstrations. Power is there at first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mend()

    def open(self) -> PowerLine:
        """Open it, as `PowerWatch` does."""
        return SupplyLine(self.folder)

    def cut(self) -> None:
        """Take the power away."""
        self.say(b"0\n")

    def restore(self) -> None:
        """Bring it back."""
        self.say(b"1\n")

    def say(self, said: bytes) -> None:
        """Let the file hold whatever bytes."""
        with (self.folder / "online").open("r+b") as file:
            file.write(said)
            file.truncate()

    def tear(self) -> None:
        """Take the whole supply away, as a pulled cable does. Twice is harmless."""
        (self.folder / "online").unlink(missing_ok=True)

    def mend(self) -> None:
        """Bring it back, with power."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "online").write_bytes(b"1\n")

    def close(self) -> None:
        """See `tear`."""
        self.tear()


class SimulatedPowerKey:
    """A power input as a named pipe at ``path``; the same as `SimulatedSupply` else."""

    def __init__(self, path: Path) -> None:
        self._pipe = EventPipe(path, PowerLineLost)

    def open(self) -> PowerLine:
        """Open it, as `PowerWatch` does."""
        return KeyLine(str(self._pipe.path))

    def cut(self) -> None:
        """Take the power away: the key goes down."""
        self.say(event_bytes(EV_KEY, KEY_POWER, 1) + event_bytes(0, 0, 0))

    def restore(self) -> None:
        """Bring it back: the key comes up."""
        self.say(event_bytes(EV_KEY, KEY_POWER, 0) + event_bytes(0, 0, 0))

    def say(self, said: bytes) -> None:
        """Let whatever bytes arrive."""
        self._pipe.write(said)

    def tear(self) -> None:
        """Take the device away. Twice is harmless."""
        self._pipe.tear()

    def mend(self) -> None:
        """Bring it back, with power."""
        self._pipe.mend()

    def close(self) -> None:
        """See `tear`."""
        self.tear()
