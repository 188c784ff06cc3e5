"""How each device of this machine is: one place for the log, staff, the node and the doctor. No Qt.

A state is a word: `DeviceState`, or a printer's or a sensor's own name of what is wrong.
"""

from collections.abc import Callable, Mapping
from threading import Lock

from structlog.typing import FilteringBoundLogger

from drivers.device import DeviceState


class DeviceStates:
    """What the devices' own threads last told, by name. Told and asked on any thread.

    ``changed`` gets each change, one call at a time, on the thread that told it.
    """

    def __init__(
        self,
        log: FilteringBoundLogger,
        changed: Callable[[Mapping[str, str]], None] = lambda _: None,
    ) -> None:
        self._log = log
        self._changed = changed
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
        self._log.info("device", device=device, state=str(state))

    @property
    def now(self) -> dict[str, str]:
        """The state of each device by name."""
        with self._lock:
            return dict(self._known)

    def _take(self, device: str, state: str) -> None:
        self._known[device] = state
        self._changed({device: state})
