"""The doctor and a running kiosk: what the kiosk holds is neither opened nor called broken."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.health.examination import examine
from kiosk.health.finding import Finding
from kiosk.health.running import IN_USE
from kiosk.only_one import LOCK_FILE, only_one
from kiosk.profile.device_sections import CameraSection, PrinterSection, SerialSection
from kiosk.profile.machine import Profile
from tests.kiosk.documents import ENROLLED_S, Authority

DEVICES = {"printer", "camera", "serial"}


@pytest.fixture
def port() -> Iterator[socket.socket]:
    """A printer's port, on which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture
def profile(tmp_path: Path, port: socket.socket) -> Profile:
    """An enrolled machine with every device, of which camera and scanner are not there."""
    devices = {
        "printer": PrinterSection(address=f"tcp://127.0.0.1:{port.getsockname()[1]}"),
        "camera": CameraSection(source=str(tmp_path / "none.avi")),
        "serial": SerialSection(path=str(tmp_path / "none")),
    }
    return Authority().enrolled(tmp_path).model_copy(update=devices)


def devices(profile: Profile) -> dict[str, Finding]:
    found = {one.part: one for one in examine(profile, lambda: ENROLLED_S)}
    return {part: found[part] for part in DEVICES}


def test_what_the_running_kiosk_holds_is_well_and_left_alone(
    profile: Profile, port: socket.socket
) -> None:
    with only_one(profile.state):
        assert devices(profile) == {part: Finding(part, True, IN_USE) for part in DEVICES}
    with pytest.raises(BlockingIOError):
        port.accept()


@pytest.mark.parametrize("ran_before", [True, False])
def test_without_a_running_kiosk_each_device_is_tried(profile: Profile, ran_before: bool) -> None:
    if ran_before:
        with only_one(profile.state):
            pass
    assert not any(one.ok for one in devices(profile).values())
    assert (profile.state / LOCK_FILE).exists() is ran_before


def test_a_lock_that_can_not_be_seen_keeps_the_doctor_from_nothing(profile: Profile) -> None:
    (profile.state / LOCK_FILE).mkdir()
    assert not any(one.ok for one in devices(profile).values())
