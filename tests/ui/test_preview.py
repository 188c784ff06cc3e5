"""The camera picture: newest frame, mirrored, from any thread, cut to the square, never queued."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtGui import QColor

from tests.ui.stage import Stage
from ui.preview import PreviewFeed
from ui.theme import LIGHT

WIDTH, HEIGHT = 128, 72


def _halves(left: int, right: int) -> bytes:
    return (bytes([left]) * (WIDTH // 2) + bytes([right]) * (WIDTH // 2)) * HEIGHT


def _colour_at(stage: Stage, across: float, down: float) -> QColor:
    preview = stage.find("preview")
    point = preview.mapToScene(QPointF(preview.width() * across, preview.height() * down))
    return stage.window.grabWindow().pixelColor(point.toPoint())


def _paint(stage: Stage, data: bytes, stride: int) -> None:
    stage.bridge.feed.show_frame(data, WIDTH, HEIGHT, stride)
    QCoreApplication.processEvents()


def test_a_grey_frame_is_shown_mirrored(stage: Stage) -> None:
    stage.show("code")
    _paint(stage, _halves(40, 200), WIDTH)
    assert _colour_at(stage, 0.3, 0.5) == QColor(200, 200, 200)
    assert _colour_at(stage, 0.7, 0.5) == QColor(40, 40, 40)


def test_a_coloured_frame_is_shown_in_its_colours(stage: Stage) -> None:
    stage.show("code")
    _paint(stage, bytes([200, 100, 50]) * (WIDTH * HEIGHT), 3 * WIDTH)
    assert _colour_at(stage, 0.5, 0.5) == QColor(50, 100, 200)


def test_a_frame_of_another_thread_is_drawn_by_the_qt_thread(stage: Stage) -> None:
    stage.show("code")
    feed = stage.bridge.feed
    camera = threading.Thread(target=feed.show_frame, args=(_halves(90, 90), WIDTH, HEIGHT, WIDTH))
    camera.start()
    camera.join()
    QCoreApplication.processEvents()
    assert _colour_at(stage, 0.5, 0.5) == QColor(90, 90, 90)


def test_frames_that_were_not_painted_in_time_are_replaced() -> None:
    feed, told = PreviewFeed(), []
    feed.want(True)
    feed.arrived.connect(lambda: told.append(1))
    for shade in (1, 2, 3):
        feed.show_frame(bytes([shade]), 1, 1, 1)
    newest = feed.newest()
    assert len(told) == 1
    assert newest is not None
    assert newest.data == b"\3"
    feed.show_frame(b"\4", 1, 1, 1)
    assert len(told) == 2


def test_a_frame_that_comes_late_is_not_kept_for_the_next_person() -> None:
    feed = PreviewFeed()
    feed.want(True)
    feed.show_frame(b"\1", 1, 1, 1)
    feed.want(False)
    feed.show_frame(b"\2", 1, 1, 1)
    assert feed.newest() is None


def test_the_preview_turns_dark_when_no_picture_is_wanted(stage: Stage) -> None:
    stage.show("code")
    _paint(stage, _halves(200, 200), WIDTH)
    stage.bridge.feed.want(False)
    QCoreApplication.processEvents()
    assert _colour_at(stage, 0.5, 0.5) == QColor(LIGHT.dark)


@pytest.mark.parametrize(
    ("data", "width", "height", "stride"),
    [(b"", 1, 1, 1), (bytes(9), 4, 3, 4), (bytes(4), 4, 1, 2), (bytes(4), 0, 4, 1)],
)
def test_bytes_that_are_no_picture_are_refused(
    data: bytes, width: int, height: int, stride: int
) -> None:
    with pytest.raises(ValueError, match="no picture"):
        PreviewFeed().show_frame(data, width, height, stride)
