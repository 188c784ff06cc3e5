"""Lamp and buzzer of a machine, the doctor's look at the board, the command that releases it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from drivers.board.simulator import SimulatedBoard
from drivers.far_end import PtyCable
from kiosk.__main__ import main
from kiosk.backroom import BackRoom
from kiosk.config import ConfigError
from kiosk.hardware.signals import BOARD, Signals
from kiosk.health.board import look_at_board
from kiosk.only_one import LOCK_FILE
from kiosk.profile.device_sections import BoardSection
from kiosk.profile.machine import Profile, load_profile
from tests.drivers.boards import BUZZER, GATE, LAMP, WAIT_S, family

PROFILE = """
state = "state"
[panel]
width_px = 1080
height_px = 1920
diagonal_inch = 21.5
lower_edge_mm = 750.0
[node]
url = "https://node.example"
root_key = "{key}"
[facility]
id = "hall"
[printer]
address = "file:/dev/null"
"""
SECTION = """
[board]
path = "{path}"
family = "{family}"
gate = 1
gate_ms = 200
lamp = 2
buzzer = 3
"""


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    path = tmp_path / "profile.toml"
    path.write_text(PROFILE.format(key="0" * 64))
    return path


@pytest.fixture
def board() -> SimulatedBoard:
    return SimulatedBoard(family("lcus-feedback"))


@pytest.fixture
def cable(board: SimulatedBoard, tmp_path: Path) -> Iterator[PtyCable]:
    with PtyCable(board, tmp_path / "board") as plugged:
        yield plugged


@pytest.fixture
def file(bare: Path, cable: PtyCable, board: SimulatedBoard) -> Path:
    section = SECTION.format(path=cable.link, family=board.family.name)
    bare.write_text(bare.read_text() + section)
    return bare


@pytest.fixture
def profile(file: Path) -> Profile:
    return load_profile(file)


def test_a_call_lights_the_lamp_and_sounds_the_buzzer_until_staff_came(
    profile: Profile, board: SimulatedBoard
) -> None:
    states: Queue[tuple[str, str]] = Queue()
    signals = Signals(profile, lambda device, state: states.put((device, state)))
    signals.start()
    try:
        assert states.get(timeout=WAIT_S) == (BOARD, "found")
        signals.staff_called()
        assert board.wait_until(closed=True, channel=LAMP, timeout_s=WAIT_S)
        assert board.wait_until(closed=True, channel=BUZZER, timeout_s=WAIT_S)
        signals.staff_came()
        assert board.wait_until(closed=False, channel=LAMP, timeout_s=WAIT_S)
        assert board.wait_until(closed=False, channel=BUZZER, timeout_s=WAIT_S)
    finally:
        signals.close()
        signals.close()
    assert not [move for move in board.log if move.channel == GATE]


def test_a_machine_without_a_board_calls_staff_all_the_same(bare: Path) -> None:
    signals = Signals(load_profile(bare), lambda device, state: None)
    signals.start()
    signals.staff_called()
    signals.staff_came()
    signals.close()


def test_a_family_or_a_channel_that_is_not_there_is_named(profile: Profile) -> None:
    section = BoardSection(path="/dev/x", family="kmtronic", gate=3)
    for wrong in (section, section.model_copy(update={"family": "nobodys"})):
        with pytest.raises(ConfigError, match="board"):
            Signals(profile.model_copy(update={"board": wrong}), lambda device, state: None)


def test_a_start_that_is_refused_for_its_board_holds_nothing(profile: Profile) -> None:
    section = BoardSection(path="/dev/x", family="nobodys", gate=1)
    wrong: Any = (profile.model_copy(update={"board": section}), *(None,) * 5)
    with pytest.raises(ConfigError, match="nobodys"):
        BackRoom(*wrong)  # nothing else of it was looked at before
    assert not (profile.state / LOCK_FILE).exists()


def test_the_doctor_finds_a_good_board_and_leaves_it_open(
    profile: Profile, board: SimulatedBoard
) -> None:
    of = board.family
    board.feed(of.frame(of.close, GATE))
    finding = look_at_board(profile)
    assert finding.ok
    assert "answers; its contacts are open" in finding.found
    assert not board.is_closed(GATE)


def test_the_doctor_names_a_welded_contact(profile: Profile, board: SimulatedBoard) -> None:
    of = board.family
    board.stuck.add(GATE)
    board.feed(of.frame(of.close, GATE))
    finding = look_at_board(profile)
    assert not finding.ok
    assert "does not open" in finding.found


def test_the_doctor_names_a_board_that_is_silent_or_gone(
    profile: Profile, board: SimulatedBoard, cable: PtyCable
) -> None:
    board.silent = True
    assert "answers nothing" in look_at_board(profile).found
    cable.tear()
    finding = look_at_board(profile)
    assert not finding.ok
    assert str(cable.link) in finding.found
    assert "No such file" in finding.found
    assert "kiosk devices" in finding.advice


def test_release_opens_what_a_killed_kiosk_left_closed(
    file: Path, board: SimulatedBoard, capsys: pytest.CaptureFixture[str]
) -> None:
    of = board.family
    board.feed(of.frame(of.close, GATE))
    assert main(["board", "release", "--profile", str(file)]) == 0
    assert not board.is_closed(GATE)
    assert capsys.readouterr().out == "all contacts are open\n"


def test_release_without_a_board_has_nothing_to_do(bare: Path) -> None:
    assert main(["board", "release", "--profile", str(bare)]) == 0


def test_release_tells_what_it_could_not_do(
    file: Path, cable: PtyCable, capsys: pytest.CaptureFixture[str]
) -> None:
    cable.tear()
    assert main(["board", "release", "--profile", str(file)]) == 1
    assert "does not open" in capsys.readouterr().err
    assert main(["board", "release", "--profile", str(file) + ".none"]) == 2


def test_a_technician_can_open_the_gate_once(
    file: Path, board: SimulatedBoard, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["board", "gate", "--profile", str(file)]) == 0
    assert capsys.readouterr().out == "opened, the board confirms it\n"
    assert [move.closed for move in board.log if move.channel == GATE] == [True, False]
