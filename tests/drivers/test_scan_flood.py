"""A stream of ever new codes before the camera is named, and ends before the log and the books."""

from __future__ import annotations

import pytest

from drivers.camera import FakeCamera
from drivers.camera_scanner import CameraScanner
from drivers.camera_thread import CameraThread
from drivers.device import DeviceState
from drivers.frame import BgrPicture, Frame
from drivers.scan import MAX_SCANS, SCANS_WINDOW_S
from tests.drivers.pictures import Pixels, code, coloured, scene

FRAMES_PER_S = 15


class Watched:
    """A scanner that is shown pictures, and what it told."""

    def __init__(self) -> None:
        self.states: list[DeviceState] = []
        self.scans: list[str] = []
        self._number = 0
        self._scanner = CameraScanner(
            CameraThread(FakeCamera), lambda _: None, on_state=self.states.append
        )

    def sees(self, luma: Pixels) -> None:
        self._number += 1
        frame = Frame(BgrPicture(coloured(luma)), self._number)
        found = self._scanner.step(frame, self._number / FRAMES_PER_S)
        self.scans += [one.text for one in found]


@pytest.fixture
def watched() -> Watched:
    return Watched()


def film(number: int) -> Pixels:
    """A picture of a film that shows another code in each."""
    return scene(f"CC1:{number:05}", left=300, top=300, dots=5)


def test_a_film_of_codes_is_dropped_and_named_once(watched: Watched) -> None:
    for number in range(4 * MAX_SCANS):
        watched.sees(film(number))
    assert watched.scans == [f"CC1:{number:05}" for number in range(MAX_SCANS)]
    assert watched.states == [DeviceState.BABBLES]


def test_after_the_film_codes_are_scans_again(watched: Watched) -> None:
    for number in range(2 * MAX_SCANS):
        watched.sees(film(number))
    for _ in range(round(SCANS_WINDOW_S * FRAMES_PER_S) + 2):
        watched.sees(scene("CC1:A PERSON"))
    assert watched.states == [DeviceState.BABBLES, DeviceState.FOUND]
    assert watched.scans[MAX_SCANS:] == ["CC1:A PERSON"]


def test_a_code_that_was_dropped_beside_the_film_is_a_scan_after_it(watched: Watched) -> None:
    mine = code("CC1:MINE", 5)
    for number in range(4 * MAX_SCANS):
        luma = film(number)
        if number > MAX_SCANS:
            luma[300 : 300 + len(mine), 800 : 800 + len(mine)] = mine
        watched.sees(luma)
    assert "CC1:MINE" not in watched.scans
    for _ in range(round(SCANS_WINDOW_S * FRAMES_PER_S) + 8):
        watched.sees(scene("CC1:MINE", left=800, top=300, dots=5))
    assert watched.scans[MAX_SCANS:] == ["CC1:MINE"]


def test_codes_that_hands_show_are_all_scans(watched: Watched) -> None:
    shown = [f"CC1:{number:05}" for number in range(10)]
    for text in shown:
        for _ in range(4):
            watched.sees(scene(text))
    assert watched.scans == shown
    assert watched.states == []
