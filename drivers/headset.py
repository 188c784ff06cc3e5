"""The jack of a headset: whether one is in, from the kernel's switch events, in its own thread.

Framing is pure; a device that is gone is looked for again. Where the kernel had to drop events it
says so, and the switch itself is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from drivers.device import DeviceState, DeviceThread, ThreadedDriver, tell
from drivers.errors import HeadsetLost
from drivers.input_events import (
    EV_SW,
    EV_SYN,
    SYN_REPORT,
    EventDevice,
    EventFramer,
    EventPipe,
    event_bytes,
)

SW_HEADPHONE_INSERT: Final = 0x02


class JackFramer:
    """Cuts bytes into events and keeps those of the jack."""

    def __init__(self) -> None:
        self._framer = EventFramer()

    def step(self, data: bytes) -> tuple[bool | None, ...]:
        """Return what the jack said in `data`, in order: True for a headset that is in.

        None where the kernel dropped what it said: the jack has to be asked.
        """
        return tuple(
            None if event.dropped else event.value != 0
            for event in self._framer.step(data)
            if event.dropped or (event.kind, event.code) == (EV_SW, SW_HEADPHONE_INSERT)
        )


class Jack:
    """An open event device, or a pipe; HeadsetLost when it does not open, or is something else."""

    def __init__(self, path: str) -> None:
        self._device = EventDevice(path, HeadsetLost, "jack")
        self.framer = JackFramer()
        if self._device.switches() is None and not self._device.is_pipe:
            self.close()  # what is always ready to be read would be read without an end
            raise HeadsetLost(f"the jack {path} has no switches to ask")

    def is_in(self) -> bool:
        """Whether a headset is in now; False where that can't be asked."""
        return bool((self._device.switches() or 0) & 1 << SW_HEADPHONE_INSERT)

    def read(self) -> bytes:
        """Return what has arrived, b"" after `READ_WAIT_S`; raises HeadsetLost at the end."""
        return self._device.read()

    def close(self) -> None:
        """Let go of it."""
        self._device.close()


class Headset(ThreadedDriver[Jack]):
    """Tells when a headset is put in or pulled out; a context manager with `closed`.

    `on_headset` and `on_state` are called in its thread. A jack that is gone has no headset in:
    nobody may be read a balance on the guess that they still wear one.
    """

    def __init__(
        self,
        path: str,
        on_headset: Callable[[bool], None],
        on_state: Callable[[DeviceState], None] = lambda _: None,
    ) -> None:
        self._path = path
        self._on_headset = on_headset
        self._on_state = on_state
        self._in = False
        self._thread = DeviceThread("headset", self._open, self._read, self._state_is)

    def _open(self) -> Jack:
        jack = Jack(self._path)
        self._is(jack.is_in())
        return jack

    def _read(self, jack: Jack) -> None:
        try:
            said = jack.framer.step(jack.read())
        except HeadsetLost:
            self._is(False)
            raise
        for now_in in said:
            self._is(jack.is_in() if now_in is None else now_in)

    def _state_is(self, state: DeviceState) -> None:
        if state is DeviceState.LOST:  # also by a bug
            self._is(False)
        tell(self._on_state, state)

    def _is(self, now_in: bool) -> None:
        if now_in is not self._in:
            self._in = now_in
            tell(self._on_headset, now_in)


class SimulatedJack(EventPipe):
    """A jack as a named pipe at `path`: for tests and demonstrations. Close it in the end.

    `mend` brings it back with no headset in.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, HeadsetLost)

    def put_in(self) -> None:
        """Put a headset in; an event of something else comes with it, as from real ones."""
        self._switch(1)

    def pull_out(self) -> None:
        """Pull the headset out."""
        self._switch(0)

    def _switch(self, value: int) -> None:
        report = event_bytes(EV_SYN, SYN_REPORT, 0)
        self.write(event_bytes(EV_SW, SW_HEADPHONE_INSERT, value) + report)
