"""The doctor's word on sound: found, wrong, and what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.headset import SimulatedJack
from kiosk.health.devices import find_devices
from kiosk.health.sound import look_at_headset, look_at_speaker
from kiosk.profile.device_sections import SoundSection
from kiosk.profile.machine import Profile
from tests.drivers.speakers import needs_espeak, own_player, played
from tests.kiosk.documents import Authority


@pytest.fixture
def jack(tmp_path: Path) -> Iterator[SimulatedJack]:
    simulated = SimulatedJack(tmp_path / "jack")
    yield simulated
    simulated.close()


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Authority().enrolled(tmp_path)


def with_sound(profile: Profile, **section: str) -> Profile:
    return profile.model_copy(update={"sound": SoundSection.model_validate(section)})


@needs_espeak
def test_a_speaker_that_plays_is_found_and_nobody_hears_it(
    profile: Profile, tmp_path: Path
) -> None:
    player = own_player(tmp_path, "at-once")
    finding = look_at_speaker(with_sound(profile, player=player.program, speaker="hall"))
    assert (finding.ok, finding.found) == (True, "hall can be played on")
    assert played(tmp_path) == []  # but for a moment of silence


@needs_espeak
def test_a_headset_of_its_own_is_tried_as_well(profile: Profile, tmp_path: Path) -> None:
    player = own_player(tmp_path, "at-once").program
    machine = with_sound(profile, player=player, speaker="hall", headset="ear", jack="/dev/none")
    assert look_at_speaker(machine).found == "hall and ear can be played on"


@needs_espeak
def test_a_sound_card_that_fails_is_named_with_what_to_do(profile: Profile, tmp_path: Path) -> None:
    finding = look_at_speaker(with_sound(profile, player=own_player(tmp_path, "fail").program))
    assert not finding.ok
    assert finding.found.endswith("failed: aplay: main:831: audio open error: No such file")
    assert "ALSA lib" in finding.detail
    assert finding.detail.splitlines()[-1] in finding.found
    assert "aplay -L" in finding.advice


@needs_espeak
def test_a_player_that_is_not_installed_is_named(profile: Profile) -> None:
    finding = look_at_speaker(with_sound(profile, player="no-such-player"))
    assert not finding.ok
    assert "no-such-player does not start" in finding.found


def test_a_simulated_speaker_says_so(profile: Profile) -> None:
    assert look_at_speaker(with_sound(profile, player="simulator")).ok


def test_a_jack_that_opens_is_found(profile: Profile, jack: SimulatedJack) -> None:
    finding = look_at_headset(with_sound(profile, jack=str(jack.path), headset="ear"))
    assert (finding.ok, finding.found) == (True, f"{jack.path} opens, no headset is in")


def test_a_jack_that_is_not_there_is_named_with_what_to_do(profile: Profile) -> None:
    finding = look_at_headset(with_sound(profile, jack="/dev/none", headset="ear"))
    assert not finding.ok
    assert "/dev/none does not open" in finding.found
    assert "[sound]" in finding.advice


@pytest.mark.parametrize(
    ("section", "parts"),
    [
        ({"player": "simulator"}, {"speaker"}),
        (
            {"player": "simulator", "jack": "/dev/none", "headset": "ear"},
            {"speaker", "headset"},
        ),
    ],
)
def test_the_doctor_looks_at_what_the_profile_names(
    profile: Profile, section: dict[str, str], parts: set[str]
) -> None:
    silent = {finding.part for finding in find_devices(profile)}
    found = {finding.part for finding in find_devices(with_sound(profile, **section))}
    assert found - silent == parts
