"""start_ratio, memory_ratio, idle_core_percent: all of the program `kiosk run`, from outside."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, Pairs, Unit, in_turns, median
from benchmarks.processes import Window, environment, our_program, peak_mb, processor_s
from benchmarks.sizes import Sizes
from benchmarks.street import Street
from kiosk.demo.children import Children, program


@dataclass(frozen=True)
class Started:
    """One start of a program."""

    first_frame_ms: float
    peak_mb: float


def start_figures(sizes: Sizes, children: Children, profile: Path) -> Iterator[Figure]:
    """Start both programs in turns; look at their memory when they have settled."""
    kiosk = (program("kiosk"), "run", "--profile", profile)
    env = environment(profile.parent)

    def start(command: Sequence[str | Path]) -> Started:
        with Window(children, command, env) as window:
            first_frame_ms = window.first_frame_ms()
            time.sleep(sizes.settle_s)
            return Started(first_frame_ms, peak_mb(window.pid))

    starts = range(sizes.warm_up_starts + sizes.starts)
    app = our_program("floors.app")
    taken = in_turns(lambda _: start(kiosk), lambda _: start(app), starts)
    ours, floor = (each[sizes.warm_up_starts :] for each in taken)
    yield _start(Pairs(*(tuple(it.first_frame_ms for it in each) for each in (ours, floor))))
    yield _memory(Pairs(*(tuple(it.peak_mb for it in each) for each in (ours, floor))))


def _start(pairs: Pairs) -> Figure:
    return Figure(
        "start_ratio",
        pairs.ratio,
        Unit.RATIO,
        "`kiosk run` to its first frame / a QML program with one line of text",
        {
            "start_ms": median(pairs.ours),
            "start_floor_ms": median(pairs.floor),
            **pairs.spread("start_ratio"),
        },
    )


def _memory(pairs: Pairs) -> Figure:
    peaks = {"memory_peak_mb": median(pairs.ours), "memory_floor_peak_mb": median(pairs.floor)}
    told = "peak resident memory of the same two programs"
    return Figure("memory_ratio", pairs.ratio, Unit.RATIO, told, peaks)


def idle_figures(
    sizes: Sizes, children: Children, profile: Path, street: Street
) -> Iterator[Figure]:
    """Nobody is there: processor time of the kiosk, and of fetching the same pictures alone."""
    env = environment(profile.parent)

    def rest(pid: int) -> float:
        time.sleep(sizes.rest_s)
        start_s, used_s = time.perf_counter(), processor_s(pid)
        time.sleep(sizes.idle_s)
        return (processor_s(pid) - used_s) / (time.perf_counter() - start_s) * 100

    def ours(_: int) -> float:
        with Window(children, [program("kiosk"), "run", "--profile", profile], env) as window:
            window.first_frame_ms()
            return rest(window.pid)

    def floor(_: int) -> float:
        with ExitStack() as stack:
            capture = children.start(our_program("floors.capture", street.camera), env=env)
            stack.callback(children.stop, capture)
            return rest(capture.pid)

    our_percent, floor_percent = in_turns(ours, floor, range(sizes.idle_turns))
    yield Figure(
        "idle_core_percent",
        median(our_percent),
        Unit.PERCENT,
        "of a core: all of `kiosk run` at rest, camera at 15 frames/s; and capture by cv2 alone",
        {"idle_floor_core_percent": median(floor_percent)},
    )
