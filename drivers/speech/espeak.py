"""Text to sound by espeak-ng: no model, no network, some milliseconds a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from drivers.errors import SpeechLost
from drivers.speech.bell import Bell
from drivers.speech.child import run_child
from drivers.speech.contract import Speech
from drivers.speech.sound import Sound, read_wav, silence
from drivers.speech.text import is_silent, speakable

PROGRAM: Final = "espeak-ng"
SYNTHESIS_S: Final = 5.0  # a sentence takes 0.02 s; a machine that needs more is stuck
PAUSE_S: Final = 0.2  # where there is nothing to hear

VOICES: Final[Mapping[str, str]] = {
    "ko": "ko",
    "en": "en-us",
    # The plain voice "cmn" of 1.51 reads many characters by English rules.
    "zh": "cmn-latn-pinyin",
    "ja": "ja",  # reads kana only: see docs/voice.md
}
WORDS_A_MINUTE: Final = (110, 135, 160, 200, 250)  # by step; its own usual 175 is fast for age
AMPLITUDES: Final = (25, 50, 100, 140, 200)  # by step, of at most 200


class Synthesiser(Protocol):
    """Makes sound of speech; used by one thread."""

    def speak(self, speech: Speech, bell: Bell) -> Sound:
        """Return how `speech` sounds. Raises SpeechLost, or Interrupted when `bell` rings."""


class Espeak:
    """espeak-ng as a process for each speech. The text goes by its standard input."""

    def __init__(self, program: str = PROGRAM, limit_s: float = SYNTHESIS_S) -> None:
        self._program = program
        self._limit_s = limit_s

    def speak(self, speech: Speech, bell: Bell) -> Sound:
        """See `Synthesiser`."""
        text = speakable(speech.text)
        if is_silent(text):
            return silence(PAUSE_S)
        said = run_child(self._command(speech), text.encode(), self._limit_s, bell)
        return read_wav(said)

    def _command(self, speech: Speech) -> tuple[str, ...]:
        voice = VOICES.get(speech.language)
        if voice is None:
            raise SpeechLost(f"there is no voice for {speech.language}")
        speed = str(WORDS_A_MINUTE[speech.speed - 1])
        amplitude = str(AMPLITUDES[speech.volume - 1])
        options = ("-v", voice, "-s", speed, "-a", amplitude, "-b", "1")  # 1: UTF-8, always
        return (self._program, *options, "--stdin", "--stdout")
