"""The jack of a headset: whether one is in, from the kernel's switch events, in its own thread.

Linux tells of a jack by `struct input_event` from /dev/input/event*: two machine words of time, a
16-bit type and code, a 32-bit value. Framing is pure; a device that is gone is looked for again.
Where the kernel had to drop events it says so, and the switch itself is asked.
"""

from __future__ import annotations

import fcntl
import os
import select
import stat
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final

from drivers.device import DeviceState, DeviceThread, ThreadedDriver, tell
from drivers.errors import HeadsetLost

EVENT: Final = struct.Struct("@llHHi")
EV_SW: Final = 0x05
SW_HEADPHONE_INSERT: Final = 0x02
EV_SYN: Final = 0x00
SYN_DROPPED: Final = 0x03
EVIOCGSW: Final = 0x8001451B  # _IOC(_IOC_READ, 'E', 0x1b, 1): the state of the first 8 switches
READ_WAIT_S: Final = 0.2  # how long closing may take
READ_BYTES: Final = 64 * EVENT.size  # the kernel's own buffer


def event_bytes(kind: int, code: int, value: int) -> bytes:
    """Return one event as the kernel would write it, at no particular time."""
    return EVENT.pack(0, 0, kind, code, value)


class JackFramer:
    """Cuts bytes into events and keeps those of the jack."""

    def __init__(self) -> None:
        self._half = b""

    def step(self, data: bytes) -> tuple[bool | None, ...]:
        """Return what the jack said in `data`, in order: True for a headset that is in.

        None where the kernel dropped what it said: the jack has to be asked.
        """
        whole = self._half + data
        end = len(whole) - len(whole) % EVENT.size
        self._half = whole[end:]
        return tuple(
            None if kind == EV_SYN else value != 0
            for _, _, kind, code, value in EVENT.iter_unpack(whole[:end])
            if (kind, code) in ((EV_SW, SW_HEADPHONE_INSERT), (EV_SYN, SYN_DROPPED))
        )


class Jack:
    """An open event device, or a pipe; HeadsetLost when it does not open, or is something else."""

    def __init__(self, path: str) -> None:
        try:
            self._fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as exc:
            raise HeadsetLost(f"the jack {path} does not open: {exc.strerror}") from exc
        self.framer = JackFramer()
        if self._switches() is None and not stat.S_ISFIFO(os.fstat(self._fd).st_mode):
            self.close()  # what is always ready to be read would be read without an end
            raise HeadsetLost(f"the jack {path} has no switches to ask")

    def is_in(self) -> bool:
        """Whether a headset is in now; False where that can't be asked."""
        return bool((self._switches() or 0) & 1 << SW_HEADPHONE_INSERT)

    def _switches(self) -> int | None:
        """Return the first 8 switches as bits; None where there are none, as on a pipe."""
        switches = bytearray(1)
        try:
            fcntl.ioctl(self._fd, EVIOCGSW, switches)
        except OSError:
            return None
        return switches[0]

    def read(self) -> bytes:
        """Return what has arrived, b"" after `READ_WAIT_S`; raises HeadsetLost at the end."""
        if not select.select([self._fd], [], [], READ_WAIT_S)[0]:
            return b""
        try:
            data = os.read(self._fd, READ_BYTES)
        except OSError as exc:
            raise HeadsetLost("the jack is gone") from exc
        if not data:
            raise HeadsetLost("the jack is gone")
        return data

    def close(self) -> None:
        """Let go of it."""
        os.close(self._fd)


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


class SimulatedJack:
    """A jack as a named pipe at `path`: for tests and demonstrations. Close it in the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fd: int | None = None
        self.mend()

    def drop(self) -> None:
        """Say that events were lost, as the kernel does for a reader that was too slow."""
        self._write(event_bytes(EV_SYN, SYN_DROPPED, 0))

    def put_in(self) -> None:
        """Put a headset in; an event of something else comes with it, as from real ones."""
        self._write(event_bytes(EV_SW, SW_HEADPHONE_INSERT, 1) + event_bytes(0, 0, 0))

    def pull_out(self) -> None:
        """Pull the headset out."""
        self._write(event_bytes(EV_SW, SW_HEADPHONE_INSERT, 0) + event_bytes(0, 0, 0))

    def tear(self) -> None:
        """Take the whole jack away, as a pulled USB sound card does. Twice is harmless."""
        if self._fd is not None:
            os.close(self._fd)
            self.path.unlink()
            self._fd = None

    def mend(self) -> None:
        """Bring the jack back, with no headset in."""
        os.mkfifo(self.path)
        self._fd = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def close(self) -> None:
        """See `tear`."""
        self.tear()

    def _write(self, data: bytes) -> None:
        if self._fd is None:
            raise HeadsetLost("the jack is torn")
        os.write(self._fd, data)
