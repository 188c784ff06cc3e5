"""The camera's thread: newest picture only, back after a fault, gone after closing."""

from __future__ import annotations

import threading
from queue import Queue

import numpy as np
import pytest

from drivers.camera import FakeCamera, OpenCvCamera
from drivers.camera_scanner import CameraScanner
from drivers.camera_thread import CameraThread
from drivers.device import LONGEST_WAIT_S, DeviceState, reopen_wait_s
from drivers.engines import Found
from drivers.errors import CameraLost
from drivers.scan import AWAY_S
from tests.drivers.mjpeg import MjpegStream
from tests.drivers.pictures import coloured, scene

WAIT_S = 10.0  # only ever waited for in full when the test fails


class Bench:
    """Cameras that can be unplugged, and are there again when opened again."""

    def __init__(self) -> None:
        self.opened: Queue[FakeCamera] = Queue()
        self.states: Queue[DeviceState] = Queue()

    def open(self) -> FakeCamera:
        camera = FakeCamera(64, 48, frames_per_s=500)
        self.opened.put(camera)
        return camera


def test_the_newest_frame_is_kept_and_older_ones_are_dropped() -> None:
    with CameraThread(Bench().open) as thread:
        first = thread.wait_newer(0, WAIT_S)
        assert first is not None
        later = thread.wait_newer(first.number + 10, WAIT_S)
        assert later is not None
        assert later.number > first.number + 10
        assert thread.newest is not None
        assert thread.newest.number >= later.number


def test_a_torn_camera_is_told_reopened_and_told_again() -> None:
    bench = Bench()
    with CameraThread(bench.open, bench.states.put) as thread:
        assert bench.states.get(timeout=WAIT_S) is DeviceState.FOUND
        before = thread.wait_newer(0, WAIT_S)
        bench.opened.get(timeout=WAIT_S).unplug()
        assert bench.states.get(timeout=WAIT_S) is DeviceState.LOST
        assert bench.states.get(timeout=WAIT_S) is DeviceState.FOUND
        assert before is not None
        after = thread.wait_newer(before.number, WAIT_S)
        assert after is not None
        assert after.number > before.number


def test_a_camera_that_never_opens_is_told_lost_once() -> None:
    states: Queue[DeviceState] = Queue()
    tries: Queue[None] = Queue()

    def refuse() -> FakeCamera:
        tries.put(None)
        raise CameraLost("not there")

    with CameraThread(refuse, states.put) as thread:
        for _ in range(2):
            tries.get(timeout=WAIT_S)
        assert thread.state is DeviceState.LOST
    assert states.qsize() == 1


def test_closing_joins_the_thread_and_lets_go_of_the_camera() -> None:
    bench = Bench()
    thread = CameraThread(bench.open).start()
    camera = bench.opened.get(timeout=WAIT_S)
    thread.close()
    thread.close()
    assert thread.closed
    assert camera.closed
    assert not [one for one in threading.enumerate() if one.name == "camera"]


def test_closing_wakes_whoever_waits_for_a_frame() -> None:
    def refuse() -> FakeCamera:
        raise CameraLost("not there")

    thread = CameraThread(refuse).start()
    answers: Queue[object] = Queue()
    waiter = threading.Thread(target=lambda: answers.put(thread.wait_newer(0, 60.0)))
    waiter.start()
    thread.close()
    assert answers.get(timeout=WAIT_S) is None
    waiter.join()


def test_waits_before_reopening_grow_to_a_cap() -> None:
    waits = [reopen_wait_s(failures) for failures in range(1, 40)]
    assert waits == sorted(waits)
    assert waits[0] < 1
    assert waits[-1] == LONGEST_WAIT_S


def test_a_code_held_before_a_stream_is_scanned_once(stream: MjpegStream) -> None:
    stream.show(coloured(scene("CC1:HELD UP")))
    scans: Queue[Found] = Queue()
    camera = CameraThread(lambda: OpenCvCamera(stream.url))
    with camera, CameraScanner(camera, scans.put):
        assert scans.get(timeout=WAIT_S).text == "CC1:HELD UP"
        frame = camera.newest
        assert frame is not None
        camera.wait_newer(frame.number + 10, WAIT_S)
    assert scans.empty()


def test_a_listener_that_raises_costs_that_scan_and_not_the_scanner(
    told: Queue[BaseException | None],
) -> None:
    camera = FakeCamera(frames_per_s=500)
    camera.show(coloured(scene("CC1:LOST")))
    scans: Queue[str] = Queue()

    def hear(found: Found) -> None:
        if found.text == "CC1:LOST":
            raise MemoryError(found.text)
        scans.put(found.text)

    thread = CameraThread(lambda: camera)
    with thread, CameraScanner(thread, hear):
        assert str(told.get(timeout=WAIT_S)) == "CC1:LOST"
        camera.show(coloured(scene("CC1:KEPT")))
        assert scans.get(timeout=WAIT_S) == "CC1:KEPT"
    assert told.empty()


def test_a_code_taken_away_and_shown_again_is_a_new_scan() -> None:
    camera = FakeCamera(frames_per_s=500)
    scanner = CameraScanner(CameraThread(lambda: camera), lambda _: None)
    empty = camera.read()
    camera.show(coloured(scene("CC1:AGAIN")))
    shown = camera.read()
    assert [one.text for one in scanner.step(shown, 0.0)] == ["CC1:AGAIN"]
    assert scanner.step(shown, 0.1) == ()
    assert scanner.step(empty, 0.1 + AWAY_S) == ()
    assert [one.text for one in scanner.step(shown, 0.2 + AWAY_S)] == ["CC1:AGAIN"]


def test_the_scanner_ends_with_its_camera() -> None:
    camera = CameraThread(Bench().open).start()
    scanner = CameraScanner(camera, lambda _: None).start()
    camera.close()
    scanner.close()
    assert scanner.closed
    assert not [one for one in threading.enumerate() if one.name == "camera-scanner"]


@pytest.mark.parametrize("shape", [(48, 64), (720, 1280)])
def test_the_fake_sees_grey_until_shown_something(shape: tuple[int, int]) -> None:
    frame = FakeCamera(shape[1], shape[0], frames_per_s=500).read()
    assert frame.luma.shape == shape
    assert np.unique(frame.luma).tolist() == [128]
