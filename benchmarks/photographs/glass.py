"""What the phone's own glass and screen do: cracks, the grid of its dots, flicker."""

import numpy as np

from benchmarks.photographs.phone import MODULE_PX, Flat
from benchmarks.photographs.shot import Light, Shot
from benchmarks.photographs.warps import Box, View, on_the_flat
from drivers.opencv import cv2

_MAX_STEPS = 14


def crack(flat: Flat, cracks: int, random: np.random.Generator) -> None:
    """Draw jagged lines from one blow near the code: they scatter the screen's light."""
    hit = np.array([flat.code_x_px, flat.code_y_px])
    hit = hit + random.uniform(-0.45, 0.45, 2) * flat.code_px
    lines = np.zeros_like(flat.picture)
    for _ in range(cracks):
        way = random.uniform(0, 2 * np.pi)
        place = hit
        for _ in range(_MAX_STEPS):
            way += random.normal(0, 0.35)
            onwards = place + np.array([np.cos(way), np.sin(way)]) * random.uniform(30, 110)
            ends = [tuple(int(v) for v in end) for end in (place, onwards)]
            width = int(random.integers(2, MODULE_PX))
            cv2.line(lines, ends[0], ends[1], int(random.integers(130, 235)), width, cv2.LINE_AA)
            place = onwards
    on = lines > 0
    flat.picture[on] = (0.25 * flat.picture[on] + 0.75 * lines[on]).astype(np.uint8)


def grid(light: Light, shot: Shot, how: View, box: Box, random: np.random.Generator) -> Light:
    """The dots of the screen as the sensor's coarser grid sees them: slow waves, bent by the view.

    A camera's pixel sees one or two dots of the screen and a little; what is over comes as a wave
    of `moire_cycles` a pixel.
    """
    x, y = on_the_flat(how, box)
    dots = shot.module_px * (int(random.integers(1, 3)) + shot.moire_cycles)  # in one module
    phase = random.uniform(0, 1, 2)
    across = np.cos(np.float32(2 * np.pi) * (x * np.float32(dots) + np.float32(phase[0])))
    down = np.cos(np.float32(2 * np.pi) * (y * np.float32(dots * 1.003) + np.float32(phase[1])))
    waves = 1.0 + shot.moire * (0.65 * across + 0.35 * down)
    return np.asarray(light * waves, np.float32)


def flicker(light: Light, shot: Shot, random: np.random.Generator) -> Light:
    """Dark bands across: the screen is dimmed by pulses, and the sensor reads row by row."""
    rows = np.arange(len(light), dtype=np.float32)[:, None]
    wave = np.sin(rows / random.uniform(4, 16) + random.uniform(0, 6.28))
    dark = 1.0 / (1.0 + np.exp(-4.0 * wave))
    return np.asarray(light * (1.0 - shot.bands * dark), np.float32)
