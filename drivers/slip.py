"""The printed slip: what a resident carries from the kiosk to the counter, as dots.

Pure layout: words in, a 1-bit picture 576 dots wide out. Eight dots are one millimetre. The voice
is that of the screens: one idea per line, left aligned, one type scale, generous white.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from drivers.errors import SlipUnprintable


@dataclass(frozen=True, slots=True)
class Slip:
    """The words of one slip, already in the resident's language.

    `big` is what the slip is good for, with the number in it ("점심 식권 1장"); `rows` are label
    and value pairs; `qr` is the text of the code; `help` is one line on what to do with it.
    """

    facility: str
    title: str
    big: str
    rows: tuple[tuple[str, str], ...]
    qr: str
    help: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SlipFonts:
    """Font files (OpenType) that hold the slip's language."""

    regular: Path
    bold: Path


def render_slip(slip: Slip, fonts: SlipFonts) -> Image.Image:
    """Lay out `slip`: a 1-bit picture (mode "1", black is 0), 576 dots wide, as high as needed.

    Raises `SlipUnprintable` when the words or the code don't fit or a font can't be read.
    """
    raise SlipUnprintable(f"no layout for {slip.title} with {fonts.bold.name} yet")
