"""The light behind a panel, switched by the kernel's file for it, in a thread of its own.

A panel that stays dark is worse than one that stays lit: the light is switched on when the thread
begins and when it ends, and what can't be written is tried again for as long as it is wanted.

Facts: `bl_power` of a folder below /sys/class/backlight is 0 for on and 4 for off (Linux,
ABI/stable/sysfs-class-backlight).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Final

from drivers.device import DeviceState, DeviceThread, ThreadedDriver
from drivers.errors import DeviceLost

ON: Final = b"0"
OFF: Final = b"4"
JOIN_S: Final = 2.0  # a write takes microseconds; one that hangs is left behind
LONGEST_WAIT_S: Final = 60.0  # a wish that got lost costs at most this


class Light:
    """The switch of the light in ``folder``. Raises `DeviceLost` where it can't be switched."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "bl_power"
        self.lit: bool | None = None  # nobody knows yet

    def look(self) -> None:
        """See whether it can be switched, and leave it as it is."""
        self._hold(lambda _: None, 0)

    def switch(self, lit: bool) -> None:
        """Switch it; never waits for a reader, as there could be of a pipe."""
        self._hold(lambda handle: os.write(handle, ON if lit else OFF), os.O_TRUNC)
        self.lit = lit

    def _hold(self, work: Callable[[int], object], flags: int) -> None:
        try:
            handle = os.open(self._file, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC | flags)
        except OSError as exc:
            raise DeviceLost(f"the light {self._file} can't be opened: {exc.strerror}") from exc
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise DeviceLost(f"the light {self._file} is no file")
            work(handle)
        except OSError as exc:
            raise DeviceLost(f"the light {self._file} can't be switched: {exc.strerror}") from exc
        finally:
            os.close(handle)

    def close(self) -> None:
        """Leave it on."""
        with suppress(DeviceLost):
            self.switch(True)


class Backlight(ThreadedDriver[Light]):
    """Switches the light of a panel; `light` never waits. On at the beginning and at the end.

    `folder` is one below /sys/class/backlight; `on_state` is called in its thread.
    """

    def __init__(
        self, folder: Path, on_state: Callable[[DeviceState], None] = lambda _: None
    ) -> None:
        self._wanted = True
        self._news = Event()
        self._news.set()
        self._thread = DeviceThread(
            "backlight", lambda: self._open(folder), self._work, on_state, join_s=JOIN_S
        )

    def light(self, lit: bool) -> None:
        """Have it switched on or off."""
        self._wanted = lit
        self._news.set()

    def close(self) -> None:
        """Switch it on and end the thread. Twice is harmless."""
        self._thread.stop()
        self.light(True)
        super().close()

    def _open(self, folder: Path) -> Light:
        self._news.set()  # what was wanted of the last one is wanted of this one
        return Light(folder)

    def _work(self, light: Light) -> None:
        self._news.wait(LONGEST_WAIT_S)
        self._news.clear()
        if light.lit is not self._wanted:
            light.switch(self._wanted)
