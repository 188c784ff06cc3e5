"""The command line: what is listed, and what is refused in a plain sentence."""

import tomllib

import pytest

from kiosk.demo.command import main
from kiosk.demo.facilities import facilities
from kiosk.demo.settings import load_settings
from kiosk.demo.terminal_program import Devices, profile_toml
from kiosk.profile.machine import Profile


def test_every_facility_is_listed_by_stem_and_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list-facilities"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{each.stem}\t{each.name}" for each in facilities()]
    assert load_settings().facility in [line.partition("\t")[0] for line in lines]


def test_each_facility_has_its_scheme() -> None:
    assert all(each.scheme.is_file() for each in facilities())


def test_an_unknown_facility_is_refused_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--facility", "nowhere"]) == 2
    assert load_settings().facility in capsys.readouterr().err


def test_without_a_display_it_says_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    assert "--headless" in capsys.readouterr().err


@pytest.mark.parametrize("camera", [0, "http://127.0.0.1:1/camera.mjpg"])
@pytest.mark.parametrize("serial", [None, "/dev/serial/by-id/scanner"])
def test_the_profile_is_one_that_the_kiosk_reads(camera: int | str, serial: str | None) -> None:
    devices = Devices("http://127.0.0.1:1", "ab" * 32, "somewhere", "tcp://h:1", camera, serial)
    profile = Profile.model_validate(tomllib.loads(profile_toml(devices)))
    assert profile.camera is not None
    assert profile.camera.source == camera
    assert (None if profile.serial is None else profile.serial.path) == serial


@pytest.mark.parametrize("player", [None, "aplay", "simulator"])
def test_the_demo_speaks_where_it_has_a_player(player: str | None) -> None:
    devices = Devices("http://127.0.0.1:1", "ab" * 32, "somewhere", "tcp://h:1", 0, None, player)
    profile = Profile.model_validate(tomllib.loads(profile_toml(devices)))
    assert (None if profile.sound is None else profile.sound.player) == player
