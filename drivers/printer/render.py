"""ESC/POS bytes drawn as the paper they make: one picture a roll, at the printer's own dots.

Draws what ticket software sends: raster pictures (GS v 0), pictures by columns (ESC *), stored
graphics (GS ( L), native QR codes (GS ( k), text in the printer's cells with its sizes, looks and
code pages, alignment, line spacing and feeds. Where paper was cut and more follows, a dashed line
stands, with a bridge in its middle where the cut was partial. Not drawn: bar codes, page mode, and
characters of two bytes (Hangul differs by printer: we send it as dots).

Hostile bytes make at most `MAX_PAPER_DOTS` of paper, and are not read on from there.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from drivers.printer.contract import PAPER_DOTS
from drivers.printer.modes import Align, Modes
from drivers.printer.pictures import Store, column_dots, raster_dots
from drivers.printer.stream import Command, CommandReader, Cut, Feed, Other, Raster, Text
from drivers.printer.typeface import Typeface

MAX_PAPER_DOTS = 16000  # two metres
MAX_PIECES = 128  # of one line: more only ever stand upon each other
BRIDGE_DOTS = 32  # what a partial cut leaves, so that a slip does not fall
_WHITE, _BLACK = 1, 0
_DASH_DOTS = 8


def render(data: bytes, paper_dots: int = PAPER_DOTS, typeface: Path | None = None) -> Image.Image:
    """Return the paper (mode "1", black is 0, `paper_dots` wide) of `data`.

    No bytes make it raise. `typeface`: a font file for text, where more than ASCII is wanted.
    """
    paper = _Paper(paper_dots, Typeface(typeface))
    for command in CommandReader().feed(data):
        paper.take(command)
        if paper.full:
            break
    return paper.torn_off()


class _Paper:
    """A roll that grows, its print position, what is set, and the line so far."""

    def __init__(self, width_dots: int, typeface: Typeface) -> None:
        self._width = width_dots
        self._typeface = typeface
        self._roll = Image.new("1", (width_dots, 1024), _WHITE)
        self._y = 0
        self._modes = Modes()
        self._store = Store()
        self._line: list[tuple[int, Image.Image]] = []  # pieces and where they begin
        self._x = 0
        self._cuts: list[tuple[int, bool]] = []  # where, and whether partial

    @property
    def full(self) -> bool:
        """True when nothing more is drawn."""
        return self._y >= MAX_PAPER_DOTS

    def take(self, command: Command) -> None:
        """Print one command, or set what it sets."""
        match command:
            case Text(raw):
                for cell in self._typeface.drawn(raw[: self._width], self._modes.text):
                    self._put(cell)
            case Feed(raw, dots):
                self._feed(raw, dots)
            case Raster():
                self._print_picture(raster_dots(command))
            case Cut(_, dots):
                self._print_line(0)
                self._advance(dots)
                self._cuts.append((self._y, command.partial))
            case Other(raw):
                self._other(raw)

    def torn_off(self) -> Image.Image:
        """Return what has come out, with a dashed line at each cut that is not the end."""
        self._print_line(0)
        height = max(self._y, 1)
        for y, partial in self._cuts:
            if y < height:
                self._dash(y, partial)
        return self._roll.crop((0, 0, self._width, height))

    def _other(self, raw: bytes) -> None:
        if raw.startswith(b"\x1b*"):
            columns = column_dots(raw)
            if columns is not None:
                self._put(columns)
        elif raw.startswith((b"\x1d(", b"\x1d8")):
            printed = self._store.take(raw)
            if printed is not None:
                self._print_picture(printed)
        elif raw.startswith(b"\x1b$") and len(raw) == 4:
            self._x = int.from_bytes(raw[2:], "little")
        else:
            self._modes = self._modes.after(raw)

    def _put(self, piece: Image.Image) -> None:
        """Add to the line; what is beyond the paper's edge starts no new one, as with a slip."""
        if self._x + piece.width <= self._width and len(self._line) < MAX_PIECES:
            self._line.append((self._x, piece))
            self._x += piece.width
        elif not self._line and piece.width > self._width:
            self._line.append((0, piece.crop((0, 0, self._width, piece.height))))
            self._x = self._width

    def _feed(self, raw: bytes, dots: int) -> None:
        line_dots = self._modes.line_dots
        if raw.startswith(b"\x1bJ"):
            self._print_line(0)
            self._advance(dots)
        elif raw.startswith(b"\x1bd"):
            self._print_line(0)
            self._advance(raw[2] * line_dots)
        else:
            self._print_line(line_dots)

    def _print_line(self, least_dots: int) -> None:
        """Print the line so far, its pieces on one foot, and move on by its height at least."""
        height = max((piece.height for _, piece in self._line), default=0)
        left = self._left(self._x) if self._line else 0
        self._reserve(height)
        for x, piece in self._line:
            self._roll.paste(piece, (left + x, self._y + height - piece.height))
        self._advance(max(height, least_dots))
        self._line, self._x = [], 0

    def _print_picture(self, dots: Image.Image) -> None:
        self._print_line(0)
        dots = dots.crop((0, 0, min(dots.width, self._width), dots.height))
        self._reserve(dots.height)
        self._roll.paste(dots, (self._left(dots.width), self._y))
        self._advance(dots.height)

    def _left(self, width_dots: int) -> int:
        free = max(self._width - width_dots, 0)
        return {Align.LEFT: 0, Align.CENTRE: free // 2, Align.RIGHT: free}[self._modes.align]

    def _dash(self, y: int, partial: bool) -> None:
        draw = ImageDraw.Draw(self._roll)
        bridge = range((self._width - BRIDGE_DOTS) // 2, (self._width + BRIDGE_DOTS) // 2)
        for x in range(0, self._width, 2 * _DASH_DOTS):
            if not (partial and x in bridge):
                draw.line((x, y, x + _DASH_DOTS - 1, y), _BLACK)

    def _advance(self, dots: int) -> None:
        self._reserve(dots)
        self._y = min(self._y + dots, MAX_PAPER_DOTS)

    def _reserve(self, dots: int) -> None:
        wanted = min(self._y + dots + 1, MAX_PAPER_DOTS)
        if wanted <= self._roll.height:
            return
        longer = Image.new("1", (self._width, min(2 * wanted, MAX_PAPER_DOTS)), _WHITE)
        longer.paste(self._roll, (0, 0))
        self._roll = longer
