"""QR codes in a camera's pictures: what costs little on each, what costs more only where it pays.

Each picture goes to zxing-cpp as it is. On a miss **one** harder look follows, another one each
time: enlarged (small or dark codes), sharpened and enlarged (out of focus), evened out and enlarged
(glare, shade), and pyzbar as it is (screen moire), all on the middle square. On 41 simulated misses
of our own code an enlarged look read 33, pyzbar 4; the four take 3, 8, 5 and 13 ms where the plain
one takes 2. So a scene that stays as it was gets each harder look once, not thirty times a second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import numpy as np

from drivers.decoder import Found, Luma, read_zbar, read_zxing, timed
from drivers.opencv import cv2

CENTRE_PX = 800  # the most that a harder look takes: all of 720p's height
CELL_PX = 40  # a change of the scene is looked for in squares of this size
CHANGED_BY = 6  # grey levels on a square's mean: more than noise, less than a hand

_Look = Callable[[Luma], tuple[Found, ...]]


class LiveDecoder:
    """Decodes a camera's pictures one by one; one decoder serves one camera."""

    def __init__(self) -> None:
        self._turn = 0
        self._looks_left = 0
        self._scene: Luma | None = None

    def step(self, luma: Luma) -> tuple[Found, ...]:
        """Return the QR codes in the next picture `luma` (uint8, shape (height, width))."""
        start = perf_counter()
        return timed(read_zxing(luma) or self._look_harder(luma), start)

    def _look_harder(self, luma: Luma) -> tuple[Found, ...]:
        if self._has_changed(luma):
            self._looks_left = len(_LOOKS)
        if not self._looks_left:
            return ()
        self._looks_left -= 1
        look = _LOOKS[self._turn % len(_LOOKS)]
        self._turn += 1
        return _on_centre(luma, look)

    def _has_changed(self, luma: Luma) -> bool:
        height, width = luma.shape
        cells = (max(width // CELL_PX, 1), max(height // CELL_PX, 1))
        scene = np.asarray(cv2.resize(luma, cells, interpolation=cv2.INTER_AREA), np.uint8)
        before = self._scene
        if before is not None and before.shape == scene.shape:
            change = np.abs(scene.astype(np.int16) - before)
            if int(change.max()) < CHANGED_BY:
                return False
        self._scene = scene
        return True


def _enlarged(luma: Luma) -> tuple[Found, ...]:
    large = cv2.resize(luma, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    found = read_zxing(np.asarray(large, np.uint8))
    return tuple(
        replace(one, corners=tuple((x // 2, y // 2) for x, y in one.corners)) for one in found
    )


def _sharpened(luma: Luma) -> tuple[Found, ...]:
    soft = cv2.GaussianBlur(luma, (7, 7), 1.0)
    return _enlarged(np.asarray(cv2.addWeighted(luma, 2.0, soft, -1.0, 0.0), np.uint8))


def _evened(luma: Luma) -> tuple[Found, ...]:
    """Look at each dot against the mean and spread of the 41 x 41 dots around it."""
    grey = luma.astype(np.float32)
    mean = cv2.blur(grey, (41, 41))
    variance = cv2.blur(grey * grey, (41, 41)) - mean * mean
    spread = np.sqrt(np.maximum(variance, 0.0)) + 8.0  # flat areas keep their noise small
    even = np.clip((grey - mean) / spread * 48.0 + 128.0, 0.0, 255.0)
    return _enlarged(even.astype(np.uint8))


_LOOKS: tuple[_Look, ...] = (_enlarged, _sharpened, _evened, read_zbar)


def _on_centre(luma: Luma, look: _Look) -> tuple[Found, ...]:
    height, width = luma.shape
    side = min(height, width, CENTRE_PX)
    left, top = (width - side) // 2, (height - side) // 2
    found = look(np.ascontiguousarray(luma[top : top + side, left : left + side]))
    return tuple(
        replace(one, corners=tuple((x + left, y + top) for x, y in one.corners)) for one in found
    )
