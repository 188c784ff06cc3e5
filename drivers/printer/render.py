"""ESC/POS bytes drawn as the paper they make: one picture a roll, at the printer's own dots.

Draws raster pictures, feeds and plain text in the printer's cell; a dashed line where paper was cut
and more follows. Hostile bytes make at most `MAX_PAPER_DOTS` of paper.
"""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from drivers.printer.contract import PAPER_DOTS
from drivers.printer.stream import Command, CommandReader, Cut, Feed, Raster, Text

MAX_PAPER_DOTS = 16000  # two metres
CELL_DOTS = (12, 24)  # font A
_WHITE, _BLACK = 1, 0


def render(data: bytes) -> Image.Image:
    """Return the paper (mode "1", black is 0, 576 dots wide) that `data` makes; never raises."""
    paper = _Paper()
    for command in CommandReader().feed(data):
        paper.take(command)
    return paper.torn_off()


class _Paper:
    """A roll that grows, its print position, and the text of the line so far."""

    def __init__(self) -> None:
        self._roll = Image.new("1", (PAPER_DOTS, 1024), _WHITE)
        self._y = 0
        self._line = b""
        self._cut_at: list[int] = []

    def take(self, command: Command) -> None:
        """Print one command."""
        match command:
            case Text(raw):
                self._line = (self._line + raw)[: PAPER_DOTS // CELL_DOTS[0]]
            case Feed(_, dots):
                self._print_line()
                self._advance(dots)
            case Raster():
                self._print_raster(command)
            case Cut(_, dots):
                self._print_line()
                self._advance(dots)
                self._cut_at.append(self._y)
            case _:
                pass

    def torn_off(self) -> Image.Image:
        """Return what has come out, with a dashed line at each cut that is not the end."""
        self._print_line()
        height = max(self._y, 1)
        draw = ImageDraw.Draw(self._roll)
        for y in self._cut_at:
            if y < height:
                for x in range(0, PAPER_DOTS, 16):
                    draw.line((x, y, x + 7, y), _BLACK)
        return self._roll.crop((0, 0, PAPER_DOTS, height))

    def _print_line(self) -> None:
        if not self._line:
            return
        draw = ImageDraw.Draw(self._roll)
        font = ImageFont.load_default(CELL_DOTS[1] - 4)
        self._reserve(CELL_DOTS[1])
        for column, byte in enumerate(self._line):
            glyph = chr(byte) if byte < 0x7F else "?"
            draw.text((column * CELL_DOTS[0], self._y), glyph, _BLACK, font)
        self._line = b""

    def _print_raster(self, raster: Raster) -> None:
        # Rows come inverted: 1 is black on the wire, 0 in the picture.
        size = (raster.width_bytes * 8, raster.height)
        dots = Image.frombytes("1", size, raster.rows, "raw", "1;I")
        wide, tall = 1 + raster.wide, 1 + raster.tall
        seen = (min(dots.width, PAPER_DOTS // wide), min(dots.height, MAX_PAPER_DOTS))
        dots = dots.crop((0, 0, *seen))
        dots = dots.resize((dots.width * wide, dots.height * tall), Image.Resampling.NEAREST)
        self._reserve(dots.height)
        self._roll.paste(dots, (0, self._y))
        self._advance(dots.height)

    def _advance(self, dots: int) -> None:
        self._reserve(dots)
        self._y = min(self._y + dots, MAX_PAPER_DOTS)

    def _reserve(self, dots: int) -> None:
        wanted = min(self._y + dots + 1, MAX_PAPER_DOTS)
        if wanted <= self._roll.height:
            return
        longer = Image.new("1", (PAPER_DOTS, min(2 * wanted, MAX_PAPER_DOTS)), _WHITE)
        longer.paste(self._roll, (0, 0))
        self._roll = longer
