"""The printer's own characters: one cell each, in the sizes and looks that commands ask for.

Its real typeface is in the printer; these are drawn in the same cells (12 x 24 dots, font B 9 by
17), doubled dot by dot as a printer does. A character that no page or font has is an empty box.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

CELLS = ((12, 24), (9, 17))  # dots, by font
TYPE_SIZES = (19, 14)  # of the drawn font, so that its capitals and tails stay in their cell
LARGEST = 8  # times a cell, each way
MAX_KEPT = 1024  # drawn cells
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

    @property
    def cell_dots(self) -> tuple[int, int]:
        """Width and height of one character on paper."""
        width, height = CELLS[self.font]
        return width * self.wide, height * self.tall

    def drawn(self, raw: bytes) -> list[Image.Image]:
        """Return one picture a byte."""
        return [_cell(byte, self) for byte in raw]


PLAIN = TextMode()


@lru_cache(MAX_KEPT)
def _cell(byte: int, mode: TextMode) -> Image.Image:
    width, height = CELLS[mode.font]
    cell = Image.new("1", (width, height), _WHITE)
    draw = ImageDraw.Draw(cell)
    character = bytes([byte]).decode(mode.page, "replace")
    if character == "\ufffd" or not character.isprintable():
        draw.rectangle((1, 3, width - 3, height - 6), outline=_BLACK)
    else:
        _draw_character(draw, character, mode)
    if mode.underline_dots:
        draw.rectangle((0, height - mode.underline_dots, width - 1, height - 1), fill=_BLACK)
    if mode.inverse:
        cell = cell.point(lambda dot: 0 if dot else 1, "1")
    return cell.resize((width * mode.wide, height * mode.tall), Image.Resampling.NEAREST)


def _draw_character(draw: ImageDraw.ImageDraw, character: str, mode: TextMode) -> None:
    width, height = CELLS[mode.font]
    font = _font(mode.font)
    left = max(0, (width - 1 - round(font.getlength(character))) // 2)
    for shift in range(1 + mode.bold):
        draw.text((left + shift, height * 3 // 4), character, _BLACK, font, anchor="ls")


@lru_cache(len(CELLS))
def _font(number: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(TYPE_SIZES[number])
