"""The sound of a profile, opened: the speaker's thread and the jack of a headset."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Final

from drivers.device import DeviceState
from drivers.headset import Headset
from drivers.speech.clips import Clips
from drivers.speech.contract import Speaker
from drivers.speech.espeak import Espeak
from drivers.speech.player import ProgramPlayer
from drivers.speech.readings import Readings
from drivers.speech.simulator import SimulatedPlayer, SimulatedSynthesiser
from drivers.speech.thread import SpeechThread
from kiosk.events import VoiceReported
from kiosk.outside import Outside
from kiosk.profile.device_sections import SIMULATED, SoundSection
from kiosk.profile.machine import Profile

SPEAKER: Final = "speaker"  # names of devices, as the log, the doctor and the node know them
HEADSET: Final = "headset"
HELPS: Final = (SPEAKER, HEADSET)
"""Threads by their names: what ends with one is the voice, which tells it."""
HEARD_FILE: Final = "heard.jsonl"
"""What a simulated player would have played, in the state folder."""

OnState = Callable[[str, DeviceState], None]


class Sound:
    """Speaker and headset of one machine, or neither. What is told comes on their own threads.

    ``on_state`` hears how each is; a voice that is lost or found is an event of the visit, too.
    """

    def __init__(self, profile: Profile, outside: Outside, on_state: OnState) -> None:
        self._outside = outside
        self._on_state = on_state
        self._speaker: SpeechThread | None = None
        self._headset: Headset | None = None
        section = profile.sound
        if section is not None:
            self._speaker = _speech_thread(section, profile.state, self._speaker_is)
        if section is not None and section.jack:
            self._headset = Headset(section.jack, self._headset_moved, self._headset_is)

    @property
    def speaker(self) -> Speaker | None:
        """What says things, and never blocks; None on a machine without sound."""
        return self._speaker

    def start(self) -> None:
        """Start the threads."""
        for part in (self._speaker, self._headset):
            if part is not None:
                part.start()

    def hush(self) -> None:
        """Fall silent; waits for nothing."""
        if self._speaker is not None:
            self._speaker.stop()

    def close(self) -> None:
        """Fall silent and join the threads, within seconds. Twice is harmless."""
        for part in (self._headset, self._speaker):
            if part is not None:
                part.close()

    def _headset_moved(self, plugged: bool) -> None:
        """Pulled out, it is silent before the screen's thread gets its turn."""
        if not plugged:
            self.hush()
        self._outside.headset(plugged)

    def _speaker_is(self, state: DeviceState) -> None:
        self._on_state(SPEAKER, state)
        lost = state is DeviceState.LOST
        self._outside.post(VoiceReported(f"{SPEAKER}-lost" if lost else ""))

    def _headset_is(self, state: DeviceState) -> None:
        self._on_state(HEADSET, state)


def voice_folder() -> Path:
    """Return the folder of recorded clips, one folder in it for each language."""
    return Path(str(resources.files("assets") / "voice"))


def _speech_thread(
    section: SoundSection, state: Path, on_state: Callable[[DeviceState], None]
) -> SpeechThread:
    if section.player == SIMULATED:
        player = SimulatedPlayer(state / HEARD_FILE)
        return SpeechThread(SimulatedSynthesiser(), player, section.speaker, on_state)
    clips = Clips(voice_folder(), Readings(voice_folder(), Espeak()))
    return SpeechThread(clips, ProgramPlayer(section.player), section.speaker, on_state)
