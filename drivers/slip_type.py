"""Type on a slip: fonts by the height of their ink, words that wrap, lines that are drawn.

Sizes are dots of inked Hangul (or of digits), as in the screens' metrics, not font sizes: eight
dots are one millimetre on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import ImageDraw, ImageFont

from drivers.errors import SlipUnprintable

LINE_HEIGHT = 1.4  # of the ink, as on the screens
_PROBE_PX = 1000


@dataclass(frozen=True, slots=True)
class Style:
    """One size and weight: `ink_dots` is how high `sample` is inked."""

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
        return Style(
            ImageFont.truetype(path, ink_dots * _PROBE_PX / (bottom - top)), ink_dots, sample
        )
    except OSError as exc:
        raise SlipUnprintable(f"the font {path} can't be read") from exc


def wrap(text: str, style: Style, width_dots: int) -> tuple[str, ...]:
    """Break `text` into lines of at most `width_dots`; within a word only if it is longer."""
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
    for character in word:
        if pieces[-1] and style.width_dots(pieces[-1] + character) > width_dots:
            pieces.append("")
        pieces[-1] += character
    return pieces
