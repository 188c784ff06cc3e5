"""Our decoder against zxing-cpp alone and other decoders, on the same pictures of our own codes.

`scan_over_zxing` here: what a picture from the demo's camera costs. The rest in `read_rate`,
`time_to_read` and `scan_idle`.
"""

from collections.abc import Iterator

from benchmarks.figures import Figure, Pairs, Unit
from benchmarks.floors import scan as floor
from benchmarks.photo_sets import photos_folder
from benchmarks.photographs.series import our_texts
from benchmarks.pictures import approaches
from benchmarks.read_rate import OURS, SEED, ZXING, live, measure, read_figures
from benchmarks.scan_idle import scan_idle_figures
from benchmarks.sizes import Sizes
from benchmarks.tally import Picture, Tally, tally
from benchmarks.time_to_read import time_to_read_figures


def scan_figures(sizes: Sizes) -> Iterator[Figure]:
    """All that is measured of scanning."""
    yield _time_figure(sizes)
    yield from read_figures(measure(sizes, photos_folder()))
    yield from time_to_read_figures(sizes)
    yield from scan_idle_figures(sizes)


def _time_figure(sizes: Sizes) -> Figure:
    """Have both look at each picture, in turns."""
    shown = approaches(our_texts(sizes.scan_codes), sizes.scan_frames, SEED)
    pictures = (Picture(luma, one.text) for one in shown for luma in one.frames)
    found = tally(pictures, {OURS: live(), ZXING: floor.read})
    pairs = Pairs(_cpu_ms(found[OURS]), _cpu_ms(found[ZXING]))
    beside = {
        **_numbers("scan", found[OURS], sizes.scan_frames),
        **_numbers("scan_zxing", found[ZXING], sizes.scan_frames),
        **pairs.spread("scan_over_zxing"),
        "scan_passed_over_zxing": found[OURS].ms / found[ZXING].ms,
    }
    told = "processor time for a picture of our code, easy or bad / zxing-cpp alone on the same"
    return Figure("scan_over_zxing", pairs.ratio, Unit.RATIO, told, beside)


def _numbers(key: str, found: Tally, frames: int) -> dict[str, float]:
    return {
        f"{key}_ms": found.ms,
        f"{key}_cpu_ms": found.cpu_ms,
        f"{key}_p95_ms": found.p95_ms,
        f"{key}_read_percent": found.percent,
        f"{key}_codes_read_percent": found.together(frames).percent,
    }


def _cpu_ms(found: Tally) -> tuple[float, ...]:
    return tuple(look.cpu_ms for look in found.looks)
