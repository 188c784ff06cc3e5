"""How each device of this machine is: one place for the log, staff, the node and the doctor. No Qt.

A state is a word: `DeviceState`, or a printer's or a sensor's own name of what is wrong.
"""

import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import NamedTuple

from structlog.typing import FilteringBoundLogger

from drivers.device import DeviceState


class _Known(NamedTuple):
    """A state, and since when in seconds of a clock that only rises."""

    state: str
    since_s: float


class DeviceStates:
    """What the devices' own threads last told, by name. Told and asked on any thread.

    ``changed`` gets all states after each change, one call at a time, on the thread that told it.
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
        self._known: dict[str, _Known] = {}
        self._lock = Lock()

    def expect(self, device: str) -> None:
        """Name a device that has told nothing yet."""
        with self._lock:
            self._known.setdefault(device, _Known(DeviceState.STARTING, self._clock()))

    def tell(self, device: str, state: str) -> None:
        """Remember and log a state; the same again is no news."""
        with self._lock:
            before = self._known.get(device)
            if before is not None and before.state == state:
                return
            self._known[device] = _Known(state, self._clock())
            self._changed(self._now())
        self._log.info("device", device=device, state=str(state))

    @property
    def now(self) -> dict[str, str]:
        """The state of each device by name."""
        with self._lock:
            return self._now()

    def since_s(self, device: str) -> float:
        """How long ``device`` has been as it is, seconds; 0 for one that nobody named."""
        with self._lock:
            known = self._known.get(device)
        return 0.0 if known is None else self._clock() - known.since_s

    def _now(self) -> dict[str, str]:
        return {device: known.state for device, known in self._known.items()}
