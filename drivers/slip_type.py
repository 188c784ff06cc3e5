"""Type on a slip: fonts by the height of their ink, words that wrap, lines that are drawn.

Sizes are dots of inked Hangul (or of digits), as in the screens' metrics, not font sizes: eight
dots are one millimetre on paper. A word is set smaller before it is broken: "비빔밥" that breaks
after "비빔", or "13:30" after "13:3", is harder to read than one that is three quarters as high.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageDraw, ImageFont

from drivers.errors import SlipUnprintable

LINE_HEIGHT = 1.4  # of the ink, as on the screens
SMALLEST_SHARE = 0.6  # of the size asked for: smaller would no longer look like what it is
SMALLEST_DOTS = 24  # 3 mm: what is smaller can't be read by everybody
_PROBE_PX = 1000
_BETWEEN = re.compile("(?<=[~\uff5e])")  # "11:30~13:30" has its best break behind the tilde


@dataclass(frozen=True, slots=True)
class Style:
    """One size and weight: `ink_dots` is how high `sample` is inked."""

    path: Path
    font: ImageFont.FreeTypeFont
    ink_dots: int
    sample: str

    @property
    def line_dots(self) -> int:
        """From one line's top of ink to the next."""
        return round(self.ink_dots * LINE_HEIGHT)

    def width_dots(self, text: str) -> int:
        """How far `text` moves on."""
        return int(self.font.getlength(text) + 0.999)

    def draw(self, draw: ImageDraw.ImageDraw, x: int, top: int, text: str) -> None:
        """Draw one line so that the top of its sample's ink is at `top`."""
        rise = -self.font.getbbox(self.sample, anchor="ls")[1]
        draw.text((x, top + rise), text, 0, self.font, anchor="ls")


def style(path: Path, ink_dots: int, sample: str = "가") -> Style:
    """Return the font file `path` at the size that inks `sample` `ink_dots` high.

    Raises `SlipUnprintable` when the font can't be read.
    """
    try:
        probe = ImageFont.truetype(path, _PROBE_PX)
        _, top, _, bottom = probe.getbbox(sample, anchor="ls")
        font = ImageFont.truetype(path, ink_dots * _PROBE_PX / (bottom - top))
    except OSError as exc:
        raise SlipUnprintable(f"the font {path} can't be read") from exc
    return Style(path, font, ink_dots, sample)


def fitting(texts: Iterable[str], look: Style, width_dots: int) -> Style:
    """Return the size asked for, or the largest smaller one that keeps each word of `texts` whole.

    A word that no readable size keeps whole asks for none: it breaks, behind its tilde if it can.
    """
    pieces = [piece for text in texts for piece in text.split()]
    smallest = max(SMALLEST_DOTS, round(look.ink_dots * SMALLEST_SHARE))
    dots = look.ink_dots
    for piece in pieces:
        dots = min(dots, _whole_dots(piece, look, width_dots, smallest))
    return look if dots == look.ink_dots else style(look.path, dots, look.sample)


def _whole_dots(word: str, look: Style, width_dots: int, smallest: int) -> int:
    """Return how high a word may be; of one that has to break, its parts between tildes."""
    parts = (word,) if _dots(word, look, width_dots) >= smallest else _BETWEEN.split(word)
    fits = [_dots(part, look, width_dots) for part in parts]
    return min((dots for dots in fits if dots >= smallest), default=look.ink_dots)


def _dots(word: str, look: Style, width_dots: int) -> int:
    """Return at which size a word is as wide as the line, at most the one asked for."""
    wide = look.width_dots(word)
    return look.ink_dots if wide <= width_dots else look.ink_dots * width_dots // wide


def wrap(text: str, style: Style, width_dots: int) -> tuple[str, ...]:
    """Break `text` into lines of at most `width_dots`; within a word only if it is longer.

    Then behind a tilde, where that is enough.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if style.width_dots(longer) <= width_dots:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, style, width_dots)
        lines += whole
    return (*lines, line) if line else tuple(lines)


def _pieces(word: str, style: Style, width_dots: int) -> list[str]:
    pieces = [""]
    for part in _BETWEEN.split(word):
        if pieces[-1] and style.width_dots(pieces[-1] + part) > width_dots:
            pieces.append("")
        for character in part:
            if pieces[-1] and style.width_dots(pieces[-1] + character) > width_dots:
                pieces.append("")
            pieces[-1] += character
    return pieces
