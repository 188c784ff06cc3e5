"""The camera: a lobby, a phone before it, a lens, a noisy sensor, and JPEG."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.photographs import glass, light, warps
from benchmarks.photographs.phone import Flat, draw
from benchmarks.photographs.shot import HEIGHT_PX, WIDTH_PX, Light, Luma, Shot
from drivers.opencv import cv2
from kiosk.demo.lobby import draw_lobby

_ROOM_LIGHT = np.float32(0.4)
_ROOMS = 6  # one lobby with other people in it
_NOISE_PX = (HEIGHT_PX + 256, WIDTH_PX + 256)  # taken from anywhere in one large sheet


def take(text: str, shot: Shot, random: np.random.Generator, noise: np.random.Generator) -> Luma:
    """The photograph that `shot` describes; `random` decides the rest, but `noise` the grain."""
    flat = draw(text, shot, random)
    if shot.cracks:
        glass.crack(flat, shot.cracks, random)
    how = warps.view(flat, shot)
    box = warps.covered(flat, how)
    seen = room(int(random.integers(_ROOMS))).copy()
    left, top, right, bottom = box
    if left < right and top < bottom:  # or the phone is not in the picture yet
        part = _phone_light(flat, shot, how, box, random)
        share = warps.seen(flat.solid, how, box) / np.float32(255)
        inside = seen[top:bottom, left:right]
        seen[top:bottom, left:right] = inside * (1 - share) + part * share
    return develop(seen, shot, random, noise)


def nobody(shot: Shot, random: np.random.Generator, passed_px: int = 0) -> Luma:
    """The lobby with no phone in it, everything in it having moved sideways by `passed_px`."""
    return develop(np.roll(room(0), passed_px, axis=1), shot, random, random)


def develop(
    seen: Light, shot: Shot, random: np.random.Generator, noise: np.random.Generator
) -> Luma:
    """From light before the lens to the picture that a program gets."""
    if shot.glare:
        seen = light.reflected(seen, shot, random)
    if shot.blur_px > 0.3:
        seen = light.out_of_focus(seen, shot.blur_px)
    if shot.move_px > 0.5:
        seen = light.moved(seen, shot)
    if shot.white > 1 or shot.glare:
        seen = light.overflowing(seen)
    grey = light.coded(_noisy(seen, shot, noise))
    soft = cv2.GaussianBlur(grey, (3, 3), 0.6)  # what cheap cameras do: smooth, then sharpen
    wide = cv2.GaussianBlur(soft, (5, 5), 1.2)
    sharp = np.clip(soft + 0.6 * (soft - wide), 0, 255).astype(np.uint8)
    _, file = cv2.imencode(".jpg", sharp, [cv2.IMWRITE_JPEG_QUALITY, shot.jpeg])
    return np.asarray(cv2.imdecode(file, cv2.IMREAD_GRAYSCALE), np.uint8)


def _phone_light(
    flat: Flat, shot: Shot, how: warps.View, box: warps.Box, random: np.random.Generator
) -> Light:
    """The screen shines by itself; the hand and the phone's body are lit by the room."""
    shown = warps.averaged(light.linear(warps.seen_finely(flat.picture, how, box)))
    lit = warps.seen(flat.lit, how, box) / np.float32(255)
    screen: Light = np.full_like(shown, shot.white)
    if shot.moire:
        screen = glass.grid(screen, shot, how, box, random)
    if shot.bands:
        screen = glass.flicker(screen, shot, random)
    return np.asarray(
        shown * (screen * lit + _ROOM_LIGHT * (1 - lit)) + shot.haze * lit, np.float32
    )


def _noisy(seen: Light, shot: Shot, random: np.random.Generator) -> Light:
    """The dark's own noise, and that of light, which grows by its root."""
    sheet = _noise_sheet()
    y, x = (int(random.integers(256)) for _ in range(2))
    grain = sheet[y : y + HEIGHT_PX, x : x + WIDTH_PX]
    return seen + grain * (np.float32(shot.noise) * np.sqrt(0.15 + np.maximum(seen, 0)) * 2.6)


@lru_cache(maxsize=1)
def _noise_sheet() -> NDArray[np.float32]:
    return np.random.default_rng(1).standard_normal(_NOISE_PX, dtype=np.float32)


@lru_cache(maxsize=_ROOMS)
def room(number: int) -> Light:
    """The lobby, and somebody before it in a patterned shirt; what is near is sharper."""
    random = np.random.default_rng([number, 77])
    grey = np.asarray(cv2.cvtColor(draw_lobby(), cv2.COLOR_BGR2GRAY), np.uint8)
    _poster(grey, random)
    grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 2.5), np.uint8)
    _person(grey, random)
    soft = cv2.GaussianBlur(grey, (0, 0), random.uniform(1.2, 2.5))
    return light.linear(np.asarray(soft, np.uint8)) * np.float32(random.uniform(0.25, 0.6))


def _poster(grey: Luma, random: np.random.Generator) -> None:
    for _ in range(5):
        x, y = int(random.integers(0, 1150)), int(random.integers(0, 350))
        width, height = (int(random.integers(60, 160)) for _ in range(2))
        shade = int(random.integers(40, 255))
        cv2.rectangle(grey, (x, y), (x + width, y + height), shade, -1)
        for row in range(y + 12, y + height - 8, 16):
            at = (x + 4, row)
            cv2.putText(grey, "open 9-18", at, cv2.FONT_HERSHEY_SIMPLEX, 0.5, 255 - shade, 1)


def _person(grey: Luma, random: np.random.Generator) -> None:
    x, y = int(random.integers(300, 1000)), int(random.integers(60, 200))
    skin, shirt = int(random.integers(120, 190)), int(random.integers(30, 220))
    cv2.ellipse(grey, (x, y), (75, 100), 0, 0, 360, skin, -1, cv2.LINE_AA)
    cv2.ellipse(grey, (x, y - 50), (82, 75), 0, 180, 360, 35, -1, cv2.LINE_AA)
    cv2.ellipse(grey, (x, y + 430), (300, 330), 0, 180, 360, shirt, -1, cv2.LINE_AA)
    step = int(random.integers(9, 30))
    for line in range(y + 150, HEIGHT_PX, step):
        cv2.line(grey, (x - 260, line), (x + 260, line), 255 - shirt, step // 3)
    if random.uniform() < 0.5:
        for line in range(x - 260, x + 260, step):
            cv2.line(grey, (line, y + 190), (line, HEIGHT_PX), 255 - shirt, step // 3)
