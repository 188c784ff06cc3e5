"""What can be bad about a photograph: by name, and by an amount from 0 (easy) to 1 (hopeless).

The largest amounts are such that of each kind the last fifth or so is read by no decoder alone:
more of those would say nothing, fewer would hide where the end is.
"""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import numpy as np

from benchmarks.photographs.shot import HEIGHT_PX, WIDTH_PX, Shot

Worse = Callable[[Shot, float, np.random.Generator], Shot]

WORST_CYCLES = (0.06, 0.30)  # a pixel: moire as coarse as the code's own squares


class Kind(StrEnum):
    """The names, as they stand in tables."""

    PLAIN = "plain"
    TILTED = "tilted"
    BLURRED = "blurred"
    MOVING = "moving"
    NOISY = "noisy"
    GLARE = "glare"
    DIM = "dim"
    OVERFLOW = "overflow"
    MOIRE = "moire"
    FLICKER = "flicker"
    DARK_MODE = "dark-mode"
    CUT_BORDER = "cut-border"
    THUMB = "thumb"
    CRACKED = "cracked"
    PX_5 = "5-px"
    PX_4 = "4-px"
    PX_3 = "3-px"
    PX_2_5 = "2.5-px"
    PX_2 = "2-px"
    MIXED = "mixed"


def held(random: np.random.Generator) -> Shot:
    """A phone as people hold it, nothing else being wrong."""
    return Shot(
        module_px=random.uniform(3.4, 4.8),
        x_px=WIDTH_PX / 2 + random.uniform(-260, 260),
        y_px=HEIGHT_PX / 2 + random.uniform(-90, 90),
        turn_deg=random.normal(0, 6),
        lean_deg=random.uniform(-18, 8),
        swing_deg=random.uniform(-12, 12),
        medium=random.uniform() < 0.3,
        blur_px=random.uniform(0.5, 1.0),
        white=random.uniform(0.5, 0.95),
        haze=random.uniform(0.005, 0.05),
        noise=random.uniform(0.004, 0.010),
        jpeg=int(random.integers(70, 92)),
    )


def shot_of(kind: Kind, amount: float, random: np.random.Generator) -> Shot:
    """A shot that is bad in the way of `kind`, by `amount`."""
    return _WORSE[kind](held(random), amount, random)


def _plain(shot: Shot, amount: float, _random: np.random.Generator) -> Shot:
    return replace(shot, module_px=4.8 - 1.2 * amount)


def _tilted(shot: Shot, amount: float, random: np.random.Generator) -> Shot:
    sides = random.choice([-1, 1], 2)
    return replace(
        shot,
        turn_deg=random.uniform(-180, 180),
        lean_deg=float(sides[0] * (12 + 50 * amount)),
        swing_deg=float(sides[1] * (8 + 40 * amount)),
    )


def _blurred(shot: Shot, amount: float, _random: np.random.Generator) -> Shot:
    return replace(shot, blur_px=shot.module_px * (0.25 + 0.65 * amount))


def _moving(shot: Shot, amount: float, random: np.random.Generator) -> Shot:
    length = shot.module_px * (0.4 + 1.3 * amount)
    return replace(shot, move_px=length, move_deg=random.uniform(0, 180))


def _noisy(shot: Shot, amount: float, _random: np.random.Generator) -> Shot:
    dim = replace(shot, white=0.30, haze=0.05, jpeg=75)
    return replace(dim, noise=0.02 + 0.085 * amount**1.5)


def _glare(shot: Shot, amount: float, random: np.random.Generator) -> Shot:
    bright = (0.3 + 0.9 * amount) * random.uniform(0.8, 1.2)
    return replace(shot, glare=bright, glare_px=shot.module_px * (3 + 7 * amount))


def _dim(shot: Shot, amount: float, random: np.random.Generator) -> Shot:
    """A screen turned down, in a bright room: little light, and the room's on top of it."""
    white = 0.25 * (1 - amount) ** 1.5 + 0.008
    return replace(shot, white=white, haze=random.uniform(0.03, 0.30), noise=0.012)


def _overflow(shot: Shot, amount: float, _random: np.random.Generator) -> Shot:
    """A bright screen in a dark room: the camera has opened up, white eats black."""
    return replace(shot, white=1.5 + 6.5 * amount**2, blur_px=shot.blur_px + 0.8 * amount)


def _moire(shot: Shot, amount: float, random: np.random.Generator) -> Shot:
    sharp = replace(shot, blur_px=0.4, moire=0.15 + 0.9 * amount)
    return replace(sharp, moire_cycles=random.uniform(*WORST_CYCLES) * random.choice([-1, 1]))


def _flicker(shot: Shot, amount: float, _random: np.random.Generator) -> Shot:
    return replace(shot, bands=0.3 + 0.6 * amount**0.7, noise=shot.noise + 0.015 * amount)


def _dark_mode(shot: Shot, amount: float, _random: np.random.Generator) -> Shot:
    blur = shot.module_px * (0.15 + 0.75 * amount)
    return replace(shot, dark=True, blur_px=blur, haze=shot.haze + 0.1 * amount)


def _cut_border(shot: Shot, amount: float, _random: np.random.Generator) -> Shot:
    return replace(shot, border_modules=3.0 - 4.0 * amount)


def _thumb(shot: Shot, amount: float, _random: np.random.Generator) -> Shot:
    return replace(shot, thumb_modules=3.0 + 17.0 * amount)


def _cracked(shot: Shot, amount: float, random: np.random.Generator) -> Shot:
    return replace(shot, cracks=2 + round(28 * amount), haze=0.03 + 0.05 * random.uniform())


def _at_size(module_px: float) -> Worse:
    """So large in the picture, sharp at first, and three more things: the smaller, the less."""
    share = min(0.8, 0.15 + 0.16 * module_px)

    def worse(shot: Shot, amount: float, random: np.random.Generator) -> Shot:
        sharp = replace(shot, module_px=module_px, blur_px=module_px * (0.1 + 0.15 * amount))
        return _mixed(sharp, share * amount, random)

    return worse


def _mixed(shot: Shot, amount: float, random: np.random.Generator) -> Shot:
    """Three things at once, each by half the amount that alone would be as bad."""
    chosen = random.choice(len(_MIXABLE), 3, replace=False)
    for which in chosen:
        shot = _MIXABLE[which](shot, 0.55 * amount, random)
    return shot


_MIXABLE: tuple[Worse, ...] = (
    _tilted,
    _blurred,
    _moving,
    _noisy,
    _glare,
    _moire,
    _flicker,
    _cut_border,
    _thumb,
    _cracked,
)

_WORSE: dict[Kind, Worse] = {
    Kind.PLAIN: _plain,
    Kind.TILTED: _tilted,
    Kind.BLURRED: _blurred,
    Kind.MOVING: _moving,
    Kind.NOISY: _noisy,
    Kind.GLARE: _glare,
    Kind.DIM: _dim,
    Kind.OVERFLOW: _overflow,
    Kind.MOIRE: _moire,
    Kind.FLICKER: _flicker,
    Kind.DARK_MODE: _dark_mode,
    Kind.CUT_BORDER: _cut_border,
    Kind.THUMB: _thumb,
    Kind.CRACKED: _cracked,
    Kind.PX_5: _at_size(5.0),
    Kind.PX_4: _at_size(4.0),
    Kind.PX_3: _at_size(3.0),
    Kind.PX_2_5: _at_size(2.5),
    Kind.PX_2: _at_size(2.0),
    Kind.MIXED: _mixed,
}
