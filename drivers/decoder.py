"""QR codes in pictures: zxing-cpp first, pyzbar on what it could not read.

Measured on real photographs, the two together read more than either alone, and pyzbar takes ten
times as long. Still pictures here; a camera's pictures in `live_decoder`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from time import perf_counter

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from pyzbar import pyzbar

from drivers.picture import read_luma

Luma = NDArray[np.uint8]
Corners = tuple[tuple[int, int], ...]

FORMAT = "QRCode"
# QRCode would also read Micro QR, which has produced false reads. The set of formats is made at
# each call: one kept here would be reported as leaked by the binding when the program ends.
QR_MODEL_2 = zxingcpp.BarcodeFormat.QRCodeModel2


class Engine(StrEnum):
    """Which library read a code."""

    ZXING = "zxing-cpp"
    ZBAR = "pyzbar"


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a picture. `corners` are (x, y) in pixels of that picture, going round.

    `decode_ms` is the time spent on the picture until its codes were known.
    """

    text: str
    format: str
    engine: Engine
    decode_ms: float
    corners: Corners


def decode(luma: Luma) -> tuple[Found, ...]:
    """Return all QR codes in a still picture `luma` (uint8, shape (height, width))."""
    start = perf_counter()
    return timed(read_zxing(luma) or read_zbar(luma), start)


def decode_picture(path: Path) -> tuple[Found, ...]:
    """Return all QR codes in a picture file; raises `PictureUnreadable`."""
    return decode(read_luma(path))


def read_zxing(luma: Luma) -> tuple[Found, ...]:
    """Return what zxing-cpp alone reads; `decode_ms` is 0."""
    codes = zxingcpp.read_barcodes(
        luma,
        formats=zxingcpp.BarcodeFormats([QR_MODEL_2]),
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(Found(c.text, FORMAT, Engine.ZXING, 0.0, _corners(c.position)) for c in codes)


def read_zbar(luma: Luma) -> tuple[Found, ...]:
    """Return what pyzbar alone reads; `decode_ms` is 0."""
    try:
        codes = pyzbar.decode(luma, symbols=[pyzbar.ZBarSymbol.QRCODE])
    except ValueError:
        # A lone part of a split code (structured append) has an orientation that pyzbar can't name,
        # and it gives up on the whole picture.
        return ()
    return tuple(_zbar_found(c.data, c.polygon) for c in codes)


def timed(found: tuple[Found, ...], start: float) -> tuple[Found, ...]:
    """Note the time since `start` (seconds of `perf_counter`) on what was found."""
    decode_ms = (perf_counter() - start) * 1000
    return tuple(replace(one, decode_ms=decode_ms) for one in found)


def _corners(position: zxingcpp.Position) -> Corners:
    around = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    return tuple((point.x, point.y) for point in around)


def _zbar_found(data: bytes, polygon: list[tuple[int, int]]) -> Found:
    corners = tuple((int(x), int(y)) for x, y in polygon)
    return Found(data.decode("utf-8", "replace"), FORMAT, Engine.ZBAR, 0.0, corners)
