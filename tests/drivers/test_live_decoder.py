"""Live pictures: harder looks come in on a miss, rest when nothing changes, and have limits."""

from __future__ import annotations

import numpy as np
import pytest

from drivers.engines import Engine, Sight, read_zxing, see_zxing
from drivers.live_decoder import PICTURE_PX, REST_EVERY, LiveDecoder
from drivers.look_turns import REFILL_EVERY, ROUND, STOCK, LookTurns
from drivers.looks import LOOKS, Look
from tests.drivers.pictures import Pixels, code, scene

TEXT = "CC1:" + "7WY-ZU9*R$WMCP$XS3%O5HX80UO:ISD1" * 12


def dim(seed: int) -> Pixels:
    """A code in the dark, hardly above the noise: too much for a plain look."""
    noise = np.random.default_rng(seed).normal(0, 6, (720, 1280))
    dark = scene(TEXT, left=450, top=180, dots=4).astype(np.float32) * 0.08 + 26
    return np.clip(dark + noise, 0, 255).astype(np.uint8)


def empty(shade: int) -> Pixels:
    return np.full((720, 1280), shade, np.uint8)


def banded(luma: Pixels) -> Pixels:
    """The dark bands that a screen's refresh puts into a camera's picture."""
    luma = luma.copy()
    for first in (0, 1):
        luma[first::8] = np.minimum(luma[first::8], 95)
    return luma


def texts(sight: Sight) -> list[str]:
    return [one.text for one in sight.found]


def test_a_plain_picture_is_read_at_once() -> None:
    (found,) = LiveDecoder().step(scene(TEXT, dots=4)).found
    assert (found.text, found.engine, found.plain) == (TEXT, Engine.ZXING, True)
    assert found.decode_ms > 0


def test_light_on_dark_is_read_at_once() -> None:
    assert texts(LiveDecoder().step(255 - scene(TEXT, dots=4))) == [TEXT]


def test_harder_looks_read_what_a_plain_look_can_not() -> None:
    pictures = [dim(seed) for seed in range(8)]
    assert not any(read_zxing(picture) for picture in pictures)
    decoder = LiveDecoder()
    read = [found for picture in pictures for found in decoder.step(picture).found]
    assert TEXT in [found.text for found in read]
    assert not any(found.plain for found in read)


def test_corners_are_those_of_the_whole_picture() -> None:
    decoder = LiveDecoder()
    found = next(one for seed in range(8) for one in decoder.step(dim(seed)).found)
    assert np.array(found.corners).mean(axis=0) == pytest.approx([654, 384], abs=60)


def test_a_held_code_is_followed_and_its_corners_stay_those_of_the_whole_picture() -> None:
    decoder = LiveDecoder()
    for step in range(8):
        (found,) = decoder.step(scene(TEXT, left=300 + 20 * step, top=150, dots=4)).found
        middle = 300 + 20 * step + code(TEXT, 4).shape[0] / 2
        assert np.array(found.corners).mean(axis=0)[0] == pytest.approx(middle, abs=4)


def test_a_code_that_only_a_harder_look_reads_stays_in_view() -> None:
    screen = banded(scene("CC1:BANDS", left=500, top=200, dots=8))
    assert not read_zxing(screen)
    decoder = LiveDecoder()
    found = [bool(decoder.step(screen).found) for _ in range(60)]
    last_s_unseen = max(len(gap) for gap in "".join(".X"[it] for it in found[12:]).split("X"))
    assert any(found[:12])
    assert last_s_unseen < 15


def test_a_scene_that_stays_is_looked_at_for_one_round_and_then_now_and_then() -> None:
    counted = Counted()
    noise = np.random.default_rng(3).integers(0, 255, (720, 1280)).astype(np.uint8)
    decoder = counted.decoder()
    for _ in range(20):
        decoder.step(noise)
    assert len(counted.looks) == len(ROUND)
    counted.plain.clear()
    for _ in range(5 * REST_EVERY):
        decoder.step(noise)
    assert len(counted.looks) == len(ROUND)
    assert len(counted.plain) <= 2 * 5


def test_a_change_of_scene_brings_the_harder_looks_back() -> None:
    screen = banded(scene("CC1:BANDS", left=500, top=200, dots=8))
    decoder = LiveDecoder()
    for _ in range(40):
        decoder.step(empty(90))
    assert any(decoder.step(screen).found for _ in range(6))


def test_a_code_that_appears_on_a_scene_at_rest_is_read_at_once() -> None:
    decoder = LiveDecoder()
    for _ in range(41):
        decoder.step(empty(120))
    assert texts(decoder.step(scene(TEXT, dots=4))) == [TEXT]


def test_a_flickering_scene_gets_a_look_only_now_and_then() -> None:
    counted = Counted()
    bright, dark = empty(200), empty(40)
    decoder = counted.decoder()
    for number in range(STOCK + 50):
        decoder.step(dark if number % 2 else bright)
    counted.looks.clear()
    for number in range(400):
        decoder.step(dark if number % 2 else bright)
    assert 0 < len(counted.looks) <= 400 // REFILL_EVERY + 1


def test_the_looks_at_one_picture_have_a_limit_in_pixels() -> None:
    counted = Counted()
    noise = np.random.default_rng(3).integers(0, 255, (720, 1280)).astype(np.uint8)
    counted.decoder().step(noise)
    assert len(counted.looks) > 0
    assert sum(luma.size for luma in counted.looks[:-1]) < PICTURE_PX


def test_two_codes_in_view_are_both_read() -> None:
    both = scene("CC1:LEFT", left=150, top=200, dots=8)
    right = code("ONE MORE", 4)
    both[300 : 300 + len(right), 900 : 900 + len(right)] = right
    decoder = LiveDecoder()
    seen = {text for _ in range(8) for text in texts(decoder.step(both))}
    assert seen == {"CC1:LEFT", "ONE MORE"}


def test_a_poster_that_is_read_does_not_hide_a_phone_that_needs_a_harder_look() -> None:
    poster = scene("HTTPS://EXAMPLE.ORG", left=100, top=80, dots=6)
    phone = banded(scene("CC1:BANDS", left=760, top=300, dots=8))
    both = np.hstack([poster[:, :640], phone[:, 640:]])
    assert [one.text for one in read_zxing(both)] == ["HTTPS://EXAMPLE.ORG"]
    decoder = LiveDecoder()
    assert "CC1:BANDS" in {text for _ in range(60) for text in texts(decoder.step(both))}


@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 100), (100, 1), (39, 41), (2000, 3), (3, 2000), (33, 33), (48, 1280)]
)
def test_pictures_of_odd_sizes_are_no_error(shape: tuple[int, int]) -> None:
    decoder = LiveDecoder()
    random = np.random.default_rng(1)
    for shade in range(0, 100, 20):
        assert not decoder.step(np.full(shape, shade, np.uint8)).found
        assert not decoder.step(random.integers(0, 255, shape).astype(np.uint8)).found


def test_a_stream_that_changes_its_size_goes_on_being_read() -> None:
    decoder = LiveDecoder()
    small = code(TEXT, 3)
    for luma in (scene(TEXT, dots=4), small, empty(90)[:50, :70], scene(TEXT, dots=4)):
        assert texts(decoder.step(luma)) == ([TEXT] if luma.size > 4000 else [])


def test_pictures_that_are_not_contiguous_are_read() -> None:
    wide = np.repeat(scene(TEXT, dots=4), 2, axis=1)[:, ::2]
    upside_down = scene(TEXT, dots=4)[::-1, ::-1]
    decoder = LiveDecoder()
    assert texts(decoder.step(wide)) == [TEXT]
    assert texts(decoder.step(upside_down)) == [TEXT]


def test_each_look_has_its_turn_and_a_lucky_one_every_other() -> None:
    turns = LookTurns()
    turns.picture(changed=True)
    first = [turns.take() for _ in ROUND]
    assert first == list(ROUND)
    assert turns.take() is None
    turns.picture(changed=True)
    lucky = turns.take()
    assert lucky is not None
    turns.told(lucky, good=True)
    again = turns.take()
    assert again == lucky
    turns.told(lucky, good=False)
    assert turns.take() != lucky


class Counted:
    """The shipped look at a picture and the harder ones, each noting what it looked at."""

    def __init__(self) -> None:
        self.plain: list[Pixels] = []
        self.looks: list[Pixels] = []

    def decoder(self) -> LiveDecoder:
        looks = {name: self._noting(self.looks, look) for name, look in LOOKS.items()}
        return LiveDecoder(self._noting(self.plain, see_zxing), looks)

    def _noting(self, seen: list[Pixels], look: Look) -> Look:
        def noted(luma: Pixels) -> Sight:
            seen.append(luma)
            return look(luma)

        return noted
