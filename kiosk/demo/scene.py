"""The demo camera's picture: the lobby, and the phone that is being held to the lens.

A held phone is never quite still and never quite square to the lens: it comes in from below,
then sways a little. Everything follows from the number of frames and the seed; there is no
clock and no hidden state, so the same run gives the same pictures.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.demo.handset import draw_handset
from kiosk.demo.lobby import (
    HEIGHT_PX,
    NOISE_PICTURES,
    WIDTH_PX,
    Picture,
    add_noise,
    draw_lobby,
    draw_noise,
)
from kiosk.demo.qr import modules

FRAMES_PER_S = 15
RISE_FRAMES = 5  # a third of a second from below the picture to its place
_SCALE = 0.77  # of the flat handset: about 4.6 px per module in the picture
_JPEG_QUALITY = 88


@dataclass(frozen=True)
class Held:
    """A phone in view: its code, where (-1..1 across and down), and since how many frames."""

    text: str
    x: float
    y: float
    frames: int


class Scene:
    """Draws the picture of a frame. Not thread-safe: one reader of the stream, one scene."""

    def __init__(self, seed: int) -> None:
        self._lobby = draw_lobby()
        self._noise = draw_noise(seed)

    def frame(self, number: int, held: Held | None) -> Picture:
        """The picture of frame ``number``: 720 x 1280 x 3, blue green red."""
        clean = self._lobby if held is None else _with_phone(self._lobby, held)
        return add_noise(clean, self._noise[number % NOISE_PICTURES])


def encode(picture: Picture) -> bytes:
    """The picture as JPEG, as a camera sends it."""
    _, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return coded.tobytes()


@lru_cache(maxsize=1)
def _handset(text: str) -> tuple[Picture, NDArray[np.uint8]]:
    return draw_handset(modules(text))


def _with_phone(lobby: Picture, held: Held) -> Picture:
    flat, cover = _handset(held.text)
    shape = _placed(flat.shape[1], flat.shape[0], held)
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=np.float32)
    corners *= np.array([flat.shape[1], flat.shape[0]], dtype=np.float32)
    view = cv2.getPerspectiveTransform(corners, shape)
    size = (WIDTH_PX, HEIGHT_PX)
    phone = cv2.warpPerspective(flat, view, size, flags=cv2.INTER_LINEAR)
    solid = cv2.warpPerspective(cover, view, size, flags=cv2.INTER_LINEAR)
    share = solid[:, :, None].astype(np.float32) / 255.0
    return (lobby * (1.0 - share) + phone * share).astype(np.uint8)


def _placed(width_px: int, height_px: int, held: Held) -> NDArray[np.float32]:
    """Where the four corners of the flat handset lie in the picture."""
    beat = held.frames / FRAMES_PER_S
    turn = np.radians(-5.0 + 1.6 * np.sin(1.7 * beat))
    rise = max(0.0, 1.0 - held.frames / RISE_FRAMES) ** 2
    across = np.array([-0.5, 0.5, 0.5, -0.5]) * width_px * _SCALE
    down = np.array([-0.5, -0.5, 0.5, 0.5]) * height_px * _SCALE
    across = across * np.array([0.955, 0.955, 1.0, 1.0])  # leaning back: the top is farther away
    x = across * np.cos(turn) - down * np.sin(turn)
    y = across * np.sin(turn) + down * np.cos(turn)
    x += WIDTH_PX * (0.5 + 0.5 * held.x) + 5.0 * np.sin(1.1 * beat)
    y += HEIGHT_PX * (0.5 + 0.5 * held.y + 0.9 * rise) + 4.0 * np.sin(1.3 * beat)
    return np.stack([x, y], axis=1).astype(np.float32)
