"""The three square rings in a code's corners, found also where the code can't be read. Pure.

A ring is dark around light around dark, 7 to 5 to 3 squares wide (ISO/IEC 18004): three outlines
inside each other. They are larger than anything else in a code, so they outlive a blur, and their
size tells how large a square of the code is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from drivers.engines import Luma
from drivers.opencv import cv2

RING_MODULES = 7
MAX_CORNERS = 8000  # of dark parts; a code has 2,000, what is made to keep us busy has more
AROUND_PX = 51  # for black and white: as wide as the largest ring that is looked for
DARKER_BY = 4  # grey levels than around: flat areas are neither
_LEAST_PX = 8
_HOLE_SHARE = (0.5, 0.9)  # of the ring's side: 5/7 and what a blur makes of it
_CORE_SHARE = (0.2, 0.65)  # 3/7
_SLIM = 0.55  # a ring seen from the side is no square any more


@dataclass(frozen=True, slots=True)
class Finder:
    """One ring: its middle and its side, in pixels."""

    x: float
    y: float
    side_px: float

    def moved(self, left: int, top: int, scale: float) -> Finder:
        """The same in a picture of which this one was a part, `scale` times as large."""
        return Finder(self.x / scale + left, self.y / scale + top, self.side_px / scale)


def finders(luma: Luma) -> tuple[Finder, ...]:
    """Return the rings in `luma` (uint8, shape (height, width)), dark or light ones."""
    if min(luma.shape) < _LEAST_PX:
        return ()
    around = cv2.blur(luma, (AROUND_PX, AROUND_PX))
    dark = np.asarray(cv2.subtract(around, luma) > DARKER_BY, np.uint8)
    light = np.asarray(cv2.subtract(luma, around) > DARKER_BY, np.uint8)
    return tuple(_rings(dark)) or tuple(_rings(light))


def _rings(ink: Luma) -> Iterator[Finder]:
    if _upper_left_corners(ink) > MAX_CORNERS:
        return
    outlines, tree = cv2.findContours(ink, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return
    inside = tree[0][:, 2]
    for ring, hole in enumerate(inside):
        core = inside[hole] if hole >= 0 else -1
        if core < 0:
            continue
        x, y, width, height = cv2.boundingRect(outlines[ring])
        side = max(width, height)
        if side < _LEAST_PX or min(width, height) < _SLIM * side:
            continue
        if _fits(outlines[hole], side, _HOLE_SHARE) and _fits(outlines[core], side, _CORE_SHARE):
            yield Finder(x + width / 2, y + height / 2, (width + height) / 2)


def _upper_left_corners(ink: Luma) -> int:
    """No fewer than there are outlines, and counted in no time."""
    here = ink[1:, 1:]
    return int(np.count_nonzero(here > (ink[:-1, 1:] | ink[1:, :-1])))


def _fits(outline: np.ndarray, side: int, share: tuple[float, float]) -> bool:
    _, _, width, height = cv2.boundingRect(outline)
    return share[0] < max(width, height) / side < share[1] and min(width, height) > _SLIM * max(
        width, height
    )
