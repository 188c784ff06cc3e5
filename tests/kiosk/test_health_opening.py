"""The doctor's word on what does not open: why, its path once, and what to do about just that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from errno import EACCES, EAGAIN, EBUSY, EIO, ENODEV, ENOENT, ENXIO, EPERM
from pathlib import Path

import pytest
import serial

from drivers.errors import DriverError, ScannerLost
from drivers.serial_port import SerialPort
from kiosk.health.board import look_at_board
from kiosk.health.counter import look_at_counter
from kiosk.health.examination import examine
from kiosk.health.finding import Finding
from kiosk.health.light import BACKLIGHT, look_at_light
from kiosk.health.opening import DIALOUT, Hands, not_opened
from kiosk.health.tried import try_card_terminal, try_serial
from kiosk.profile.device_sections import (
    BoardSection,
    CardTerminalSection,
    CounterSection,
    ScreenSection,
    SerialSection,
)
from kiosk.profile.machine import Profile
from tests.kiosk.documents import Authority

HANDS = Hands("serial", "something else")
LOOKS: dict[str, Callable[[Profile], Finding]] = {
    "serial": try_serial,
    "board": look_at_board,
    "counter": look_at_counter,
    "card-terminal": try_card_terminal,
}
EACH = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Authority().enrolled(tmp_path)


@pytest.fixture
def port() -> Iterator[str]:
    """A serial port that nobody has opened."""
    far, near = os.openpty()
    yield os.ttyname(near)
    os.close(far)
    os.close(near)


def at(profile: Profile, path: str) -> Profile:
    """The machine with each serial device at one port."""
    sections = {
        "serial": SerialSection(path=path),
        "board": BoardSection(path=path, family="lcus", lamp=1),
        "counter": CounterSection(path=path),
        "card_terminal": CardTerminalSection(path=path),
    }
    return profile.model_copy(update=sections)


def failed(number: int) -> DriverError:
    lost = ScannerLost("the serial port /dev/x does not open")
    lost.__cause__ = OSError(number, "long words")
    return lost


@EACH
def test_one_that_is_not_there_says_so_and_names_its_path_once(
    profile: Profile, tmp_path: Path, look: Callable[[Profile], Finding]
) -> None:
    path = str(tmp_path / "none")
    finding = look(at(profile, path))
    assert not finding.ok
    assert finding.found.endswith("does not open: No such file or directory")
    assert finding.found.count(path) == 1
    assert "plug it in" in finding.advice


@EACH
def test_one_that_another_program_holds_says_so(
    profile: Profile, port: str, look: Callable[[Profile], Finding]
) -> None:
    with serial.Serial(port, exclusive=True):
        finding = look(at(profile, port))
    assert finding.found.endswith("does not open: Device or resource busy")
    assert finding.found.count(port) == 1
    assert "other program" in finding.advice


@EACH
def test_one_that_the_account_may_not_open_says_so(
    profile: Profile,
    port: str,
    look: Callable[[Profile], Finding],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forbidden(*_: object, **__: object) -> serial.Serial:
        raise serial.SerialException(EACCES, "could not open port: [Errno 13]")

    monkeypatch.setattr(serial, "Serial", forbidden)
    finding = look(at(profile, port))
    assert finding.found.endswith("does not open: Permission denied")
    assert finding.advice == DIALOUT


@EACH
def test_what_opens_and_is_silent_or_no_port_has_advice_of_its_own(
    profile: Profile, tmp_path: Path, look: Callable[[Profile], Finding]
) -> None:
    (tmp_path / "file").write_text("")
    advice = {each(at(profile, str(tmp_path / "file"))).advice for each in LOOKS.values()}
    assert len(advice) == len(LOOKS)
    assert look(at(profile, str(tmp_path / "file"))).advice in advice


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (ENOENT, "plug it in"),
        (ENODEV, "plug it in"),
        (ENXIO, "plug it in"),
        (EACCES, "dialout"),
        (EPERM, "dialout"),
        (EBUSY, "other program"),
        (EAGAIN, "other program"),
        (EIO, "something else"),
    ],
    ids=["none", "no-device", "no-such", "access", "permitted", "busy", "locked", "input-output"],
)
def test_each_reason_has_its_own_hands(number: int, words: str) -> None:
    assert words in HANDS.advice(failed(number))


def test_what_no_system_said_is_told_as_the_driver_does() -> None:
    finding = not_opened("serial", "/dev/x", ScannerLost("nothing answers"), HANDS)
    assert (finding.found, finding.advice) == ("/dev/x: nothing answers", "something else")


def test_a_port_that_does_not_open_keeps_what_the_system_said(tmp_path: Path) -> None:
    """Its own sentence has no reason, so the doctor has to find one below it."""
    with pytest.raises(ScannerLost) as lost:
        SerialPort(str(tmp_path / "none"), 9600)
    assert isinstance(lost.value.__cause__, OSError)
    assert lost.value.__cause__.errno == ENOENT


def with_light(profile: Profile, folder: Path) -> Profile:
    return profile.model_copy(update={"screen": ScreenSection(backlight=str(folder))})


def test_a_panel_light_is_looked_at_and_left_as_it_is(profile: Profile, tmp_path: Path) -> None:
    switch = tmp_path / "bl_power"
    switch.write_bytes(b"4")
    (finding,) = look_at_light(with_light(profile, tmp_path))
    assert (finding.ok, finding.found) == (True, f"{tmp_path} can be switched")
    assert switch.read_bytes() == b"4"


def test_a_panel_light_that_is_not_there_is_named(profile: Profile, tmp_path: Path) -> None:
    found = {one.part: one for one in examine(with_light(profile, tmp_path / "panel"))}
    finding = found[BACKLIGHT]
    assert not finding.ok
    assert finding.found == (
        f"the light {tmp_path / 'panel' / 'bl_power'} can't be opened: No such file or directory"
    )
    assert finding.advice.startswith("check [screen]")


def test_a_machine_without_a_light_of_its_own_has_no_row(profile: Profile) -> None:
    assert look_at_light(profile) == []
