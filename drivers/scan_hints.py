"""What a person could do so that a code which is held up, but not read, becomes readable.

A hint needs evidence of a code: rings in its corners (`finders`), or a code that zxing-cpp found
and could not correct. So an empty scene, a face or a shirt never yields one. Pure: from
measurements of one picture to a hint, and from hints over time to one that stands still.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drivers.finders import RING_MODULES

CODE_MODULES = 61  # of our codes on a phone, without their border
CUT_SHARE = 0.5  # of its side: nearer to the edge, with rings missing, and the code is cut off
WHOLE = 3  # rings of a code that is all in the picture
FILLS = 0.95  # of the picture's height
LEAST_MODULE_PX = 3.0  # fewer pixels for each square are read in good light only
LEAST_CONTRAST = 45.0  # grey levels between its dark and its light
MOST_SMEAR = 1.28  # grey steps one way against across: a code that is held still has 1.0 to 1.1

FAILS_S = 0.7  # of failing until a hint comes: most codes are read by then
STANDS_S = 1.2  # as long as a glance takes
GAP_S = 0.6  # in which a hint's cause may not be seen
QUIET_S = 2.0  # after a code was read


class ScanHint(StrEnum):
    """One piece of advice, or none."""

    NONE = "none"
    FARTHER = "farther"  # too large, or cut off by the edge of the picture
    NEARER = "nearer"  # too small: too few pixels for each module
    BRIGHTER = "brighter"  # too dark, or too little contrast
    STEADY = "steady"  # blurred by movement


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was measured of one code that was not read; lengths in pixels of the whole picture.

    `ring_px` is the side of its rings, of which `rings` were seen, the outermost `edge_px` from the
    picture's edge; `contrast` its range of grey levels; `smear` the ratio of grey steps in the two
    directions that differ most.
    """

    height_px: int
    rings: int
    ring_px: float
    edge_px: float
    contrast: float
    smear: float

    @property
    def module_px(self) -> float:
        """The side of one of the code's squares."""
        return self.ring_px / RING_MODULES


def hint_of(seen: Evidence | None) -> ScanHint:
    """Tell what would help most; NONE where there is no code, or nothing is known to be wrong."""
    if seen is None:
        return ScanHint.NONE
    side_px = seen.module_px * CODE_MODULES
    if side_px > FILLS * seen.height_px:
        return ScanHint.FARTHER
    if seen.rings < WHOLE and seen.edge_px < CUT_SHARE * side_px:
        return ScanHint.FARTHER
    if seen.contrast < LEAST_CONTRAST:
        return ScanHint.BRIGHTER
    if seen.smear > MOST_SMEAR:
        return ScanHint.STEADY
    if seen.module_px < LEAST_MODULE_PX:
        return ScanHint.NEARER
    return ScanHint.NONE


class HintHold:
    """Turns hints for single pictures into one that comes late and stands. Times are handed in."""

    def __init__(self) -> None:
        self._shown = ScanHint.NONE
        self._shown_s = 0.0
        self._cause = ScanHint.NONE
        self._first_s = self._last_s = 0.0
        self._quiet_until_s = 0.0

    def read(self, now_s: float) -> ScanHint:
        """A code was read at `now_s` (monotonic seconds): nothing is to be said now."""
        self._quiet_until_s = now_s + QUIET_S
        self._cause = self._shown = ScanHint.NONE
        return self._shown

    def step(self, now_s: float, hint: ScanHint) -> ScanHint:
        """Tell the hint for a picture seen at `now_s`; returns the one to show."""
        if now_s < self._quiet_until_s:
            return self._shown
        self._note(now_s, hint)
        due = self._cause if now_s - self._first_s >= FAILS_S else self._shown
        if self._cause is ScanHint.NONE:
            due = ScanHint.NONE
        stands = self._shown is not ScanHint.NONE and now_s - self._shown_s < STANDS_S
        if due is not self._shown and not stands:
            self._shown, self._shown_s = due, now_s
        return self._shown

    def _note(self, now_s: float, hint: ScanHint) -> None:
        if hint is ScanHint.NONE:
            if now_s - self._last_s > GAP_S:
                self._cause = hint
            return
        if hint is not self._cause:
            self._cause, self._first_s = hint, now_s
        self._last_s = now_s
