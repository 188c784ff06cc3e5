"""Sound to a sound card by a program that reads WAV: aplay, or one with the same arguments."""

from __future__ import annotations

from typing import Final, Protocol

from drivers.speech.bell import Bell
from drivers.speech.child import run_child
from drivers.speech.contract import Speech
from drivers.speech.sound import Sound, write_wav

PROGRAM: Final = "aplay"
PATIENCE_S: Final = 3.0  # longer than it sounds: the card wakes up, its buffer runs empty


class Player(Protocol):
    """Plays sound; used by one thread."""

    def play(self, sound: Sound, speech: Speech, bell: Bell) -> None:
        """Play `sound` of `speech` on its device, to the end.

        Raises SpeechLost, or Interrupted when `bell` rings; then nothing sounds any more.
        """


class ProgramPlayer:
    """A player as a process for each sound."""

    def __init__(self, program: str = PROGRAM, patience_s: float = PATIENCE_S) -> None:
        self.program = program
        self._patience_s = patience_s

    def play(self, sound: Sound, speech: Speech, bell: Bell) -> None:
        """See `Player`."""
        command = (self.program, "-q", "-D", speech.device, "-")
        run_child(command, write_wav(sound), sound.length_s + self._patience_s, bell)
