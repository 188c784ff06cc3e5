"""Picture files from strangers, read within limits: PNG, JPEG, WebP, BMP, GIF, TIFF."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from drivers.errors import PictureUnreadable

MAX_FILE_BYTES = 64 << 20
MAX_PIXELS = 50_000_000  # the largest phone pictures; 50 MB of luma
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")
# What Pillow raises on damaged files, found by fuzzing it.
_DAMAGED = (OSError, ValueError, SyntaxError, EOFError, Warning, Image.DecompressionBombError)


def read_luma(path: Path) -> NDArray[np.uint8]:
    """Return the brightness of the picture in `path`, uint8 of shape (height, width).

    What is transparent becomes white. Raises `PictureUnreadable` for all that is no picture, is
    damaged or too large.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise PictureUnreadable(f"{path}: more than {MAX_FILE_BYTES >> 20} MB")
        with warnings.catch_warnings(action="error"), Image.open(path, formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise PictureUnreadable(f"{path}: {image.width} x {image.height} is too large")
            return np.array(_grey(image), np.uint8)
    except _DAMAGED as exc:
        raise PictureUnreadable(f"{path}: {_reason(exc)}") from exc


def _grey(image: Image.Image) -> Image.Image:
    if image.mode == "L":
        return image
    if not image.has_transparency_data:
        return image.convert("L")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image.convert("RGBA")).convert("L")


def _reason(exc: BaseException) -> str:
    if isinstance(exc, FileNotFoundError):
        return "no such file"
    if isinstance(exc, PermissionError):
        return "may not be read"
    return "no readable picture"
