"""How long until a phone that is brought to the lens is read: `time_to_read_over_zxing`.

A camera gives a frame each 33 or 67 ms and keeps the newest one only, so a slow look costs the
frames that came meanwhile. The clock here is made of processor time, so that other programs on the
machine change nothing, also of four times as much: a kiosk's processor is slower than a server's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.figures import Figure, Unit, at_share, median
from benchmarks.photographs.approach import LASTS_S, Approach, approach
from benchmarks.photographs.series import our_texts
from benchmarks.read_rate import ALONE, OURS, SEED, TEXTS, ZXING, live
from benchmarks.sizes import Sizes
from benchmarks.tally import Look, Outcome, Picture, Read, look


@dataclass(frozen=True)
class Camera:
    """How fast frames come, and how much slower than here they are looked at."""

    name: str
    frames_per_s: int
    slower: float


@dataclass(frozen=True)
class Reading:
    """How one film went: seconds until the first read, LASTS_S when there was none."""

    seconds: float
    looks: int
    outcome: Outcome


CAMERAS = (
    Camera("", 30, 1),
    Camera("_15_frames", 15, 1),
    Camera("_slow", 30, 4),
)
_READERS: dict[str, Callable[[], Read]] = {
    OURS: live,
    ZXING: lambda: ALONE[ZXING],
    "pyzbar": lambda: ALONE["pyzbar"],
}

Readings = dict[str, list[Reading]]  # by the reader's name


def time_to_read_figures(sizes: Sizes) -> Iterator[Figure]:
    """Show every film to every reader, at each camera."""
    readings: dict[Camera, Readings] = {
        camera: {name: [] for name in _READERS} for camera in CAMERAS
    }
    texts = our_texts(TEXTS)
    for number in range(sizes.approaches):
        film = approach(texts, number, SEED)
        for camera in CAMERAS:
            for name, made in _READERS.items():
                readings[camera][name].append(shown(film, camera, made()))
    yield _figure(readings)


def shown(film: Approach, camera: Camera, read: Read) -> Reading:
    """Play the film until `read` has read it."""
    return played(
        lambda number: look(read, Picture(film.frame(number, camera.frames_per_s), film.text)),
        camera,
    )


def played(look_at: Callable[[int], Look], camera: Camera) -> Reading:
    """Look at the newest frame each time the last look is over, until one is read or wrong."""
    now_s, number, looks = 0.0, -1, 0
    while True:
        newest = int(now_s * camera.frames_per_s + 1e-6)
        if newest == number:  # it has been looked at: wait for the next
            now_s = (number := number + 1) / camera.frames_per_s
        else:
            number = newest
        if now_s >= LASTS_S:
            return Reading(LASTS_S, looks, Outcome.MISSED)
        seen, looks = look_at(number), looks + 1
        now_s += seen.cpu_ms / 1000 * camera.slower
        if seen.outcome is not Outcome.MISSED:
            return Reading(min(now_s, LASTS_S), looks, seen.outcome)


def _figure(readings: dict[Camera, Readings]) -> Figure:
    beside: dict[str, float] = {}
    for camera, readers in readings.items():
        for name, each in readers.items():
            beside |= _numbers(f"time_to_read_{name}{camera.name}", each)
        ratio = _p90_s(readers[OURS]) / _p90_s(readers[ZXING])
        beside[f"time_to_read_over_zxing{camera.name}"] = ratio
    key = "time_to_read_over_zxing"
    told = "time until a phone brought to the lens is read, 90th percentile / zxing-cpp alone"
    return Figure(key, beside.pop(key), Unit.RATIO, told, beside)


def _numbers(key: str, each: list[Reading]) -> dict[str, float]:
    return {
        f"{key}_p50_s": median([reading.seconds for reading in each]),
        f"{key}_p90_s": _p90_s(each),
        f"{key}_unread": sum(reading.outcome is not Outcome.READ for reading in each),
        f"{key}_wrong": sum(reading.outcome is Outcome.WRONG for reading in each),
    }


def _p90_s(each: list[Reading]) -> float:
    return at_share([reading.seconds for reading in each], 0.9)
