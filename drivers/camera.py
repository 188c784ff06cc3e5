"""Cameras: one picture at a time, from a device or from an MJPEG stream.

A camera may never hang the kiosk: opening and reading have time limits, a dead stream becomes
`CameraLost`, and one that sends something else than pictures `DeviceBabbles`. Pictures are passed
on as they come and unpacked by who looks at them (`frame`), but one each second here too, so that
what can't be unpacked is noticed by the one who tells of it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock
from time import monotonic
from types import TracebackType
from typing import Protocol, Self

import numpy as np

from drivers.closing import Closing
from drivers.errors import CameraLost, DeviceBabbles, PictureUnreadable
from drivers.frame import BgrPicture, Frame, Picture, Pixels, picture_of
from drivers.opencv import READ_TIMEOUT_MS, cv2

OPEN_TIMEOUT_MS = 3000
DAMAGED_S = 2.0  # of nothing but damaged pictures: not a hiccup, nonsense
CHECK_S = 1.0  # that pictures can be unpacked; 0.3 % of a core


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


class OpenCvCamera(Closing):
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
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._name = f"camera {source}" if isinstance(source, int) else source
        self._number = 0
        self._clock = clock
        self._checked_s = -CHECK_S
        if isinstance(source, int):
            self._capture = _open_device(source, width, height)
        else:
            self._capture = _open_stream(source, open_timeout_ms, read_timeout_ms)
        if not self._capture.isOpened():
            raise CameraLost(f"{self._name} does not open")
        self._packed = _ask_for_packed(self._capture, isinstance(source, int))

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return not self._capture.isOpened()

    def read(self) -> Frame:
        """Return the next good picture.

        Raises `CameraLost` after the time limit without one, `DeviceBabbles` when what comes for
        `DAMAGED_S` can't be read as pictures.
        """
        start_s = self._clock()
        while (picture := self._good_picture()) is None:
            if self._clock() - start_s > DAMAGED_S:
                raise DeviceBabbles(f"{self._name} sends no pictures")
        self._number += 1
        return Frame(picture, self._number)

    def _good_picture(self) -> Picture | None:
        picture = picture_of(self._raw())
        if picture is None:
            self._ask_for_unpacked()
            return None
        now_s = self._clock()
        if now_s - self._checked_s >= CHECK_S:
            try:
                picture.luma()
            except PictureUnreadable:
                return None
            self._checked_s = now_s
        return picture

    def _raw(self) -> Pixels:
        if self.closed:
            raise CameraLost(f"{self._name} is closed")
        try:
            good, raw = self._capture.read()
        except cv2.error as exc:
            raise CameraLost(f"{self._name} gives damaged pictures") from exc
        if not good or raw is None:
            raise CameraLost(f"{self._name} gives no picture")
        return np.asarray(raw, np.uint8)

    def _ask_for_unpacked(self) -> None:
        """A device whose packed form we don't know: OpenCV unpacks it from now on."""
        if self._packed:
            self._packed = False
            self._capture.set(cv2.CAP_PROP_CONVERT_RGB, 1)

    def close(self) -> None:
        """Let go of the device. Twice is harmless."""
        self._capture.release()


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


def _ask_for_packed(capture: cv2.VideoCapture, device: bool) -> bool:
    """Ask for JPEGs as they come; True where it is a device, which may know better than that."""
    if device:
        return bool(capture.set(cv2.CAP_PROP_CONVERT_RGB, 0))
    if int(capture.get(cv2.CAP_PROP_FOURCC)) == cv2.VideoWriter.fourcc(*"MJPG"):
        capture.set(cv2.CAP_PROP_FORMAT, -1)
    return False


class FakeCamera(Closing):
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
        return Frame(BgrPicture(scene.copy()), self._number)

    def close(self) -> None:
        """Let go of the device. Twice is harmless."""
        self._closed = True
        self._gone.set()
