"""Cameras that fail, over a real stream: damaged pictures, nonsense, other sizes, torn cables."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from queue import Queue
from time import monotonic

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.camera import DAMAGED_S, OpenCvCamera
from drivers.camera_scanner import CameraScanner
from drivers.camera_thread import CameraThread
from drivers.device import DeviceState
from drivers.engines import Found
from drivers.errors import CameraLost, DeviceBabbles, PictureUnreadable
from drivers.frame import MAX_SEGMENTS, MAX_SIDE_PX, JpegPicture, jpeg_size, picture_of
from drivers.opencv import cv2
from tests.drivers.mjpeg import MjpegStream
from tests.drivers.pictures import Pixels, coloured, scene

WAIT_S = 10.0  # only ever waited for in full when the test fails
BACK_S = 5.0  # promised: a camera that is plugged in again is in use by then


def seconds() -> Callable[[], float]:
    """A clock that goes on by half a second each time it is asked."""
    ticks = count()
    return lambda: next(ticks) / 2


def read_on(camera: OpenCvCamera) -> None:
    for _ in range(200):  # pictures that were under way still come
        camera.read()


def header(width: int, height: int, segments: int = 1) -> Pixels:
    filler = b"\xff\xe0\x00\x04ab" * segments
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return np.frombuffer(b"\xff\xd8" + filler + b"\xff\xc0\x00\x11\x08" + size + b"\x03", np.uint8)


def test_one_damaged_picture_is_left_out(stream: MjpegStream) -> None:
    good = stream.sent
    with OpenCvCamera(stream.url) as camera:
        first = camera.read()
        stream.send(b"\xff\xd8 no picture at all \xff\xd9")
        threading.Timer(0.3, stream.send, [good]).start()
        for number in range(first.number + 1, first.number + 12):
            frame = camera.read()
            assert frame.luma.shape == (240, 320)
            assert frame.number == number


@pytest.mark.parametrize(
    "nonsense", [b"\xff\xd8 no picture \xff\xd9", b"<html>404</html>", bytes(5000)]
)
def test_a_stream_that_turns_to_nonsense_is_named(stream: MjpegStream, nonsense: bytes) -> None:
    with OpenCvCamera(stream.url, read_timeout_ms=500) as camera:
        camera.read()
        stream.send(nonsense)
        with pytest.raises((DeviceBabbles, CameraLost)):
            read_on(camera)


def test_pictures_with_a_good_head_and_no_body_are_nonsense(stream: MjpegStream) -> None:
    stream.show(np.zeros((240, 320, 3), np.uint8))
    with OpenCvCamera(stream.url, clock=seconds()) as camera:
        camera.read()
        head = stream.sent[: stream.sent.index(b"\xff\xda")]
        stream.send(head)
        with pytest.raises(DeviceBabbles, match="sends no pictures"):
            read_on(camera)


def test_a_stream_that_changes_its_size_goes_on(stream: MjpegStream) -> None:
    with OpenCvCamera(stream.url) as camera:
        camera.read()
        stream.show(np.zeros((96, 128, 3), np.uint8))
        shapes = (camera.read().luma.shape for _ in range(200))  # some were under way
        assert (96, 128) in shapes


def test_nonsense_is_told_and_a_good_picture_ends_it(stream: MjpegStream) -> None:
    good, states = stream.sent, Queue[DeviceState]()
    with CameraThread(lambda: OpenCvCamera(stream.url, read_timeout_ms=500), states.put):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        stream.send(b"\xff\xd8 no picture at all \xff\xd9")
        assert states.get(timeout=WAIT_S) in (DeviceState.BABBLES, DeviceState.LOST)
        stream.send(good)
        told = states.get(timeout=WAIT_S)
        while told is not DeviceState.FOUND:
            told = states.get(timeout=WAIT_S)


def test_a_camera_that_is_plugged_in_again_reads_codes_within_five_seconds() -> None:
    states, scans = Queue[DeviceState](), Queue[Found]()
    with MjpegStream() as first:
        port, url = first.port, first.url
        camera = CameraThread(lambda: OpenCvCamera(url, read_timeout_ms=500), states.put).start()
        scanner = CameraScanner(camera, scans.put).start()
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
    assert states.get(timeout=WAIT_S) is DeviceState.LOST
    with MjpegStream(port) as second:
        second.show(coloured(scene("CC1:BACK AGAIN")))
        start_s = monotonic()
        assert scans.get(timeout=WAIT_S).text == "CC1:BACK AGAIN"
        assert monotonic() - start_s < BACK_S
        scanner.close()
        camera.close()


def test_a_damaged_picture_costs_the_scanner_that_picture_only() -> None:
    damaged = JpegPicture(header(64, 48))
    with pytest.raises(PictureUnreadable):
        damaged.luma()
    with pytest.raises(PictureUnreadable):
        damaged.small_bgr()


def test_the_size_of_a_jpeg_is_known_before_it_is_unpacked() -> None:
    assert jpeg_size(header(1280, 720)) == (1280, 720)
    assert picture_of(header(1280, 720)) is not None
    assert picture_of(header(MAX_SIDE_PX + 1, 2)) is None
    assert picture_of(header(0, 720)) is None
    assert jpeg_size(header(1280, 720, MAX_SEGMENTS + 1)) is None


def test_what_opencv_unpacked_by_itself_is_taken_as_it_is() -> None:
    bgr = np.zeros((48, 64, 3), np.uint8)
    bgr[:, :, 1] = 200
    picture = picture_of(bgr)
    assert picture is not None
    assert picture.luma().shape == (48, 64)
    assert picture.small_bgr().shape == (24, 32, 3)
    assert picture_of(np.zeros((48, 64, 2), np.uint8)) is None
    assert picture_of(np.zeros((0, 64, 3), np.uint8)) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_a_picture_or_none(data: bytes) -> None:
    for raw in (data, b"\xff\xd8" + data):
        size = jpeg_size(np.frombuffer(raw, np.uint8))
        assert size is None or min(size) >= 0


class Device:
    """A device that packs pictures as YUYV, or as what it calls MJPEG, until asked to unpack."""

    def __init__(self, packed: Pixels) -> None:
        self._packed = packed
        self._unpacks = True

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return True

    def set(self, what: int, value: float) -> bool:
        assert what == cv2.CAP_PROP_CONVERT_RGB
        self._unpacks = bool(value)
        return True

    def read(self) -> tuple[bool, Pixels]:
        return True, np.full((48, 64, 3), 9, np.uint8) if self._unpacks else self._packed

    def release(self) -> None:
        """Nothing to let go of."""


def jpeg_of(shade: int) -> Pixels:
    done, jpeg = cv2.imencode(".jpg", np.full((48, 64), shade, np.uint8))
    assert done
    return np.asarray(jpeg, np.uint8).reshape(1, -1)


@pytest.mark.parametrize(
    ("packed", "shade"),
    [
        pytest.param(jpeg_of(200), 200, id="jpeg"),
        pytest.param(np.hstack([jpeg_of(200), np.zeros((1, 999), np.uint8)]), 200, id="with-slack"),
        pytest.param(np.full((48, 64, 2), 77, np.uint8), 9, id="yuyv"),
        pytest.param(np.full((1, 5000), 77, np.uint8), 9, id="unknown"),
    ],
)
def test_a_device_hands_over_jpegs_or_is_asked_to_unpack_what_it_has(
    monkeypatch: pytest.MonkeyPatch, packed: Pixels, shade: int
) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: Device(packed))
    with OpenCvCamera(0) as camera:
        first, second = camera.read(), camera.read()
    assert (first.number, second.number) == (1, 2)
    assert first.luma.shape == (48, 64)
    assert int(np.median(second.luma)) == pytest.approx(shade, abs=1)


def test_the_time_for_damaged_pictures_is_no_longer_than_a_plug_is_away() -> None:
    assert DAMAGED_S < BACK_S
