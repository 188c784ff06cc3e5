"""The doctor's look at a counting machine."""

from __future__ import annotations

from pathlib import Path

from drivers.counter.simulator import SimulatedMachine
from drivers.far_end import PtyCable
from kiosk.health.counter import look_at_counter
from kiosk.profile.machine import Profile, load_profile
from tests.kiosk.test_signals import PROFILE


def profile_with(path: Path, folder: Path) -> Profile:
    file = folder / "profile.toml"
    file.write_text(PROFILE.format(key="0" * 64) + f'[counter]\npath = "{path}"\n')
    return load_profile(file)


def test_a_machine_that_answers_is_named_and_keeps_what_it_counted(tmp_path: Path) -> None:
    machine = SimulatedMachine("pet-7")
    machine.put_in(3)
    with PtyCable(machine, tmp_path / "counter") as cable:
        finding = look_at_counter(profile_with(cable.link, tmp_path))
    assert finding.ok
    assert "pet-7 answers" in finding.found
    assert not machine.taken


def test_one_that_is_not_there_is_named_by_its_path(tmp_path: Path) -> None:
    finding = look_at_counter(profile_with(tmp_path / "none", tmp_path))
    assert not finding.ok
    assert finding.found == (
        f"the serial port {tmp_path / 'none'} does not open: No such file or directory"
    )
    assert "kiosk devices" in finding.advice
