"""Photographs by kind: amounts from easy to hopeless, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice

import numpy as np

from benchmarks.codes import Codes
from benchmarks.photographs.camera import take
from benchmarks.photographs.kinds import Kind, shot_of
from benchmarks.photographs.shot import Luma, Shot

_RESIDENTS, _DAY_S, _KEYS = 4, 1_793_000_000, 11

_TREMOR_PX = 1.2  # a held phone between two frames
_TREMOR_DEG = 0.4


@dataclass(frozen=True)
class Photograph:
    """One bad situation: the code that is shown, and grey pictures of it, one per frame."""

    kind: Kind
    amount: float  # 0 to 1
    text: str
    frames: tuple[Luma, ...]

    @property
    def luma(self) -> Luma:
        """The first frame."""
        return self.frames[0]


def our_texts(count: int) -> list[str]:
    """Texts of codes of ours, the same each time: photographs of them are then the same too."""
    return Codes.same(_RESIDENTS, _DAY_S, _KEYS).show_texts(count, _DAY_S)


def photographs(
    texts: Sequence[str], kind: Kind, count: int, seed: int, frames: int = 1
) -> Iterator[Photograph]:
    """`count` situations of a kind, of rising amount, one at a time in memory.

    The same for the same seed; a situation's first frame is the same for any number of `frames`.
    """
    for number, text in enumerate(islice(cycle(texts), count)):
        random = np.random.default_rng([seed, list(Kind).index(kind), number])
        amount = number / max(count - 1, 1)
        shot, hold = shot_of(kind, amount, random), int(random.integers(1 << 30))
        seen = [_frame(text, shot, hold, frame) for frame in range(frames)]
        yield Photograph(kind, amount, text, tuple(seen))


def _frame(text: str, shot: Shot, hold: int, frame: int) -> Luma:
    """The same phone, hand and lamp; the hand trembles and the sensor's noise is new."""
    tremor = np.random.default_rng([hold, frame])
    x, y = tremor.normal(0, _TREMOR_PX, 2)
    turn = shot.turn_deg + tremor.normal(0, _TREMOR_DEG)
    seen = replace(shot, x_px=shot.x_px + x, y_px=shot.y_px + y, turn_deg=turn)
    return take(text, seen, np.random.default_rng(hold), tremor)
