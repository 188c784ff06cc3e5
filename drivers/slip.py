"""The printed slip: what a resident carries from the kiosk to the counter, as dots.

Pure layout: words in, a 1-bit picture 576 dots wide out. Eight dots are one millimetre. The voice
is that of the screens: one idea per line, left aligned, one type scale, generous white.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw
from qrcode.exceptions import DataOverflowError

from drivers.errors import SlipUnprintable
from drivers.printer.contract import PAPER_DOTS
from drivers.slip_sign import Sign, draw_sign
from drivers.slip_type import Style, style, wrap

MARGIN = 24
WIDTH = PAPER_DOTS - 2 * MARGIN
# The type scale, in dots of ink.
NOTE, BODY, NAME, BIG = 26, 32, 48, 96
# White between groups, and within one.
BETWEEN, WITHIN = 56, 24
LABEL_GAP = 32
SIGN = 48  # 6 mm: as high as a name, so that it is seen before it is read

# ISO/IEC 18004 wants four modules of white all round: the margin is that for the largest module.
SMALLEST_MODULE, LARGEST_MODULE = 3, MARGIN // 4
WANTED_QR = 320  # 40 mm: read at arm's length, and the slip still fits a hand
INKED_BELOW = (
    160  # of 255: half-covered dots are inked, so that thin strokes survive the print head
)

LONGEST = 8000  # one metre: more than all that the limits below let through
MAX_ROWS = 12
MAX_CHARS = 200  # a sentence; longer is a mistake in a profile
MAX_QR_CHARS = 2048  # at three dots a module the paper holds 3,000


@dataclass(frozen=True, slots=True)
class Slip:
    """The words of one slip, already in the resident's language.

    `big` is what the slip is good for, with the number in it ("점심 1장"); `rows` are label and
    value pairs; `qr` is the text of the code; `help` is one line on what to do with it. `state`
    says how sure the sale is, beside its `sign`; without words there is no sign.
    """

    facility: str
    title: str
    big: str
    rows: tuple[tuple[str, str], ...]
    qr: str
    help: str
    note: str = ""
    state: str = ""
    sign: Sign = Sign.CHECK


@dataclass(frozen=True, slots=True)
class SlipFonts:
    """Font files (OpenType) that hold the slip's language."""

    regular: Path
    bold: Path


def render_slip(slip: Slip, fonts: SlipFonts) -> Image.Image:
    """Lay out `slip`: a 1-bit picture (mode "1", black is 0), 576 dots wide, as high as needed.

    Raises `SlipUnprintable` when the words or the code don't fit or a font can't be read.
    """
    _check(slip)
    code = _code(slip.qr)
    sheet = _Sheet()
    sheet.words(slip.facility, style(fonts.bold, NAME))
    sheet.words(slip.title, style(fonts.regular, BODY))
    sheet.space(BETWEEN - WITHIN)
    sheet.words(slip.big, style(fonts.bold, BIG, "0"))
    sheet.space(BETWEEN - WITHIN)
    sheet.table(slip.rows, style(fonts.regular, BODY), style(fonts.bold, BODY))
    sheet.state(slip.sign, slip.state, style(fonts.bold, BODY))
    sheet.space(BETWEEN - WITHIN)
    sheet.picture(code)
    sheet.words(slip.help, style(fonts.bold, BODY))
    sheet.words(slip.note, style(fonts.regular, NOTE))
    return sheet.torn_off()


def _check(slip: Slip) -> None:
    other = {"rows", "qr", "sign"}
    words = [getattr(slip, field.name) for field in fields(slip) if field.name not in other]
    words += [word for row in slip.rows for word in row]
    if len(slip.rows) > MAX_ROWS or any(len(word) > MAX_CHARS for word in words):
        raise SlipUnprintable(f"the slip {slip.title[:40]!r} has too many words")


def _code(text: str) -> Image.Image:
    """Return the QR code without its quiet zone, as large as wanted, mode "1"."""
    if not 0 < len(text) <= MAX_QR_CHARS:
        raise SlipUnprintable(f"a code of {len(text)} characters does not fit the paper")
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    try:
        code.make()
    except (DataOverflowError, ValueError) as exc:
        raise SlipUnprintable("the code's text is too long for a QR code") from exc
    matrix = code.get_matrix()
    side = len(matrix)
    module = max(SMALLEST_MODULE, min(LARGEST_MODULE, WANTED_QR // side))
    if module * side > WIDTH:
        raise SlipUnprintable("the code does not fit the paper at a readable size")
    dots = Image.new("1", (side, side), 1)
    dots.putdata([0 if black else 1 for row in matrix for black in row])
    return dots.resize((side * module, side * module), Image.Resampling.NEAREST)


class _Sheet:
    """Paper that is filled from the top."""

    def __init__(self) -> None:
        self._image = Image.new("L", (PAPER_DOTS, LONGEST), 255)
        self._draw = ImageDraw.Draw(self._image)
        self._y = MARGIN

    def space(self, dots: int) -> None:
        """Leave white."""
        self._y += dots

    def words(self, text: str, look: Style) -> None:
        """Set a paragraph; no words, no space."""
        if text:
            self._y = self._lines(wrap(text, look, WIDTH), look, MARGIN, self._y) + WITHIN

    def table(self, rows: tuple[tuple[str, str], ...], label: Style, value: Style) -> None:
        """Set labels in one column and their values in the next."""
        column = max((label.width_dots(text) for text, _ in rows), default=0) + LABEL_GAP
        column = min(column, WIDTH // 2)
        for name, text in rows:
            names = wrap(name, label, column - LABEL_GAP)
            values = wrap(text, value, WIDTH - column)
            left_end = self._lines(names, label, MARGIN, self._y)
            right_end = self._lines(values, value, MARGIN + column, self._y)
            self._y = max(left_end, right_end) + WITHIN

    def state(self, sign: Sign, text: str, look: Style) -> None:
        """Set a sign and words beside it, in the middle of its height; no words, no sign."""
        if not text:
            return
        left = MARGIN + SIGN + LABEL_GAP // 2
        lines = wrap(text, look, PAPER_DOTS - MARGIN - left)
        high = (len(lines) - 1) * look.line_dots + look.ink_dots
        draw_sign(self._draw, sign, MARGIN, self._y + max(0, high - SIGN) // 2, SIGN)
        self._lines(lines, look, left, self._y + max(0, SIGN - high) // 2)
        self._y += max(SIGN, high) + WITHIN

    def picture(self, dots: Image.Image) -> None:
        """Put a picture at the left margin, with white all round."""
        self._image.paste(dots, (MARGIN, self._y))
        self._y += dots.height + BETWEEN

    def torn_off(self) -> Image.Image:
        """Return what is filled, and a margin."""
        sheet = self._image.crop((0, 0, PAPER_DOTS, self._y + MARGIN))
        return sheet.point(lambda grey: 255 if grey >= INKED_BELOW else 0, "1")

    def _lines(self, lines: tuple[str, ...], look: Style, x: int, top: int) -> int:
        """Draw lines from `top` down; returns the bottom of the last one's ink."""
        for number, line in enumerate(lines):
            look.draw(self._draw, x, top + number * look.line_dots, line)
        return top + (len(lines) - 1) * look.line_dots + look.ink_dots if lines else top
