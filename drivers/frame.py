"""A camera's picture, unpacked only as far as somebody wants to see it.

A camera sends JPEGs. To unpack one costs ten times as much as to receive it, and most pictures are
never looked at: the scanner takes the newest one only, rests while nothing moves, and wants grey;
the preview wants colours at half the size, and only while it is on the screen. So a frame keeps
what came, and each user unpacks what it needs; grey is unpacked once for all. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from drivers.errors import PictureUnreadable
from drivers.opencv import cv2

MAX_SIDE_PX = 4096  # a stream may not make us unpack pictures without end
MAX_SEGMENTS = 64  # of a JPEG before its size; cameras write ten

Pixels = NDArray[np.uint8]

_SIZE_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0 to SOF15 (ITU-T T.81, B.1)
_SCAN_STARTS = 0xDA


class Picture(Protocol):
    """A picture in the form in which it came; may be used by several threads."""

    def luma(self) -> Pixels:
        """Brightness, uint8 of shape (height, width); raises `PictureUnreadable`."""

    def small_bgr(self) -> Pixels:
        """Colours at half the size, uint8 of shape (rows, columns, 3); `PictureUnreadable`."""


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """One picture of a camera.

    `number` counts up from 1 and never goes back while its source lives; gaps are dropped pictures.
    """

    picture: Picture
    number: int

    @property
    def luma(self) -> Pixels:
        """Brightness, uint8 of shape (height, width); raises `PictureUnreadable`."""
        return self.picture.luma()

    @property
    def small_bgr(self) -> Pixels:
        """Colours at half the size, uint8 of shape (rows, columns, 3); `PictureUnreadable`."""
        return self.picture.small_bgr()


class BgrPicture:
    """A picture that came unpacked: colours, uint8 of shape (height, width, 3)."""

    def __init__(self, bgr: Pixels) -> None:
        self._bgr = bgr
        self._grey: Pixels | None = None
        self._lock = Lock()

    def luma(self) -> Pixels:
        """Brightness; the same array each time."""
        with self._lock:
            if self._grey is None:
                self._grey = np.asarray(cv2.cvtColor(self._bgr, cv2.COLOR_BGR2GRAY), np.uint8)
            return self._grey

    def small_bgr(self) -> Pixels:
        """Every second pixel of every second row: no copy."""
        return self._bgr[::2, ::2]


class JpegPicture:
    """A picture as its JPEG, uint8 of shape (size,)."""

    def __init__(self, jpeg: Pixels) -> None:
        self._jpeg = jpeg
        self._grey: Pixels | None = None
        self._lock = Lock()

    def luma(self) -> Pixels:
        """Brightness; the same array each time. The colours are not unpacked for it."""
        with self._lock:
            if self._grey is None:
                self._grey = _unpacked(self._jpeg, cv2.IMREAD_GRAYSCALE)
            return self._grey

    def small_bgr(self) -> Pixels:
        """Unpacked at half the size, which takes less than unpacking all and leaving out."""
        return _unpacked(self._jpeg, cv2.IMREAD_REDUCED_COLOR_2)


def jpeg_size(jpeg: Pixels) -> tuple[int, int] | None:
    """Return (width, height) of a JPEG, uint8 of shape (size,); None where it is none."""
    if jpeg.size < 4 or (int(jpeg[0]), int(jpeg[1])) != (0xFF, 0xD8):
        return None
    at = 2
    for _ in range(MAX_SEGMENTS):
        head = jpeg[at : at + 9].tobytes()
        if len(head) < 9 or head[0] != 0xFF or head[1] == _SCAN_STARTS:
            return None
        if head[1] in _SIZE_MARKERS:
            return int.from_bytes(head[7:9], "big"), int.from_bytes(head[5:7], "big")
        at += 2 + int.from_bytes(head[2:4], "big")
    return None


def picture_of(raw: Pixels) -> Picture | None:
    """Make a picture of what a camera gave: colours, or a JPEG's bytes; None where it is neither.

    Also None for a picture without pixels or larger than `MAX_SIDE_PX`.
    """
    if raw.ndim == 3 and raw.shape[2] == 3:
        return BgrPicture(raw) if min(raw.shape) > 0 and max(raw.shape) <= MAX_SIDE_PX else None
    size = jpeg_size(raw.reshape(-1))
    if size is None or min(size) < 1 or max(size) > MAX_SIDE_PX:
        return None
    return JpegPicture(raw.reshape(-1))


def _unpacked(jpeg: Pixels, how: int) -> Pixels:
    try:
        picture = cv2.imdecode(jpeg, how)
    except cv2.error as exc:
        raise PictureUnreadable("the camera's picture is damaged") from exc
    if picture is None:
        raise PictureUnreadable("the camera's picture is damaged")
    return np.asarray(picture, np.uint8)
