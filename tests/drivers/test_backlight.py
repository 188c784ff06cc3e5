"""The light behind a panel: switched by its own thread, on whenever in doubt."""

import os
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers.backlight import Backlight, Light
from drivers.device import DeviceState
from drivers.errors import DeviceLost

WAIT_S = 10.0


class Panel:
    """A folder as the kernel has one; ``says`` is what was written last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "bl_power"
        self.file.write_bytes(b"4")  # as a crash left it
        self.states: queue.Queue[DeviceState] = queue.Queue()

    @property
    def says(self) -> bytes:
        return self.file.read_bytes()

    def until(self, true: Callable[[], bool]) -> None:
        for _ in range(int(WAIT_S / 0.01)):
            if true():
                return
            threading.Event().wait(0.01)
        raise AssertionError("it never came")

    def wait_for(self, state: DeviceState) -> None:
        while self.states.get(timeout=WAIT_S) is not state:
            continue


@pytest.fixture
def panel(tmp_path: Path) -> Panel:
    return Panel(tmp_path)


@pytest.fixture
def light(panel: Panel) -> Iterator[Backlight]:
    with Backlight(panel.folder, panel.states.put) as light:
        yield light


def test_it_is_on_from_the_beginning(light: Backlight, panel: Panel) -> None:
    panel.wait_for(DeviceState.FOUND)
    assert panel.says == b"0"
    assert light.state is DeviceState.FOUND


def test_it_goes_off_and_on_as_it_is_wanted(light: Backlight, panel: Panel) -> None:
    light.light(False)
    panel.until(lambda: panel.says == b"4")
    light.light(True)
    panel.until(lambda: panel.says == b"0")


def test_it_is_on_at_the_end(panel: Panel) -> None:
    with Backlight(panel.folder) as light:
        light.light(False)
        panel.until(lambda: panel.says == b"4")
    assert panel.says == b"0"
    assert light.closed


def test_a_light_that_is_gone_is_told_and_gets_what_is_wanted_when_it_is_back(
    light: Backlight, panel: Panel
) -> None:
    panel.wait_for(DeviceState.FOUND)
    panel.file.unlink()
    light.light(False)
    panel.wait_for(DeviceState.LOST)
    panel.file.write_bytes(b"")
    panel.until(lambda: panel.says == b"4")


def test_a_light_that_was_to_come_on_while_it_was_gone_comes_on(
    light: Backlight, panel: Panel
) -> None:
    light.light(False)
    panel.until(lambda: panel.says == b"4")
    panel.file.unlink()
    light.light(True)
    panel.wait_for(DeviceState.LOST)
    panel.file.write_bytes(b"4")
    panel.until(lambda: panel.says == b"0")


@pytest.mark.parametrize("kind", ["none", "folder", "pipe", "read-pipe"])
def test_what_is_no_file_is_no_light_and_keeps_nobody_waiting(tmp_path: Path, kind: str) -> None:
    file, reader = tmp_path / "bl_power", -1
    if kind == "folder":
        file.mkdir()
    elif kind != "none":
        os.mkfifo(file)
    if kind == "read-pipe":
        reader = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    light = Light(tmp_path)
    with pytest.raises(DeviceLost):
        light.switch(False)
    light.close()
    if reader >= 0:
        os.close(reader)


def test_closing_one_that_was_never_found_is_soon_done(tmp_path: Path) -> None:
    states: queue.Queue[DeviceState] = queue.Queue()
    with Backlight(tmp_path / "nowhere", states.put) as light:
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        light.light(False)
    assert light.closed
