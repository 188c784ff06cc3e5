"""Each harder look reads a picture that nothing else here reads: without it, it would be lost."""

from __future__ import annotations

import numpy as np
import pytest

from drivers.decoder import decode
from drivers.engines import Sight, read_zbar, read_zxing
from drivers.live_decoder import LiveDecoder
from drivers.look_turns import ROUND
from drivers.looks import LOOKS, LookName, look_harder
from drivers.picture import read_luma
from tests.drivers.only_one_reads import picture_path
from tests.drivers.pictures import Pixels, scene

NO_TIME_LIMIT_MS = 60_000.0


@pytest.fixture(params=list(LookName), ids=str)
def look(request: pytest.FixtureRequest) -> LookName:
    return LookName(request.param)


@pytest.fixture
def luma(look: LookName) -> Pixels:
    return read_luma(picture_path(look))


def before_the_camera(luma: Pixels) -> Pixels:
    whole = np.full((720, 1280), int(luma.mean()), np.uint8)
    height, width = luma.shape
    whole[200 : 200 + height, 500 : 500 + width] = luma
    return whole


def test_a_look_reads_what_no_other_look_and_no_engine_alone_reads(
    look: LookName, luma: Pixels
) -> None:
    assert [one for one in LookName if look_harder(one, luma).found] == [look]
    assert read_zxing(luma) == ()
    assert bool(read_zbar(luma)) is (look is LookName.ZBAR)


def test_a_still_picture_needs_every_look(look: LookName, luma: Pixels) -> None:
    (found,) = decode(luma, NO_TIME_LIMIT_MS)
    assert found.text.startswith("CC1:")
    assert not found.plain
    others = {**LOOKS, look: lambda _: Sight()}
    assert decode(luma, NO_TIME_LIMIT_MS, others) == ()


def test_a_camera_reads_it_within_one_round(luma: Pixels) -> None:
    live, seen = LiveDecoder(), before_the_camera(luma)
    read = [one for _ in ROUND for one in live.step(seen).found]
    assert read
    assert {one.text for one in read} == {decode(luma, NO_TIME_LIMIT_MS)[0].text}
    middle = np.array(read[0].corners).mean(axis=0)
    assert middle == pytest.approx([500 + luma.shape[1] / 2, 200 + luma.shape[0] / 2], abs=60)


def test_a_look_leaves_its_picture_as_it_was(look: LookName, luma: Pixels) -> None:
    before = luma.copy()
    look_harder(look, luma)
    assert np.array_equal(luma, before)


def test_corners_of_a_look_are_those_of_its_picture(look: LookName) -> None:
    luma = scene("CC1:" + "7WY-ZU9*R$WMCP$X" * 8, left=300, top=200, dots=6)
    found = look_harder(look, luma).found
    if found:  # not every look reads every good picture
        ring_free = np.array(found[0].corners)
        assert ring_free.min() > 190
        assert ring_free[:, 0].min() == pytest.approx(324, abs=12)


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (8, 8), (800, 800)], ids=str)
def test_a_look_at_nothing_finds_nothing(look: LookName, shape: tuple[int, int]) -> None:
    assert look_harder(look, np.full(shape, 77, np.uint8)) == Sight()
    noise = np.random.default_rng(2).integers(0, 255, shape).astype(np.uint8)
    assert look_harder(look, noise).found == ()
