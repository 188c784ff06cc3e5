"""Whether anything on this machine can read a code, as its devices tell one after another."""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final

from drivers.device import DeviceState
from kiosk.events import NO_CAMERA, READERS_LOST, Event, ReadersReported

CAMERA, SERIAL, WEDGE = "camera", "serial", "wedge"  # names of devices
READERS: Final = (CAMERA, SERIAL, WEDGE)
GONE: Final = (DeviceState.LOST, DeviceState.BABBLES)
"""One that is being opened for the first time is not missed yet."""


class ReaderWatch:
    """Tells the visit, by ``post``, each time that another answer is true. Told on any thread.

    ``names`` are the readers that the profile has; without any there is nothing to be lost.
    """

    def __init__(self, names: Iterable[str], post: Callable[[Event], None]) -> None:
        self._states: dict[str, str] = dict.fromkeys(names, DeviceState.STARTING)
        self._post = post
        self._told = ""
        self._lock = Lock()

    def start(self) -> None:
        """Tell what is so from the beginning: a machine may have no camera."""
        with self._lock:
            self._tell()

    def tell(self, device: str, state: str) -> None:
        """Take in how a device is; one that reads no codes is nothing here."""
        with self._lock:
            if device in self._states:
                self._states[device] = state
                self._tell()

    def _tell(self) -> None:
        problem = self._problem()
        if problem != self._told:
            self._told = problem
            self._post(ReadersReported(problem))

    def _problem(self) -> str:
        there = [device for device, state in self._states.items() if state not in GONE]
        if not self._states or CAMERA in there:
            return ""
        return NO_CAMERA if there else READERS_LOST
