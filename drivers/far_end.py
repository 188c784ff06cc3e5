"""The far end of a serial cable that is not there: what simulated devices hang on. Ships.

A simulated device takes bytes (`feed`) and has some to give (`take`). `SimulatedPort` is a cable to
it in memory, `PtyCable` one at a pseudo-terminal, behind a link as /dev/serial/by-id is one.
"""

from __future__ import annotations

import os
import select
import tty
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from types import TracebackType
from typing import Final, Protocol, Self

from drivers.errors import DeviceLost
from drivers.serial_port import READ_BYTES, READ_WAIT_S

STEP_S: Final = 0.005  # how finely a simulated device keeps its own time


class FarEnd(Protocol):
    """A simulated device, used from any thread; ``changed`` is notified when it has to say more."""

    changed: Condition

    def feed(self, data: bytes) -> None:
        """Let ``data`` arrive at it."""

    def take(self) -> bytes:
        """Return what it has said by now, at most `READ_BYTES`."""


class SimulatedPort:
    """A cable in memory between a driver and a simulated device; see `ByteSource`."""

    def __init__(self, device: FarEnd, lost: Callable[[str], DeviceLost]) -> None:
        self._device = device
        self._lost = lost
        self._gone = False

    def unplug(self) -> None:
        """Tear the cable; the device keeps its power."""
        with self._device.changed:
            self._gone = True
            self._device.changed.notify_all()

    def read(self, timeout_s: float = READ_WAIT_S) -> bytes:
        """See `ByteSource`."""
        until_s = monotonic() + timeout_s
        with self._device.changed:
            while not self._gone:
                data = self._device.take()
                left_s = until_s - monotonic()
                if data or left_s <= 0:
                    return data
                self._device.changed.wait(min(left_s, STEP_S))
        raise self._lost("the serial port is gone")

    def write(self, data: bytes) -> None:
        """See `ByteSource`."""
        if self._gone:
            raise self._lost("the serial port takes no bytes")
        self._device.feed(data)

    def close(self) -> None:
        """See `ByteSource`."""
        self.unplug()


class MemoryCable:
    """A cable in memory that can be torn and mended: `open` is a driver's ``open_port``."""

    def __init__(self, device: FarEnd, lost: Callable[[str], DeviceLost]) -> None:
        self._device = device
        self._lost = lost
        self._ports: list[SimulatedPort] = []
        self._torn = False

    def open(self, path: str, baud: int) -> SimulatedPort:
        """Open the port; raises what the driver calls lost while the cable is torn."""
        if self._torn:
            raise self._lost(f"{path} at {baud} is not there")
        self._ports.append(SimulatedPort(self._device, self._lost))
        return self._ports[-1]

    def tear(self) -> None:
        """Pull the cable."""
        self._torn = True
        for port in self._ports:
            port.unplug()
        self._ports.clear()

    def mend(self) -> None:
        """Plug it in again."""
        self._torn = False


class PtyCable:
    """A cable to a pseudo-terminal at ``link``; a context manager. Torn, its far end is closed."""

    def __init__(self, device: FarEnd, link: Path) -> None:
        self.link = link
        self._device = device
        self._ends: tuple[int, int] | None = None
        self._thread: Thread | None = None
        self._stopping = False

    def mend(self) -> None:
        """Plug it in."""
        far, near = os.openpty()
        tty.setraw(near)
        os.set_blocking(far, False)
        self._ends = far, near
        self._stopping = False
        self.link.symlink_to(os.ttyname(near))
        self._thread = Thread(target=self._run, args=(far,), name="far-end", daemon=True)
        self._thread.start()

    def tear(self) -> None:
        """Pull the cable. Twice is harmless."""
        if self._ends is None or self._thread is None:
            return
        self.link.unlink()
        self._stopping = True
        self._thread.join()
        for end in self._ends:
            os.close(end)
        self._ends = None

    def __enter__(self) -> Self:
        self.mend()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.tear()

    def _run(self, far: int) -> None:
        while not self._stopping:
            said = self._device.take()
            if said:
                self._say(far, said)
            if select.select([far], [], [], STEP_S)[0]:
                self._device.feed(os.read(far, READ_BYTES))

    def _say(self, far: int, said: bytes) -> None:
        """Put it on the line; where nobody reads for long, it is lost, as on a real one."""
        try:
            os.write(far, said)
        except BlockingIOError:
            return
