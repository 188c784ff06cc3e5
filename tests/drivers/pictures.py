"""Pictures of codes for these tests."""

from __future__ import annotations

import numpy as np
import qrcode
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def code(text: str, dots: int = 6) -> Pixels:
    """A QR code with its quiet zone, `dots` pixels a module, uint8 of shape (side, side)."""
    qr = qrcode.QRCode(border=4)
    qr.add_data(text)
    modules = np.where(np.array(qr.get_matrix()), 0, 255).astype(np.uint8)
    return np.kron(modules, np.ones((dots, dots), np.uint8))


def scene(text: str, left: int = 480, top: int = 200, dots: int = 6) -> Pixels:
    """What a 720p camera sees, in grey, with a code in it."""
    luma = np.full((720, 1280), 120, np.uint8)
    picture = code(text, dots)
    height, width = picture.shape
    luma[top : top + height, left : left + width] = picture
    return luma


def coloured(luma: Pixels) -> Pixels:
    return np.repeat(luma[:, :, None], 3, axis=2)
