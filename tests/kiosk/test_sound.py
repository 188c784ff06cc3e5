"""The sound of a profile: what is refused, what is opened, and what is told of it."""

from pathlib import Path
from queue import Queue

import pytest
from pydantic import ValidationError

from drivers.device import DeviceState
from drivers.headset import SimulatedJack
from drivers.speech.contract import Speech
from drivers.speech.simulator import heard
from kiosk.events import Event, VoiceReported
from kiosk.hardware.sound import HEARD_FILE, SPEAKER, Sound
from kiosk.outside import Outside
from kiosk.presenters.devices import DEVICES
from kiosk.profile.device_sections import SoundSection
from kiosk.profile.machine import Profile
from tests.drivers.speakers import WAIT_S, wait_for
from tests.kiosk.documents import Authority


class Told:
    """What the sound of a machine tells, on its own threads."""

    def __init__(self) -> None:
        self.events: Queue[Event] = Queue()
        self.headset: Queue[bool] = Queue()
        self.states: Queue[tuple[str, DeviceState]] = Queue()

    def sound(self, profile: Profile) -> Sound:
        outside = Outside(self.events.put, lambda *_: None, headset=self.headset.put)
        return Sound(profile, outside, lambda name, state: self.states.put((name, state)))


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Authority().enrolled(tmp_path)


def with_sound(profile: Profile, **section: str) -> Profile:
    return profile.model_copy(update={"sound": SoundSection.model_validate(section)})


@pytest.mark.parametrize(
    "section",
    [
        {"headset": "ear"},
        {"volume": 0},
        {"volume": 6},
        {"volume": "3"},
        {"speaker": ""},
        {"speaker": "-D other"},
        {"speaker": "hw:0; reboot"},
        {"player": ""},
        {"player": "a\x00b"},
        {"jack": "/dev/a\x00b", "headset": "ear"},
        {"jack": "/dev/input/event9"},
        {"jack": "/dev/input/event9", "headset": "ear", "jack_mutes": True},
        {"jack_mutes": True},
        {"loud": True},
    ],
    ids=str,
)
def test_a_sound_that_can_not_be_meant_is_refused(section: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SoundSection.model_validate(section)


@pytest.mark.parametrize("device", ["default", "plughw:1,0", "hw:CARD=PCH,DEV=0", "dmix:CARD=a_b"])
def test_a_device_of_alsa_is_taken(device: str) -> None:
    assert SoundSection(speaker=device).speaker == device


def test_a_machine_without_sound_opens_nothing(profile: Profile) -> None:
    told = Told()
    sound = told.sound(profile)
    sound.start()
    sound.close()
    assert sound.speaker is None
    assert told.states.empty()


def test_what_is_said_is_played_and_the_voice_is_told_found(profile: Profile) -> None:
    told = Told()
    sound = told.sound(with_sound(profile, player="simulator"))
    sound.start()
    assert told.events.get(timeout=WAIT_S) == VoiceReported("")
    assert told.states.get(timeout=WAIT_S) == ("speaker", DeviceState.FOUND)
    assert sound.speaker is not None
    sound.speaker.say([Speech("1")])
    wait_for(lambda: len(heard(profile.state / HEARD_FILE)) == 1)
    sound.close()
    sound.close()
    assert sound.speaker.closed


def test_staff_are_told_how_the_voice_is() -> None:
    assert SPEAKER in DEVICES


def test_a_voice_that_is_lost_is_an_event_by_its_name(profile: Profile) -> None:
    told = Told()
    sound = told.sound(with_sound(profile, player="no-such-player"))
    sound.start()
    assert told.events.get(timeout=WAIT_S) == VoiceReported("speaker-lost")
    sound.close()
    assert told.states.get_nowait() == ("speaker", DeviceState.LOST)


def test_a_headset_is_told_where_the_profile_names_its_jack(
    profile: Profile, tmp_path: Path
) -> None:
    told, jack = Told(), SimulatedJack(tmp_path / "jack")
    machine = with_sound(profile, player="simulator", jack=str(jack.path), headset="ear")
    sound = told.sound(machine)
    sound.start()
    jack.put_in()
    assert told.headset.get(timeout=WAIT_S) is True
    assert sound.speaker is not None
    sound.speaker.say([Speech("가" * 200, device="ear")])  # half a minute
    wait_for(lambda: len(heard(profile.state / HEARD_FILE)) == 1)
    jack.pull_out()
    assert told.headset.get(timeout=WAIT_S) is False
    sound.speaker.say([Speech("after")])
    wait_for(lambda: len(heard(profile.state / HEARD_FILE)) == 2)
    sound.close()
    jack.close()
