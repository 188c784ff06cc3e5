"""Films of a phone that is brought to the lens, and how long a reader needs for one."""

import pytest

from benchmarks.floors.scan import read
from benchmarks.photographs.approach import LASTS_S, approach, shot_at
from benchmarks.photographs.kinds import Kind
from benchmarks.photographs.series import our_texts
from benchmarks.tally import Look, Outcome
from benchmarks.time_to_read import Camera, Reading, played, shown

FAST, SLOW = Camera("", 30, 1), Camera("_slow", 30, 4)
EVERY = 1 / 30


class Screenplay:
    """Looks that cost the same each, and what the one at or after a frame brings."""

    def __init__(self, cpu_ms: float, until: int, outcome: Outcome = Outcome.READ) -> None:
        self.cpu_ms, self.until, self.outcome = cpu_ms, until, outcome
        self.seen: list[int] = []

    def __call__(self, number: int) -> Look:
        self.seen.append(number)
        outcome = self.outcome if number >= self.until else Outcome.MISSED
        return Look(outcome, self.cpu_ms, self.cpu_ms)


def test_a_quick_reader_sees_every_frame_and_reads_when_it_can() -> None:
    reader = Screenplay(cpu_ms=3.0, until=4)
    reading = played(reader, FAST)
    assert reader.seen == [0, 1, 2, 3, 4]
    assert reading.seconds == pytest.approx(4 * EVERY + 0.003)
    assert (reading.looks, reading.outcome) == (5, Outcome.READ)


@pytest.mark.parametrize(
    ("cpu_ms", "camera", "frames"),
    [(40.0, FAST, [0, 1, 2, 3, 4]), (100.0, FAST, [0, 3, 6]), (25.0, SLOW, [0, 3, 6])],
    ids=["just too slow", "three frames", "on a slow machine"],
)
def test_a_slow_look_costs_the_frames_that_came_meanwhile(
    cpu_ms: float, camera: Camera, frames: list[int]
) -> None:
    reader = Screenplay(cpu_ms, until=frames[-1])
    reading = played(reader, camera)
    assert reader.seen == frames
    assert reading.looks == len(frames)


def test_a_reader_that_never_reads_needs_the_whole_film() -> None:
    reader = Screenplay(cpu_ms=1.0, until=1000)
    assert played(reader, FAST) == Reading(LASTS_S, 60, Outcome.MISSED)
    assert reader.seen == list(range(60))


def test_a_wrong_text_ends_the_film_as_wrong() -> None:
    assert played(Screenplay(1.0, 2, Outcome.WRONG), FAST).outcome is Outcome.WRONG


def test_the_phone_comes_nearer_and_into_focus_and_is_held() -> None:
    film = approach(our_texts(1), 0, 7)
    shots = [shot_at(film.held, film.way, at_s) for at_s in (0.0, 0.3, 0.6, LASTS_S)]
    sizes = [shot.module_px for shot in shots]
    assert sizes == sorted(sizes)
    assert sizes[0] < 0.5 * sizes[-1] == pytest.approx(0.5 * film.held.module_px)
    assert shots[0].blur_px > 2 * shots[-1].blur_px
    assert shots[1].move_px > shots[-1].move_px


def test_a_film_is_the_same_each_time_and_at_every_speed() -> None:
    texts = our_texts(2)
    film, again = approach(texts, 1, 7), approach(texts, 1, 7)
    assert (film.kind, film.held, film.way) == (again.kind, again.held, again.way)
    assert film.frame(20, 30).tobytes() == again.frame(10, 15).tobytes()
    assert approach(texts, 1, 8).held != film.held


def test_a_good_film_is_read_when_the_phone_has_come() -> None:
    film = approach(our_texts(1), 0, 7)
    assert film.kind is Kind.PLAIN
    assert not read(film.frame(0, 15))
    reading = shown(film, Camera("", 15, 1), read)
    assert reading.outcome is Outcome.READ
    assert 0.1 < reading.seconds < film.way.comes_s + 0.3
