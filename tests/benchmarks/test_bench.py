"""One small run of everything, as a person starts it: real node, real kiosk, real camera stream."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.rails.source import ROOT

COMMAND = (sys.executable, "-m", "benchmarks", "--quick")
pytestmark = pytest.mark.timeout(600)  # a busy machine; alone it takes half a minute

# Above nothing, and below what would be a fault of the measurement, not of the machine.
RATIOS = {
    "append_over_floor": 50,
    "drain_over_floor": 5,
    "growth_1m": 10,
    "copy_over_alone": 50,
    "slow_line_over_floor": 50,
    "qt_sale_late_over_idle": 100_000,  # over a few microseconds, if nothing else runs
    "qt_parking_late_over_idle": 100_000,
    "qt_earning_late_over_idle": 100_000,
    "start_ratio": 100,
    "memory_ratio": 20,
    "scan_over_zxing": 100,
    "bad_over_zxing": 100,
    "time_to_read_over_zxing": 20,
}
MILLISECONDS = ("append", "append_floor", "accept", "start", "start_floor", "scan", "scan_zxing")
SHARES = (
    "scan_read_percent",
    "scan_zxing_read_percent",
    "read_frames_percent",
    "read_streams_percent",
)


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    done = subprocess.run(
        (*COMMAND, "--json"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_json_holds_every_promised_ratio(told: dict[str, Any]) -> None:
    assert {key: 0 < told[key] < most for key, most in RATIOS.items()} == dict.fromkeys(
        RATIOS, True
    )


def test_times_are_times(told: dict[str, Any]) -> None:
    assert all(0 < told[f"{name}_ms"] < 60_000 for name in MILLISECONDS)
    assert told["append_p95_ms"] >= told["append_ms"]
    assert told["accept_max_ms"] >= told["accept_p95_ms"] >= told["accept_ms"]


def test_a_ratio_is_that_of_the_numbers_beside_it(told: dict[str, Any]) -> None:
    for ours, floor, ratio in (
        ("append_ms", "append_floor_ms", "append_over_floor"),
        ("drain_entries_per_s", "drain_floor_entries_per_s", "drain_over_floor"),
        ("drain_entries_per_s", "drain_whole_floor_entries_per_s", "drain_over_whole_floor"),
        ("start_ms", "start_floor_ms", "start_ratio"),
        ("qt_sale_late_p95_ms", "qt_sale_idle_late_p95_ms", "qt_sale_late_over_idle"),
        ("qt_parking_late_p95_ms", "qt_parking_idle_late_p95_ms", "qt_parking_late_over_idle"),
        ("qt_earning_late_p95_ms", "qt_earning_idle_late_p95_ms", "qt_earning_late_over_idle"),
        ("memory_peak_mb", "memory_floor_peak_mb", "memory_ratio"),
        ("scan_cpu_ms", "scan_zxing_cpu_ms", "scan_over_zxing"),
        ("bad_ours_cpu_ms", "bad_zxing_cpu_ms", "bad_over_zxing"),
        ("time_to_read_ours_p90_s", "time_to_read_zxing_p90_s", "time_to_read_over_zxing"),
    ):
        assert told[ratio] == pytest.approx(told[ours] / told[floor], rel=0.01)


def test_the_qt_thread_was_watched_at_rest_and_during_visits(told: dict[str, Any]) -> None:
    others = [
        f"qt_{what}_{how}" for what in ("parking", "earning") for how in ("late", "idle_late")
    ]
    for name in ("qt_late", "qt_idle_late", *others):
        median, p95, most = (told[f"{name}{part}_ms"] for part in ("", "_p95", "_max"))
        assert 0 <= median <= p95 <= most < 60_000


def test_shares_are_shares(told: dict[str, Any]) -> None:
    assert all(0 <= told[key] <= 100 for key in SHARES)
    assert told["scan_zxing_codes_read_percent"] > 0
    assert told["read_frames_zxing_percent"] > 50  # the easiest of each kind
    assert 0 < told["scan_idle_percent"] <= 400
    assert told["misses_over_zxing"] >= 0
    assert told["wrong_ours"] == 0
    assert 0 <= told["idle_floor_core_percent"] <= 400
    assert 0 <= told["idle_core_percent"] <= 400


def test_a_quick_run_says_that_it_was_one(told: dict[str, Any]) -> None:
    assert told["quick"] is True
    assert {"processor", "cores", "file_system"} <= told["machine"].keys()
    assert len(told["load_1m"]) == 2


def test_one_part_alone_is_measured_and_printed_as_a_table() -> None:
    done = subprocess.run(
        (*COMMAND, "--only", "append"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "append_over_floor" in done.stdout
    assert "scan_over_zxing" not in done.stdout
    assert "the ratios mean nothing" in done.stdout
