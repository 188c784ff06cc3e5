"""Pictures that come as commands: rasters, columns (ESC *), stored graphics, native QR codes.

Each is drawn as a mode "1" picture, black is 0. Whatever makes no sense draws nothing.
"""

from __future__ import annotations

import qrcode
from PIL import Image
from qrcode.exceptions import DataOverflowError

from drivers.printer.stream import Raster

WIDEST_DOTS = 1024  # beyond any paper; the rest of a wider picture is not drawn
TALLEST_DOTS = 4096  # of one picture
MAX_QR_BYTES = 2953  # what the largest QR code holds
LARGEST_MODULE = 16
MAX_SYMBOLS = 8  # QR codes a paper: drawing a large one takes a third of a second

_WHITE = 1
_COLUMN_MODES = {0: (1, 2, 3), 1: (1, 1, 3), 32: (3, 2, 1), 33: (3, 1, 1)}  # bytes, wide, tall
_LEVELS = {
    48: qrcode.ERROR_CORRECT_L,
    49: qrcode.ERROR_CORRECT_M,
    50: qrcode.ERROR_CORRECT_Q,
    51: qrcode.ERROR_CORRECT_H,
}
_QR = b"\x31"
_GRAPHICS_HEADER = 8  # tone, two scales, colour, width and height in dots


def raster_dots(raster: Raster) -> Image.Image:
    """Return the picture of GS v 0."""
    size = (raster.width_bytes * 8, raster.height)
    return _scaled(_bits(size, raster.rows), 1 + raster.wide, 1 + raster.tall)


def column_dots(raw: bytes) -> Image.Image | None:
    """Return the picture of ESC *, whose bytes go down, then to the right."""
    how = _COLUMN_MODES.get(raw[2]) if len(raw) >= 5 else None
    if how is None:
        return None
    high, wide, tall = how
    columns = (len(raw) - 5) // high
    if columns == 0:
        return None
    turned = _bits((high * 8, columns), raw[5 : 5 + columns * high])
    return _scaled(turned.transpose(Image.Transpose.TRANSPOSE), wide, tall)


def _bits(size: tuple[int, int], rows: bytes) -> Image.Image:
    """Return packed dots, 1 on the wire for black, as a picture."""
    return Image.frombytes("1", size, rows, "raw", "1;I")


def _scaled(dots: Image.Image, wide: int, tall: int) -> Image.Image:
    seen = (min(dots.width, WIDEST_DOTS // wide), min(dots.height, TALLEST_DOTS // tall))
    dots = dots.crop((0, 0, *seen))
    return dots.resize((dots.width * wide, dots.height * tall), Image.Resampling.NEAREST)


class Store:
    """What the printer keeps until it is told to print it: one QR code, one picture."""

    def __init__(self) -> None:
        self._module = 3
        self._level = _LEVELS[48]
        self._text = b""
        self._graphics: Image.Image | None = None
        self._symbols = 0

    def take(self, raw: bytes) -> Image.Image | None:
        """Take GS ( k, GS ( L or GS 8 L; returns what is to be printed now."""
        if raw.startswith(b"\x1d(k"):
            return self._symbol(raw[5:]) if raw[5:6] == _QR else None
        if raw.startswith(b"\x1d(L"):
            return self._graphic(raw[5:])
        if raw.startswith(b"\x1d8L"):
            return self._graphic(raw[7:])
        return None

    def _symbol(self, told: bytes) -> Image.Image | None:
        match told[1:2]:
            case b"C" if len(told) >= 3:
                self._module = min(max(told[2], 1), LARGEST_MODULE)
            case b"E" if len(told) >= 3:
                self._level = _LEVELS.get(told[2], self._level)
            case b"P":
                self._text = told[3:][:MAX_QR_BYTES]
            case b"Q" if self._text and self._symbols < MAX_SYMBOLS:
                self._symbols += 1
                return qr_dots(self._text, self._level, self._module)
        return None

    def _graphic(self, told: bytes) -> Image.Image | None:
        match told[1:2]:
            case b"p":
                self._graphics = _stored(told[2:])
            case b"2" | b"\x02":
                printed, self._graphics = self._graphics, None
                return printed
        return None


def _stored(told: bytes) -> Image.Image | None:
    if len(told) < _GRAPHICS_HEADER:
        return None
    wide, tall = told[1], told[2]
    width, height = (int.from_bytes(told[at : at + 2], "little") for at in (4, 6))
    rows = told[_GRAPHICS_HEADER:]
    if not (width and height and {wide, tall} <= {1, 2}) or len(rows) != -(-width // 8) * height:
        return None
    return _scaled(_bits((width, height), rows), wide, tall)


def qr_dots(text: bytes, level: int, module_dots: int) -> Image.Image | None:
    """Return a QR code without its quiet zone; None where the text is too long for its level."""
    code = qrcode.QRCode(error_correction=level, border=0)
    code.add_data(text)
    try:
        code.make()
    except (DataOverflowError, ValueError):
        return None
    matrix = code.get_matrix()
    side = len(matrix)
    dots = Image.new("1", (side, side), _WHITE)
    dots.putdata([0 if black else 1 for row in matrix for black in row])
    size = (side * module_dots, side * module_dots)
    return dots.resize(size, Image.Resampling.NEAREST)
