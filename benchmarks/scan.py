"""Our decoder against zxing-cpp alone and other decoders, on the same pictures of our own codes.

`scan_over_zxing` here: what a picture from the demo's camera costs. The rest in `read_rate`,
`time_to_read` and `scan_idle`.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from benchmarks.codes import Codes
from benchmarks.figures import Figure, Pairs, Unit, at_share, in_turns, median
from benchmarks.floors import scan as floor
from benchmarks.photo_sets import photos_folder
from benchmarks.pictures import Luma, approaches
from benchmarks.read_rate import live, measure, read_figures
from benchmarks.scan_idle import scan_idle_figures
from benchmarks.sizes import Sizes
from benchmarks.tally import Read
from benchmarks.time_to_read import time_to_read_figures

SEED = 7
RESIDENTS = 4


@dataclass(frozen=True)
class Look:
    """One look at one picture: how long it took, and what it read."""

    ms: float
    texts: tuple[str, ...]


def scan_figures(sizes: Sizes) -> Iterator[Figure]:
    """All that is measured of scanning."""
    yield from _time_figures(sizes)
    yield from read_figures(measure(sizes, photos_folder()))
    yield from time_to_read_figures(sizes)
    yield from scan_idle_figures(sizes)


def _time_figures(sizes: Sizes) -> Iterator[Figure]:
    """Have both look at each picture, in turns."""
    now_s = int(time.time())
    texts = Codes.make(RESIDENTS, now_s).show_texts(sizes.scan_codes, now_s)
    decoder = live()
    ours: list[Look] = []
    alone: list[Look] = []
    wanted: list[str] = []
    for approach in approaches(texts, sizes.scan_frames, SEED):
        taken = in_turns(partial(_look, decoder), partial(_look, floor.read), approach.frames)
        ours += taken[0]
        alone += taken[1]
        wanted += [approach.text] * len(approach.frames)
    yield _figure(wanted, ours, alone)


def _figure(wanted: list[str], ours: list[Look], alone: list[Look]) -> Figure:
    pairs = Pairs(tuple(it.ms for it in ours), tuple(it.ms for it in alone))
    beside = {
        "scan_ms": median(pairs.ours),
        "scan_zxing_ms": median(pairs.floor),
        "scan_p95_ms": at_share(pairs.ours, 0.95),
        "scan_zxing_p95_ms": at_share(pairs.floor, 0.95),
        **pairs.spread("scan_over_zxing"),
    }
    for name, looks in (("scan", ours), ("scan_zxing", alone)):
        read = [text in look.texts for text, look in zip(wanted, looks, strict=True)]
        codes = {text for text, good in zip(wanted, read, strict=True) if good}
        beside[f"{name}_read_percent"] = 100 * sum(read) / len(read)
        beside[f"{name}_codes_read_percent"] = 100 * len(codes) / len(set(wanted))
    told = "time for a picture of our code, easy and bad ones / zxing-cpp alone on the same"
    return Figure("scan_over_zxing", pairs.ratio, Unit.RATIO, told, beside)


def _look(read: Read, luma: Luma) -> Look:
    start_s = perf_counter()
    texts = tuple(read(luma))
    return Look((perf_counter() - start_s) * 1000, texts)
