"""The arithmetic of a run, and what is printed of it."""

import json
import os
from pathlib import Path

import pytest

from benchmarks.figures import Figure, Pairs, Unit, at_share, costed, in_turns
from benchmarks.machine import facts, file_system, folder_on_disk
from benchmarks.processes import peak_mb, processor_s
from benchmarks.report import LINE_CHARS, Report

FIGURE = Figure("a_ratio", 1.23456, Unit.RATIO, "ours / floor", {"a_ms": 250.4, "a_floor_ms": 0.02})
REPORT = Report({"cores": 2, "python": "3.11"}, (0.5, 1.5), 12.3, False, [FIGURE])


def test_a_ratio_is_that_of_medians_and_its_spread_that_of_pairs() -> None:
    pairs = Pairs(ours=(2.0, 100.0, 4.0, 4.0), floor=(1.0, 1.0, 1.0, 4.0))
    assert pairs.ratio == 4.0
    assert pairs.spread("x") == {"x_q1": 1.0, "x_q3": 4.0}


def test_both_do_each_input_and_take_turns_at_going_first() -> None:
    order: list[str] = []

    def ours(number: int) -> int:
        order.append(f"ours {number}")
        return number

    def floor(number: int) -> int:
        order.append(f"floor {number}")
        return -number

    assert in_turns(ours, floor, (1, 2)) == ([1, 2], [-1, -2])
    assert order == ["ours 1", "floor 1", "floor 2", "ours 2"]


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1.0), (0.25, 1.0), (0.5, 2.0), (0.95, 4.0), (1.0, 4.0)]
)
def test_a_share_of_values_is_told_by_the_nearest_rank(share: float, value: float) -> None:
    assert at_share([4.0, 1.0, 3.0, 2.0], share) == value


def test_the_cost_of_work_is_more_where_there_is_more_work() -> None:
    def work(count: int) -> int:
        return sum(range(count))

    small, large = (costed(work)(count) for count in (10, 3_000_000))
    assert small.cpu_ms < large.cpu_ms
    assert small.ms < large.ms


def test_memory_and_processor_time_are_those_of_a_living_process() -> None:
    before_s = processor_s(os.getpid())
    while processor_s(os.getpid()) == before_s:
        sum(range(10_000))
    kept = bytearray(b"x" * 50_000_000)
    assert peak_mb(os.getpid()) > len(kept) / 1e6


def test_ledgers_are_measured_on_a_disk() -> None:
    with folder_on_disk() as folder:
        assert folder.is_dir()
        assert file_system(folder) not in {"tmpfs", "ramfs"}
        assert facts(folder)["file_system"] == file_system(folder)
    assert not folder.exists()
    assert file_system(Path("/proc")) == "proc"


def test_the_json_is_flat_and_tells_the_machine() -> None:
    told = json.loads(REPORT.as_json())
    assert told == {
        "schema": 1,
        "quick": False,
        "machine": {"cores": 2, "python": "3.11"},
        "load_1m": [0.5, 1.5],
        "seconds": 12.3,
        "a_ratio": 1.2346,
        "a_ms": 250.4,
        "a_floor_ms": 0.02,
    }


def test_the_table_has_the_headline_and_below_it_what_it_was_made_from() -> None:
    lines = REPORT.as_table().splitlines()
    assert lines[0] == "cores 2, python 3.11"
    assert lines[3].split() == ["a_ratio", "1.23", "x", "ours", "/", "floor"]
    assert lines[4].split() == ["a_ms", "250", "·", "a_floor_ms", "0.02"]
    assert max(map(len, lines)) <= LINE_CHARS
