"""What kiosk and guard say to each other: whole, bounded, and never an accident."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.board.desk import GateTold
from drivers.board.family import BoardFamily
from drivers.board.gate import Opened
from drivers.board.words import (
    MAX_LINE_BYTES,
    LineReader,
    gate_line,
    read_gate,
    read_settings,
    settings_line,
)
from drivers.errors import BadAddress, GateFailed, GateUnknown
from kiosk.hardware.board_guard import COMMAND, guard_command
from tests.drivers.boards import FAMILIES, WAIT_S, family, names, settings, wiring

OUTCOMES = [Opened(confirmed=True), Opened(confirmed=False), GateFailed("why"), GateUnknown("why")]


@pytest.mark.parametrize("of", FAMILIES, ids=names(FAMILIES))
def test_settings_come_out_as_they_went_in_and_fit_a_line(of: BoardFamily) -> None:
    line = settings_line(settings(of))
    assert len(line) <= MAX_LINE_BYTES
    assert read_settings(line) == settings(of)


@pytest.mark.parametrize("outcome", OUTCOMES, ids=["sure", "opened", "failed", "unknown"])
def test_an_outcome_comes_out_as_it_went_in(outcome: Opened | GateFailed | GateUnknown) -> None:
    line = gate_line(GateTold(7, outcome))
    told = read_gate(line.removeprefix("gate "))
    assert told is not None
    assert told.order == 7
    assert repr(told.outcome) == repr(outcome)


@given(st.text(max_size=60))
def test_any_words_are_an_outcome_or_none(said: str) -> None:
    told = read_gate(said)
    assert told is None or int(said.partition(" ")[0]) == told.order


@pytest.mark.parametrize(
    "line",
    ["", "{}", "[1]", "null", "[" * 3000, '{"family": 1, "wiring": 2}'],
    ids=["empty", "object", "list", "null", "deep", "numbers"],
)
def test_what_is_no_settings_is_refused(line: str) -> None:
    with pytest.raises(BadAddress):
        read_settings(line)


def test_an_impulse_without_bounds_is_refused_by_the_guard_too() -> None:
    given_ = settings(family("lcus"))
    endless = replace(given_, wiring=replace(wiring(family("lcus")), gate_ms=3_600_000))
    with pytest.raises(BadAddress, match="impulse"):
        read_settings(settings_line(endless))


@given(st.lists(st.binary(max_size=6000), max_size=6))
def test_whatever_comes_through_the_pipe_lines_are_short(pieces: list[bytes]) -> None:
    reader = LineReader()
    lines = [line for piece in pieces for line in reader.step(piece)]
    assert all(len(line) <= MAX_LINE_BYTES and line.isascii() for line in lines)


def test_an_endless_line_takes_no_memory_and_the_next_is_heard() -> None:
    reader = LineReader()
    for _ in range(50):
        assert reader.step(b"x" * 4096) == ()
    assert reader.step(b"\nbuzz\n") == ("buzz",)


@pytest.mark.parametrize(
    ("said", "code"), [(b"", 0), (b"{}\n", 2), (b"\xff\xfe\n", 0)], ids=["end", "bad", "noise"]
)
def test_a_guard_without_settings_ends_by_itself(said: bytes, code: int) -> None:
    ended = subprocess.run(guard_command(), input=said, timeout=WAIT_S, check=False)
    assert ended.returncode == code


def test_a_packaged_kiosk_starts_its_guard_by_its_own_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert guard_command() == (sys.executable, COMMAND)


def test_settings_are_json_that_a_technician_can_read_in_a_trace() -> None:
    assert json.loads(settings_line(settings(family("lcus"))))["wiring"]["gate_ms"] == 200
