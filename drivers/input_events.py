"""Linux input events: keys and switches as the kernel tells of them, framing apart from reading.

The kernel writes `struct input_event` to /dev/input/event*: two machine words of time, a 16-bit
type and code, a 32-bit value. Events come in packets that end with SYN_REPORT. For a reader that
was too slow it drops some, says so by SYN_DROPPED, and what follows up to the next SYN_REPORT is
the rest of a packet whose beginning is gone: it is passed over, and the state has to be asked.

Facts: the kernel's linux/input.h, linux/input-event-codes.h and Documentation/input/event-codes.
"""

from __future__ import annotations

import fcntl
import os
import select
import stat
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from errno import EBUSY
from pathlib import Path
from time import CLOCK_MONOTONIC
from typing import Final

from drivers.errors import DeviceLost

EVENT: Final = struct.Struct("@llHHi")
EV_SYN: Final = 0x00
EV_KEY: Final = 0x01
EV_SW: Final = 0x05
SYN_REPORT: Final = 0
SYN_DROPPED: Final = 3
KEY_POWER: Final = 116
LED_CAPSL: Final = 1
READ_WAIT_S: Final = 0.2  # how long closing may take
WRITE_WAIT_S: Final = 2.0  # a pipe holds many events; it is full where its reader is gone
READ_BYTES: Final = 64 * EVENT.size  # the kernel's own buffer

_AT_ONCE_BYTES: Final = select.PIPE_BUF // EVENT.size * EVENT.size  # a pipe takes them undivided
_DOWN: Final = 1  # the value of a key; 0 is up, 2 is a key that repeats itself
_REPEATED: Final = 2
_KEY_BYTES: Final = 96  # KEY_MAX is 0x2FF
_READS: Final = 2 << 30
_WRITES: Final = 1 << 30
_INT: Final = struct.Struct("@i")


def _ioctl(direction: int, number: int, size: int) -> int:
    """Return an evdev request; _IOC of the kernel's asm-generic/ioctl.h."""
    return direction | size << 16 | ord("E") << 8 | number


EVIOCGKEY: Final = _ioctl(_READS, 0x18, _KEY_BYTES)
EVIOCGLED: Final = _ioctl(_READS, 0x19, 2)
EVIOCGSW: Final = _ioctl(_READS, 0x1B, 1)  # the state of the first 8 switches
EVIOCGBIT_KEY: Final = _ioctl(_READS, 0x20 + EV_KEY, _KEY_BYTES)
EVIOCGRAB: Final = _ioctl(_WRITES, 0x90, _INT.size)
EVIOCSCLOCKID: Final = _ioctl(_WRITES, 0xA0, _INT.size)


def event_bytes(kind: int, code: int, value: int, at_s: float = 0.0) -> bytes:
    """Return one event as the kernel would write it, at `at_s` seconds."""
    whole_s = int(at_s)
    return EVENT.pack(whole_s, int((at_s - whole_s) * 1_000_000), kind, code, value)


@dataclass(frozen=True, slots=True)
class InputEvent:
    """One event; `at_s` is when it happened, by the kernel's clock."""

    at_s: float
    kind: int
    code: int
    value: int

    @property
    def dropped(self) -> bool:
        """True where the kernel says that it dropped events: ask for the state."""
        return self.kind == EV_SYN and self.code == SYN_DROPPED


class EventFramer:
    """Cuts bytes into events; what comes between a drop and the next report is left out."""

    def __init__(self) -> None:
        self._half = b""
        self._in_ruins = False

    def step(self, data: bytes) -> tuple[InputEvent, ...]:
        """Return the whole events in `data`, in order; a half one is kept for the next step."""
        whole = self._half + data
        end = len(whole) - len(whole) % EVENT.size
        self._half = whole[end:]
        events = (
            InputEvent(s + us / 1_000_000, kind, code, value)
            for s, us, kind, code, value in EVENT.iter_unpack(whole[:end])
        )
        return tuple(event for event in events if self._counts(event))

    def _counts(self, event: InputEvent) -> bool:
        if event.dropped:
            self._in_ruins = True
            return True
        if event.kind == EV_SYN and event.code == SYN_REPORT:
            was_in_ruins, self._in_ruins = self._in_ruins, False
            return not was_in_ruins
        return not self._in_ruins


@dataclass(frozen=True, slots=True)
class KeyPress:
    """A key that went down, or up again; `at_s` as in `InputEvent`."""

    code: int
    down: bool
    at_s: float = 0.0


class KeyFramer:
    """Cuts bytes into presses of keys; keys that repeat themselves are not pressed again."""

    def __init__(self) -> None:
        self._framer = EventFramer()

    def step(self, data: bytes) -> tuple[KeyPress | None, ...]:
        """Return the presses in `data`, in order.

        None where the kernel dropped what it said: ask `EventDevice.keys_down`.
        """
        return tuple(
            None if event.dropped else KeyPress(event.code, event.value == _DOWN, event.at_s)
            for event in self._framer.step(data)
            if event.dropped or (event.kind == EV_KEY and event.value != _REPEATED)
        )


class EventDevice:
    """An open event device, or a pipe in its place; `lost` when it does not open or is gone.

    Its events tell the time by the monotonic clock. Used by one thread.
    """

    def __init__(self, path: str, lost: Callable[[str], DeviceLost], name: str = "device") -> None:
        self._lost = lost
        self._what = f"the {name} {path}"
        try:
            self._fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as exc:
            raise lost(f"{self._what} does not open: {exc.strerror}") from exc
        with suppress(OSError):  # a pipe, or something that is refused later
            fcntl.ioctl(self._fd, EVIOCSCLOCKID, _INT.pack(CLOCK_MONOTONIC))

    @property
    def is_pipe(self) -> bool:
        """True for a pipe: it can be read, and nothing can be asked."""
        return stat.S_ISFIFO(os.fstat(self._fd).st_mode)

    def switches(self) -> int | None:
        """Return the first 8 switches as bits; None where there are none, as on a pipe."""
        bits = self._ask(EVIOCGSW, 1)
        return None if bits is None else bits[0]

    def keys_down(self) -> frozenset[int] | None:
        """Return the codes of the keys that are held down; None where that can't be asked."""
        return self._codes(EVIOCGKEY)

    def keys(self) -> frozenset[int] | None:
        """Return the codes of the keys that it has; None where that can't be asked."""
        return self._codes(EVIOCGBIT_KEY)

    def caps_lock(self) -> bool:
        """Whether the light of Caps Lock is on; False where that can't be asked."""
        bits = self._ask(EVIOCGLED, 2)
        return bits is not None and bool(bits[0] & 1 << LED_CAPSL)

    def grab(self) -> None:
        """Keep all others from what it says; raises what it calls lost where that is refused.

        A pipe has no others.
        """
        if self.is_pipe:
            return
        try:
            fcntl.ioctl(self._fd, EVIOCGRAB, 1)
        except OSError as exc:
            why = "another program has taken it" if exc.errno == EBUSY else "it is no event device"
            raise self._lost(f"{self._what} can't be had alone: {why}") from exc

    def read(self, timeout_s: float = READ_WAIT_S) -> bytes:
        """Return what has arrived, b"" after `timeout_s`; raises what it calls lost at the end."""
        if not select.select([self._fd], [], [], timeout_s)[0]:
            return b""
        try:
            data = os.read(self._fd, READ_BYTES)
        except OSError as exc:
            raise self._lost(f"{self._what} is gone") from exc
        if not data:
            raise self._lost(f"{self._what} is gone")
        return data

    def close(self) -> None:
        """Let go of it; once only."""
        os.close(self._fd)

    def _codes(self, request: int) -> frozenset[int] | None:
        bits = self._ask(request, _KEY_BYTES)
        if bits is None:
            return None
        return frozenset(code for code in range(8 * len(bits)) if bits[code // 8] >> code % 8 & 1)

    def _ask(self, request: int, size: int) -> bytearray | None:
        answer = bytearray(size)
        try:
            fcntl.ioctl(self._fd, request, answer)
        except OSError:
            return None
        return answer


class EventPipe:
    """A named pipe at `path` in the place of an event device: for tests and demonstrations."""

    def __init__(self, path: Path, lost: Callable[[str], DeviceLost]) -> None:
        self.path = path
        self._lost = lost
        self._fd: int | None = None
        self.mend()

    def write(self, data: bytes) -> None:
        """Let `data` arrive, in whole events as from the kernel.

        Raises what it calls lost where it is torn, or nobody reads it.
        """
        if self._fd is None:
            raise self._lost("the pipe is torn")
        for at in range(0, len(data), _AT_ONCE_BYTES):
            if not select.select([], [self._fd], [], WRITE_WAIT_S)[1]:
                raise self._lost("nobody reads the pipe")
            os.write(self._fd, data[at : at + _AT_ONCE_BYTES])

    def drop(self) -> None:
        """Say that events were lost, as the kernel does for a reader that was too slow."""
        self.write(event_bytes(EV_SYN, SYN_DROPPED, 0) + event_bytes(EV_SYN, SYN_REPORT, 0))

    def tear(self) -> None:
        """Take the device away, as a pulled cable does. Twice is harmless."""
        if self._fd is not None:
            os.close(self._fd)
            self.path.unlink()
            self._fd = None

    def mend(self) -> None:
        """Bring the device back."""
        os.mkfifo(self.path)
        self._fd = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def close(self) -> None:
        """See `tear`."""
        self.tear()
