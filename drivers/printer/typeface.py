"""The printer's own characters: one cell each, in the sizes and looks that commands ask for.

Its real typeface is in the printer; these are drawn in the same cells (12 x 24 dots, font B 9 by
17), doubled dot by dot as a printer does. A character that no page or font has is an empty box.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CELLS = ((12, 24), (9, 17))  # dots, by font
TYPE_SIZES = (19, 14)  # of the drawn font, so that its capitals and tails stay in their cell
LARGEST = 8  # times a cell, each way
MAX_KEPT = 1024  # drawn cells
INKED_BELOW = 160  # of 255, of a character made narrower
_WHITE, _BLACK = 1, 0

# ESC t n, for the pages that Epson's reference gives and Python knows.
CODE_PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    13: "cp857",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
}


@dataclass(frozen=True, slots=True)
class TextMode:
    """How characters look from here on."""

    font: int = 0
    bold: bool = False
    underline_dots: int = 0
    inverse: bool = False
    wide: int = 1
    tall: int = 1
    page: str = "cp437"


PLAIN = TextMode()


class Typeface:
    """Draws cells from a font file, or from a plain one that has the letters of ASCII alone."""

    def __init__(self, path: Path | None = None) -> None:
        self._fonts = [_font(path, size) for size in TYPE_SIZES]
        self._kept: dict[tuple[int, TextMode], Image.Image] = {}

    def drawn(self, raw: bytes, mode: TextMode) -> list[Image.Image]:
        """Return one picture a byte."""
        return [self._cell(byte, mode) for byte in raw]

    def _cell(self, byte: int, mode: TextMode) -> Image.Image:
        kept = self._kept.get((byte, mode))
        if kept is None:
            kept = self._draw(byte, mode)
            if len(self._kept) < MAX_KEPT:
                self._kept[byte, mode] = kept
        return kept

    def _draw(self, byte: int, mode: TextMode) -> Image.Image:
        width, height = CELLS[mode.font]
        character = bytes([byte]).decode(mode.page, "replace")
        if character == "\ufffd" or not character.isprintable():
            cell = Image.new("1", (width, height), _WHITE)
            ImageDraw.Draw(cell).rectangle((1, 3, width - 3, height - 6), outline=_BLACK)
        else:
            cell = self._character(character, mode)
        if mode.underline_dots:
            line = (0, height - mode.underline_dots, width - 1, height - 1)
            ImageDraw.Draw(cell).rectangle(line, fill=_BLACK)
        if mode.inverse:
            cell = cell.point(lambda dot: 0 if dot else 1, "1")
        return cell.resize((width * mode.wide, height * mode.tall), Image.Resampling.NEAREST)

    def _character(self, character: str, mode: TextMode) -> Image.Image:
        """Draw in the middle of a cell; a character that is too wide is made narrower."""
        width, height = CELLS[mode.font]
        font = self._fonts[mode.font]
        room = max(width, round(font.getlength(character)) + 1 + mode.bold)
        drawn = Image.new("1", (room, height), _WHITE)
        left = max(0, (room - 1 - round(font.getlength(character))) // 2)
        for shift in range(1 + mode.bold):
            place = (left + shift, height * 3 // 4)
            ImageDraw.Draw(drawn).text(place, character, _BLACK, font, anchor="ls")
        if room == width:
            return drawn
        narrower = drawn.convert("L").resize((width, height), Image.Resampling.BOX)
        return narrower.point(lambda grey: 255 if grey > INKED_BELOW else 0, "1")


def _font(path: Path | None, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
