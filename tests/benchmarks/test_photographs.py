"""Bad photographs are the same for the same seed, show the code that they claim, and are bad."""

from itertools import islice
from statistics import mean

import numpy as np
import pytest

from benchmarks.codes import SCHEME, Codes
from benchmarks.floors.scan import read, read_pyzbar
from benchmarks.photographs.camera import nobody
from benchmarks.photographs.kinds import Kind
from benchmarks.photographs.phone import modules
from benchmarks.photographs.series import Photograph, our_texts, photographs
from benchmarks.photographs.shot import HEIGHT_PX, WIDTH_PX, Luma, Shot
from benchmarks.sizes import FULL
from protocol.code import from_text
from protocol.keys import key_ring
from protocol.resident_code import check

SEED = 7
NOW_S = 1_793_000_000


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return our_texts(2)


def of(texts: list[str], kind: Kind, count: int, seed: int = SEED) -> list[Photograph]:
    return list(photographs(texts, kind, count, seed))


def same(one: Luma, other: Luma) -> bool:
    return bool(np.array_equal(one, other))


def test_the_codes_are_residents_codes_as_phones_show_them(texts: list[str]) -> None:
    codes = Codes.same(2, NOW_S, SEED)
    assert codes.show_texts(2, NOW_S) == Codes.same(2, NOW_S, SEED).show_texts(2, NOW_S)
    ring = key_ring(codes.issuer.public_key)
    seen = [check(from_text(it), ring, SCHEME, NOW_S) for it in codes.show_texts(2, NOW_S)]
    assert len({code.cti for code in seen}) == 2
    assert all(440 <= len(text) <= 500 for text in texts)
    assert texts == our_texts(2)


def test_a_code_has_61_squares_with_correction_l_and_69_with_m(texts: list[str]) -> None:
    assert [modules(texts[0], medium).shape for medium in (False, True)] == [(61, 61), (69, 69)]


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_the_same_seed_gives_the_same_photographs(texts: list[str], kind: Kind) -> None:
    first, again = (of(texts, kind, 2) for _ in range(2))
    other = of(texts, kind, 2, SEED + 1)
    assert [one.luma.shape for one in first] == [(HEIGHT_PX, WIDTH_PX)] * 2
    assert first[0].luma.dtype == np.uint8
    assert all(same(one.luma, two.luma) for one, two in zip(first, again, strict=True))
    assert not any(same(one.luma, two.luma) for one, two in zip(first, other, strict=True))


def test_a_stream_begins_with_the_photograph_and_its_frames_differ(texts: list[str]) -> None:
    (single,) = of(texts, Kind.GLARE, 1)
    (stream,) = photographs(texts, Kind.GLARE, 1, SEED, frames=3)
    assert same(stream.luma, single.luma)
    assert len({frame.tobytes() for frame in stream.frames}) == 3
    means = [float(frame.mean()) for frame in stream.frames]
    assert max(means) - min(means) < 2  # the same phone in the same light


def test_amounts_go_from_easy_to_hopeless(texts: list[str]) -> None:
    assert [one.amount for one in of(texts, Kind.PLAIN, 3)] == [0.0, 0.5, 1.0]
    assert [one.amount for one in of(texts, Kind.PLAIN, 1)] == [0.0]


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_each_kind_spoils_and_shows_no_other_text(texts: list[str], kind: Kind) -> None:
    easy: list[float] = []
    hard: list[float] = []
    for one in photographs(texts, kind, 10, SEED):
        seen = {*read(one.luma), *read_pyzbar(one.luma)}
        assert seen <= {one.text}
        (easy if seen else hard).append(one.amount)
    if kind is Kind.PLAIN:
        assert not hard
    else:
        assert min(easy) < 0.2
        assert mean(easy) < mean(hard)


def test_nobody_in_view_shows_no_code_and_moves_when_told() -> None:
    shot, random = Shot(noise=0.0), np.random.default_rng(SEED)
    seen = nobody(shot, random)
    assert not read(seen)
    assert not read_pyzbar(seen)
    assert same(nobody(shot, random), seen)
    assert not same(nobody(shot, random, 20), seen)


def test_a_full_run_measures_every_kind() -> None:
    assert FULL.bad_kinds == len(Kind)


def test_photographs_come_one_at_a_time(texts: list[str]) -> None:
    endless = photographs(texts, Kind.PLAIN, 1_000_000, SEED)
    assert [one.text for one in islice(endless, 3)] == [texts[0], texts[1], texts[0]]
