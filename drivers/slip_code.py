"""The QR code of a slip, at whole dots a module, with the white it needs around it."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from PIL import Image
from qrcode.exceptions import DataOverflowError

from drivers.errors import SlipUnprintable

SMALLEST_MODULE = 3  # dots; 0.4 mm is what phones and scanners still read at arm's length
QUIET_MODULES = 4  # of white all round: ISO/IEC 18004
MAX_QR_CHARS = 2048  # at three dots a module wide paper holds 3,000


@dataclass(frozen=True, slots=True)
class CodePicture:
    """The code without its quiet zone, mode "1", and how wide that zone has to be."""

    dots: Image.Image
    quiet_dots: int


def draw_code(text: str, wanted_dots: int, width_dots: int, margin_dots: int) -> CodePicture:
    """Return `text` as a code at most `wanted_dots` wide, more only to keep modules readable.

    Its quiet zone fits into a margin of `margin_dots`. Raises `SlipUnprintable` when there is too
    much text for `width_dots`.
    """
    matrix = _matrix(text)
    side = len(matrix)
    largest = margin_dots // QUIET_MODULES
    module = max(SMALLEST_MODULE, min(largest, min(wanted_dots, width_dots) // side))
    if module * side > width_dots or module > largest:
        raise SlipUnprintable("the code does not fit the paper at a readable size")
    dots = Image.new("1", (side, side), 1)
    dots.putdata([0 if black else 1 for row in matrix for black in row])
    size = (side * module, side * module)
    return CodePicture(dots.resize(size, Image.Resampling.NEAREST), QUIET_MODULES * module)


def _matrix(text: str) -> list[list[bool]]:
    if not 0 < len(text) <= MAX_QR_CHARS:
        raise SlipUnprintable(f"a code of {len(text)} characters does not fit the paper")
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    try:
        code.make()
    except (DataOverflowError, ValueError) as exc:
        raise SlipUnprintable("the code's text is too long for a QR code") from exc
    matrix: list[list[bool]] = code.get_matrix()
    return matrix
