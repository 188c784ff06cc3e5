"""Measures what is wrong with a code that is held up and not read, now and then, and says so."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from drivers.engines import Corners, Luma, Sight
from drivers.finders import Finder, finders
from drivers.opencv import cv2
from drivers.regions import Box, around, busiest
from drivers.scan_hints import Evidence, HintHold, ScanHint, hint_of

Find = Callable[[Luma], tuple[Finder, ...]]

MEASURE_S = 0.2  # between measurements, each of some milliseconds
REMEMBER_S = 1.5  # how long rings are known to be there when movement hides them
STILL_S = 5.0  # in which nothing moves: a poster's code, not one that somebody holds up
WHOLE_PX = 640  # the whole picture is searched for large rings at this width
CODE_RINGS = 61 / 7  # a code's side, in rings


class HintWatch:
    """Follows one camera's pictures; `step` is called for each with what the decoder saw in it.

    `find` finds the rings in a picture.
    """

    def __init__(self, find: Find = finders) -> None:
        self._find = find
        self._hold = HintHold()
        self._measured_s = -MEASURE_S
        self._rings: tuple[Finder, ...] = ()
        self._rings_s = 0.0
        self._hint = ScanHint.NONE
        self._moved_s: float | None = None

    def step(self, now_s: float, luma: Luma, sight: Sight, *, at_rest: bool = False) -> ScanHint:
        """Return the hint to show at `now_s` (monotonic seconds)."""
        if sight.found:
            self._rings = ()
            self._hint = ScanHint.NONE
            return self._hold.read(now_s)
        if not at_rest or self._moved_s is None:
            self._moved_s = now_s
        if at_rest and (not self._rings or now_s - self._moved_s > STILL_S):
            self._hint = ScanHint.NONE
        elif now_s - self._measured_s >= MEASURE_S:
            self._measured_s = now_s
            self._hint = hint_of(self._evidence(now_s, luma, sight))
        return self._hold.step(now_s, self._hint)

    def _evidence(self, now_s: float, luma: Luma, sight: Sight) -> Evidence | None:
        rings = rings_in(luma, sight.suspects, self._find)
        if rings:
            self._rings, self._rings_s = rings, now_s
        elif now_s - self._rings_s > REMEMBER_S:
            self._rings = ()
        return evidence(luma, self._rings) if self._rings else None


def rings_in(
    luma: Luma, suspects: tuple[Corners, ...] = (), find: Find = finders
) -> tuple[Finder, ...]:
    """Rings of one code: large ones in the whole picture, else small ones where a code may be."""
    scale = min(WHOLE_PX / luma.shape[1], 1.0)
    size = max(round(luma.shape[1] * scale), 1), max(round(luma.shape[0] * scale), 1)
    small = np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.uint8)
    large = tuple(it.moved(0, 0, scale) for it in find(small))
    part = around(suspects[0]) if suspects else busiest(luma)
    if len(large) > 1 or part is None:
        return _of_one_size(large)
    box = part.within(luma)
    twice = np.asarray(cv2.resize(box.of(luma), None, fx=2, fy=2), np.uint8)
    return _of_one_size(tuple(it.moved(box.left, box.top, 2) for it in find(twice)) or large)


def evidence(luma: Luma, rings: tuple[Finder, ...]) -> Evidence:
    """Measure the code to which `rings` (one at least) belong."""
    height, width = luma.shape
    ring_px = float(np.median([it.side_px for it in rings]))
    edges_px = [min(it.x, it.y, width - it.x, height - it.y) - ring_px / 2 for it in rings]
    part = _code_box(rings, ring_px).within(luma).of(luma)
    dark, bright = np.percentile(part, (10, 90))
    return Evidence(height, len(rings), ring_px, min(edges_px), float(bright - dark), smear(part))


def smear(part: Luma) -> float:
    """How much more the grey steps in one direction are than across it: 1 where nothing moved."""
    if min(part.shape) < 8:
        return 1.0
    grey = np.asarray(cv2.GaussianBlur(part, (0, 0), 1.0), np.int16)
    pairs = (
        (grey[2:, 1:-1] - grey[:-2, 1:-1], grey[1:-1, 2:] - grey[1:-1, :-2]),
        (grey[2:, 2:] - grey[:-2, :-2], grey[2:, :-2] - grey[:-2, 2:]),
    )
    ratios = [(np.abs(a).mean() + 1.0) / (np.abs(b).mean() + 1.0) for a, b in pairs]
    return float(max(max(it, 1 / it) for it in ratios))


def _code_box(rings: tuple[Finder, ...], ring_px: float) -> Box:
    xs, ys = [it.x for it in rings], [it.y for it in rings]
    reach = ring_px / 2 if len(rings) > 1 else ring_px * CODE_RINGS / 2
    return Box(
        *(round(it) for it in (min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach))
    )


def _of_one_size(rings: tuple[Finder, ...]) -> tuple[Finder, ...]:
    """A code's rings are of one size; other things that look like one are not."""
    if not rings:
        return ()
    side_px = float(np.median([it.side_px for it in rings]))
    return tuple(it for it in rings if 0.6 < it.side_px / side_px < 1.6)
