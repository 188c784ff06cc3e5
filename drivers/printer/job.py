"""A slip as ESC/POS bytes: reset, raster (GS v 0), cut, and a question that is answered in order.

After the reset, which brings back what the machine's own switches say, automatic status is switched
off (GS a 0): it can be mistaken for the answer in order.

Commands are those of Epson's ESC/POS reference, which most ticket printers understand.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from drivers.errors import SlipUnprintable
from drivers.printer.contract import PAPER_DOTS
from drivers.printer.library import CommandWriter

MAX_SLIP_DOTS = 8000  # one metre of paper: nothing that we print is longer
RASTER_ROWS = 128  # a printer with a small buffer starts after the first 9 kB
LONGEST_PICTURE_BYTES = RASTER_ROWS * PAPER_DOTS // 8

RESET = b"\x1b@"
NO_AUTOMATIC_STATUS = b"\x1da\x00"

# GS r 1, paper sensor status. Unlike DLE EOT it waits in line behind the job, so its answer says
# that everything before it has been worked off.
ASK_IN_ORDER = b"\x1dr\x01"

CUT = b"\x1dVB\x00"  # with the feed that brings the last line to the knife


def slip_job(
    image: Image.Image, paper_dots: int = PAPER_DOTS, further: Sequence[Image.Image] = ()
) -> bytes:
    """Return the bytes that print and cut `image`; black is 0, at most `paper_dots` wide.

    Those of `further` follow, each cut off: one job, confirmed as a whole. Raises `SlipUnprintable`
    when one is too wide or empty, or all are too long.
    """
    parts = (image, *further)
    if sum(part.height for part in parts) > MAX_SLIP_DOTS:
        raise SlipUnprintable(f"{len(parts)} slips are longer than a printer is asked for")
    writer = CommandWriter()
    for part in parts:
        width, height = part.size
        if not (0 < width <= paper_dots and height > 0):
            raise SlipUnprintable(f"a slip of {width} x {height} dots does not fit the paper")
        writer.image(_without_real_time(part), impl="bitImageRaster", fragment_height=RASTER_ROWS)
        writer.cut(feed=False)
    return RESET + NO_AUTOMATIC_STATUS + bytes(writer.output) + ASK_IN_ORDER


def _without_real_time(image: Image.Image) -> Image.Image:
    """Return `image` without dot patterns that a printer would take for real-time commands.

    A printer looks for DLE EOT, DLE ENQ and DLE DC4 in all that arrives, also within pictures, and
    would answer, or even clear its buffer. Where a pattern appears, one white dot beside the black
    one turns black.
    """
    packed = image.convert("L").point(lambda v: 255 if v < 128 else 0, "1")
    rows = packed.tobytes()
    for second in (b"\x04", b"\x05", b"\x14"):
        rows = rows.replace(b"\x10" + second, b"\x18" + second)
    harmless = Image.frombytes("1", packed.size, rows)
    return harmless.convert("L").point(lambda v: 255 - v, "1")
