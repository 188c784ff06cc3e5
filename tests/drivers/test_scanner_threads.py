"""Which thread does what: pictures are unpacked, decoded and measured in the scanner's own."""

from __future__ import annotations

import threading
from queue import Queue

import numpy as np

from drivers.camera import FakeCamera
from drivers.camera_scanner import CameraScanner
from drivers.camera_thread import CameraThread
from drivers.device import DeviceState
from drivers.engines import Found, Sight, see_zxing
from drivers.finders import Finder, finders
from drivers.frame import Frame, Pixels
from drivers.hint_watch import HintWatch
from drivers.live_decoder import LiveDecoder
from kiosk.hardware.preview import PreviewLoop
from tests.drivers.pictures import coloured, scene

WAIT_S = 10.0  # only ever waited for in full when the test fails


class WatchedPicture:
    """Notes the thread in which it is unpacked."""

    def __init__(self, luma: Pixels, threads: set[str]) -> None:
        self._luma = luma
        self._threads = threads

    def luma(self) -> Pixels:
        self._threads.add(f"luma: {threading.current_thread().name}")
        return self._luma

    def small_bgr(self) -> Pixels:
        self._threads.add(f"colours: {threading.current_thread().name}")
        return coloured(self._luma)[::2, ::2]


class WatchedCamera(FakeCamera):
    def __init__(self, luma: Pixels, threads: set[str]) -> None:
        super().__init__(frames_per_s=100)
        self._picture = WatchedPicture(luma, threads)

    def read(self) -> Frame:
        return Frame(self._picture, super().read().number)


def test_pictures_are_unpacked_and_decoded_in_the_scanners_thread() -> None:
    threads: set[str] = set()

    def noted(luma: Pixels) -> Sight:
        threads.add(f"zxing: {threading.current_thread().name}")
        return see_zxing(luma)

    scans: Queue[tuple[Found, str]] = Queue()
    camera = CameraThread(lambda: WatchedCamera(scene("CC1:THREAD"), threads))

    def on_scan(it: Found) -> None:
        scans.put((it, threading.current_thread().name))

    with camera, CameraScanner(camera, on_scan, decoder=LiveDecoder(noted)):
        found, thread = scans.get(timeout=WAIT_S)
    assert found.text == "CC1:THREAD"
    assert thread == "camera-scanner"
    assert threads == {"luma: camera-scanner", "zxing: camera-scanner"}


def test_codes_that_fail_are_measured_in_the_scanners_thread() -> None:
    threads: Queue[str] = Queue()

    def noted(luma: Pixels) -> tuple[Finder, ...]:
        threads.put(threading.current_thread().name)
        return finders(luma)

    camera = CameraThread(lambda: FakeCamera(frames_per_s=100))
    with camera, CameraScanner(camera, lambda _: None, hints=HintWatch(noted)):
        assert threads.get(timeout=WAIT_S) == "camera-scanner"


def test_the_preview_unpacks_colours_in_its_own_thread_and_only_while_wanted() -> None:
    threads: set[str] = set()
    shown: Queue[tuple[bytes, int, int, int]] = Queue()
    luma = np.full((720, 1280), 77, np.uint8)
    with CameraThread(lambda: WatchedCamera(luma, threads)) as camera:
        preview = PreviewLoop(camera, lambda *picture: shown.put(picture))
        preview.start()
        first = camera.wait_newer(0, WAIT_S)
        assert first is not None
        camera.wait_newer(first.number + 5, WAIT_S)
        assert not threads
        preview.want(True)
        data, width, height, stride = shown.get(timeout=WAIT_S)
        preview.close()
    assert (width, height, stride) == (640, 360, 3 * 640)
    assert data == bytes([77]) * (3 * 640 * 360)
    assert threads == {"colours: preview"}


class BrokenDecoder(LiveDecoder):
    def step(self, luma: Pixels) -> Sight:
        raise ZeroDivisionError(luma.size)


def test_a_bug_in_the_scanner_makes_the_camera_lost(
    bugs_told: Queue[BaseException | None],
) -> None:
    states: Queue[DeviceState] = Queue()
    camera = CameraThread(lambda: FakeCamera(frames_per_s=100))
    scanner = CameraScanner(camera, lambda _: None, on_state=states.put, decoder=BrokenDecoder())
    with camera, scanner:
        assert isinstance(bugs_told.get(timeout=WAIT_S), ZeroDivisionError)
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        assert camera.closed
    assert states.empty()


def test_a_preview_ends_with_its_camera() -> None:
    with CameraThread(lambda: FakeCamera(frames_per_s=100)) as camera:
        preview = PreviewLoop(camera, lambda *_: None)
        preview.want(True)
        preview.start()
    preview._thread.join(WAIT_S)
    assert not preview._thread.is_alive()
    preview.close()
