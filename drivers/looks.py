"""Harder looks at a part of a picture that a plain one could not read. Each is pure.

All but pyzbar's enlarge the part twice: zxing-cpp's local binariser works on blocks of 8 pixels,
too coarse for squares of 2 to 4. What comes before that decides which kind of bad picture it reads:

- SHARPENED: what is out of focus or moved. Softened a little first, so that it is not the sensor's
  noise and JPEG's blocks that become sharp.
- EVENED: glare, shade, noise, moire: each dot against the mean and spread of those around it.
- CRISP: both, and then no local binariser any more: small squares that ran into each other.
- ONE_LEVEL: one threshold for all (Otsu's): moire and noise that a local one takes for squares.
- HISTOGRAM: zxing-cpp's own threshold for all, which lies between two peaks: print of odd shapes.
- ZBAR: another engine, which reads along lines: bands of a flickering screen, moire.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

import numpy as np
import zxingcpp

from drivers.engines import HISTOGRAM, LOCAL, MIDDLE, Luma, Sight, read_zbar, see_zxing
from drivers.opencv import cv2

Look = Callable[[Luma], Sight]

ENLARGED_BY = 2
EVEN_PX = 41  # ten squares of a code at four pixels each: light changes slower, print faster
EVEN_CRISP_PX = 31
FLAT = 8.0  # grey levels of spread under which a part is flat: its noise stays small
EVEN_GAIN = 48.0


class LookName(StrEnum):
    """The harder looks, in the order of what each adds to those before it."""

    SHARPENED = "sharpened"
    CRISP = "crisp"
    ONE_LEVEL = "one-level"
    ZBAR = "zbar"
    EVENED = "evened"
    HISTOGRAM = "histogram"


def sharpened(luma: Luma) -> Sight:
    """Look at the part softened by 0.7 pixels and sharpened by 2."""
    return _enlarged(_sharp(_soft(luma, 0.7)))


def evened(luma: Luma) -> Sight:
    """Look at the part softened by a pixel, in even light."""
    return _enlarged(_even(_soft(luma, 1.0), EVEN_PX))


def crisp(luma: Luma) -> Sight:
    """Look at the part sharpened and in even light, black and white at the middle."""
    return _enlarged(_even(_sharp(luma), EVEN_CRISP_PX), MIDDLE)


def one_level(luma: Luma) -> Sight:
    """Look at the part in black and white by one threshold."""
    large = _larger(_soft(luma, 0.7))
    _, clear = cv2.threshold(large, 0, 255, cv2.THRESH_OTSU)
    return see_zxing(np.asarray(clear, np.uint8), MIDDLE).moved(0, 0, ENLARGED_BY)


def histogram(luma: Luma) -> Sight:
    """Look at the part by zxing-cpp's own threshold for all."""
    return _enlarged(luma, HISTOGRAM)


def zbar(luma: Luma) -> Sight:
    """Look at the part with pyzbar, as it is."""
    return Sight(read_zbar(luma))


LOOKS: Mapping[LookName, Look] = {
    LookName.SHARPENED: sharpened,
    LookName.EVENED: evened,
    LookName.CRISP: crisp,
    LookName.ZBAR: zbar,
    LookName.ONE_LEVEL: one_level,
    LookName.HISTOGRAM: histogram,
}


def look_harder(name: LookName, luma: Luma, looks: Mapping[LookName, Look] = LOOKS) -> Sight:
    """Take the look `name` at `luma` (uint8, shape (height, width), contiguous)."""
    sight = looks[name](luma)
    return replace(sight, found=tuple(replace(it, plain=False) for it in sight.found))


def _enlarged(luma: Luma, binarizer: zxingcpp.Binarizer = LOCAL) -> Sight:
    return see_zxing(_larger(luma), binarizer).moved(0, 0, ENLARGED_BY)


def _larger(luma: Luma) -> Luma:
    large = cv2.resize(luma, None, fx=ENLARGED_BY, fy=ENLARGED_BY, interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, np.uint8)


def _soft(luma: Luma, sigma_px: float) -> Luma:
    return np.asarray(cv2.GaussianBlur(luma, (0, 0), sigma_px), np.uint8)


def _sharp(luma: Luma) -> Luma:
    return np.asarray(cv2.addWeighted(luma, 5.0, _soft(luma, 2.0), -4.0, 0.0), np.uint8)


def _even(luma: Luma, around_px: int) -> Luma:
    grey = luma.astype(np.float32)
    mean = cv2.blur(grey, (around_px, around_px))
    variance = cv2.blur(grey * grey, (around_px, around_px)) - mean * mean
    spread = np.sqrt(np.maximum(variance, 0.0)) + FLAT
    even = np.clip((grey - mean) / spread * EVEN_GAIN + 128.0, 0.0, 255.0)
    return even.astype(np.uint8)
