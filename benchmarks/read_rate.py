"""How many pictures are read, beside each decoder alone; `python -m benchmarks.read_rate`: tables.

Bad frames of our codes, streams of such frames as a camera gives, and photographs of other
people's codes. All decoders look at each picture, in turns.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, Unit
from benchmarks.floors import scan as floor
from benchmarks.photo_sets import WITH_CODES, WITHOUT, missing_sets, photos, photos_folder
from benchmarks.photographs.kinds import Kind
from benchmarks.photographs.series import Photograph, our_texts, photographs
from benchmarks.photographs.shot import Luma
from benchmarks.report import numbers
from benchmarks.sizes import FULL, QUICK, Sizes
from benchmarks.tally import Outcome, Picture, Read, Tally, by_nobody, joined_sets, tally
from drivers.decoder import decode
from drivers.live_decoder import LiveDecoder

SEED = 7
TEXTS = 8
OURS, STILL, ZXING = "ours", "still", "zxing"

ALONE: dict[str, Read] = {
    ZXING: floor.read,
    "pyzbar": floor.read_pyzbar,
    "cv2": floor.read_cv2,
    "aruco": floor.read_aruco,
}

Tallies = dict[str, Tally]  # by the reader's name


@dataclass(frozen=True)
class Rates:
    """One run: tallies of frames and of streams by kind, of photographs by folder."""

    frames: dict[Kind, Tallies]
    streams: dict[Kind, Tallies]  # each frame for itself
    stream_frames: int
    photos: dict[str, Tallies]

    @property
    def all_frames(self) -> Tallies:
        """All kinds together."""
        return joined_sets(self.frames.values())

    @property
    def all_streams(self) -> Tallies:
        """All kinds together, a stream being read when one of its frames is."""
        return {name: self.held(one) for name, one in joined_sets(self.streams.values()).items()}

    def held(self, frames: Tally) -> Tally:
        """Streams, of a tally of their frames."""
        return frames.together(self.stream_frames)


def live() -> Read:
    """The decoder of the kiosk's camera, which remembers what it saw before."""
    decoder = LiveDecoder()
    return lambda luma: [found.text for found in decoder.step(luma).found]


def still(luma: Luma) -> list[str]:
    """What `kiosk scan` reads in a picture."""
    return [found.text for found in decode(luma)]


def measure(sizes: Sizes, folder: Path, seed: int = SEED) -> Rates:
    """Look at everything; a set of photographs that is not in `folder` is left out."""
    kinds = list(Kind)[: sizes.bad_kinds]
    return Rates(
        frames=_by_kind(kinds, sizes.bad_frames, 1, seed),
        streams=_by_kind(kinds, sizes.bad_streams, sizes.stream_frames, seed + 1),
        stream_frames=sizes.stream_frames,
        photos={name: found for name, found in _photo_tallies(sizes, folder) if found},
    )


def read_figures(rates: Rates) -> Iterator[Figure]:
    """The headlines, each made from what stands beside it."""
    yield _misses(rates)
    yield _bad_time(rates.all_frames)
    told = "of bad photographs of our codes are read, each for itself / decoders alone beside it"
    by_kind = {
        f"{_key(kind, name)}_percent": tallies[name].percent
        for kind, tallies in rates.frames.items()
        for name in (OURS, ZXING, "pyzbar")
    }
    yield _percent("read_frames", rates.all_frames, told, by_kind)
    told = f"of streams of {rates.stream_frames} such frames are read / decoders alone beside it"
    yield _percent("read_streams", rates.all_streams, told, {})
    for name, tallies in rates.photos.items():
        told = f"of the photographs in {name} are read by one look of the live decoder"
        if name == WITHOUT:
            told = f"of the pictures without a code in {name} are told apart from codes"
        yield _percent(_key(name), tallies, told, {})


def _by_kind(kinds: list[Kind], count: int, frames: int, seed: int) -> dict[Kind, Tallies]:
    texts = our_texts(TEXTS)
    found: dict[Kind, Tallies] = {}
    for kind in kinds:
        taken = photographs(texts, kind, count, seed, frames)
        found[kind] = tally(_pictures(taken), {OURS: live(), **ALONE})
    return found


def _pictures(taken: Iterator[Photograph]) -> Iterator[Picture]:
    for one in taken:
        for luma in one.frames:
            yield Picture(luma, one.text)


def _photo_tallies(sizes: Sizes, folder: Path) -> Iterator[tuple[str, Tallies]]:
    for name in (*WITH_CODES, WITHOUT):
        found = tally(photos(folder / name, sizes.photos), {OURS: live(), STILL: still, **ALONE})
        yield name, found if found[OURS].looks else {}


def _misses(rates: Rates) -> Figure:
    frames, streams = rates.all_frames, rates.all_streams
    beside = {
        "misses": frames[OURS].unread,
        "misses_zxing": frames[ZXING].unread,
        "stream_misses_over_zxing": _ratio(streams[OURS].unread, streams[ZXING].unread),
        "stream_misses": streams[OURS].unread,
        "stream_misses_zxing": streams[ZXING].unread,
        "frames": len(frames[OURS].looks),
        "read_by_nobody_percent": by_nobody(frames),
        "kinds_behind": sum(map(_behind, rates.frames.values())),
        "kinds_ahead": sum(map(_ahead, rates.frames.values())),
    }
    for name in (OURS, *ALONE):
        beside[f"wrong_{name}"] = sum(
            one[name].count(Outcome.WRONG) for one in (frames, *rates.photos.values())
        )
    told = "bad photographs of our codes not read / those that zxing-cpp alone does not read"
    ratio = _ratio(frames[OURS].unread, frames[ZXING].unread)
    return Figure("misses_over_zxing", ratio, Unit.RATIO, told, beside)


def _behind(readers: Tallies) -> bool:
    """Some decoder alone reads more than ours."""
    return any(readers[name].percent > readers[OURS].percent for name in ALONE)


def _ahead(readers: Tallies) -> bool:
    """No decoder alone reads as many as ours."""
    return all(readers[name].percent < readers[OURS].percent for name in ALONE)


def _bad_time(frames: Tallies) -> Figure:
    beside: dict[str, float] = {}
    for name, one in frames.items():
        beside |= {f"bad_{name}_ms": one.ms, f"bad_{name}_p95_ms": one.p95_ms}
        beside |= {f"bad_{name}_cpu_ms": one.cpu_ms, f"bad_{name}_p95_cpu_ms": one.p95_cpu_ms}
        beside[f"bad_{name}_mean_cpu_ms"] = one.mean_cpu_ms
    told = "time for a bad photograph / zxing-cpp alone on the same; medians of processor time"
    ratio = frames[OURS].cpu_ms / frames[ZXING].cpu_ms
    return Figure("bad_over_zxing", ratio, Unit.RATIO, told, beside)


def _percent(key: str, tallies: Tallies, told: str, beside: dict[str, float]) -> Figure:
    others = {f"{key}_{name}_percent": one.percent for name, one in tallies.items() if name != OURS}
    return Figure(f"{key}_percent", tallies[OURS].percent, Unit.PERCENT, told, others | beside)


def _key(named: str, reader: str = OURS) -> str:
    plain = named.replace("-", "_").replace(".", "_")
    return f"read_{plain}" if reader == OURS else f"read_{plain}_{reader}"


def _ratio(ours: int, floors: int) -> float:
    return ours / max(floors, 1)  # a small run may have nothing to miss


def tables(rates: Rates) -> Iterator[str]:
    """Lines of Markdown, a row for each kind and set: percent read, processor time (median/p95)."""
    names = [OURS, STILL, *ALONE]
    yield "| set (pictures) | " + " | ".join(names) + " |"
    yield "|" + " --- |" * (len(names) + 1)
    rows: dict[str, Tallies] = {f"{kind}": one for kind, one in rates.frames.items()}
    rows["all frames"] = rates.all_frames
    for kind, tallies in rates.streams.items():
        rows[f"{kind}, streams"] = {name: rates.held(one) for name, one in tallies.items()}
    rows |= {"all streams": rates.all_streams, **rates.photos}
    for title, tallies in rows.items():
        cells = [_cell(tallies.get(name)) for name in names]
        yield f"| {title} ({len(tallies[OURS].looks)}) | " + " | ".join(cells) + " |"


def _cell(one: Tally | None) -> str:
    if one is None:
        return ""
    wrong = one.count(Outcome.WRONG)
    cell = f"{one.percent:.0f}, {one.cpu_ms:.1f}/{one.p95_cpu_ms:.0f} ms"
    return cell + (f", {wrong} wrong" if wrong else "")


def main() -> None:
    """Print the tables, of other pictures than always when `--seed` says so."""
    parser = argparse.ArgumentParser("python -m benchmarks.read_rate", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few pictures, to try that it works")
    parser.add_argument("--seed", type=int, default=SEED, help="of the pictures drawn")
    given = parser.parse_args()
    folder = photos_folder()
    for sentence in missing_sets(folder):
        sys.stderr.write(f"{sentence}\n")
    rates = measure(QUICK if given.quick else FULL, folder, given.seed)
    print("\n".join(tables(rates)))
    print(json.dumps(numbers(read_figures(rates))))


if __name__ == "__main__":
    main()
