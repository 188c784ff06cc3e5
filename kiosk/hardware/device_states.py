"""How each device of this machine is: one place for the log, staff, the node and the doctor. No Qt.

A state is a word: `DeviceState`, or a printer's or a sensor's own name of what is wrong. One on a
loose plug may change twice a second for days: the log is told of that, not of each change.
"""

import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Final

from structlog.typing import FilteringBoundLogger

from drivers.device import DeviceState

WINDOW_S: Final = 60.0
MOST_LINES: Final = 10  # a device and a window: a cable that is looked for by trying


class _Lines:
    """How many lines of the log one device has had within the window."""

    def __init__(self) -> None:
        self._since_s = 0.0
        self._written = 0
        self._left_out = 0

    def take(self, now_s: float) -> int | None:
        """Count one change; None where it is left out, else how many were in the window before."""
        left_out = 0
        if now_s - self._since_s >= WINDOW_S:
            left_out, self._left_out = self._left_out, 0
            self._since_s, self._written = now_s, 0
        if self._written == MOST_LINES:
            self._left_out += 1
            return None
        self._written += 1
        return left_out


class DeviceStates:
    """What the devices' own threads last told, by name. Told and asked on any thread.

    ``changed`` gets each change, one call at a time, on the thread that told it.
    """

    def __init__(
        self,
        log: FilteringBoundLogger,
        changed: Callable[[Mapping[str, str]], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log = log
        self._changed = changed
        self._clock = clock
        self._lines: dict[str, _Lines] = {}
        self._known: dict[str, str] = {}
        self._lock = Lock()

    def expect(self, device: str) -> None:
        """Name a device that has told nothing yet."""
        with self._lock:
            if device not in self._known:
                self._take(device, DeviceState.STARTING)

    def tell(self, device: str, state: str) -> None:
        """Remember and log a state; the same again is no news."""
        with self._lock:
            if self._known.get(device) == state:
                return
            self._take(device, state)
            left_out = self._lines.setdefault(device, _Lines()).take(self._clock())
        if left_out is not None:
            flaps = {"left_out": left_out} if left_out else {}
            self._log.info("device", device=device, state=str(state), **flaps)

    @property
    def now(self) -> dict[str, str]:
        """The state of each device by name."""
        with self._lock:
            return dict(self._known)

    def _take(self, device: str, state: str) -> None:
        self._known[device] = state
        self._changed({device: state})
