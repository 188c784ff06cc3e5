"""Hints: the right one for each bad picture, none for an empty scene, words that stand still."""

from __future__ import annotations

import threading
from queue import Queue
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from drivers.camera import FakeCamera
from drivers.camera_scanner import CameraScanner
from drivers.camera_thread import CameraThread
from drivers.engines import Sight, read_zxing
from drivers.finders import finders
from drivers.hint_watch import MEASURE_S, STILL_S, HintWatch, evidence, rings_in
from drivers.opencv import cv2
from drivers.scan_hints import FAILS_S, GAP_S, QUIET_S, STANDS_S, HintHold, ScanHint, hint_of
from tests.drivers.pictures import Pixels, code, coloured, scene

TEXT = "CC1:" + "7WY-ZU9*R$WMCP$XS3%O5HX80UO:ISD1" * 12
WAIT_S = 10.0  # only ever waited for in full when the test fails


def grainy(luma: NDArray[Any], spread: float, seed: int = 4) -> Pixels:
    noise = np.random.default_rng(seed).normal(0, spread, luma.shape)
    return np.clip(luma + noise, 0, 255).astype(np.uint8)


def sized(module_px: float, left: int, top: int) -> Pixels:
    """A code of ours with squares of `module_px`, as much of it as is in the picture."""
    flat = code(TEXT, 16)
    side = round(flat.shape[0] / 16 * module_px)
    small = cv2.resize(flat, (side, side), interpolation=cv2.INTER_AREA)
    room = np.full((2000, 3000), 120, np.uint8)
    room[600 + top : 600 + top + side, 800 + left : 800 + left + side] = small
    return grainy(room[600:1320, 800:2080], 3)


def too_small() -> Pixels:
    return sized(1.6, 560, 300)


def too_large() -> Pixels:
    return sized(14.0, 100, -40)


def cut_off() -> Pixels:
    return sized(7.0, 960, 100)


def too_dark() -> Pixels:
    return grainy(sized(5.0, 450, 200) * 0.08 + 10, 4)


def too_pale() -> Pixels:
    return grainy(sized(5.0, 450, 200) * 0.1 + 150, 4)


def moved() -> Pixels:
    return np.asarray(cv2.blur(sized(4.5, 450, 180), (7, 1)), np.uint8)


@pytest.mark.parametrize(
    ("picture", "hint"),
    [
        pytest.param(too_small(), ScanHint.NEARER, id="too-small"),
        pytest.param(too_large(), ScanHint.FARTHER, id="too-large"),
        pytest.param(cut_off(), ScanHint.FARTHER, id="cut-off"),
        pytest.param(too_dark(), ScanHint.BRIGHTER, id="too-dark"),
        pytest.param(too_pale(), ScanHint.BRIGHTER, id="too-pale"),
        pytest.param(moved(), ScanHint.STEADY, id="moved"),
    ],
)
def test_each_bad_picture_gets_its_hint(picture: Pixels, hint: ScanHint) -> None:
    assert hint_of(evidence(picture, rings_in(picture))) is hint


def test_a_code_on_a_dark_screen_has_its_rings_found_too() -> None:
    assert len(rings_in(255 - sized(4.0, 450, 180))) == 3


def striped() -> Pixels:
    rows = np.indices((720, 1280)).sum(0)
    return grainy(np.where(rows // 9 % 2, 60, 190).astype(np.uint8), 3)


def faces() -> Pixels:
    """Discs in discs in discs of the wrong sizes, as eyes and buttons are."""
    luma = np.full((720, 1280), 170, np.uint8)
    for x in range(100, 1200, 150):
        cv2.circle(luma, (x, 300), 45, 90, -1)
        cv2.circle(luma, (x, 300), 42, 200, -1)
        cv2.circle(luma, (x, 300), 6, 30, -1)
    return grainy(luma, 3)


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(np.full((720, 1280), 90, np.uint8), id="grey"),
        pytest.param(np.zeros((720, 1280), np.uint8), id="black"),
        pytest.param(grainy(np.full((720, 1280), 20, np.uint8), 8), id="dark-noise"),
        pytest.param(striped(), id="stripes"),
        pytest.param(faces(), id="discs"),
        pytest.param(np.zeros((1, 1), np.uint8), id="one-pixel"),
        pytest.param(np.zeros((2000, 1), np.uint8), id="one-column"),
    ],
)
def test_a_scene_without_a_code_never_yields_a_hint(picture: Pixels) -> None:
    watch = HintWatch()
    shown = {watch.step(tick / 10, picture, Sight()) for tick in range(50)}
    assert shown == {ScanHint.NONE}


def test_a_pattern_made_to_keep_us_busy_is_given_up_before_it_is_followed() -> None:
    checks = (np.indices((720, 1280)).sum(0) // 2 % 2 * 255).astype(np.uint8)
    assert finders(checks) == ()


def test_a_hint_comes_after_a_while_and_goes_with_its_cause() -> None:
    watch, small, grey = HintWatch(), too_small(), np.full((720, 1280), 90, np.uint8)
    assert watch.step(0.0, small, Sight()) is ScanHint.NONE
    assert watch.step(FAILS_S + MEASURE_S, small, Sight()) is ScanHint.NEARER
    later = [watch.step(1.0 + tick / 10, grey, Sight()) for tick in range(60)]
    assert later[0] is ScanHint.NEARER
    assert later[-1] is ScanHint.NONE


def test_a_reading_ends_a_hint_at_once() -> None:
    watch, small = HintWatch(), too_small()
    for tick in range(12):
        shown = watch.step(tick / 10, small, Sight())
    assert shown is ScanHint.NEARER
    good = Sight(read_zxing(scene(TEXT, dots=4)))
    assert watch.step(1.2, small, good) is ScanHint.NONE
    assert watch.step(1.3, small, Sight()) is ScanHint.NONE


def test_a_code_that_hangs_on_the_wall_is_not_talked_about_for_long() -> None:
    watch, small = HintWatch(), too_small()
    shown = [watch.step(tick / 10, small, Sight(), at_rest=tick > 5) for tick in range(120)]
    assert ScanHint.NEARER in shown
    assert set(shown[int(10 * (STILL_S + 3)) :]) == {ScanHint.NONE}
    assert watch.step(12.0, small, Sight()) is ScanHint.NONE
    assert watch.step(12.1 + FAILS_S, small, Sight()) is ScanHint.NEARER


def test_a_short_failure_is_not_talked_about() -> None:
    hold = HintHold()
    shown = [hold.step(tick / 30, ScanHint.STEADY) for tick in range(int(FAILS_S * 30))]
    assert set(shown) == {ScanHint.NONE}


def test_a_hint_outlives_pictures_in_which_its_cause_is_not_seen() -> None:
    hold = HintHold()
    for tick in range(30):
        shown = hold.step(tick / 10, ScanHint.NEARER if tick % 3 == 0 else ScanHint.NONE)
    assert shown is ScanHint.NEARER


def test_another_hint_waits_until_the_first_was_long_enough_to_be_read() -> None:
    hold = HintHold()
    for tick in range(8):
        hold.step(tick / 10, ScanHint.NEARER)
    shown = [hold.step(0.8 + tick / 10, ScanHint.STEADY) for tick in range(30)]
    assert shown[int(STANDS_S * 10) - 2] is ScanHint.NEARER
    assert shown[-1] is ScanHint.STEADY


@given(st.lists(st.tuples(st.sampled_from([*ScanHint, None]), st.integers(1, 8)), max_size=80))
def test_words_never_flicker_and_are_never_shown_beside_a_reading(
    told: list[tuple[ScanHint | None, int]],
) -> None:
    hold, now_s, shown, since_s, read_s = HintHold(), 0.0, ScanHint.NONE, 0.0, -QUIET_S
    for hint, tenths in told:
        now_s += tenths / 10
        if hint is None:
            assert hold.read(now_s) is ScanHint.NONE
            shown, since_s, read_s = ScanHint.NONE, now_s, now_s
            continue
        after = hold.step(now_s, hint)
        if now_s - read_s < QUIET_S:
            assert after is ScanHint.NONE
        if after is not shown:
            assert shown is ScanHint.NONE or now_s - since_s >= STANDS_S
            shown, since_s = after, now_s


def test_hints_are_told_on_change_only_and_in_the_scanners_thread() -> None:
    told: Queue[tuple[ScanHint, str]] = Queue()
    camera = FakeCamera(frames_per_s=200)
    camera.show(coloured(too_large()))
    thread = CameraThread(lambda: camera)

    def hear(hint: ScanHint) -> None:
        told.put((hint, threading.current_thread().name))

    with thread, CameraScanner(thread, lambda _: None, hear):
        assert told.get(timeout=WAIT_S) == (ScanHint.FARTHER, "camera-scanner")
        camera.show(coloured(scene(TEXT, dots=4)))
        assert told.get(timeout=WAIT_S) == (ScanHint.NONE, "camera-scanner")
    assert told.empty()


def test_the_times_fit_what_people_can_follow() -> None:
    assert FAILS_S >= 0.7
    assert STANDS_S >= 1.0
    assert GAP_S < STANDS_S
