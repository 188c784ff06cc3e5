"""What is set rather than printed: looks of characters, alignment, line spacing. Pure.

Commands are those of Epson's ESC/POS reference; one that is not known changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from drivers.printer.stream import LINE_DOTS
from drivers.printer.typeface import CODE_PAGES, LARGEST, PLAIN, TextMode


class Align(IntEnum):
    """Where a line stands, by the argument of ESC a."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Modes:
    """All that is set; a reset (ESC @) brings it back to this."""

    text: TextMode = PLAIN
    align: Align = Align.LEFT
    line_dots: int = LINE_DOTS

    def after(self, raw: bytes) -> Modes:
        """Return what is set after the command `raw`."""
        head, last = raw[:2], raw[-1]
        match head:
            case b"\x1b@":
                return Modes()
            case b"\x1b2":
                return replace(self, line_dots=LINE_DOTS)
            case b"\x1b3":
                return replace(self, line_dots=last)
            case b"\x1ba":
                aligns = {one.value for one in Align}
                return replace(self, align=Align(last & 3)) if last & 3 in aligns else self
            case _:
                return replace(self, text=_look_after(self.text, head, last))


def _look_after(look: TextMode, head: bytes, last: int) -> TextMode:
    match head:
        case b"\x1b!":
            return _looks_at_once(look, last)
        case b"\x1bE" | b"\x1bG":
            return replace(look, bold=bool(last & 1))
        case b"\x1b-":
            return replace(look, underline_dots=last & 3 if last & 3 < 3 else 0)
        case b"\x1dB":
            return replace(look, inverse=bool(last & 1))
        case b"\x1bM":
            return replace(look, font=last & 1)
        case b"\x1bt":
            return replace(look, page=CODE_PAGES.get(last, "ascii"))
        case b"\x1d!":
            wide, tall = (last >> 4) + 1, (last & 0x0F) + 1
            return replace(look, wide=wide, tall=tall) if max(wide, tall) <= LARGEST else look
        case _:
            return look


def _looks_at_once(look: TextMode, bits: int) -> TextMode:
    return replace(
        look,
        font=bits & 1,
        bold=bool(bits & 0x08),
        tall=2 if bits & 0x10 else 1,
        wide=2 if bits & 0x20 else 1,
        underline_dots=1 if bits & 0x80 else 0,
    )
