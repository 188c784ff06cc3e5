"""What a serial scanner's thread has to send it: begin reading, end it, beep."""

from __future__ import annotations

from threading import Lock
from typing import Final

from drivers.scanner_family import ScannerFamily

TRIGGER_AGAIN_S: Final = 5.0  # a scanner ends reading by itself; shorter than any does
AFTER_READ_S: Final = 1.0  # or a code that is still held there would beep without a pause


class Orders:
    """What the scanner's thread has to send, told by other threads."""

    def __init__(self, family: ScannerFamily) -> None:
        self._family = family
        self._lock = Lock()
        self._wanted = True
        self._told: bool | None = None  # by the last command
        self._again_s = 0.0
        self._refused = False

    def begin(self) -> None:
        """The port was opened anew: the scanner knows nothing."""
        with self._lock:
            self._told, self._refused = None, False

    def want(self, wanted: bool) -> None:
        """See `SerialScanner.want`."""
        with self._lock:
            self._wanted = wanted

    def refuse(self) -> None:
        """See `SerialScanner.refuse`."""
        with self._lock:
            self._refused = True

    def read_one(self, now_s: float) -> None:
        """A code was read at `now_s`: the scanner has ended reading by itself."""
        with self._lock:
            self._again_s = now_s + AFTER_READ_S

    def due(self, now_s: float) -> tuple[bytes, ...]:
        """Return the commands to send now, none of them empty."""
        with self._lock:
            commands = [self._family.beep_bad] if self._refused else []
            self._refused = False
            if self._told is not self._wanted:
                commands += self._switch()
                self._again_s = now_s + TRIGGER_AGAIN_S
            elif self._wanted and now_s >= self._again_s:
                commands.append(self._family.trigger_on)
                self._again_s = now_s + TRIGGER_AGAIN_S
            return tuple(command for command in commands if command)

    def _switch(self) -> list[bytes]:
        self._told = self._wanted
        if self._wanted:
            return [self._family.aim_on, self._family.trigger_on]
        return [self._family.trigger_off, self._family.aim_off]
