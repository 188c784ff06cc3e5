"""The machine of a profile, opened: its power, heat, disk and light, each told by its name."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.power import SimulatedPowerKey, SimulatedSupply
from kiosk.config import read_toml
from kiosk.life.own_machine import OwnMachine
from kiosk.profile.machine import Profile
from tests.kiosk.test_config import GOOD

WAIT_S = 10.0


class Told:
    """What a machine told, to be waited for."""

    def __init__(self) -> None:
        self.states: queue.Queue[tuple[str, str]] = queue.Queue()
        self.power: queue.Queue[bool] = queue.Queue()

    def wait_for(self, device: str, *states: str) -> None:
        while True:
            name, state = self.states.get(timeout=WAIT_S)
            if name == device and state in states:
                return


@pytest.fixture
def told() -> Told:
    return Told()


def machine(folder: Path, told: Told, more: str = "") -> OwnMachine:
    profile = read_toml(f"{GOOD}\n{more}".encode(), "machine.toml", Profile)
    return OwnMachine(
        profile.model_copy(update={"state": folder}),
        lambda device, state: told.states.put((device, state)),
        told.power.put,
    )


@pytest.fixture(params=["supply", "input"])
def mains(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[SimulatedSupply | SimulatedPowerKey]:
    line: SimulatedSupply | SimulatedPowerKey = (
        SimulatedSupply(tmp_path / "supply")
        if request.param == "supply"
        else SimulatedPowerKey(tmp_path / "input")
    )
    yield line
    line.close()


def test_a_machine_without_anything_tells_of_its_disk(tmp_path: Path, told: Told) -> None:
    own = machine(tmp_path, told)
    own.start()
    told.wait_for("disk", "found", "low")
    own.light(False)
    own.close()
    own.close()
    assert told.power.empty()


def test_power_is_told_as_a_device_and_as_news(
    tmp_path: Path, told: Told, mains: SimulatedSupply | SimulatedPowerKey
) -> None:
    kind = "supply" if isinstance(mains, SimulatedSupply) else "input"
    own = machine(tmp_path, told, f'[power]\n{kind} = "{tmp_path / kind}"\n')
    own.start()
    try:
        told.wait_for("power", "found")
        mains.cut()
        told.wait_for("power", "battery")
        assert told.power.get(timeout=WAIT_S) is False
        mains.tear()
        told.wait_for("power", "lost")
        mains.mend()
        told.wait_for("power", "battery", "found")
        assert told.power.get(timeout=WAIT_S) is True
    finally:
        own.close()


def test_the_light_of_the_panel_is_told_and_switched(tmp_path: Path, told: Told) -> None:
    (tmp_path / "bl_power").write_bytes(b"4")
    own = machine(tmp_path, told, f'[screen]\nbacklight = "{tmp_path}"\n')
    own.start()
    told.wait_for("backlight", "found")
    own.close()
    assert (tmp_path / "bl_power").read_bytes() == b"0"
