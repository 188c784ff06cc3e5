"""Carries the camera's picture to the code screen: only while that screen asks for it."""

import threading
from collections.abc import Callable

from drivers.camera_thread import CameraThread
from drivers.device import JOIN_S
from drivers.errors import PictureUnreadable
from drivers.frame import Frame

FRAME_WAIT_S = 0.2  # how long closing may take
LEAST_BETWEEN_S = 1 / 15  # smooth enough to steer a hand by

ShowFrame = Callable[[bytes, int, int, int], None]


class PreviewLoop:
    """Hands small BGR pictures (bytes, width, height, stride) on from its own thread."""

    def __init__(self, camera: CameraThread, show_frame: ShowFrame) -> None:
        self._camera = camera
        self._show_frame = show_frame
        self._wanted = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)

    def start(self) -> None:
        """Start; once only."""
        self._thread.start()

    def want(self, wanted: bool) -> None:
        """Switch the pictures on or off; called on the screen's thread."""
        if wanted:
            self._wanted.set()
        else:
            self._wanted.clear()

    def stop(self) -> None:
        """Ask the thread to end, without waiting for it."""
        self._stop.set()
        self._wanted.set()

    def close(self) -> None:
        """Stop and join, or leave a thread behind that hangs. Twice is harmless."""
        self.stop()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)

    def _run(self) -> None:
        number = 0
        while not self._stop.is_set() and not self._camera.closed:
            self._wanted.wait()
            frame = self._camera.wait_newer(number, FRAME_WAIT_S)
            if frame is None:
                continue
            number = frame.number
            if self._wanted.is_set():
                self._show(frame)
            self._stop.wait(LEAST_BETWEEN_S)

    def _show(self, frame: Frame) -> None:
        """Hand on half the size, which is enough for a quarter of the screen, in one copy."""
        try:
            small = frame.small_bgr
        except PictureUnreadable:
            return
        height, width, _ = small.shape
        self._show_frame(small.tobytes(), width, height, width * 3)
