"""OpenCV, imported once with the settings it reads at import. Import `cv2` from here only.

V4L2 knows no time limit per camera, only this variable; and a stream that is retried all day would
fill the log with three lines a try.
"""

from __future__ import annotations

import os

READ_TIMEOUT_MS = 2000  # at 30 pictures a second, 60 missing ones are no hiccup any more

os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", str(READ_TIMEOUT_MS // 1000))
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

import cv2  # noqa: E402  the settings must stand before it

cv2.setNumThreads(1)  # two cores draw, decode and sign; a pool of our own would only fight them

__all__ = ["READ_TIMEOUT_MS", "cv2"]
