"""Where the flat phone lies in the picture."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.photographs.phone import MODULE_PX, Flat
from benchmarks.photographs.shot import HEIGHT_PX, WIDTH_PX, Light, Luma, Shot
from drivers.opencv import cv2

FINER = 2  # photographs are drawn this much finer each way and then averaged, as a sensor does
_FOCAL_PX = 1000.0  # a lens of 65 degrees

View = NDArray[np.float64]  # 3 x 3, from pixels of the flat phone to those of the picture
Box = tuple[int, int, int, int]  # left, top, right, bottom in the picture


def view(flat: Flat, shot: Shot) -> View:
    """How `shot` looks at the phone: turned about the code's middle, then seen by a pinhole."""
    height, width = flat.picture.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    middle = np.array([flat.code_x_px, flat.code_y_px])
    solid = np.zeros((4, 3))
    solid[:, :2] = (corners - middle) * (shot.module_px / MODULE_PX)
    turned = solid @ _rotation(shot).T
    nearer = 1.0 / (1.0 + turned[:, 2:] / _FOCAL_PX)
    placed = turned[:, :2] * nearer + np.array([shot.x_px, shot.y_px])
    found = cv2.getPerspectiveTransform(corners.astype(np.float32), placed.astype(np.float32))
    return np.asarray(found, np.float64)


def _rotation(shot: Shot) -> NDArray[np.float64]:
    turn, lean, swing = np.radians([shot.turn_deg, shot.lean_deg, shot.swing_deg])
    roll = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    pitch = np.array(
        [[1, 0, 0], [0, np.cos(lean), -np.sin(lean)], [0, -np.sin(lean), np.cos(lean)]]
    )
    yaw = np.array(
        [[np.cos(swing), 0, np.sin(swing)], [0, 1, 0], [np.sin(swing), 0, np.cos(swing)]]
    )
    return np.asarray(yaw @ pitch @ roll, np.float64)


def covered(flat: Flat, how: View) -> Box:
    """The part of the picture that the phone may touch."""
    height, width = flat.picture.shape
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    placed = cv2.perspectiveTransform(corners, how)[0]
    left, top = np.floor(placed.min(axis=0)).astype(int)
    right, bottom = np.ceil(placed.max(axis=0)).astype(int)
    return max(left, 0), max(top, 0), min(right, WIDTH_PX), min(bottom, HEIGHT_PX)


def seen_finely(flat: Luma, how: View, box: Box) -> Luma:
    """The flat picture as it is seen inside `box`, `FINER` times as fine as the photograph."""
    left, top, right, bottom = box
    finer = np.array(
        [
            [FINER, 0, FINER * (0.5 - left) - 0.5],
            [0, FINER, FINER * (0.5 - top) - 0.5],
            [0, 0, 1],
        ]
    )
    size = ((right - left) * FINER, (bottom - top) * FINER)
    return np.asarray(
        cv2.warpPerspective(flat, finer @ how, size, flags=cv2.INTER_LINEAR), np.uint8
    )


def averaged(fine: Light) -> Light:
    """Of what is seen finely, the mean in each pixel of the photograph."""
    size = (fine.shape[1] // FINER, fine.shape[0] // FINER)
    return np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_AREA), np.float32)


def seen(flat: Luma, how: View, box: Box) -> Light:
    """The same of a flat mask, 0 to 255."""
    return averaged(seen_finely(flat, how, box).astype(np.float32))


def on_the_flat(how: View, box: Box) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each pixel of `box`, the place (x, y) on the flat phone that it sees, in modules."""
    left, top, right, bottom = box
    back = np.linalg.inv(how)
    x = np.arange(left, right, dtype=np.float32)[None, :]
    y = np.arange(top, bottom, dtype=np.float32)[:, None]
    across, down, depth = (row[0] * x + row[1] * y + row[2] for row in back.astype(np.float32))
    return across / depth / MODULE_PX, down / depth / MODULE_PX
