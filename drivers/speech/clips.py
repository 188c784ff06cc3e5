"""Recorded clips instead of the synthesiser, where all of a text has been recorded.

A folder holds one folder a language with WAV files and `clips.toml`:

    [clips]
    "맞습니까?" = "is-that-right.wav"
    "15" = "15.wav"
    "코인" = "coins.wav"

A text is first looked up as a whole. Then it is cut into numbers and the words between them, so
that "15코인" is the clip of "15" and the clip of "코인". If one part is missing, the synthesiser
says all of it: two voices in one sentence are hard to follow. So it does where a clip or the list
is damaged: a plain voice is better than none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from drivers.errors import SpeechLost
from drivers.speech.bell import Bell
from drivers.speech.contract import USUAL, Speech
from drivers.speech.espeak import Synthesiser
from drivers.speech.sound import Sound, joined, read_wav
from drivers.speech.text import speakable

MANIFEST: Final = "clips.toml"
FACTORS: Final = (0.25, 0.5, 1.0, 1.4, 2.0)  # by step of the volume, as the synthesiser's
MAX_CLIP_BYTES: Final = 4 * 1024 * 1024  # a minute and a half
PARTS: Final = re.compile(r"\d+|[^\d\s,.]+(?:\s+[^\d\s,.]+)*")
GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3})")


class Clips:
    """Says by clips what was recorded, by `otherwise` what was not. A clip has one speed only."""

    def __init__(self, folder: Path, otherwise: Synthesiser) -> None:
        self._folder = folder
        self._otherwise = otherwise
        self._files: dict[str, Mapping[str, str]] = {}

    def speak(self, speech: Speech, bell: Bell) -> Sound:
        """See `Synthesiser`."""
        recorded = self._recorded(speech) if speech.speed == USUAL else None
        return recorded or self._otherwise.speak(speech, bell)

    def _recorded(self, speech: Speech) -> Sound | None:
        files = self._of_language(speech.language)
        parts = parts_of(speakable(speech.text), files)
        if not parts:
            return None
        try:
            clips = [self._read(speech.language, files[part]) for part in parts]
            return joined(clips).scaled(FACTORS[speech.volume - 1])
        except SpeechLost:
            return None

    def _of_language(self, language: str) -> Mapping[str, str]:
        if language not in self._files:
            self._files[language] = _manifest(self._folder / language / MANIFEST)
        return self._files[language]

    def _read(self, language: str, name: str) -> Sound:
        try:
            with (self._folder / language / name).open("rb") as file:
                return read_wav(file.read(MAX_CLIP_BYTES))
        except OSError as exc:
            raise SpeechLost(f"the clip {name} can't be read: {exc.strerror}") from exc


def parts_of(text: str, files: Mapping[str, str]) -> tuple[str, ...]:
    """Return the clips that say `text`, in order; none where one of them is missing."""
    if text in files:
        return (text,)
    parts = tuple(PARTS.findall(GROUPED.sub("", text)))
    return parts if all(part in files for part in parts) else ()


def _manifest(path: Path) -> Mapping[str, str]:
    """Return which file says which text; nothing where there is no manifest, or no good one."""
    try:
        listed = tomllib.loads(path.read_text("utf-8")).get("clips", {})
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(listed, dict):
        return {}
    return {text: name for text, name in listed.items() if _names_a_file(name)}


def _names_a_file(name: object) -> bool:
    """Whether it is a name in the folder itself, and can be one at all."""
    return isinstance(name, str) and Path(name).name == name and name.isprintable()
