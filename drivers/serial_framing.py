"""Codes out of a serial scanner's bytes: pure, apart from the thread that reads them.

Scanners send a code's text and end it with CR, LF or both. A plug wiggles, a scanner sends half a
code, noise comes in at a wrong speed: whatever arrives, out come whole texts or nothing.
"""

from __future__ import annotations

MAX_CHARS = 2048  # our longest code has about 500; what is longer is noise or an attack
HALF_CODE_S = 0.3  # 2,048 characters at 115200 baud take 0.18 s, and bytes come without pauses

_ENDS = b"\r\n"


class Framer:
    """Cuts bytes into codes. Only printable ASCII is text: our codes are Base45."""

    def __init__(self, max_chars: int = MAX_CHARS, half_code_s: float = HALF_CODE_S) -> None:
        self._max_chars = max_chars
        self._half_code_s = half_code_s
        self._text = bytearray()
        self._too_long = False
        self._last_byte_s = 0.0
        self._dropped_bytes = 0

    @property
    def dropped_bytes(self) -> int:
        """How many bytes were noise, too long, or half a code; a sign of a bad cable or speed."""
        return self._dropped_bytes

    def step(self, now_s: float, data: bytes = b"") -> tuple[str, ...]:
        """Take `data` that arrived at `now_s` (monotonic seconds); returns the codes completed.

        Call it without data from time to time: a half code is dropped after a pause.
        """
        if now_s - self._last_byte_s >= self._half_code_s:
            self.drop_half()
        if data:
            self._last_byte_s = now_s
        codes = []
        for byte in data:
            if byte not in _ENDS:
                self._add(byte)
            elif code := self._finish():
                codes.append(code)
        return tuple(codes)

    def drop_half(self) -> None:
        """Drop a half code, when the cable was torn."""
        self._dropped_bytes += len(self._text)
        self._text.clear()
        self._too_long = False

    def _add(self, byte: int) -> None:
        if self._too_long or not 0x20 <= byte <= 0x7E:
            self._dropped_bytes += 1
        elif len(self._text) == self._max_chars:
            self.drop_half()
            self._too_long = True
            self._dropped_bytes += 1
        else:
            self._text.append(byte)

    def _finish(self) -> str:
        code = self._text.decode("ascii")
        self._text.clear()
        self._too_long = False
        return code
