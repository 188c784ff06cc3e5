"""A phone with a code on its screen, as a flat picture that the scene then tilts into view."""

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.demo.lobby import Picture

WIDTH_PX, HEIGHT_PX = 480, 880
_BODY, _RIM, _GLASS, _BAND = (38, 34, 32), (84, 80, 78), (252, 251, 250), (188, 86, 29)
_SKIN, _SKIN_EDGE = (150, 184, 226), (118, 150, 194)
_CODE_PX = 424  # 69 modules of 6 px, before the scene makes them smaller
_PAD_PX = 120  # room around the phone for the fingers


def draw_handset(code: NDArray[np.bool_]) -> tuple[Picture, NDArray[np.uint8]]:
    """Picture and cover (0 clear, 255 solid) of a hand-held phone showing ``code``."""
    size = (HEIGHT_PX + 2 * _PAD_PX, WIDTH_PX + 2 * _PAD_PX)
    picture: Picture = np.zeros((*size, 3), dtype=np.uint8)
    cover: NDArray[np.uint8] = np.zeros(size, dtype=np.uint8)
    _palm(picture, cover)
    _body(picture, cover)
    _screen(picture, code)
    _fingers(picture, cover)
    return picture, cover


def _rounded(
    picture: NDArray[np.uint8], box: tuple[int, int, int, int], radius: int, colour: tuple[int, ...]
) -> None:
    left, top, right, bottom = box
    cv2.rectangle(picture, (left + radius, top), (right - radius, bottom), colour, -1)
    cv2.rectangle(picture, (left, top + radius), (right, bottom - radius), colour, -1)
    for x in (left + radius, right - radius):
        for y in (top + radius, bottom - radius):
            cv2.circle(picture, (x, y), radius, colour, -1, cv2.LINE_AA)


def _body(picture: Picture, cover: NDArray[np.uint8]) -> None:
    left, top = _PAD_PX, _PAD_PX
    outer = (left, top, left + WIDTH_PX, top + HEIGHT_PX)
    inner = (left + 4, top + 4, left + WIDTH_PX - 4, top + HEIGHT_PX - 4)
    _rounded(cover, outer, 62, (255,))
    _rounded(picture, outer, 62, _RIM)
    _rounded(picture, inner, 58, _BODY)


def _screen(picture: Picture, code: NDArray[np.bool_]) -> None:
    left, top = _PAD_PX + 20, _PAD_PX + 22
    _rounded(picture, (left, top, left + WIDTH_PX - 40, top + HEIGHT_PX - 44), 44, _GLASS)
    _rounded(picture, (left + 40, top + 56, left + WIDTH_PX - 80, top + 78), 10, _BAND)
    _rounded(picture, (left + 40, top + 104, left + 250, top + 118), 7, (206, 202, 198))
    light = np.where(code, 18, 252).astype(np.uint8)
    module_px = _CODE_PX // len(code)
    shown = np.kron(light, np.ones((module_px, module_px), dtype=np.uint8))
    x, y = _PAD_PX + (WIDTH_PX - len(shown)) // 2, _PAD_PX + 190
    picture[y : y + len(shown), x : x + len(shown)] = shown[:, :, None]
    for row, width in enumerate((300, 220)):
        line = y + _CODE_PX + 54 + row * 40
        middle = _PAD_PX + WIDTH_PX // 2
        _rounded(
            picture, (middle - width // 2, line, middle + width // 2, line + 16), 8, (214, 210, 206)
        )


def _palm(picture: Picture, cover: NDArray[np.uint8]) -> None:
    box = (_PAD_PX + 60, _PAD_PX + 560, _PAD_PX + WIDTH_PX + 96, HEIGHT_PX + 2 * _PAD_PX + 120)
    _rounded(cover, box, 100, (255,))
    _rounded(picture, box, 100, _SKIN)


def _fingers(picture: Picture, cover: NDArray[np.uint8]) -> None:
    """Four finger tips on the left edge, the thumb along the right one."""
    for number in range(4):
        y = _PAD_PX + 480 + number * 92
        _finger(picture, cover, (_PAD_PX - 44, y), (_PAD_PX + 8, y - 6), 34)
    right = _PAD_PX + WIDTH_PX
    _finger(picture, cover, (right + 46, _PAD_PX + 720), (right + 6, _PAD_PX + 480), 42)


def _finger(
    picture: Picture,
    cover: NDArray[np.uint8],
    start: tuple[int, int],
    end: tuple[int, int],
    half: int,
) -> None:
    cv2.line(cover, start, end, 255, 2 * half, cv2.LINE_AA)
    cv2.line(picture, start, end, _SKIN_EDGE, 2 * half, cv2.LINE_AA)
    cv2.line(picture, start, end, _SKIN, 2 * half - 8, cv2.LINE_AA)
