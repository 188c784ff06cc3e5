"""Whether anything on this machine can read a code, as its devices tell one after another.

A reader that is gone is missed at once. The first time it comes back it is believed at once, too.
One on a loose plug, which is gone again within a minute, is believed only after it has held for a
while: or the screen would close and open twice a second.
"""

import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final

from drivers.device import DeviceState
from kiosk.events import NO_CAMERA, READERS_LOST, Event, ReadersReported

CAMERA, SERIAL, WEDGE = "camera", "serial", "wedge"  # names of devices
READERS: Final = (CAMERA, SERIAL, WEDGE)
GONE: Final = (DeviceState.LOST, DeviceState.BABBLES)
"""One that is being opened for the first time is not missed yet."""
CALM_S: Final = 60.0  # so long without a loss, and the plug is taken for a good one again
FIRST_HOLD_S: Final = 0.75
LONGEST_HOLD_S: Final = 1.5  # with opening it again still within 5 s of the cable's being back


class _Reader:
    """One reader, as it is told and as it is believed. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._told: str = DeviceState.STARTING
        self._hold_s = 0.0
        self._lost_s: float | None = None
        self._back_s = 0.0  # since when it is told to be there

    def tell(self, state: str, now_s: float) -> None:
        was_gone, is_gone = self._told in GONE, state in GONE
        self._told = state
        if is_gone and not was_gone:
            self._lose(now_s)
        elif was_gone and not is_gone:
            self._back_s = now_s

    def is_gone(self, now_s: float) -> bool:
        """Whether it reads nothing that one could count on."""
        if self._lost_s is None:
            return False
        return self._told in GONE or now_s - self._back_s < self._hold_s

    def _lose(self, now_s: float) -> None:
        relapsed = self._lost_s is not None and now_s - self._lost_s < CALM_S
        doubled = min(max(2 * self._hold_s, FIRST_HOLD_S), LONGEST_HOLD_S)
        self._hold_s = doubled if relapsed else 0.0
        self._lost_s = now_s


class ReaderWatch:
    """Tells the visit, by ``post``, each time that another answer is true. Told on any thread.

    ``names`` are the readers that the profile has; without any there is nothing to be lost.
    """

    def __init__(
        self,
        names: Iterable[str],
        post: Callable[[Event], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._readers = {name: _Reader() for name in names}
        self._post = post
        self._clock = clock
        self._told = ""
        self._lock = Lock()

    def start(self) -> None:
        """Tell what is so from the beginning: a machine may have no camera."""
        self.step()

    def tell(self, device: str, state: str) -> None:
        """Take in how a device is; one that reads no codes is nothing here."""
        with self._lock:
            if device in self._readers:
                self._readers[device].tell(state, self._clock())
                self._tell()

    def step(self) -> None:
        """Let time pass: one that came back may be believed by now. Call it often."""
        with self._lock:
            self._tell()

    def _tell(self) -> None:
        problem = self._problem()
        if problem != self._told:
            self._told = problem
            self._post(ReadersReported(problem))

    def _problem(self) -> str:
        now_s = self._clock()
        there = [name for name, reader in self._readers.items() if not reader.is_gone(now_s)]
        if not self._readers or CAMERA in there:
            return ""
        return NO_CAMERA if there else READERS_LOST
