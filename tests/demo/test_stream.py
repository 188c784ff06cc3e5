"""The stream is a camera to those who open it: frames arrive, and a code held up can be read."""

import time
from collections.abc import Iterator

import cv2
import httpx
import numpy as np
import pytest
import zxingcpp

from kiosk.demo.lobby import HEIGHT_PX, WIDTH_PX
from kiosk.demo.scene import RISE_FRAMES, Held, Scene
from kiosk.demo.stream import VIEWERS, CameraStream, Showing, View

CODE = "CC1:" + "".join(chr(ord("A") + number * 7 % 26) for number in range(464))  # a phone's size


@pytest.fixture(scope="module")
def view() -> View:
    return View()


@pytest.fixture(scope="module")
def stream(view: View) -> Iterator[CameraStream]:
    with CameraStream(view, seed=1, monotonic_s=time.monotonic) as made:
        yield made


@pytest.fixture(scope="module")
def camera(stream: CameraStream) -> Iterator[cv2.VideoCapture]:
    capture = cv2.VideoCapture(stream.url)
    yield capture
    capture.release()


def _read(camera: cv2.VideoCapture) -> str | None:
    good, picture = camera.read()
    assert good
    luma = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    found = zxingcpp.read_barcode(luma)
    return None if found is None else str(found.text)


def test_opencv_opens_it_at_the_size_of_the_camera(camera: cv2.VideoCapture) -> None:
    assert camera.isOpened()
    good, picture = camera.read()
    assert good
    assert picture.shape == (HEIGHT_PX, WIDTH_PX, 3)


def test_the_empty_lobby_holds_no_code(camera: cv2.VideoCapture, view: View) -> None:
    view.show(None)
    assert [_read(camera) for _ in range(3)] == [None] * 3


def test_a_phone_held_up_is_read_and_gone_when_taken_away(
    camera: cv2.VideoCapture, view: View
) -> None:
    view.show(Showing(CODE))
    assert any(_read(camera) == CODE for _ in range(30))
    view.show(None)
    assert any(_read(camera) is None for _ in range(30))
    assert [_read(camera) for _ in range(3)] == [None] * 3


def test_no_more_viewers_than_there_are_seats(stream: CameraStream) -> None:
    viewers = [cv2.VideoCapture(stream.url) for _ in range(VIEWERS - 1)]
    assert httpx.get(stream.url).status_code == 503
    for viewer in viewers:
        viewer.release()


def test_another_path_is_not_found(stream: CameraStream) -> None:
    assert httpx.get(stream.url + "x").status_code == 404


def test_closing_ends_the_stream_of_an_open_viewer() -> None:
    camera = CameraStream(View(), seed=1, monotonic_s=time.monotonic)
    with camera, httpx.stream("GET", camera.url) as answer:
        chunks = answer.iter_bytes()
        assert next(chunks).startswith(b"--frame\r\n")
        camera.close()
        assert b"".join(chunks).endswith(b"\r\n")


def test_the_same_seed_draws_the_same_picture() -> None:
    held = Held(CODE, 0.0, 0.0, 20)
    first, second, other = (Scene(seed).frame(20, held) for seed in (5, 5, 6))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, other)


def test_a_held_phone_can_be_read_from_the_moment_it_is_up() -> None:
    scene = Scene(3)
    for number in range(RISE_FRAMES, RISE_FRAMES + 60, 6):
        luma = cv2.cvtColor(scene.frame(number, Held(CODE, 0, 0, number)), cv2.COLOR_BGR2GRAY)
        found = zxingcpp.read_barcode(luma)
        assert found is not None
        assert found.text == CODE
