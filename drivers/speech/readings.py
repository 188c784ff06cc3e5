"""How a language's writing is read, where a synthesiser does not know: data, not rules in code.

`readings.toml` in a language's folder:

    [words]             # whole pieces of text, the longest first
    "券" = "けん"
    "#日" = "にち"       # "#": only behind a digit
    [counted]
    units = ["장", "시"]
    numbers = ["한", "두"]   # read instead of 1, 2 where one of the units follows

espeak-ng 1.51 spells Chinese characters in Japanese as "Chinese letter", and reads every Korean
number the Chinese way, also where Korean counts its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from drivers.errors import SpeechLost
from drivers.speech.bell import Bell
from drivers.speech.contract import Speech
from drivers.speech.espeak import Synthesiser
from drivers.speech.sound import Sound

FILE: Final = "readings.toml"
BEHIND_A_DIGIT: Final = "#"
NOTHING_COUNTED: Final[Mapping[str, list[str]]] = {"units": [], "numbers": []}


class Readings:
    """Hands text to `otherwise` as it is read."""

    def __init__(self, folder: Path, otherwise: Synthesiser) -> None:
        self._folder = folder
        self._otherwise = otherwise
        self._known: dict[str, Callable[[str], str]] = {}

    def speak(self, speech: Speech, bell: Bell) -> Sound:
        """See `Synthesiser`. SpeechLost also for readings that can't be read."""
        if speech.language not in self._known:
            self._known[speech.language] = reader(self._folder / speech.language / FILE)
        read = self._known[speech.language](speech.text)
        return self._otherwise.speak(replace(speech, text=read), bell)


def reader(path: Path) -> Callable[[str], str]:
    """Return what turns text into its reading; text stays as it is where there is no file."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return str
    except (OSError, ValueError, RecursionError) as exc:
        raise SpeechLost(f"the readings {path} can't be read") from exc
    words, counted = table.get("words", {}), table.get("counted", NOTHING_COUNTED)
    if not _is_texts_by_text(words) or not _counts(counted):
        raise SpeechLost(f"the readings {path} hold something else than texts")
    return lambda text: _worded(_counted(text, counted), words)


def _is_texts_by_text(words: object) -> bool:
    return isinstance(words, dict) and all(isinstance(one, str) for one in words.values())


def _counts(counted: object) -> bool:
    lists = [counted.get(name) for name in NOTHING_COUNTED] if isinstance(counted, dict) else [None]
    return all(
        isinstance(one, list) and all(isinstance(text, str) for text in one) for one in lists
    )


def _worded(text: str, words: Mapping[str, str]) -> str:
    if not words:
        return text
    longest_first = sorted(words, key=len, reverse=True)
    pattern = "|".join(_pattern(word) for word in longest_first)
    return re.sub(pattern, lambda it: _reading(it, words), text)


def _reading(match: re.Match[str], words: Mapping[str, str]) -> str:
    behind = match.string[match.start() - 1 : match.start()].isdigit()
    usual = words.get(match[0], match[0])
    return words.get(BEHIND_A_DIGIT + match[0], usual) if behind else usual


def _pattern(word: str) -> str:
    if word.startswith(BEHIND_A_DIGIT):
        return rf"(?<=\d){re.escape(word.removeprefix(BEHIND_A_DIGIT))}"
    return re.escape(word)


def _counted(text: str, counted: Mapping[str, list[str]]) -> str:
    if not counted["units"]:
        return text
    numbers, units = counted["numbers"], "|".join(map(re.escape, counted["units"]))
    pattern = rf"(?<![\d,.])([1-9]\d?)(?=(?:{units}))"

    def read(match: re.Match[str]) -> str:
        number = int(match[1])
        return f"{numbers[number - 1]} " if number <= len(numbers) else match[0]

    return re.sub(pattern, read, text)
