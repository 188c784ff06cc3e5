"""What a technician asks of the sound: does the machine speak, and does it know of a headset."""

from contextlib import closing

from drivers.errors import DriverError
from drivers.headset import Jack
from drivers.speech.bell import Bell
from drivers.speech.contract import Speech
from drivers.speech.espeak import Espeak
from drivers.speech.player import ProgramPlayer
from drivers.speech.sound import silence
from kiosk.health.finding import Finding
from kiosk.health.opening import Hands, not_opened
from kiosk.profile.device_sections import SIMULATED, SoundSection
from kiosk.profile.machine import Profile

MOMENT_S = 0.05  # of silence: it opens the sound card, and nobody hears it
SAMPLE = "1"  # what every voice can say
NO_SPEECH = "install espeak-ng and its data"
NO_SOUND = (
    "check [sound] speaker and player ('aplay -L' lists the devices), and that the kiosk's account"
    " is in the group audio"
)
JACK = Hands(
    "sound",
    "check [sound] jack: 'kiosk devices' tells which there are",
    "let the kiosk's account read it (packaging/kiosk-headset.rules), then restart the machine",
    plugs=False,
)


def look_at_speaker(profile: Profile) -> Finding:
    """Make a word and play a moment of silence on the speaker, and on the headset's device."""
    section = _section(profile)
    if section.player == SIMULATED:
        return Finding("speaker", True, "a simulated one: nobody hears it")
    with closing(Bell()) as bell:
        try:
            Espeak().speak(Speech(SAMPLE), bell)
        except DriverError as exc:
            return _lost(str(exc), NO_SPEECH, exc)
        try:
            for device in _devices(section):
                sample = Speech("", device=device)
                ProgramPlayer(section.player).play(silence(MOMENT_S), sample, bell)
        except DriverError as exc:
            return _lost(f"{device}: {exc}", NO_SOUND, exc)
    return Finding("speaker", True, f"{' and '.join(_devices(section))} can be played on")


def look_at_headset(profile: Profile) -> Finding:
    """Open the jack and ask whether a headset is in."""
    path = _section(profile).jack
    try:
        with closing(Jack(path)) as jack:
            told = "a headset is in" if jack.is_in() else "no headset is in"
    except DriverError as exc:
        return not_opened("headset", path, exc, JACK)
    return Finding("headset", True, f"{path} opens, {told}")


def _lost(found: str, advice: str, error: DriverError) -> Finding:
    """Return a fault of the speaker; all that its program said goes with it."""
    said = "\n".join(getattr(error, "__notes__", ()))
    return Finding("speaker", False, found, advice, detail=said)


def _devices(section: SoundSection) -> tuple[str, ...]:
    return (section.speaker, *((section.headset,) if section.headset else ()))


def _section(profile: Profile) -> SoundSection:
    if profile.sound is None:
        raise AssertionError("asked only where the profile has one")
    return profile.sound
