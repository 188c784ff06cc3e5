"""A camera in its own thread that keeps only the newest picture, and comes back after a fault.

A decoder that falls behind must see what is in front of the camera now, not what was there a second
ago: so there is no queue, only one place for a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Condition

from drivers.camera import Camera
from drivers.device import DeviceState, DeviceThread, ThreadedDriver
from drivers.frame import Frame


class CameraThread(ThreadedDriver[Camera]):
    """Reads a camera without pause; a context manager with `closed`.

    `open_camera` is called in the thread, again after each fault. `on_state` hears FOUND,
    LOST and BABBLES, in the thread. Frame numbers go on counting when the camera comes back.
    """

    def __init__(
        self,
        open_camera: Callable[[], Camera],
        on_state: Callable[[DeviceState], None] = lambda _: None,
    ) -> None:
        self._newest: Frame | None = None
        self._number = 0
        self._changed = Condition()
        self._thread = DeviceThread("camera", open_camera, self._read_one, on_state)

    @property
    def newest(self) -> Frame | None:
        """The newest picture, or None before the first."""
        with self._changed:
            return self._newest

    def wait_newer(self, number: int, timeout_s: float) -> Frame | None:
        """Wait for a picture later than `number` (0 for any); None when none came in time."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number or self.closed, timeout_s)
            return self._newest if self._number > number else None

    def stop(self) -> None:
        """Ask the thread to end, and wake whoever waits for a picture."""
        super().stop()
        with self._changed:
            self._changed.notify_all()

    def close(self) -> None:
        """Stop and join the thread. Twice is harmless."""
        self.stop()
        super().close()

    def _read_one(self, camera: Camera) -> None:
        frame = camera.read()
        with self._changed:
            self._number += 1
            self._newest = replace(frame, number=self._number)
            self._changed.notify_all()
