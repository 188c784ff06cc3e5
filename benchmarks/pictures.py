"""A camera's pictures of our codes, from easy to hopeless; the same for the same seed.

Each code is held to the demo's camera for some frames, at its own place, and its pictures are
spoiled in one way, by an amount of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from drivers.opencv import cv2
from kiosk.demo.scene import RISE_FRAMES, Held, Scene

Luma = NDArray[np.uint8]
Spoil = Callable[[Luma, float, np.random.Generator], Luma]  # by an amount from 0 to 1


@dataclass(frozen=True)
class Approach:
    """One phone held to the lens: its code, and grey pictures of it, (height, width) each."""

    text: str
    frames: tuple[Luma, ...]


def approaches(texts: Sequence[str], frames: int, seed: int) -> Iterator[Approach]:
    """One after the other, so that only one is in memory."""
    random = np.random.default_rng(seed)
    scene = Scene(seed)
    for text, spoil in zip(texts, cycle(_SPOILS), strict=False):
        x, y, amount = random.uniform(-0.35, 0.35), random.uniform(-0.1, 0.1), random.uniform()
        seen: list[Luma] = []
        for number in range(frames):
            bgr = scene.frame(number, Held(text, x, y, RISE_FRAMES + number))
            grey = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), np.uint8)
            seen.append(spoil(grey, amount, random))
        yield Approach(text, tuple(seen))


def _as_it_is(luma: Luma, _amount: float, _random: np.random.Generator) -> Luma:
    return luma


def _out_of_focus(luma: Luma, amount: float, _random: np.random.Generator) -> Luma:
    return np.asarray(cv2.GaussianBlur(luma, (0, 0), 1.0 + 1.8 * amount), np.uint8)


def _in_the_dark(luma: Luma, amount: float, random: np.random.Generator) -> Luma:
    noise = random.standard_normal(luma.shape, dtype=np.float32) * (4 + 4 * amount)
    dark = luma * (0.20 - 0.16 * amount) + 16 + noise
    return np.asarray(np.clip(dark, 0, 255), np.uint8)


def _with_glare(luma: Luma, amount: float, random: np.random.Generator) -> Luma:
    """A lamp's reflection near the middle, up to white."""
    height, width = luma.shape
    x, y = width * random.uniform(0.4, 0.6), height * random.uniform(0.35, 0.65)
    rows, columns = np.ogrid[:height, :width]
    near = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * (40 + 80 * amount) ** 2))
    bright = luma + 255 * near * (0.6 + 0.8 * amount)
    return np.asarray(np.clip(bright, 0, 255), np.uint8)


def _far_away(luma: Luma, amount: float, _random: np.random.Generator) -> Luma:
    """The picture shrunk on a grey one of the same size: down to two pixels a module."""
    share = 0.65 - 0.3 * amount
    small = cv2.resize(luma, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    away = np.full_like(luma, 140)
    top, left = ((whole - part) // 2 for whole, part in zip(luma.shape, small.shape, strict=True))
    away[top : top + small.shape[0], left : left + small.shape[1]] = small
    return away


def _on_a_flickering_screen(luma: Luma, amount: float, _random: np.random.Generator) -> Luma:
    """Dark bands of a screen's refresh across the picture."""
    rows = np.arange(luma.shape[0])[:, None]
    bands = 0.5 + 0.5 * np.sin(rows * (0.3 + 0.6 * amount))
    return np.asarray(luma * (1 - (0.1 + 0.5 * amount) * bands), np.uint8)


_SPOILS: tuple[Spoil, ...] = (
    _as_it_is,
    _out_of_focus,
    _in_the_dark,
    _with_glare,
    _far_away,
    _on_a_flickering_screen,
)
