"""Codes out of a serial scanner's bytes: pure, apart from the thread that reads them.

Scanners send a code's text and end it with CR, LF or both. A plug wiggles, a scanner sends half a
code, noise comes in at a wrong speed: whatever arrives, out come whole texts or nothing. Answers to
commands are cut out before.

Where a code broke off in its middle, by a pause or by bytes that are no answer, its rest comes yet,
and ends as a whole code does. So what follows a break is a code only if it begins as an awaited one
does, up to the next end, or until nothing came for `REST_S`.
"""

from __future__ import annotations

from collections.abc import Callable

from drivers.scanner_answers import answer_reader
from drivers.scanner_family import PLAIN, ScannerFamily

MAX_CHARS = 2048  # our longest code has about 500; what is longer is noise or an attack
HALF_CODE_S = 0.3  # 2,048 characters at 115200 baud take 0.18 s, and bytes come without pauses
REST_S = 1.0  # a code's rest comes within that; the next one's hand does not


class Framer:
    """Cuts bytes into codes. Only printable ASCII is text: our codes are Base45.

    `is_awaited` knows a code of the form awaited here by its beginning, also behind a break.
    """

    def __init__(
        self,
        family: ScannerFamily = PLAIN,
        max_chars: int = MAX_CHARS,
        half_code_s: float = HALF_CODE_S,
        is_awaited: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._family = family
        self._max_chars = max_chars + len(family.prefix)
        self._half_code_s = half_code_s
        self._is_awaited = is_awaited
        self._may_be_rest = False
        self._answers = answer_reader(family)
        self._text = bytearray()
        self._too_long = False
        self._last_byte_s = 0.0
        self._dropped_bytes = 0
        self._empty_lines = 0
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

    @property
    def empty_lines(self) -> int:
        """How many ends came that ended no code; behind a code of a CR LF scanner there is one."""
        return self._empty_lines

    def answers(self) -> tuple[bytes, ...]:
        """Return the scanner's answers to commands that are whole since the last time."""
        return self._answers.finished()

    def step(self, now_s: float, data: bytes = b"") -> tuple[str, ...]:
        """Take `data` that arrived at `now_s` (monotonic seconds); returns the codes completed.

        Call it without data from time to time: a half code is dropped after a pause.
        """
        self._mind_pause(now_s - self._last_byte_s)
        if data:
            self._last_byte_s = now_s
        codes = []
        for byte in data:
            taken = self._answers.takes(byte, self._text)
            if self._answers.broke_off():
                self._break_off()
            if taken:
                if not self._text:
                    self._forget_line()  # the answer took it
                continue
            if byte not in self._family.suffix:
                self._add(byte)
            elif code := self._finish():
                codes.append(code)
            else:
                self._empty_lines += 1
        self._dropped_bytes += self._answers.nonsense()
        return tuple(codes)

    def drop_half(self) -> None:
        """Drop a half code and half an answer, when the cable was torn: no rest comes."""
        self._answers.drop_half()
        self._answers.broke_off()
        self._break_off()
        self._may_be_rest = False

    def _mind_pause(self, pause_s: float) -> None:
        if pause_s < self._half_code_s:
            return
        self._answers.drop_half()
        if self._answers.broke_off() or self._line:
            self._break_off()  # however long it was: bytes wait where a thread does not come to run
        elif pause_s >= REST_S:
            self._may_be_rest = False

    def _break_off(self) -> None:
        self._may_be_rest = True
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
            self._break_off()
            self._too_long = True
            self._dropped_bytes += 1
        else:
            self._text.append(byte)

    def _finish(self) -> str:
        """Return the code; "" where it is none, a rest, or without the family's prefix."""
        prefix = self._family.prefix
        if _is_text(self._line):
            self._foreign_bytes += self._odd_bytes
        self._forget_line()
        whole = bytes(self._text)
        code = whole.removeprefix(prefix).decode("latin-1")
        self._text.clear()
        self._too_long = False
        may_be_rest, self._may_be_rest = self._may_be_rest, False
        if not (whole.startswith(prefix) and code.isascii() and code.isprintable()):
            self._dropped_bytes += len(whole)
            return ""
        if not may_be_rest or self._is_awaited(code):
            return code
        self._dropped_bytes += len(whole)
        self._foreign_bytes += len(whole)  # no noise: it can be read
        return ""


def _is_text(line: bytearray) -> bool:
    """Whether it is a text of any alphabet, in UTF-8."""
    try:
        return line.decode("utf-8").isprintable()
    except UnicodeDecodeError:
        return False
