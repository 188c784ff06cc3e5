"""How sure a sale is, as a shape on paper: told apart without colour, and by eyes that can't read.

A full circle with a check: the district has confirmed it. An open square with the hands of a clock:
it is written down here and will be sent. The same shapes stand on the screen.
"""

from __future__ import annotations

from enum import StrEnum

from PIL import ImageDraw

INK, PAPER = 0, 255
STROKE = 0.11  # of the side: 5 dots at 6 mm, which a print head does not lose
CHECK = ((0.27, 0.52), (0.44, 0.69), (0.75, 0.33))
HANDS = ((0.5, 0.24), (0.5, 0.54), (0.7, 0.54))


class Sign(StrEnum):
    """The two shapes: nothing is printed of what was refused, or of what nobody knows."""

    CHECK = "check"
    CLOCK = "clock"


def draw_sign(draw: ImageDraw.ImageDraw, sign: Sign, x: int, y: int, side: int) -> None:
    """Draw ``sign`` into the square of ``side`` dots whose corner is ``x``, ``y``."""
    stroke, box = round(side * STROKE), (x, y, x + side - 1, y + side - 1)
    if sign is Sign.CHECK:
        draw.ellipse(box, fill=INK)
        lines, colour = CHECK, PAPER
    else:
        draw.rectangle(box, outline=INK, width=stroke)
        lines, colour = HANDS, INK
    points = [(x + right * side, y + down * side) for right, down in lines]
    draw.line(points, fill=colour, width=stroke, joint="curve")
