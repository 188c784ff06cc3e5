"""Where in a picture to look: around corners, where the picture is busiest, or in the middle. Pure.

A code is the busiest thing in a picture: black to white at every few pixels, both across and
down, everywhere in a square. So the steps between neighbours, averaged over small cells, stand out
where a code is, also where nothing can be read. The smaller one of the two directions counts:
stripes on a shirt and lines of print are busy in one. Takes 0.3 ms for 720p.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from drivers.engines import Corners, Luma
from drivers.opencv import cv2

MAX_SIDE_PX = 800  # the most that a harder look takes: all of 720p's height
CELL_PX = 16
BORDER_PX = 24  # a code's quiet zone belongs to it
LEAST_STEP = 3.0  # grey levels: a picture without steps of that size has nothing in it
BUSY_SHARE = 0.35  # of the way from the picture's usual busyness to its highest
HIGHEST_SHARE = (
    60  # the highest is what one cell in so many has, not the one cell with a lamp in it
)
LEAST_CELLS = 6  # smaller is no code that anybody could read
STEP_PX = 2  # of the picture at half its size


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in pixels: `right` and `bottom` are the first outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area_px(self) -> int:
        """Pixels in it."""
        return (self.right - self.left) * (self.bottom - self.top)

    def within(self, luma: Luma) -> Box:
        """Clip to the picture, and to the most that is looked at, around its middle."""
        height, width = luma.shape
        left, right = _clipped(self.left, self.right, width)
        top, bottom = _clipped(self.top, self.bottom, height)
        return Box(left, top, right, bottom)

    def of(self, luma: Luma) -> Luma:
        """This part of the picture, contiguous."""
        return np.ascontiguousarray(luma[self.top : self.bottom, self.left : self.right])


def around(corners: Corners, margin: float = 0.15) -> Box:
    """The box around `corners` and a share of its sides more."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    more = round(margin * max(max(xs) - min(xs), max(ys) - min(ys))) + BORDER_PX
    return Box(min(xs) - more, min(ys) - more, max(xs) + more, max(ys) + more)


def centre(luma: Luma) -> Box:
    """The middle square."""
    height, width = luma.shape
    half = min(height, width, MAX_SIDE_PX) // 2
    return Box(width // 2 - half, height // 2 - half, width // 2 + half, height // 2 + half)


def busiest(luma: Luma, known: Iterable[Box] = ()) -> Box | None:
    """Where the picture is busiest, apart from `known` places; None where nothing stands out."""
    height, width = luma.shape
    cells = (width // CELL_PX - 1, height // CELL_PX - 1)
    if min(cells) < 2:
        return None
    busy = _busyness(luma, cells)
    for box in known:
        _forget(busy, box)
    return _largest_part(busy)


def _busyness(luma: Luma, cells: tuple[int, int]) -> Luma:
    """Cells of whole pixels only: OpenCV averages those ten times as fast as others."""
    size = (cells[0] + 1) * CELL_PX // 2, (cells[1] + 1) * CELL_PX // 2
    half = np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    rest = CELL_PX // 2 - STEP_PX
    here = half[: -CELL_PX // 2, : -CELL_PX // 2]
    across = cv2.absdiff(half[: -CELL_PX // 2, STEP_PX:-rest], here)
    down = cv2.absdiff(half[STEP_PX:-rest, : -CELL_PX // 2], here)
    both = (cv2.resize(it, cells, interpolation=cv2.INTER_AREA) for it in (across, down))
    return np.asarray(cv2.blur(np.minimum(*both), (3, 3)), np.uint8)


def _largest_part(busy: Luma) -> Box | None:
    ranked = np.sort(busy, axis=None)
    usual = float(ranked[ranked.size // 2])
    highest = float(ranked[-max(ranked.size // HIGHEST_SHARE, 1)])
    if highest - usual < LEAST_STEP:
        return None
    level = usual + BUSY_SHARE * (highest - usual)
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(busy > level, np.uint8))
    if count < 2:
        return None
    left, top, wide, high, area = (int(it) for it in max(stats[1:], key=lambda it: int(it[4])))
    if area < LEAST_CELLS:
        return None
    return Box(
        left * CELL_PX - BORDER_PX,
        top * CELL_PX - BORDER_PX,
        (left + wide) * CELL_PX + BORDER_PX,
        (top + high) * CELL_PX + BORDER_PX,
    )


def _forget(busy: Luma, box: Box) -> None:
    left, top = max(box.left // CELL_PX, 0), max(box.top // CELL_PX, 0)
    busy[top : max(box.bottom // CELL_PX + 1, 0), left : max(box.right // CELL_PX + 1, 0)] = 0


def _clipped(first: int, last: int, size: int) -> tuple[int, int]:
    first, last = min(max(first, 0), size - 1), max(min(last, size), 1)
    if last - first > MAX_SIDE_PX:
        first += (last - first - MAX_SIDE_PX) // 2
        last = first + MAX_SIDE_PX
    return (first, last) if first < last else (0, min(size, MAX_SIDE_PX))
