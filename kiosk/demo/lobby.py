"""What the terminal's camera sees behind the residents: a lobby, out of focus.

The lens is set for a phone a hand's breadth away, so the far wall is soft. All of it is drawn
here; there is no photograph of a real place with real people in it.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # height x width x 3, blue green red

WIDTH_PX, HEIGHT_PX = 1280, 720
NOISE_PICTURES = 8  # a camera's noise, repeated after half a second: nobody sees that
NOISE_LEVELS = 2.2  # standard deviation, of 255
_FLOOR_Y = 505
_SOFT_PX = 7.0

_WALL, _WALL_LOW, _FLOOR, _FLOOR_FAR = (
    (206, 214, 219),
    (188, 198, 206),
    (132, 146, 160),
    (168, 180, 190),
)
_WOOD, _WOOD_DARK, _DAY, _FRAME = (96, 132, 168), (70, 100, 132), (248, 244, 236), (150, 158, 162)
_LEAF, _POT, _SEAT, _LEG = (86, 128, 92), (92, 118, 168), (150, 112, 78), (96, 96, 98)
_BOARD, _PAPER, _LAMP = (120, 146, 120), (232, 236, 236), (255, 255, 255)


def draw_lobby() -> Picture:
    """The empty lobby: window with daylight, door, notice board, a row of seats, a plant."""
    room = _vertical(_WALL, _WALL_LOW, _FLOOR_Y)
    floor = _vertical(_FLOOR_FAR, _FLOOR, HEIGHT_PX - _FLOOR_Y)
    picture = np.vstack([room, floor])
    _window(picture)
    _door(picture)
    _board(picture)
    _seats(picture)
    _plant(picture)
    _lamps(picture)
    soft = cv2.GaussianBlur(picture, (0, 0), _SOFT_PX)
    return np.asarray(_vignette(soft), dtype=np.uint8)


def draw_noise(seed: int) -> NDArray[np.int16]:
    """``NOISE_PICTURES`` pictures of sensor noise, to be added; the same for the same seed."""
    random = np.random.default_rng(seed)
    shape = (NOISE_PICTURES, HEIGHT_PX, WIDTH_PX, 1)
    return (random.standard_normal(shape, dtype=np.float32) * NOISE_LEVELS).astype(np.int16)


def add_noise(picture: Picture, noise: NDArray[np.int16]) -> Picture:
    """``picture`` with ``noise`` on it, inside what a byte can hold."""
    return np.asarray(np.clip(picture.astype(np.int16) + noise, 0, 255), dtype=np.uint8)


def _vertical(top: tuple[int, int, int], bottom: tuple[int, int, int], height_px: int) -> Picture:
    share = np.linspace(0.0, 1.0, height_px)[:, None, None]
    column = np.array(top) * (1 - share) + np.array(bottom) * share
    return np.repeat(column, WIDTH_PX, axis=1).astype(np.uint8)


def _window(picture: Picture) -> None:
    cv2.rectangle(picture, (70, 70), (430, 380), _FRAME, -1)
    for left in (84, 202, 320):
        cv2.rectangle(picture, (left, 84), (left + 98, 366), _DAY, -1)
    light = np.array([[180, 720], [300, 505], [560, 505], [640, 720]], dtype=np.int32)
    glow = picture.copy()
    cv2.fillPoly(glow, [light], (190, 200, 208))
    cv2.addWeighted(glow, 0.6, picture, 0.4, 0, dst=picture)


def _door(picture: Picture) -> None:
    cv2.rectangle(picture, (930, 120), (1120, _FLOOR_Y), _WOOD, -1)
    cv2.rectangle(picture, (930, 120), (1120, _FLOOR_Y), _WOOD_DARK, 8)
    cv2.rectangle(picture, (990, 160), (1060, 300), _DAY, -1)
    cv2.circle(picture, (950, 330), 8, _PAPER, -1)


def _board(picture: Picture) -> None:
    cv2.rectangle(picture, (520, 140), (830, 330), _BOARD, -1)
    for left, top, right, bottom in (
        (540, 160, 610, 250),
        (640, 165, 700, 240),
        (730, 160, 810, 290),
    ):
        cv2.rectangle(picture, (left, top), (right, bottom), _PAPER, -1)


def _seats(picture: Picture) -> None:
    for left in (500, 610, 720):
        cv2.rectangle(picture, (left, 385), (left + 92, 450), _SEAT, -1)
        cv2.rectangle(picture, (left - 4, 455), (left + 96, 480), _SEAT, -1)
        cv2.line(picture, (left + 12, 480), (left + 12, 545), _LEG, 8)
        cv2.line(picture, (left + 80, 480), (left + 80, 545), _LEG, 8)


def _plant(picture: Picture) -> None:
    for turn, reach in ((-70, 120), (-35, 150), (0, 165), (35, 150), (70, 120)):
        tip = (1205 + int(reach * np.sin(np.radians(turn)) * 0.6), 470 - int(reach * 0.9))
        cv2.line(picture, (1205, 470), tip, _LEAF, 26)
    cv2.rectangle(picture, (1165, 465), (1245, 560), _POT, -1)


def _lamps(picture: Picture) -> None:
    for left in (250, 620, 990):
        cv2.rectangle(picture, (left, 0), (left + 150, 22), _LAMP, -1)


def _vignette(picture: NDArray[Any]) -> NDArray[np.float64]:
    across = np.linspace(-1, 1, WIDTH_PX)[None, :] ** 2
    down = np.linspace(-1, 1, HEIGHT_PX)[:, None] ** 2
    darker: NDArray[np.float64] = picture * (1 - 0.13 * (across + down))[:, :, None]
    return darker
