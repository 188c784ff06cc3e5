"""Films of a phone brought to the lens and held there: far, soft and fast, then near and still."""

from dataclasses import dataclass, field, replace

import numpy as np

from benchmarks.photographs.camera import take
from benchmarks.photographs.kinds import Kind, shot_of
from benchmarks.photographs.shot import HEIGHT_PX, Luma, Shot

LASTS_S = 2.0
_FAR = 0.35  # of the final size, when the phone comes into the picture
_SHAKES_HZ = (0.6, 2.3, 8.7)  # swaying, unsteady, trembling
_SHAKES_PX = (9.0, 3.0, 0.8)
_FOCUS = 0.8  # pixels of blur for each pixel of a module's size beside that in focus

# What else is wrong, and the most of it: a film in which nobody reads anything measures nothing.
_MOST: tuple[tuple[Kind, float], ...] = (
    (Kind.PLAIN, 1.0),
    (Kind.BLURRED, 0.5),
    (Kind.TILTED, 0.6),
    (Kind.NOISY, 0.5),
    (Kind.GLARE, 0.6),
    (Kind.DIM, 0.6),
    (Kind.OVERFLOW, 0.3),
    (Kind.MOIRE, 0.8),
    (Kind.FLICKER, 0.4),
    (Kind.DARK_MODE, 0.7),
    (Kind.CUT_BORDER, 0.7),
    (Kind.CRACKED, 0.5),
    (Kind.PX_3, 0.5),
    (Kind.PX_2_5, 0.5),
    (Kind.MIXED, 0.5),
    (Kind.THUMB, 0.6),
)


@dataclass(frozen=True)
class Way:
    """How the phone comes: seconds, pixels and sizes of one person's movement."""

    comes_s: float
    from_x_px: float
    from_y_px: float
    turned_deg: float  # until it has come
    focus_px: float  # size of a module where the lens is sharp
    shutter_s: float
    phase: tuple[float, float, float]


@dataclass
class Approach:
    """One film. Its frames are drawn when asked for, and kept."""

    kind: Kind
    text: str
    held: Shot
    way: Way
    seed: tuple[int, ...]
    _drawn: dict[int, Luma] = field(default_factory=dict)

    def frame(self, number: int, frames_per_s: int) -> Luma:
        """What the camera sees after `number` frames."""
        key = round(1000 * number / frames_per_s)  # so that two speeds share what they both see
        if key not in self._drawn:
            grain = np.random.default_rng([*self.seed, key])
            seen = shot_at(self.held, self.way, number / frames_per_s)
            self._drawn[key] = take(self.text, seen, np.random.default_rng(self.seed), grain)
        return self._drawn[key]


def approach(texts: list[str], number: int, seed: int) -> Approach:
    """The film `number`, the same for the same seed."""
    random = np.random.default_rng([seed, number, 5])
    kind, most = _MOST[number % len(_MOST)]
    held = shot_of(kind, random.uniform(0.3, 1.0) * most, random)
    phase = random.uniform(0, 2 * np.pi, 3)
    way = Way(
        comes_s=random.uniform(0.5, 1.1),
        from_x_px=random.normal(0, 250),
        from_y_px=HEIGHT_PX * random.uniform(0.4, 0.7),
        turned_deg=random.normal(0, 25),
        focus_px=held.module_px * random.uniform(0.95, 1.3),
        shutter_s=random.choice([1 / 250, 1 / 120, 1 / 60]),
        phase=(float(phase[0]), float(phase[1]), float(phase[2])),
    )
    return Approach(kind, texts[number % len(texts)], held, way, (seed, number, 6))


def shot_at(held: Shot, way: Way, at_s: float) -> Shot:
    """The shot after `at_s` seconds of a film that ends in `held`."""
    come = _come(way, at_s)
    size = held.module_px * (_FAR + (1 - _FAR) * come)
    x, y = _place(held, way, at_s)
    later_x, later_y = _place(held, way, at_s + way.shutter_s)
    moved = np.array([later_x - x, later_y - y])
    own = np.radians(held.move_deg)
    moved = moved + held.move_px * come * np.array([np.cos(own), np.sin(own)])
    return replace(
        held,
        module_px=size,
        x_px=x,
        y_px=y,
        turn_deg=held.turn_deg + way.turned_deg * (1 - come),
        blur_px=held.blur_px + _FOCUS * abs(size - way.focus_px),
        move_px=float(np.hypot(*moved)),
        move_deg=float(np.degrees(np.arctan2(moved[1], moved[0]))),
    )


def _come(way: Way, at_s: float) -> float:
    share = min(max(at_s / way.comes_s, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _place(held: Shot, way: Way, at_s: float) -> tuple[float, float]:
    """The code's middle in the picture: coming in a straight line, and never quite still."""
    away = 1 - _come(way, at_s)
    x, y = held.x_px + way.from_x_px * away, held.y_px + way.from_y_px * away
    for hz, px, phase in zip(_SHAKES_HZ, _SHAKES_PX, way.phase, strict=True):
        turn = 2 * np.pi * hz * at_s + phase
        x += px * float(np.sin(turn))
        y += px * float(np.cos(1.13 * turn))
    return x, y
