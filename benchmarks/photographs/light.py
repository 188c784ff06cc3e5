"""Light on its way to the sensor: blur, movement, reflections, overflow."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.photographs.shot import Light, Shot
from drivers.opencv import cv2

_GAMMA = 2.2
_CODED = (np.arange(256, dtype=np.float32) / 255.0) ** _GAMMA
_LEVELS = 4096  # of linear light, for the way back
_DECODED = (255.0 * (np.arange(_LEVELS) / (_LEVELS - 1)) ** (1 / _GAMMA)).astype(np.float32)


def linear(luma: NDArray[np.uint8]) -> Light:
    """Light from coded brightness."""
    return np.asarray(cv2.LUT(luma, _CODED), np.float32)


def coded(light: Light) -> NDArray[np.float32]:
    """Brightness, 0 to 255, from light; what is above 1 has overflowed."""
    levels = np.clip(light * (_LEVELS - 1), 0, _LEVELS - 1).astype(np.uint16)
    return _DECODED[levels]


def out_of_focus(light: Light, radius_px: float) -> Light:
    """Each point becomes a disc, its edge softened to less than a pixel."""
    reach = int(np.ceil(radius_px + 0.5))
    far = np.hypot(*np.mgrid[-reach : reach + 1, -reach : reach + 1])
    disc = np.clip(radius_px + 0.5 - far, 0, 1)
    return np.asarray(cv2.filter2D(light, -1, disc / disc.sum()), np.float32)


def moved(light: Light, shot: Shot) -> Light:
    """Each point becomes a short line: the hand moves while the shutter is open."""
    reach = int(np.ceil(shot.move_px / 2)) + 1
    line = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    way = np.array([np.cos(np.radians(shot.move_deg)), np.sin(np.radians(shot.move_deg))])
    ends = [reach - way * shot.move_px / 2, reach + way * shot.move_px / 2]
    fixed = [tuple(round(float(v) * 16) for v in end) for end in ends]
    cv2.line(line, fixed[0], fixed[1], 1.0, 1, cv2.LINE_8, 4)
    return np.asarray(cv2.filter2D(light, -1, line / line.sum()), np.float32)


def reflected(light: Light, shot: Shot, random: np.random.Generator) -> Light:
    """A lamp's image on the glass, with a hard core and a soft edge, and a window's pale one."""
    height, width = light.shape
    code_px = 65 * shot.module_px
    x, y = np.array([shot.x_px, shot.y_px]) + random.uniform(-0.3, 0.3, 2) * code_px
    turn, long = random.uniform(0, np.pi), random.uniform(1.0, 2.5)
    columns = np.arange(width, dtype=np.float32)[None, :] - np.float32(x)
    rows = np.arange(height, dtype=np.float32)[:, None] - np.float32(y)
    along = columns * np.float32(np.cos(turn)) + rows * np.float32(np.sin(turn))
    aside = rows * np.float32(np.cos(turn)) - columns * np.float32(np.sin(turn))
    near = np.exp(-(((along / long) ** 2 + aside**2) / (2 * shot.glare_px**2)))
    pane = np.zeros_like(light)
    corners = np.array([[-1.2, -0.6], [0.3, -0.7], [0.5, 0.9], [-1.0, 0.8]]) * 0.5 * code_px
    corners = corners + [x, y] + random.uniform(-0.2, 0.2, (4, 2)) * code_px
    cv2.fillPoly(pane, [corners.astype(np.int32)], 1.0, cv2.LINE_AA)
    soft = cv2.GaussianBlur(pane, (0, 0), 3.0)
    return np.asarray(light + shot.glare * (near + 0.12 * soft), np.float32)


def overflowing(light: Light) -> Light:
    """What is too much for a pixel spills into its neighbours."""
    over = np.maximum(light - 1.0, 0.0)
    spilt = cv2.GaussianBlur(over, (0, 0), 1.6)
    return np.asarray(np.minimum(light, 1.0) + 0.5 * spilt, np.float32)
