"""Still pictures get all looks, in any size and position, and within a time."""

from __future__ import annotations

from itertools import count

import numpy as np
import pytest

from drivers.decoder import BUDGET_MS, decode
from drivers.engines import Found, Sight, read_zxing
from drivers.looks import LOOKS, Look, LookName
from drivers.opencv import cv2
from tests.drivers.pictures import Pixels, code, scene

TEXT = "CC1:" + "7WY-ZU9*R$WMCP$XS3%O5HX80UO:ISD1" * 12


def texts(found: tuple[Found, ...]) -> list[str]:
    return [one.text for one in found]


def turned(luma: Pixels, degrees: float) -> Pixels:
    height, width = luma.shape
    how = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(luma, how, (width, height), borderValue=120), np.uint8)


def leaning(luma: Pixels) -> Pixels:
    height, width = luma.shape
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = flat + np.array([[150, 60], [-40, 0], [0, 0], [60, -40]], np.float32)
    how = cv2.getPerspectiveTransform(flat, seen)
    return np.asarray(cv2.warpPerspective(luma, how, (width, height), borderValue=120), np.uint8)


def sized(luma: Pixels, factor: float) -> Pixels:
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(luma, None, fx=factor, fy=factor, interpolation=how), np.uint8)


def blurred(luma: Pixels, sigma_px: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(luma, (0, 0), sigma_px), np.uint8)


GOOD = scene(TEXT, left=420, top=150, dots=5)


@pytest.mark.parametrize(
    "luma",
    [
        *(pytest.param(turned(GOOD, it), id=f"turned-{it}") for it in (17, 45, 90, 180, 263)),
        pytest.param(leaning(GOOD), id="leaning"),
        pytest.param(255 - GOOD, id="light-on-dark"),
        pytest.param(GOOD[:, ::-1], id="mirrored"),
        pytest.param(GOOD[165:535, 435:805], id="cropped-to-its-squares"),
        pytest.param(sized(code(TEXT, 1), 1.5), id="1.5-pixels-a-square"),
        pytest.param(sized(GOOD, 4.0), id="large"),
        pytest.param(blurred(sized(GOOD, 6.0), 14.0), id="very-large-and-soft"),
        pytest.param(blurred(GOOD, 2.6), id="out-of-focus"),
        pytest.param(np.repeat(GOOD, 2, axis=1)[:, ::2], id="not-contiguous"),
    ],
)
def test_a_picture_is_read_however_it_was_taken(luma: Pixels) -> None:
    assert texts(decode(luma)) == [TEXT]


@pytest.mark.parametrize("sigma_px", [2.6, 2.8])
def test_what_zxing_alone_does_not_read_is_read(sigma_px: float) -> None:
    luma = blurred(GOOD, sigma_px)
    assert not read_zxing(luma)
    (found,) = decode(luma)
    assert found.text == TEXT
    assert np.array(found.corners).mean(axis=0) == pytest.approx([610, 340], abs=30)


def test_no_stage_is_started_after_the_budget() -> None:
    ticks = count()
    started: list[LookName] = []

    def noting(name: LookName, look: Look) -> Look:
        def noted(luma: Pixels) -> Sight:
            started.append(name)
            return look(luma)

        return noted

    looks = {name: noting(name, look) for name, look in LOOKS.items()}
    noise = np.random.default_rng(3).integers(0, 255, (300, 300)).astype(np.uint8)
    a_tick_ms = BUDGET_MS / 3.5
    assert decode(noise, BUDGET_MS, looks, lambda: next(ticks) * a_tick_ms / 1000) == ()
    assert started == [LookName.ZBAR, LookName.SHARPENED, LookName.CRISP]


def test_the_worst_picture_takes_little_longer_than_the_budget() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (3000, 4000)).astype(np.uint8)
    assert decode(noise, budget_ms=50.0) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (2, 2), (17, 40)], ids=str)
def test_pictures_of_odd_sizes_are_no_error(shape: tuple[int, int]) -> None:
    random = np.random.default_rng(1)
    assert decode(np.zeros(shape, np.uint8)) == ()
    assert decode(random.integers(0, 255, shape).astype(np.uint8)) == ()
