"""Codes out of a serial scanner's bytes: pure, apart from the thread that reads them.

Scanners send a code's text and end it with CR, LF or both. A plug wiggles, a scanner sends half a
code, noise comes in at a wrong speed: whatever arrives, out come whole texts or nothing. Answers to
commands are cut out before.
"""

from __future__ import annotations

from drivers.scanner_answers import answer_reader
from drivers.scanner_family import PLAIN, ScannerFamily

MAX_CHARS = 2048  # our longest code has about 500; what is longer is noise or an attack
HALF_CODE_S = 0.3  # 2,048 characters at 115200 baud take 0.18 s, and bytes come without pauses


class Framer:
    """Cuts bytes into codes. Only printable ASCII is text: our codes are Base45."""

    def __init__(
        self,
        family: ScannerFamily = PLAIN,
        max_chars: int = MAX_CHARS,
        half_code_s: float = HALF_CODE_S,
    ) -> None:
        self._family = family
        self._max_chars = max_chars + len(family.prefix)
        self._half_code_s = half_code_s
        self._answers = answer_reader(family.answers)
        self._text = bytearray()
        self._too_long = False
        self._last_byte_s = 0.0
        self._dropped_bytes = 0
        self._line = bytearray()  # what came since the last end, other alphabets' bytes too
        self._odd_bytes = 0  # of it, dropped, and noise unless the whole is somebody's text
        self._foreign_bytes = 0

    @property
    def dropped_bytes(self) -> int:
        """How many bytes were noise, too long, or half a code; a sign of a bad cable or speed."""
        return self._dropped_bytes

    @property
    def noise_bytes(self) -> int:
        """How many of them belong to no text at all: codes of others may be in any alphabet."""
        return self._dropped_bytes - self._odd_bytes - self._foreign_bytes

    def answers(self) -> tuple[bytes, ...]:
        """Return the scanner's answers to commands that are whole since the last time."""
        return self._answers.finished()

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
            if self._answers.takes(byte, self._text):
                continue
            if byte not in self._family.suffix:
                self._add(byte)
            elif code := self._finish():
                codes.append(code)
        self._dropped_bytes += self._answers.nonsense()
        return tuple(codes)

    def drop_half(self) -> None:
        """Drop a half code and half an answer, when the cable was torn."""
        self._answers.drop_half()
        self._dropped_bytes += len(self._text) + self._answers.nonsense()
        self._text.clear()
        self._too_long = False
        self._forget_line()

    def _forget_line(self) -> None:
        self._odd_bytes = 0
        self._line.clear()

    def _add(self, byte: int) -> None:
        if len(self._line) == self._max_chars:
            self._forget_line()
        self._line.append(byte)
        text = 0x20 <= byte <= 0x7E or byte in self._family.prefix
        if self._too_long or not text:
            self._dropped_bytes += 1
            self._odd_bytes += not self._too_long
        elif len(self._text) == self._max_chars:
            self.drop_half()
            self._too_long = True
            self._dropped_bytes += 1
        else:
            self._text.append(byte)

    def _finish(self) -> str:
        """Return the code; "" where it is none, or lacks the prefix that the family demands."""
        prefix = self._family.prefix
        if _is_text(self._line):
            self._foreign_bytes += self._odd_bytes
        self._forget_line()
        whole = bytes(self._text)
        code = whole.removeprefix(prefix).decode("latin-1")
        self._text.clear()
        self._too_long = False
        if whole.startswith(prefix) and code.isascii() and code.isprintable():
            return code
        self._dropped_bytes += len(whole)
        return ""


def _is_text(line: bytearray) -> bool:
    """Whether it is a text of any alphabet, in UTF-8."""
    try:
        return line.decode("utf-8").isprintable()
    except UnicodeDecodeError:
        return False
