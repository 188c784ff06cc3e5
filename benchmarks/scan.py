"""scan_over_zxing: our decoder against zxing-cpp alone, on the same pictures of our own codes."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from benchmarks.codes import Codes
from benchmarks.figures import Figure, Pairs, Unit, at_share, in_turns, median
from benchmarks.floors import scan as floor
from benchmarks.pictures import Luma, approaches
from benchmarks.sizes import Sizes
from drivers.live_decoder import LiveDecoder

SEED = 7
RESIDENTS = 4


@dataclass(frozen=True)
class Look:
    """One look at one picture: how long it took, and what it read."""

    ms: float
    texts: tuple[str, ...]


def scan_figures(sizes: Sizes) -> Iterator[Figure]:
    """Have both look at each picture, in turns."""
    now_s = int(time.time())
    texts = Codes.make(RESIDENTS, now_s).show_texts(sizes.scan_codes, now_s)
    decoder = LiveDecoder()
    ours: list[Look] = []
    alone: list[Look] = []
    wanted: list[str] = []
    for approach in approaches(texts, sizes.scan_frames, SEED):
        taken = in_turns(lambda luma: _ours(decoder, luma), _alone, approach.frames)
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


def _ours(decoder: LiveDecoder, luma: Luma) -> Look:
    start_s = perf_counter()
    found = decoder.step(luma)
    return Look((perf_counter() - start_s) * 1000, tuple(one.text for one in found))


def _alone(luma: Luma) -> Look:
    start_s = perf_counter()
    texts = tuple(floor.read(luma))
    return Look((perf_counter() - start_s) * 1000, texts)
