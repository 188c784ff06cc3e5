"""Where to look: codes stand out, stripes and what is known don't; and scenes that change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.regions import MAX_SIDE_PX, Box, around, busiest, centre
from drivers.scan_scene import ScanScene
from tests.drivers.pictures import Pixels, code, scene

TEXT = "CC1:" + "7WY-ZU9*R$WMCP$XS3%O5HX80UO:ISD1" * 4


def grainy(luma: Pixels, spread: float = 4.0, seed: int = 4) -> Pixels:
    noise = np.random.default_rng(seed).normal(0, spread, luma.shape)
    return np.clip(luma + noise, 0, 255).astype(np.uint8)


def holds(box: Box | None, left: int, top: int, side: int) -> bool:
    assert box is not None
    return (
        box.left <= left
        and box.top <= top
        and box.right >= left + side
        and box.bottom >= top + side
    )


@pytest.mark.parametrize("share", [1.0, 0.3, 0.1])
def test_a_code_is_the_busiest_part_also_in_the_dark(share: float) -> None:
    side = code(TEXT, 4).shape[0]
    luma = grainy((scene(TEXT, left=700, top=300, dots=4) * share).astype(np.uint8))
    box = busiest(luma)
    assert holds(box, 716, 316, side - 32)
    assert box is not None
    assert box.area_px < 2.5 * side * side


def test_stripes_and_lines_are_less_busy_than_a_code() -> None:
    luma = scene(TEXT, left=700, top=300, dots=3)
    luma[:, :500] = np.where(np.arange(720) // 5 % 2, 30, 220)[:, None]
    side = code(TEXT, 3).shape[0]
    box = busiest(grainy(luma))
    assert holds(box, 712, 312, side - 24)
    assert box is not None
    assert box.left > 520


def test_what_is_known_is_left_out() -> None:
    luma = scene(TEXT, left=100, top=100, dots=4)
    other = code(TEXT, 4)
    luma[300 : 300 + len(other), 800 : 800 + len(other)] = other
    first = busiest(luma)
    assert first is not None
    second = busiest(luma, [first.within(luma)])
    assert second is not None
    assert sorted([first.left > 600, second.left > 600]) == [False, True]


def test_an_empty_picture_has_no_busy_part() -> None:
    assert busiest(np.full((720, 1280), 120, np.uint8)) is None
    assert busiest(np.full((20, 20), 120, np.uint8)) is None


@given(
    st.integers(1, 900),
    st.integers(1, 900),
    *[st.integers(-3000, 3000)] * 4,
)
def test_a_box_within_a_picture_is_never_empty_outside_or_too_large(
    height: int, width: int, left: int, top: int, right: int, bottom: int
) -> None:
    luma = np.zeros((height, width), np.uint8)
    box = Box(left, top, right, bottom).within(luma)
    part = box.of(luma)
    assert 0 < part.shape[0] <= min(height, MAX_SIDE_PX)
    assert 0 < part.shape[1] <= min(width, MAX_SIDE_PX)
    assert part.size == box.area_px
    assert part.flags.c_contiguous


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (31, 900), (2000, 2000)], ids=str)
def test_the_middle_of_any_picture_can_be_looked_at(shape: tuple[int, int]) -> None:
    luma = np.zeros(shape, np.uint8)
    assert centre(luma).within(luma).of(luma).size > 0


def test_around_corners_there_is_room_for_the_border() -> None:
    box = around(((100, 100), (200, 110), (210, 200), (90, 190)))
    assert holds(box, 80, 90, 120)


def test_noise_and_a_slow_drift_of_one_level_are_no_change() -> None:
    seen = ScanScene()
    luma = np.full((720, 1280), 120, np.uint8)
    assert seen.step(luma)
    assert not any(seen.step(grainy(luma, 8, seed)) for seed in range(10))


def test_small_steps_add_up_to_a_change() -> None:
    seen = ScanScene()
    changes = [seen.step(np.full((720, 1280), shade, np.uint8)) for shade in range(100, 120, 2)]
    assert changes == [True, False, False, True, False, False, True, False, False, True]


def test_a_hand_is_a_change_and_another_view_is_more() -> None:
    seen, luma = ScanScene(), np.full((720, 1280), 120, np.uint8)
    seen.step(luma)
    hand = luma.copy()
    hand[300:420, 500:600] = 160
    assert seen.step(hand)
    assert not seen.is_another
    assert seen.step(255 - hand)
    assert seen.is_another
    assert seen.step(luma[:100, :100])
    assert seen.is_another
