"""The sound of a profile, opened: the speaker's thread and the jack of a headset."""

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Final, Self

from drivers.device import DeviceState
from drivers.headset import Headset
from drivers.speech.clips import Clips
from drivers.speech.contract import Speaker
from drivers.speech.espeak import Espeak
from drivers.speech.player import ProgramPlayer
from drivers.speech.simulator import SimulatedPlayer, SimulatedSynthesiser
from drivers.speech.thread import SpeechThread
from kiosk.machine import SIMULATED, SoundSection

SPEAKER: Final = "speaker"  # names of devices, as the log, the doctor and the node know them
HEADSET: Final = "headset"
HEARD_FILE: Final = "heard.jsonl"
"""What a simulated player would have played, in the state folder."""


class Sound:
    """Speaker and headset of one machine. What is told comes on their own threads."""

    def __init__(
        self,
        section: SoundSection,
        state: Path,
        on_headset: Callable[[bool], None],
        on_state: Callable[[str, DeviceState], None],
    ) -> None:
        self._speaker = _speech_thread(section, state, lambda now: on_state(SPEAKER, now))
        self._headset: Headset | None = None
        if section.jack:
            self._headset = Headset(section.jack, on_headset, lambda now: on_state(HEADSET, now))

    @property
    def speaker(self) -> Speaker:
        """What says things; never blocks."""
        return self._speaker

    def start(self) -> Self:
        """Start the threads."""
        self._speaker.start()
        if self._headset is not None:
            self._headset.start()
        return self

    def close(self) -> None:
        """Fall silent and join the threads."""
        if self._headset is not None:
            self._headset.close()
        self._speaker.close()


def _speech_thread(
    section: SoundSection, state: Path, on_state: Callable[[DeviceState], None]
) -> SpeechThread:
    if section.player == SIMULATED:
        player = SimulatedPlayer(state / HEARD_FILE)
        return SpeechThread(SimulatedSynthesiser(), player, section.speaker, on_state)
    clips = Clips(Path(str(resources.files("assets") / "voice")), Espeak())
    return SpeechThread(clips, ProgramPlayer(section.player), section.speaker, on_state)
