"""The two libraries that read QR codes, each behind one function over a grey picture.

What they say is kept apart from what was done to the picture before (`looks`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from pyzbar import pyzbar

Luma = NDArray[np.uint8]
Corners = tuple[tuple[int, int], ...]

FORMAT = "QRCode"
# QRCode would also read Micro QR, which has produced false reads. The set of formats is made at
# each call: one kept here would be reported as leaked by the binding when the program ends.
QR_MODEL_2 = zxingcpp.BarcodeFormat.QRCodeModel2

LOCAL = zxingcpp.Binarizer.LocalAverage
HISTOGRAM = zxingcpp.Binarizer.GlobalHistogram
MIDDLE = zxingcpp.Binarizer.FixedThreshold  # for what was made black and white before


class Engine(StrEnum):
    """Which library read a code."""

    ZXING = "zxing-cpp"
    ZBAR = "pyzbar"


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a picture. `corners` are (x, y) in pixels of that picture, going round.

    `decode_ms` is the time spent on the picture until its codes were known. `plain` codes were read
    by zxing-cpp in the picture as it is; the others by a harder look or by pyzbar.
    """

    text: str
    format: str
    engine: Engine
    decode_ms: float
    corners: Corners
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen in a picture: codes that were read, and where others are that were not.

    `held` are texts that were read before and are still in view, read in this picture or not.
    """

    found: tuple[Found, ...] = ()
    suspects: tuple[Corners, ...] = ()
    held: frozenset[str] = frozenset()

    def moved(self, left: int, top: int, scale: float = 1.0) -> Sight:
        """The same in the picture of which this one was a part, `scale` times as large."""
        found = tuple(
            replace(it, corners=_moved(it.corners, left, top, scale)) for it in self.found
        )
        return Sight(found, tuple(_moved(it, left, top, scale) for it in self.suspects))


def see_zxing(luma: Luma, binarizer: zxingcpp.Binarizer = LOCAL) -> Sight:
    """Return what zxing-cpp sees in `luma` (uint8, shape (height, width)); `decode_ms` is 0.

    A suspect is a code whose squares were found, and too many of them wrong.
    """
    codes = zxingcpp.read_barcodes(
        luma,
        formats=zxingcpp.BarcodeFormats([QR_MODEL_2]),
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizer,
        return_errors=True,
    )
    good = (it for it in codes if it.valid)
    found = tuple(Found(it.text, FORMAT, Engine.ZXING, 0.0, _corners(it.position)) for it in good)
    return Sight(found, tuple(_corners(it.position) for it in codes if not it.valid))


def read_zxing(luma: Luma) -> tuple[Found, ...]:
    """Return what zxing-cpp alone reads; `decode_ms` is 0."""
    return see_zxing(luma).found


def read_zbar(luma: Luma) -> tuple[Found, ...]:
    """Return what pyzbar alone reads; `decode_ms` is 0."""
    try:
        codes = pyzbar.decode(luma, symbols=[pyzbar.ZBarSymbol.QRCODE])
    except ValueError:
        # A lone part of a split code (structured append) has an orientation that pyzbar can't name,
        # and it gives up on the whole picture.
        return ()
    return tuple(_zbar_found(it.data, it.polygon) for it in codes)


def timed(found: tuple[Found, ...], decode_ms: float) -> tuple[Found, ...]:
    """Note on what was found how long it took."""
    return tuple(replace(one, decode_ms=decode_ms) for one in found)


def _corners(position: zxingcpp.Position) -> Corners:
    around = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    return tuple((point.x, point.y) for point in around)


def _moved(corners: Corners, left: int, top: int, scale: float) -> Corners:
    return tuple((round(x / scale) + left, round(y / scale) + top) for x, y in corners)


def _zbar_found(data: bytes, polygon: list[tuple[int, int]]) -> Found:
    corners = tuple((int(x), int(y)) for x, y in polygon)
    text = data.decode("utf-8", "replace")
    return Found(text, FORMAT, Engine.ZBAR, 0.0, corners, plain=False)
