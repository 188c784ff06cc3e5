"""A device that comes and goes: one thread opens it, works it, and opens it again after a fault.

Theory of operation. A cable is torn, a stream ends, a camera is swapped at lunch: nobody restarts
the kiosk for that. The thread opens the device, works until the device is lost, waits (longer each
time, capped), and opens again. FOUND is told after the first good step of work, not after opening:
a stream can open and never give a picture. What talks nonsense (`DeviceBabbles`) is named as that
and left alone for longer, so that it can't keep the processor busy. Waiting can be interrupted:
closing never takes longer than one open or one step.

Callbacks run in the device's thread and are somebody else's code. What one raises is told to
`threading.excepthook`, that one call is lost, and the thread goes on: a queue that is full for a
moment costs a scan, never the scanner.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from threading import Event, Thread
from time import monotonic
from typing import Generic, Protocol, Self, TypeVar

from drivers.closing import Started
from drivers.errors import DeviceBabbles, DeviceLost

FIRST_WAIT_S = 0.25
JOIN_S = 30.0  # longer than any open or step; what hangs in the system ends with the process
LONGEST_WAIT_S = 2.0  # with opening it again, a cable that is back is in use within 5 s
GOOD_S = 5.0  # so long at work, and it is no loose plug: the waits begin anew
BABBLE_WAIT_S = 4.0  # what talks nonsense may not be opened and listened to all day long


class DeviceState(StrEnum):
    """What a device's thread last knew."""

    STARTING = "starting"
    FOUND = "found"
    LOST = "lost"
    BABBLES = "babbles"  # it is there and talks nonsense


def reopen_wait_s(failures: int) -> float:
    """Seconds to wait after `failures` (1, 2, ...) losses in a row: doubling, capped."""
    return min(FIRST_WAIT_S * float(2 ** min(failures - 1, 10)), LONGEST_WAIT_S)


HeardT = TypeVar("HeardT")


def tell(listener: Callable[[HeardT], None], news: HeardT) -> None:
    """Call `listener` with `news`; whatever it raises ends in `threading.excepthook`, not here."""
    try:
        listener(news)
    except Exception:  # noqa: BLE001  the listener's bug is told; it must not end the device's thread
        found = (*sys.exc_info(), threading.current_thread())
        threading.excepthook(threading.ExceptHookArgs(found))


class Device(Protocol):
    """What the thread needs of a device: that it can be let go."""

    def close(self) -> None:
        """Let go of the device."""


DeviceT = TypeVar("DeviceT", bound=Device)


class DeviceThread(Started, Generic[DeviceT]):
    """Keeps one device open in its own thread; a context manager with `closed`.

    `open_device()` returns the device or raises `DeviceLost`. `work(device)` does one bounded step
    and raises `DeviceLost` when the device is gone. `on_state` hears each change of state, and LOST
    at the end of a thread that a bug ended, in this thread, by `tell`: hand it on by a queued
    message, never touch the screen from it.
    """

    def __init__(
        self,
        name: str,
        open_device: Callable[[], DeviceT],
        work: Callable[[DeviceT], None],
        on_state: Callable[[DeviceState], None],
        *,
        join_s: float = JOIN_S,
    ) -> None:
        self._open_device = open_device
        self._work = work
        self._on_state = on_state
        self._join_s = join_s
        self._state = DeviceState.STARTING
        self._failures = 0
        self._stop = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    @property
    def state(self) -> DeviceState:
        """What the thread last knew of its device."""
        return self._state

    @property
    def closed(self) -> bool:
        """True once `close` was called; the thread has ended by then, unless it hangs."""
        return self._stop.is_set()

    def start(self) -> Self:
        """Start the thread; once only."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ask the thread to end, without waiting for it."""
        self._stop.set()

    def close(self) -> None:
        """Stop and join the thread; returns after at most one step of work, or `join_s` seconds.

        Twice is harmless.
        """
        self.stop()
        if self._thread.is_alive():
            self._thread.join(self._join_s)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._turn()
        finally:
            if not self._stop.is_set():  # by a bug, which goes on to `threading.excepthook`
                self._state = DeviceState.LOST
                tell(self._on_state, self._state)  # again, too: nobody is to wait for this thread

    def _turn(self) -> None:
        try:
            self._open_and_work()
        except DeviceBabbles:
            self._failures += 1
            self._tell(DeviceState.BABBLES)
            self._stop.wait(BABBLE_WAIT_S)
        except DeviceLost:
            self._failures += 1
            self._tell(DeviceState.LOST)
            self._stop.wait(reopen_wait_s(self._failures))

    def _open_and_work(self) -> None:
        device = self._open_device()
        with closing(device):
            good_s = monotonic() + GOOD_S
            while not self._stop.is_set():
                self._work(device)
                if monotonic() >= good_s:
                    self._failures = 0
                self._tell(DeviceState.FOUND)

    def _tell(self, state: DeviceState) -> None:
        if state is not self._state:
            self._state = state
            tell(self._on_state, state)


class ThreadedDriver(Started, Generic[DeviceT]):
    """The life of a driver that is one `DeviceThread`, made by its `__init__` as `_thread`."""

    _thread: DeviceThread[DeviceT]

    @property
    def state(self) -> DeviceState:
        """What its thread last knew of the device."""
        return self._thread.state

    @property
    def closed(self) -> bool:
        """True once `close` was called."""
        return self._thread.closed

    def start(self) -> Self:
        """Start its thread; once only."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ask its thread to end, without waiting for it."""
        self._thread.stop()

    def close(self) -> None:
        """Stop and join its thread. Twice is harmless."""
        self._thread.close()
