"""A synthesiser and a sound card in software: for demonstrations and tests without loudspeakers.

What would be heard is written to a file, a JSON line for each sound that was played to its end or
begun: text, language, device, speed, volume, its length in seconds. Never for a machine that serves
residents: what a headset alone may hear would stand in a file.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Final

from drivers.errors import SpeechLost
from drivers.speech.bell import Bell
from drivers.speech.child import Interrupted
from drivers.speech.contract import Speech
from drivers.speech.sound import Sound, silence
from drivers.speech.text import is_silent, speakable

SECONDS_A_CHARACTER: Final = 0.15  # about as fast as people speak Korean
MAX_LOG_BYTES: Final = 5_000_000


class SimulatedSynthesiser:
    """Makes silence as long as the text would take."""

    def speak(self, speech: Speech, bell: Bell) -> Sound:
        """See `Synthesiser`."""
        if bell.wait(0):
            raise Interrupted
        return silence(SECONDS_A_CHARACTER * len(speakable(speech.text)))


class SimulatedPlayer:
    """Notes what would be heard in `log`; `at_once`: without letting the time of it pass.

    `fail_next` plays a sound card's fault, `hang` one that never ends by itself.
    """

    def __init__(self, log: Path | None = None, *, at_once: bool = False) -> None:
        self._log = log
        self._at_once = at_once
        self._faults = 0
        self.threads: set[str] = set()  # by whose names it was used: never the screen's

    def fail_next(self, times: int) -> None:
        """Let the next sounds fail."""
        self._faults = times

    def play(self, sound: Sound, speech: Speech, bell: Bell) -> None:
        """See `Player`."""
        self.threads.add(threading.current_thread().name)
        if self._faults:
            self._faults -= 1
            raise SpeechLost("the simulated sound card failed")
        self._note(sound, speech)
        if bell.wait(0 if self._at_once else sound.length_s):
            raise Interrupted

    def _note(self, sound: Sound, speech: Speech) -> None:
        if self._log is None or is_silent(speech.text) or _is_full(self._log):
            return
        line = {**asdict(speech), "length_s": round(sound.length_s, 2)}
        try:
            with self._log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as exc:
            raise SpeechLost(f"what would be heard can't be written: {exc.strerror}") from exc


def heard(log: Path) -> tuple[dict[str, object], ...]:
    """Return the lines of a log, oldest first; none where nothing was heard."""
    if not log.exists():
        return ()
    return tuple(json.loads(line) for line in log.read_text("utf-8").splitlines())


def _is_full(log: Path) -> bool:
    return log.exists() and log.stat().st_size > MAX_LOG_BYTES
