"""All that makes one photograph, as physical numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Luma = NDArray[np.uint8]  # (height, width), as a camera codes brightness
Light = NDArray[np.float32]  # the same shape, linear: 1.0 is where the sensor is full

WIDTH_PX, HEIGHT_PX = 1280, 720


@dataclass(frozen=True)
class Shot:
    """One photograph of a phone with a code. The defaults are a good one."""

    module_px: float = 4.2  # one of the code's squares, at its middle
    x_px: float = 640.0  # the code's middle in the picture
    y_px: float = 360.0
    turn_deg: float = 0.0  # in the picture's plane
    lean_deg: float = 0.0  # the phone's top away from the lens
    swing_deg: float = 0.0  # its right side away
    medium: bool = False  # error correction M, not L
    dark: bool = False  # the phone shows light squares on dark
    border_modules: float = 4.0  # light border that is left; below 0 the code itself is cut
    thumb_modules: float = 0.0  # how far a thumb reaches over a corner of the border
    cracks: int = 0  # in the glass
    moire: float = 0.0  # the screen's own grid, as a share of its light
    moire_cycles: float = 0.1  # of the grid's image on the sensor, a pixel
    blur_px: float = 0.5  # radius of the disc that a point becomes
    move_px: float = 0.0  # while the shutter is open
    move_deg: float = 0.0
    white: float = 0.75  # light of the screen's white; above 1 it overflows
    haze: float = 0.01  # the room's light on the glass, seen on black and white alike
    glare: float = 0.0  # a lamp's reflection: 1 is as bright as a full sensor
    glare_px: float = 60.0
    bands: float = 0.0  # dark bands of a flickering screen, as a share of its light
    noise: float = 0.006  # of the sensor in the dark; in light it grows by the light's root
    jpeg: int = 85
