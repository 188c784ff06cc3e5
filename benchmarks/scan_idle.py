"""scan_idle_percent: processor time of decoding with no code in view, capture not counted."""

from collections.abc import Iterator
from itertools import cycle, islice

import numpy as np

from benchmarks.figures import Figure, Unit
from benchmarks.photographs.camera import nobody
from benchmarks.photographs.shot import Shot
from benchmarks.read_rate import ALONE, OURS, SEED, ZXING, live
from benchmarks.sizes import Sizes
from benchmarks.tally import Picture, Read, Tally, tally

FRAMES_PER_S = 15
DRAWN = 30  # different frames; more are these again
STEP_PX = 14  # of somebody walking past, from one frame to the next


def scan_idle_figures(sizes: Sizes) -> Iterator[Figure]:
    """Look at an empty lobby, then at one in which everything moves."""
    still = tally(_lobby(sizes.idle_frames, 0), _readers())
    moving = tally(_lobby(sizes.idle_frames, STEP_PX), _readers())
    beside = {
        "scan_idle_zxing_percent": core_percent(still[ZXING]),
        "scan_passing_percent": core_percent(moving[OURS]),
        "scan_passing_zxing_percent": core_percent(moving[ZXING]),
    }
    told = (
        f"of a core decodes {FRAMES_PER_S} frames a second of an empty lobby, capture not counted"
    )
    yield Figure("scan_idle_percent", core_percent(still[OURS]), Unit.PERCENT, told, beside)


def core_percent(seen: Tally) -> float:
    """Of one core, at FRAMES_PER_S."""
    return seen.mean_cpu_ms * FRAMES_PER_S / 10


def _readers() -> dict[str, Read]:
    return {OURS: live(), ZXING: ALONE[ZXING]}


def _lobby(frames: int, step_px: int) -> Iterator[Picture]:
    random = np.random.default_rng(SEED)
    drawn = [nobody(Shot(), random, number * step_px) for number in range(min(frames, DRAWN))]
    return (Picture(luma, None) for luma in islice(cycle(drawn), frames))
