"""A code that lies before the camera is one scan, however seldom it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.camera import FakeCamera
from drivers.camera_scanner import CameraScanner
from drivers.camera_thread import CameraThread
from drivers.engines import Engine, Found, Sight
from drivers.frame import BgrPicture, Frame
from drivers.in_view import MAX_PLACES, MOST_IN_VAIN, TRIES, VISIT_EVERY, How, InView
from drivers.live_decoder import LiveDecoder
from drivers.looks import LookName
from drivers.picture import read_luma
from drivers.regions import Box
from drivers.scan import AWAY_S
from tests.drivers.only_one_reads import picture_path
from tests.drivers.pictures import Pixels, coloured, scene

FRAMES_PER_S = 10
BY_A_LOOK: How = (LookName.HISTOGRAM, Box(0, 0, 200, 200))
HERE = ((10, 10), (100, 10), (100, 100), (10, 100))
THERE = ((400, 400), (500, 400), (500, 500), (400, 500))
EMPTY = np.full((18, 32), 120, np.uint8)


def found(
    text: str = "A", corners: tuple[tuple[int, int], ...] = HERE, zbar: bool = False
) -> Found:
    return Found(text, "QRCode", Engine.ZBAR if zbar else Engine.ZXING, 0.0, corners, plain=False)


def changed(row: int, column: int) -> Pixels:
    means = EMPTY.copy()
    means[row, column] += 20
    return means


def seen(one: Found | None = None, how: How | None = BY_A_LOOK) -> InView:
    view = InView()
    view.picture(EMPTY)
    view.read(one or found(), how)
    return view


def lying_there(look: LookName = LookName.HISTOGRAM) -> Pixels:
    """A picture in which a code lies that `look` alone reads, and not each time."""
    whole = np.full((720, 1280), 128, np.uint8)
    luma = read_luma(picture_path(look))
    height, width = luma.shape
    whole[248 : 248 + height, 472 : 472 + width] = luma
    return whole


def noisy(pictures: Iterable[Pixels]) -> Iterator[Pixels]:
    random = np.random.default_rng(5)
    for luma in pictures:
        noise = random.integers(-2, 3, luma.shape, dtype=np.int16)
        yield np.clip(luma.astype(np.int16) + noise, 0, 255).astype(np.uint8)


def passing(luma: Pixels, seconds: float) -> Iterator[Pixels]:
    """Somebody passes in a corner for two of each ten seconds."""
    for number in range(round(seconds * FRAMES_PER_S)):
        picture = luma.copy()
        if number // 20 % 5 == 0:
            left = 20 + number % 20 * 10
            picture[20:120, left : left + 100] = 230
        yield picture


def scans_s(pictures: Iterable[Pixels]) -> list[float]:
    """When, in seconds, there was a scan."""
    camera = CameraThread(FakeCamera)
    scanner = CameraScanner(camera, lambda _: None, is_awaited=lambda _: True)
    times_s = []
    for number, luma in enumerate(pictures, 1):
        frame = Frame(BgrPicture(coloured(luma)), number)
        times_s += [number / FRAMES_PER_S] * len(scanner.step(frame, number / FRAMES_PER_S))
    return times_s


def test_a_code_that_lies_there_is_one_scan_whoever_passes() -> None:
    assert len(scans_s(noisy(passing(lying_there(), 12)))) == 1


def test_a_code_that_was_taken_away_and_is_shown_again_is_scanned_again() -> None:
    code, nothing = lying_there(), np.full((720, 1280), 128, np.uint8)
    away = round(AWAY_S * FRAMES_PER_S) + 2
    shown = scans_s(noisy([code] * 20 + [nothing] * away + [code] * 20))
    assert len(shown) == 2
    assert shown[1] > shown[0] + AWAY_S


def test_a_plain_code_that_was_taken_away_and_is_shown_again_is_scanned_again() -> None:
    code, nothing = scene("CC1:PLAIN"), np.full((720, 1280), 120, np.uint8)
    away = round(AWAY_S * FRAMES_PER_S) + 1
    assert len(scans_s([code] * 5 + [nothing] * away + [code] * 5)) == 2


def test_another_code_at_its_place_is_scanned_at_once_and_the_first_one_again_after_it() -> None:
    first, second = scene("CC1:FIRST"), scene("CC1:OTHER")
    away = round(AWAY_S * FRAMES_PER_S) + 1
    assert scans_s([first] * 5 + [second] * away + [first]) == [0.1, 0.6, (6 + away) / 10]


def test_a_frozen_picture_is_one_scan() -> None:
    assert len(scans_s([lying_there(LookName.SHARPENED)] * 200)) == 1


def test_after_a_time_without_pictures_nothing_is_taken_to_be_in_view() -> None:
    camera = CameraThread(FakeCamera)
    scanner = CameraScanner(camera, lambda _: None, is_awaited=lambda _: True)
    frame = Frame(BgrPicture(coloured(scene("CC1:GAP"))), 1)
    assert len(scanner.step(frame, 0.0)) == 1
    assert scanner.step(frame, AWAY_S - 0.1) == ()
    assert len(scanner.step(frame, 2 * AWAY_S)) == 1


def test_a_code_that_was_read_once_is_held_at_rest_and_costs_a_look_now_and_then() -> None:
    taken: list[int] = []
    pictures = 0

    def once(_: Pixels) -> Sight:
        taken.append(pictures)
        return Sight((found("CC1:LIES"),) if len(taken) == 1 else ())

    decoder = LiveDecoder(looks=dict.fromkeys(LookName, once))
    luma = scene("", dots=5)[:, ::-1] // 8 + np.uint8(20)
    luma[::4] = 90  # nothing that a plain look reads
    while pictures < VISIT_EVERY * MOST_IN_VAIN - 1:
        assert decoder.step(luma).held == ({"CC1:LIES"} if taken else set())
        pictures += 1
    late = [it for it in taken if it > 60]
    assert len(late) == 100 // VISIT_EVERY


def test_a_code_is_held_while_its_place_is_as_it_was() -> None:
    view = seen()
    view.picture(changed(10, 20))
    assert view.held == {"A"}
    view.picture(changed(1, 1))
    assert view.held == frozenset()
    view.picture(EMPTY)
    assert view.held == {"A"}


def test_a_held_code_is_visited_by_the_look_that_read_it_until_it_was_often_in_vain() -> None:
    view = seen()
    visits = []
    for number in range(1, VISIT_EVERY * (MOST_IN_VAIN + 5)):
        view.picture(EMPTY)
        place = view.due(number, frozenset())
        if place is not None:
            visits.append((number, place.how))
    assert visits == [(VISIT_EVERY * it, BY_A_LOOK) for it in range(1, MOST_IN_VAIN + 1)]
    assert view.held == frozenset()


def test_a_visit_that_reads_it_holds_it_on() -> None:
    view = seen()
    for number in range(VISIT_EVERY * MOST_IN_VAIN * 3):
        view.picture(EMPTY)
        if view.due(number, frozenset()) is not None:
            view.read(found(), BY_A_LOOK)
    assert view.held == {"A"}


def test_a_changed_place_is_tried_soon_and_not_for_ever() -> None:
    view = seen()
    tried = []
    for number in range(1, VISIT_EVERY * (TRIES + 5)):
        view.picture(changed(1, 1))
        tried += [number] if view.due(number, frozenset()) is not None else []
    assert tried == [VISIT_EVERY * it for it in range(1, TRIES + 1)]


def test_in_another_light_it_is_held_as_it_looks_now() -> None:
    view = seen()
    view.picture(EMPTY + 30)
    place = view.due(VISIT_EVERY, frozenset())
    assert place is not None
    view.read(found(), BY_A_LOOK)
    view.picture(EMPTY + 32)
    assert view.held == {"A"}


def test_what_was_read_in_the_picture_is_not_visited() -> None:
    view = seen()
    assert view.due(VISIT_EVERY, frozenset({"A"})) is None


@pytest.mark.parametrize(
    ("one", "held"),
    [
        pytest.param(found("B"), {"B"}, id="another-code-at-its-place"),
        pytest.param(found("B", THERE), {"A", "B"}, id="a-code-beside-it"),
        pytest.param(found("B", zbar=True), {"A", "B"}, id="maybe-the-same-mangled"),
        pytest.param(found("B", ()), {"A"}, id="nowhere"),
    ],
)
def test_another_code_replaces_it_where_it_was(one: Found, held: set[str]) -> None:
    view = seen()
    view.read(one, None)
    assert view.held == held


def test_another_size_of_pictures_is_another_view() -> None:
    view = seen()
    view.picture(EMPTY[:9])
    assert view.held == frozenset()


corner = st.tuples(st.integers(-500, 5000), st.integers(-500, 5000))


@given(
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.lists(st.tuples(st.text(max_size=3), st.lists(corner, max_size=5)), max_size=40),
)
def test_any_corners_are_no_error_and_do_not_grow_it(
    shape: tuple[int, int], codes: list[tuple[str, list[tuple[int, int]]]]
) -> None:
    view = InView()
    means = np.zeros(shape, np.uint8)
    for number, (text, corners) in enumerate(codes):
        view.picture(means)
        view.read(found(text, tuple(corners)), BY_A_LOOK)
        view.due(number, frozenset())
        assert len(view.held) <= MAX_PLACES
