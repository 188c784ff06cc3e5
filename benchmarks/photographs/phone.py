"""A phone with one of our codes on its screen, flat."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from benchmarks.photographs.shot import Luma, Shot
from drivers.opencv import cv2

MODULE_PX = 8  # of the flat phone: finer than any photograph of it
_QUIET = 4  # modules; ISO/IEC 18004
_PAD = 22  # modules around the phone, for fingers
_SKIN, _SKIN_EDGE = 168, 128


@dataclass(frozen=True)
class Flat:
    """The phone as if scanned, where it is solid, where it shines (255), and its code's place."""

    picture: Luma
    solid: Luma
    lit: Luma
    code_x_px: float  # the code's middle
    code_y_px: float
    code_px: int  # its side, without the light border


@lru_cache(maxsize=64)
def modules(text: str, medium: bool) -> NDArray[np.bool_]:
    """The code of ``text``, True is dark, without a border."""
    level = ERROR_CORRECT_M if medium else ERROR_CORRECT_L
    code: QRCode[object] = QRCode(error_correction=level, border=0)
    code.add_data(QRData(text, mode=MODE_ALPHA_NUM))
    return np.array(code.get_matrix(), dtype=np.bool_)


def draw(text: str, shot: Shot, random: np.random.Generator) -> Flat:
    """The flat phone of `shot`, with what lies on its glass."""
    code = modules(text, shot.medium)
    count = len(code)
    glass_w, glass_h = round((count + 2 * _QUIET) * 1.1), round((count + 2 * _QUIET) * 2.2)
    size = (glass_h + 2 * _PAD + 6) * MODULE_PX, (glass_w + 2 * _PAD + 6) * MODULE_PX
    picture, solid, lit = (
        np.full(size, 40, np.uint8),
        np.zeros(size, np.uint8),
        np.zeros(size, np.uint8),
    )
    corner = (_PAD * MODULE_PX, _PAD * MODULE_PX)
    far = (size[1] - corner[0], size[0] - corner[1])
    palm(picture, solid, random)
    box(solid, corner, far, 255, 6 * MODULE_PX)
    box(picture, corner, far, 52, 6 * MODULE_PX)
    left, top = (size[1] - count * MODULE_PX) // 2, round(size[0] * 0.30)
    edge = (_PAD + 3) * MODULE_PX
    box(lit, (edge, edge), (size[1] - edge, size[0] - edge), 255, 4 * MODULE_PX)
    _screen(picture, code, shot, (left, top))
    fingers(picture, solid, random)
    if shot.thumb_modules > 0:
        _thumb(picture, lit, (left, top, count * MODULE_PX), shot.thumb_modules, random)
    half = count * MODULE_PX / 2
    return Flat(picture, solid, lit, left + half, top + half, count * MODULE_PX)


def _screen(picture: Luma, code: NDArray[np.bool_], shot: Shot, at: tuple[int, int]) -> None:
    """The page around the code, then the code and what is left of its border."""
    height, width = picture.shape
    edge = (_PAD + 3) * MODULE_PX
    page, ink = (22, 205) if shot.dark else (250, 60)
    box(picture, (edge, edge), (width - edge, height - edge), page, 4 * MODULE_PX)
    _page(picture, at[1], edge, ink)
    side, (left, top) = len(code) * MODULE_PX, at
    if shot.border_modules < _QUIET:
        frame = round(6 * MODULE_PX)
        other = 205 if shot.dark else 70
        cv2.rectangle(
            picture,
            (left - frame, top - frame),
            (left + side + frame, top + side + frame),
            other,
            -1,
        )
        rest = round(max(shot.border_modules, 0) * MODULE_PX)
        cv2.rectangle(
            picture, (left - rest, top - rest), (left + side + rest, top + side + rest), page, -1
        )
    light = np.where(code != shot.dark, 14, 252).astype(np.uint8)
    shown = np.kron(light, np.ones((MODULE_PX, MODULE_PX), np.uint8))
    picture[top : top + side, left : left + side] = shown
    cut = round(-shot.border_modules * MODULE_PX)
    if cut > 0:
        inside = ((left, top), (left + side, top + side))
        cv2.rectangle(picture, *inside, 205 if shot.dark else 70, 2 * cut)


def _page(picture: Luma, code_top: int, edge: int, ink: int) -> None:
    """A head line above the code and two lines of words below it."""
    width = picture.shape[1]
    head = edge + 8 * MODULE_PX
    cv2.putText(
        picture, "Dongne 27", (edge + 24, head), cv2.FONT_HERSHEY_SIMPLEX, 1.6, ink, 4, cv2.LINE_AA
    )
    below = code_top + width - 2 * edge + 30
    for row, words in enumerate(
        ("show this code to the kiosk", "12,500 won   30 coins", "refresh")
    ):
        at = (edge + 30, below + 60 * row)
        cv2.putText(picture, words, at, cv2.FONT_HERSHEY_SIMPLEX, 1.1, ink, 3, cv2.LINE_AA)


def box(
    picture: Luma, corner: tuple[int, int], far: tuple[int, int], grey: int, radius: int
) -> None:
    (left, top), (right, bottom) = corner, far
    cv2.rectangle(picture, (left + radius, top), (right - radius, bottom), grey, -1)
    cv2.rectangle(picture, (left, top + radius), (right, bottom - radius), grey, -1)
    for x in (left + radius, right - radius):
        for y in (top + radius, bottom - radius):
            cv2.circle(picture, (x, y), radius, grey, -1, cv2.LINE_AA)


def palm(picture: Luma, solid: Luma, random: np.random.Generator) -> None:
    """The hand behind the phone."""
    height, width = picture.shape
    left = round(width * random.uniform(0.1, 0.25))
    corner, far = (left, round(height * 0.66)), (width - MODULE_PX * 4, height + 600)
    box(solid, corner, far, 255, 140)
    box(picture, corner, far, _SKIN, 140)


def fingers(picture: Luma, solid: Luma, random: np.random.Generator) -> None:
    """Four finger tips on one edge."""
    height, width = picture.shape
    edge = _PAD * MODULE_PX
    mirrored = random.uniform() < 0.5
    for number in range(4):
        y = round(height * (0.55 + 0.075 * number))
        ends = ((edge - 60, y + 10), (edge + 14, y))
        if mirrored:
            ends = ((width - ends[0][0], ends[0][1]), (width - ends[1][0], ends[1][1]))
        finger(picture, ends[0], ends[1], 32)
        cv2.line(solid, *ends, 255, 2 * 32, cv2.LINE_AA)


def finger(picture: Luma, start: tuple[int, int], end: tuple[int, int], half_px: int) -> None:
    cv2.line(picture, start, end, _SKIN_EDGE, 2 * half_px, cv2.LINE_AA)
    cv2.line(picture, start, end, _SKIN, round(1.7 * half_px), cv2.LINE_AA)
    cv2.circle(picture, end, half_px // 2, _SKIN + 24, -1, cv2.LINE_AA)


def _thumb(
    picture: Luma, lit: Luma, code: tuple[int, int, int], reach: float, random: np.random.Generator
) -> None:
    """Over one corner of the light border, `reach` modules in from its outer corner."""
    left, top, side = code
    right, down = (int(random.integers(2)) for _ in range(2))
    half = 9 * MODULE_PX
    inwards = reach * MODULE_PX / np.sqrt(2) - half
    quiet = _QUIET * MODULE_PX
    way = np.array([-1.0 if right else 1.0, -1.0 if down else 1.0])
    corner = np.array(
        [left - quiet + right * (side + 2 * quiet), top - quiet + down * (side + 2 * quiet)]
    )
    tip = corner + way * inwards
    root = tip - way * np.array([30.0, 14.0]) * MODULE_PX
    finger(picture, _point(root), _point(tip), half)
    cv2.line(lit, _point(root), _point(tip), 0, 2 * half, cv2.LINE_AA)


def _point(place: NDArray[np.float64]) -> tuple[int, int]:
    return round(float(place[0])), round(float(place[1]))
