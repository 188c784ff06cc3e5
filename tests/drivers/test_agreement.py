"""What may be a false reading counts at its second time; a person's own code comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.agreement import AGREE_S, MAX_DOUBTED, Agreement
from drivers.camera import FakeCamera
from drivers.camera_scanner import CameraScanner
from drivers.camera_thread import CameraThread
from drivers.engines import Engine, Found
from drivers.frame import BgrPicture, Frame
from drivers.looks import LookName
from drivers.picture import read_luma
from tests.drivers.only_one_reads import picture_path
from tests.drivers.pictures import coloured


def reading(
    text: str, *, plain: bool = False, engine: Engine = Engine.ZXING, side_px: int = 100
) -> Found:
    corners = ((0, 0), (side_px, 0), (side_px, side_px), (0, side_px))
    return Found(text, "QRCode", engine, 1.0, corners, plain)


def is_ours(text: str) -> bool:
    return text.startswith("CC1:")


def test_a_plain_reading_counts_at_once() -> None:
    assert Agreement().step(0.0, [reading("A", plain=True)]) == (reading("A", plain=True),)


@pytest.mark.parametrize("engine", list(Engine), ids=str)
def test_a_false_reading_of_a_harder_look_or_of_pyzbar_never_counts(engine: Engine) -> None:
    agreement = Agreement(is_ours)
    for tick, text in enumerate(["\x1f0-", "WIFI:\ufffd", "7", "0Q"] * 5):
        assert agreement.step(tick / 2, [reading(f"{text}{tick}", engine=engine)]) == ()


def test_a_reading_is_agreed_upon_when_it_is_read_again_by_whichever_engine() -> None:
    agreement = Agreement()
    assert agreement.step(0.0, [reading("A", engine=Engine.ZBAR)]) == ()
    assert agreement.step(0.2, [reading("A")]) == (reading("A"),)


def test_two_false_readings_far_apart_are_no_agreement() -> None:
    agreement = Agreement()
    assert agreement.step(0.0, [reading("A")]) == ()
    assert agreement.step(AGREE_S + 0.1, [reading("A")]) == ()


def test_what_has_the_awaited_form_counts_at_once() -> None:
    ours = reading("CC1:ABC", engine=Engine.ZBAR)
    assert Agreement(is_ours).step(0.0, [ours]) == (ours,)


def test_of_two_codes_both_count_the_awaited_first_then_the_larger() -> None:
    poster = reading("HTTPS://EXAMPLE.ORG", plain=True, side_px=400)
    ticket = reading("TICKET", plain=True, side_px=50)
    own = reading("CC1:OWN", side_px=90)
    assert Agreement(is_ours).step(0.0, [ticket, poster, own]) == (own, poster, ticket)


def test_a_code_without_corners_is_the_smallest() -> None:
    bare = Found("BARE", "QRCode", Engine.ZBAR, 0.0, (), plain=True)
    large = reading("LARGE", plain=True)
    assert Agreement().step(0.0, [bare, large]) == (large, bare)


def test_endless_nonsense_is_forgotten_oldest_first() -> None:
    agreement = Agreement()
    for number in range(20 * MAX_DOUBTED):
        agreement.step(0.0, [reading(str(number))])
    newest = reading(str(20 * MAX_DOUBTED - 1))
    assert agreement.step(0.1, [newest]) == (newest,)
    assert agreement.step(0.1, [reading("0")]) == ()


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 15)), max_size=40))
def test_what_counts_was_always_read_twice_in_time(readings: list[tuple[str, int]]) -> None:
    agreement, now_s, before = Agreement(), 0.0, dict[str, float]()
    for text, tenths in readings:
        now_s += tenths / 10
        counted = agreement.step(now_s, [reading(text)])
        assert bool(counted) is (text in before and now_s - before[text] <= AGREE_S)
        before[text] = now_s


def test_a_scanner_takes_a_doubtful_code_later_than_an_awaited_one() -> None:
    luma = read_luma(picture_path(LookName.ZBAR))
    frame = Frame(BgrPicture(coloured(luma)), 1)
    camera = CameraThread(FakeCamera)
    readings = []
    for awaited in (lambda _: False, is_ours):
        scanner = CameraScanner(camera, lambda _: None, is_awaited=awaited)
        scans = [scanner.step(frame, tick / 30) for tick in range(12)]
        assert sum(map(len, scans)) == 1
        readings.append(next(tick for tick, found in enumerate(scans) if found))
    assert readings[1] < readings[0]
