"""A hand-free code scanner that types (a keyboard wedge), by its event device, in its own thread.

The device is grabbed: not one key of it reaches the desktop, so neither the focus nor the Hangul
input method nor Alt+F4 in a code means anything. One that is gone is looked for again. Only the
scanner's own device is read; a keyboard that somebody plugs in is another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import Final

from drivers.device import DeviceState, DeviceThread, ThreadedDriver, tell
from drivers.errors import DeviceBabbles, ScannerLost
from drivers.input_events import (
    EV_KEY,
    EV_SYN,
    SYN_REPORT,
    EventDevice,
    EventPipe,
    KeyFramer,
    event_bytes,
)
from drivers.noise import NoiseMeter
from drivers.scan import ScanBudget, ScanGate
from drivers.wedge_keys import (
    KEY_CAPSLOCK,
    KEY_ENTER,
    KEY_LEFTSHIFT,
    KEYPAD,
    US_LAYOUT,
    WHAT_A_SCANNER_HAS,
    WedgeFramer,
)

MAX_NOISE_KEYS: Final = 1024  # in two seconds: fists on a keyboard make a tenth of it
MAX_IDLE: Final = 400  # in two seconds, of keys that type nothing, and of codes told before


class TypingDevice:
    """An open and grabbed keyboard, or a pipe; ScannerLost where that is not to be had.

    What lacks the keys of a scanner is not grabbed: that might be the panel's touch.
    """

    def __init__(self, path: str) -> None:
        self.events = EventDevice(path, ScannerLost, "scanner")
        self.framer = KeyFramer()
        try:
            self._have_alone(path)
        except ScannerLost:
            self.close()
            raise

    def close(self) -> None:
        """Let go of it."""
        self.events.close()

    def _have_alone(self, path: str) -> None:
        keys = self.events.keys()
        if keys is not None and not keys >= WHAT_A_SCANNER_HAS:
            raise ScannerLost(f"the scanner {path} has no keys to type a code with")
        self.events.grab()


class WedgeScanner(ThreadedDriver[TypingDevice]):
    """Reads codes without pause and comes back after a torn cable; a context manager with `closed`.

    `on_scan` gets the text of each code, `on_state` each change of state, both in the scanner's
    thread. A code held before it is one scan until it was away. `is_awaited` knows texts of the
    form awaited here, as for `WedgeFramer`.
    """

    def __init__(
        self,
        path: str,
        on_scan: Callable[[str], None],
        on_state: Callable[[DeviceState], None] = lambda _: None,
        *,
        clock: Callable[[], float] = monotonic,
        is_awaited: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._path = path
        self._on_scan = on_scan
        self._clock = clock
        self._framer = WedgeFramer(is_awaited=is_awaited)
        self._noise = NoiseMeter(MAX_NOISE_KEYS)
        self._idling = NoiseMeter(MAX_IDLE)
        self._budget = ScanBudget()
        self._gate = ScanGate()
        self._thread = DeviceThread("wedge-scanner", self._open, self._read, on_state)

    @property
    def dropped_keys(self) -> int:
        """How many keys were no code; see `WedgeFramer`."""
        return self._framer.dropped_keys

    def _open(self) -> TypingDevice:
        device = TypingDevice(self._path)
        for meter in (self._noise, self._idling, self._budget):
            meter.clear()
        events = device.events
        self._framer.begin(events.keys_down() or frozenset(), caps=events.caps_lock())
        return device

    def _read(self, device: TypingDevice) -> None:
        dropped, idle = self._framer.dropped_keys, self._framer.idle_keys
        codes = self._codes(device, device.events.read())
        now_s = self._clock()
        scans = self._gate.step(now_s, codes)
        idle = self._framer.idle_keys - idle + len(codes) - len(scans)
        noise = self._noise.step(now_s, self._framer.dropped_keys - dropped)
        if noise or self._idling.step(now_s, idle) or self._budget.step(now_s, len(scans)):
            raise DeviceBabbles(f"the scanner {self._path} types what is no code")
        for code in scans:
            tell(self._on_scan, code)

    def _codes(self, device: TypingDevice, data: bytes) -> list[str]:
        codes = []
        for key in device.framer.step(data):
            if key is None:
                events = device.events
                self._framer.keys_lost(events.keys_down() or frozenset(), caps=events.caps_lock())
            elif (code := self._framer.press(key)) is not None:
                codes.append(code)
        return codes


class TypingStyle(StrEnum):
    """How a scanner gets at capital letters and digits."""

    SHIFT = "shift"  # Shift around each capital, as they come from the factory
    CAPS_LOCK = "caps-lock"  # Caps Lock before and after the code, Shift around signs only
    KEYPAD = "keypad"  # as SHIFT, and digits by the keypad


class SimulatedWedge(EventPipe):
    """A scanner that types, as a named pipe at `path`: for tests and demonstrations.

    Its keys carry the time that a real one takes for them: `gap_s` seconds a key.
    """

    def __init__(
        self,
        path: Path,
        style: TypingStyle = TypingStyle.SHIFT,
        gap_s: float = 0.01,
        end: int = KEY_ENTER,
    ) -> None:
        super().__init__(path, ScannerLost)
        self._style = style
        self._gap_s = gap_s
        self._end = end
        self._at_s = monotonic()

    def scan(self, text: str) -> None:
        """Type `text`, printable ASCII, and the key that ends a code."""
        self.write(self.typed(text) + self.keys([self._end]))

    def typed(self, text: str) -> bytes:
        """Return the events of typing `text`, without the end."""
        inner = b"".join(self._type(character) for character in text)
        if self._style is not TypingStyle.CAPS_LOCK:
            return inner
        lock = self.keys([KEY_CAPSLOCK])
        return lock + inner + self.keys([KEY_CAPSLOCK])

    def keys(self, codes: Iterable[int]) -> bytes:
        """Return the events of pressing each key and letting it go."""
        return b"".join(self._move(code, 1) + self._move(code, 0) for code in codes)

    def hold(self, code: int, times: int) -> bytes:
        """Return the events of a key held down for so long that it repeats itself `times`."""
        return self._move(code, 1) + self._move(code, 2) * times + self._move(code, 0)

    def wait(self, seconds: float) -> None:
        """Let time pass before the next key."""
        self._at_s += seconds

    def _type(self, character: str) -> bytes:
        self.wait(self._gap_s)
        if self._style is TypingStyle.KEYPAD and character.isdigit():
            return self.keys([_find(KEYPAD, character)[0]])
        code, shifted = _find(US_LAYOUT, character)
        if self._style is TypingStyle.CAPS_LOCK and character.isalpha():
            shifted = not shifted
        if not shifted:
            return self.keys([code])
        return self._move(KEY_LEFTSHIFT, 1) + self.keys([code]) + self._move(KEY_LEFTSHIFT, 0)

    def _move(self, code: int, value: int) -> bytes:
        report = event_bytes(EV_SYN, SYN_REPORT, 0, self._at_s)
        return event_bytes(EV_KEY, code, value, self._at_s) + report


def _find(layout: dict[int, tuple[str, str]], character: str) -> tuple[int, bool]:
    """Return the key that types `character`, and whether with Shift."""
    for code, pair in layout.items():
        if character in pair:
            return code, character != pair[0]
    raise ValueError(f"no key types {character!r}")
