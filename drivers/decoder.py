"""QR codes in still pictures: all that can be done within a time that a person waits for.

Theory of operation. Stages follow each other, the cheap and likely ones first, until one reads a
code or `BUDGET_MS` is over; no stage is started after that. zxing-cpp on the picture as it is and
pyzbar read most. Then comes every harder look (`looks`): at the part that is busiest, at the next
busy ones, and at the whole picture brought to sizes in which squares are neither dots nor fields.
A camera's pictures go through `live_decoder`, which spreads the looks over pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

from drivers.engines import Engine, Found, Luma, Sight, read_zxing, timed
from drivers.looks import LOOKS, Look, LookName, look_harder
from drivers.opencv import cv2
from drivers.picture import read_luma
from drivers.regions import Box, busiest

__all__ = ["BUDGET_MS", "Engine", "Found", "Luma", "decode", "decode_picture"]

BUDGET_MS = 1500.0  # as long as a technician waits for an answer about one picture
LARGE_PX = 2400  # longest side for pyzbar, which takes 20 ms for each megapixel
SIDES_PX = (1000, 500, 250)  # in which a whole picture is looked at again
PARTS = 3  # busy places that are looked at, the busiest first

_Stage = Callable[[], tuple[Found, ...]]


def decode(
    luma: Luma,
    budget_ms: float = BUDGET_MS,
    looks: Mapping[LookName, Look] = LOOKS,
    clock: Callable[[], float] = perf_counter,
) -> tuple[Found, ...]:
    """Return the QR codes in a still picture `luma` (uint8, shape (height, width)).

    `budget_ms` of no success are followed by no other try: the last one may take a little longer.
    A whole picture is looked at by pyzbar as by `looks`.
    """
    start = clock()
    luma = np.ascontiguousarray(luma)
    for stage in _stages(luma, looks):
        found = stage()
        if found or (clock() - start) * 1000 > budget_ms:
            return timed(found, (clock() - start) * 1000)
    return ()


def decode_picture(path: Path) -> tuple[Found, ...]:
    """Return all QR codes in a picture file; raises `PictureUnreadable`."""
    return decode(read_luma(path))


def _stages(luma: Luma, looks: Mapping[LookName, Look]) -> Iterator[_Stage]:
    yield lambda: read_zxing(luma)
    fitted, scale = _fitted(luma, LARGE_PX)
    yield lambda: _scaled(looks[LookName.ZBAR](fitted), scale)
    yield from _part_stages(luma, looks)
    for side_px in SIDES_PX:
        yield from _size_stages(luma, looks, side_px)
    light = np.asarray(255 - fitted, np.uint8)
    yield lambda: _scaled(looks[LookName.ZBAR](light), scale)


def _part_stages(luma: Luma, looks: Mapping[LookName, Look]) -> Iterator[_Stage]:
    parts: list[Box] = []
    while len(parts) < PARTS and (part := busiest(luma, parts)) is not None:
        box = part.within(luma)
        parts.append(box)
        for name in LookName:
            yield partial(_part_look, luma, name, box, looks)


def _size_stages(luma: Luma, looks: Mapping[LookName, Look], side_px: int) -> Iterator[_Stage]:
    fitted, scale = _fitted(luma, side_px)
    if scale < 1:
        yield lambda: _scaled(Sight(read_zxing(fitted)), scale)
    if scale < 1 or side_px == SIDES_PX[0]:
        for name in LookName:
            yield partial(_scaled_look, fitted, name, scale, looks)


def _part_look(
    luma: Luma, name: LookName, box: Box, looks: Mapping[LookName, Look]
) -> tuple[Found, ...]:
    return look_harder(name, box.of(luma), looks).moved(box.left, box.top).found


def _scaled_look(
    fitted: Luma, name: LookName, scale: float, looks: Mapping[LookName, Look]
) -> tuple[Found, ...]:
    return _scaled(look_harder(name, fitted, looks), scale)


def _scaled(sight: Sight, scale: float) -> tuple[Found, ...]:
    return sight.moved(0, 0, scale).found


def _fitted(luma: Luma, side_px: int) -> tuple[Luma, float]:
    """The picture with a longest side of at most `side_px`, and by how much it was scaled."""
    scale = side_px / max(luma.shape)
    if scale >= 1:
        return luma, 1.0
    size = tuple(max(round(it * scale), 1) for it in reversed(luma.shape))
    return np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.uint8), scale
