"""Cameras: one picture at a time, from a device or from an MJPEG stream.

A camera may never hang the kiosk: opening and reading have time limits, and a dead stream becomes
`CameraLost`.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event, Lock
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from drivers.errors import CameraLost
from drivers.opencv import READ_TIMEOUT_MS, cv2

OPEN_TIMEOUT_MS = 3000
MAX_SIDE_PX = 4096  # a stream may not make us copy pictures without end

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """One picture. `luma` is uint8 of shape (height, width), `bgr` of shape (height, width, 3).

    `number` counts up from 1 and never goes back while its source lives; gaps are dropped pictures.
    """

    luma: Pixels
    bgr: Pixels
    number: int


class Camera(Protocol):
    """An open camera: a context manager that is used by one thread."""

    @property
    def closed(self) -> bool:
        """True after `close`."""

    def read(self) -> Frame:
        """Return the next picture; raises `CameraLost` after at most a few seconds without one."""

    def close(self) -> None:
        """Let go of the device. Twice is harmless; reading afterwards raises `CameraLost`."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def frame_of(bgr: Pixels, number: int) -> Frame:
    """Make a frame from a colour picture, uint8 of shape (height, width, 3)."""
    return Frame(np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), np.uint8), bgr, number)


class OpenCvCamera:
    """A camera of this machine (`source` is its number) or an MJPEG stream (`source` is its URL).

    Opening raises `CameraLost` within seconds when there is nothing. `width` and `height` in pixels
    are wishes that a device rounds to what it has; a stream has its own size. The time limits hold
    for streams; a device's is set in `opencv`.
    """

    def __init__(
        self,
        source: int | str,
        width: int = 1280,
        height: int = 720,
        *,
        open_timeout_ms: int = OPEN_TIMEOUT_MS,
        read_timeout_ms: int = READ_TIMEOUT_MS,
    ) -> None:
        self._name = f"camera {source}" if isinstance(source, int) else source
        self._number = 0
        if isinstance(source, int):
            self._capture = _open_device(source, width, height)
        else:
            self._capture = _open_stream(source, open_timeout_ms, read_timeout_ms)
        if not self._capture.isOpened():
            raise CameraLost(f"{self._name} does not open")

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return not self._capture.isOpened()

    def read(self) -> Frame:
        """Return the next picture; raises `CameraLost` after the time limit without one."""
        if self.closed:
            raise CameraLost(f"{self._name} is closed")
        try:
            good, bgr = self._capture.read()
        except cv2.error as exc:
            raise CameraLost(f"{self._name} gives damaged pictures") from exc
        if not good or bgr.ndim != 3 or max(bgr.shape) > MAX_SIDE_PX:
            raise CameraLost(f"{self._name} gives no picture")
        self._number += 1
        return frame_of(np.asarray(bgr, np.uint8), self._number)

    def close(self) -> None:
        """Let go of the device. Twice is harmless."""
        self._capture.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _open_stream(url: str, open_timeout_ms: int, read_timeout_ms: int) -> cv2.VideoCapture:
    limits = [
        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, open_timeout_ms),
        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, read_timeout_ms),
    ]
    try:
        return cv2.VideoCapture(url, cv2.CAP_FFMPEG, limits)
    except cv2.error as exc:
        raise CameraLost(f"{url} can't be opened") from exc


def _open_device(number: int, width: int, height: int) -> cv2.VideoCapture:
    wishes = [
        # MJPEG, because raw 720p does not fit 30 times a second through USB 2.
        *(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
        *(cv2.CAP_PROP_FRAME_WIDTH, width),
        *(cv2.CAP_PROP_FRAME_HEIGHT, height),
        *(cv2.CAP_PROP_FPS, 30),
    ]
    try:
        return cv2.VideoCapture(number, cv2.CAP_V4L2, wishes)
    except cv2.error as exc:
        raise CameraLost(f"camera {number} can't be opened") from exc


class FakeCamera:
    """A camera that looks at what it is shown, at a camera's pace; obeys the rules of a real one.

    `show` and `unplug` may be called from any thread. Without a picture it sees grey.
    """

    def __init__(self, width: int = 1280, height: int = 720, frames_per_s: float = 30.0) -> None:
        self._scene: Pixels = np.full((height, width, 3), 128, np.uint8)
        self._pause_s = 1 / frames_per_s
        self._number = 0
        self._lock = Lock()
        self._gone = Event()
        self._closed = False

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return self._closed

    def show(self, bgr: Pixels) -> None:
        """Put a colour picture (height, width, 3) before the camera."""
        with self._lock:
            self._scene = bgr

    def unplug(self) -> None:
        """Tear the cable: this and each later `read` raises `CameraLost`."""
        self._gone.set()

    def read(self) -> Frame:
        """Return the next picture; raises `CameraLost` when closed or unplugged."""
        if self._gone.wait(self._pause_s) or self._closed:
            raise CameraLost("the camera shown to us is gone")
        with self._lock:
            scene = self._scene
        self._number += 1
        return frame_of(scene.copy(), self._number)

    def close(self) -> None:
        """Let go of the device. Twice is harmless."""
        self._closed = True
        self._gone.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
