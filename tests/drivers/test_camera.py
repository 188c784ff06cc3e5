"""One suite over the fake camera and a real stream through OpenCV, then what only streams do."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

import numpy as np
import pytest

from drivers.camera import Camera, FakeCamera, OpenCvCamera
from drivers.errors import CameraLost
from tests.drivers.mjpeg import MjpegStream
from tests.drivers.pictures import Pixels, coloured


@dataclass
class Rig:
    """A camera, what puts a picture before it, and what tears it away."""

    camera: Camera
    show: Callable[[Pixels], None]
    tear: Callable[[], None]


@pytest.fixture(params=["fake", "stream"])
def rig(request: pytest.FixtureRequest, stream: MjpegStream) -> Iterator[Rig]:
    if request.param == "fake":
        fake = FakeCamera(320, 240, frames_per_s=500)
        yield Rig(fake, fake.show, fake.unplug)
        fake.close()
        return
    with OpenCvCamera(stream.url) as camera:
        yield Rig(camera, stream.show, stream.ended.set)


def read_until_lost(camera: Camera) -> None:
    for _ in range(200):  # a stream's pictures that were under way still come
        camera.read()


def test_a_frame_has_luma_and_colours_at_half_the_size(rig: Rig) -> None:
    frame = rig.camera.read()
    assert frame.luma.shape == (240, 320)
    assert frame.small_bgr.shape == (120, 160, 3)
    assert frame.luma.dtype == frame.small_bgr.dtype == np.uint8
    assert frame.luma is frame.luma


def test_frame_numbers_count_up_from_one(rig: Rig) -> None:
    assert [rig.camera.read().number for _ in range(3)] == [1, 2, 3]


def test_the_camera_sees_what_is_put_before_it(rig: Rig) -> None:
    rig.camera.read()
    rig.show(coloured(np.full((240, 320), 200, np.uint8)))
    seen = [int(np.median(rig.camera.read().luma)) for _ in range(8)]
    assert seen[-1] == pytest.approx(200, abs=3)


def test_a_torn_camera_is_lost(rig: Rig) -> None:
    rig.camera.read()
    rig.tear()
    with pytest.raises(CameraLost):
        read_until_lost(rig.camera)


def test_closing_twice_is_harmless_and_ends_reading(rig: Rig) -> None:
    assert not rig.camera.closed
    rig.camera.close()
    rig.camera.close()
    assert rig.camera.closed
    with pytest.raises(CameraLost):
        rig.camera.read()


def test_luma_weighs_the_colours_as_eyes_do() -> None:
    camera = FakeCamera(2, 1, frames_per_s=500)
    camera.show(np.array([[[255, 0, 0], [0, 255, 0]]], np.uint8))
    blue, green = camera.read().luma[0]
    assert (blue, green) == (29, 150)


def test_a_stream_that_stalls_is_lost_within_its_time_limit(stream: MjpegStream) -> None:
    with OpenCvCamera(stream.url, read_timeout_ms=150) as camera:
        camera.read()
        stream.stalled.set()
        start_s = monotonic()
        with pytest.raises(CameraLost):
            read_until_lost(camera)
        assert monotonic() - start_s < 10  # without a limit of ours OpenCV waits for 30 s


def test_a_server_that_takes_the_call_and_says_nothing_is_lost() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        pytest.raises(CameraLost, match="does not open"),
    ):
        OpenCvCamera(f"http://127.0.0.1:{mute.getsockname()[1]}/", open_timeout_ms=150)


def test_nothing_at_the_address_is_lost() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    with pytest.raises(CameraLost):
        OpenCvCamera(f"http://127.0.0.1:{port}/")


def test_a_device_that_does_not_exist_is_lost() -> None:
    with pytest.raises(CameraLost, match="camera 63"):
        OpenCvCamera(63)
