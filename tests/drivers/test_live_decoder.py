"""Live pictures: the second engine and the harder looks come in, and rest when nothing changes."""

from __future__ import annotations

import numpy as np
import pytest

from drivers.decoder import Engine, read_zxing
from drivers.live_decoder import LiveDecoder
from tests.drivers.pictures import Pixels, scene

TEXT = "CC1:" + "7WY-ZU9*R$WMCP$XS3%O5HX80UO:ISD1" * 12


def dim(seed: int) -> Pixels:
    """A code in the dark, hardly above the noise: too much for a plain look."""
    noise = np.random.default_rng(seed).normal(0, 6, (720, 1280))
    dark = scene(TEXT, left=450, top=180, dots=4).astype(np.float32) * 0.08 + 26
    return np.clip(dark + noise, 0, 255).astype(np.uint8)


def empty(shade: int) -> Pixels:
    return np.full((720, 1280), shade, np.uint8)


def banded() -> Pixels:
    """A code behind the dark bands that a screen's refresh puts into a camera's picture."""
    luma = scene("CC1:BANDS", left=500, top=200, dots=8)
    for first in (0, 1):
        luma[first::8] = np.minimum(luma[first::8], 95)
    return luma


def test_a_plain_picture_is_read_at_once() -> None:
    (found,) = LiveDecoder().step(scene(TEXT, dots=4))
    assert (found.text, found.engine) == (TEXT, Engine.ZXING)
    assert found.decode_ms > 0


def test_harder_looks_read_what_a_plain_look_can_not() -> None:
    pictures = [dim(seed) for seed in range(8)]
    assert not any(read_zxing(picture) for picture in pictures)
    decoder = LiveDecoder()
    read = [found for picture in pictures for found in decoder.step(picture)]
    assert TEXT in [found.text for found in read]


def test_corners_are_those_of_the_whole_picture() -> None:
    decoder = LiveDecoder()
    found = next(one for seed in range(8) for one in decoder.step(dim(seed)))
    assert np.array(found.corners).mean(axis=0) == pytest.approx([654, 384], abs=60)


def test_pyzbar_gets_the_fourth_miss_and_its_corners_fit_the_picture() -> None:
    screen = banded()
    decoder = LiveDecoder()
    engines = [one.engine for _ in range(4) for one in decoder.step(screen)]
    assert engines == [Engine.ZBAR]


def test_a_scene_that_stays_gets_each_harder_look_only_once() -> None:
    screen = banded()
    decoder = LiveDecoder()
    found = [bool(decoder.step(screen)) for _ in range(20)]
    assert found == [False] * 3 + [True] + [False] * 16


def test_a_change_of_scene_brings_the_harder_looks_back() -> None:
    screen = banded()
    decoder = LiveDecoder()
    for _ in range(20):
        decoder.step(screen)
    decoder.step(empty(60))
    assert any(decoder.step(screen) for _ in range(4))


def test_noise_is_no_change_of_scene() -> None:
    screen = banded()
    random = np.random.default_rng(5)
    decoder = LiveDecoder()
    found = []
    for _ in range(20):
        noise = random.integers(-3, 4, screen.shape)
        noisy = np.clip(screen.astype(np.int16) + noise, 0, 255).astype(np.uint8)
        found.append(bool(decoder.step(noisy)))
    assert not any(found[4:])


@pytest.mark.parametrize("shape", [(1, 1), (1, 100), (39, 41), (2000, 3)])
def test_pictures_of_odd_sizes_are_no_error(shape: tuple[int, int]) -> None:
    decoder = LiveDecoder()
    for shade in range(0, 100, 20):
        assert decoder.step(np.full(shape, shade, np.uint8)) == ()
