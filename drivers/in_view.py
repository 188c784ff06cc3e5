"""Which codes are still in view although the last picture was not read. Pure.

A code that only a harder look reads is not read in each picture: its turn comes now and then, and
when nothing moves no more. It is there all the same, and may not be a new scan when somebody walks
past and it gets its looks anew. So each code that was read is remembered with its place, what that
looked like, and the look that read it:

- While its place looks as it did when the code was last read, the code is held: it is in view.
- A held code is visited now and then by the look that read it. `MOST_IN_VAIN` times nothing, and
  it is held no longer: in the dark a place may look the same without its code.
- When its place changes it is not held. `TRIES` visits follow soon: it may have been a shadow, and
  what reads the code there holds it as it looks now.
- What zxing-cpp reads at its place instead has replaced it.

So a code that lies there is one scan for as long as it does, also before a camera whose picture is
frozen, where nothing comes into view.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from drivers.engines import Corners, Engine, Found, Luma
from drivers.looks import LookName
from drivers.regions import Box
from drivers.scan_scene import CELL_PX, CHANGED_BY

How = tuple[LookName, Box]  # a harder look, and the part of the picture that it took

MAX_PLACES = 8  # codes that lie about at one kiosk; the one that was longest unread is forgotten
VISIT_EVERY = 8  # pictures
MOST_IN_VAIN = 20  # visits: half a minute of a scene at rest, ten seconds of a busy one
TRIES = 4  # one or two seconds: the time after which a code that was not seen has left


@dataclass(slots=True)
class Place:
    """Where `text` was read, and how, if by a harder look.

    `cells` are the means of the squares of `ScanScene` from `top` and `left` on.
    """

    text: str
    corners: Corners
    how: How | None
    left: int
    top: int
    cells: Luma
    in_vain: int = 0
    tries: int = 0
    changed: bool = False

    @property
    def gone(self) -> bool:
        """It was looked for long enough."""
        return self.tries >= TRIES or self.in_vain >= MOST_IN_VAIN

    def compare(self, scene: Luma) -> None:
        """See whether the place looks as it did, in a picture with the means `scene`."""
        height, width = self.cells.shape
        now = scene[self.top : self.top + height, self.left : self.left + width]
        was_changed = self.changed
        self.changed = bool((np.abs(now.astype(np.int16) - self.cells) >= CHANGED_BY).any())
        if self.changed and not was_changed:
            self.tries = 0


class InView:
    """Follows the codes in one camera's pictures."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._scene = np.zeros((0, 0), np.uint8)

    @property
    def held(self) -> frozenset[str]:
        """The texts of codes that are in view, read in this picture or not."""
        return frozenset(it.text for it in self._places.values() if not it.changed)

    def picture(self, scene: Luma) -> None:
        """Begin with a picture that has the means `scene` (uint8, shape (rows, columns))."""
        if scene.shape != self._scene.shape:
            self._places.clear()
        self._scene = scene
        for place in self._places.values():
            place.compare(scene)

    def read(self, one: Found, how: How | None) -> None:
        """Hear that `one` was read in this picture, by a harder look or without (None)."""
        if not one.corners:
            return
        for other in list(self._replaced(one)):
            del self._places[other]
        left, top, cells = self._cells_at(one.corners)
        self._places.pop(one.text, None)
        self._places[one.text] = Place(one.text, one.corners, how, left, top, cells)
        if len(self._places) > MAX_PLACES:
            del self._places[next(iter(self._places))]

    def due(self, number: int, texts: frozenset[str]) -> Place | None:
        """Return whose turn it is to be visited in picture `number`, where `texts` were read.

        It counts as visited in vain until `read` is told otherwise.
        """
        unread = [it for it in self._places.values() if it.text not in texts]
        if number % VISIT_EVERY or not unread:
            return None
        place = min(unread, key=lambda it: (not it.changed, it.in_vain + it.tries))
        self._visit(place)
        return place

    def _visit(self, place: Place) -> None:
        if place.changed:
            place.tries += 1
        else:
            place.in_vain += 1
        if place.gone:
            del self._places[place.text]

    def _replaced(self, one: Found) -> Iterator[str]:
        if one.engine is Engine.ZBAR:
            return  # may be the same code, mangled
        x, y = np.mean(one.corners, axis=0)
        for place in self._places.values():
            (left, top), (right, bottom) = np.min(place.corners, 0), np.max(place.corners, 0)
            if place.text != one.text and left < x < right and top < y < bottom:
                yield place.text

    def _cells_at(self, corners: Corners) -> tuple[int, int, Luma]:
        rows, columns = self._scene.shape
        xs, ys = [x // CELL_PX for x, _ in corners], [y // CELL_PX for _, y in corners]
        left, top = (min(max(min(it), 0), most - 1) for it, most in ((xs, columns), (ys, rows)))
        right, bottom = max(*xs, left) + 1, max(*ys, top) + 1
        return left, top, self._scene[top:bottom, left:right].copy()
