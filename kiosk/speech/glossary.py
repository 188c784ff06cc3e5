"""What a facility's own Korean is called in the other languages, as its file says it.

::

    [words.en]
    "점심 식권" = "Lunch"
    "코인" = "coins"
    [one.en]
    "코인" = "coin"

A key is a text of the file, or the unit of the scheme. What has no translation is shown in Korean;
entries, slips and logs are Korean always. Two choices of one page may not be called the same.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from kiosk.config import ConfigError, Printed
from kiosk.speech.words import Glossary

WordLists = dict[Literal["en", "zh", "ja"], dict[str, Printed]]

# English takes up to three times the letters of Korean, each half as wide; short names take more.
TIMES_LONGER, MORE_LETTERS = 3, 12


def read_glossary(
    words: WordLists, one: WordLists, texts: Collection[str], origin: str
) -> dict[str, Glossary]:
    """Return the glossary of each language; ConfigError names the first word that is no use."""
    for name, lists in (("words", words), ("one", one)):
        for language, known in lists.items():
            for text, said in known.items():
                _check(origin, f'{name}.{language}."{text}"', text, said, texts)
    return {
        language: Glossary(words.get(language, {}), one.get(language, {}))
        for language in sorted({*words, *one})
    }


def check_pages(
    glossary: Mapping[str, Glossary], pages: Iterable[Collection[str]], origin: str
) -> None:
    """Raise ConfigError where two of the Korean texts of one page have the same translation."""
    for page in pages:
        for language, known in glossary.items():
            first: dict[str, str] = {}
            for text in dict.fromkeys(page):
                said = known.words.get(text, text)
                other = first.setdefault(said, text)
                if other != text:
                    key = f'words.{language}."{text}"'
                    raise ConfigError(
                        origin, key, f'"{said}" is what "{other}" is called beside it'
                    )


def _check(origin: str, key: str, text: str, said: str, texts: Collection[str]) -> None:
    if text not in texts:
        raise ConfigError(origin, key, "this file and the scheme's unit have no such text")
    if not said.strip():
        raise ConfigError(origin, key, "is empty")
    longest = TIMES_LONGER * len(text) + MORE_LETTERS
    if len(said) > longest:
        raise ConfigError(origin, key, f"has {len(said)} letters, {longest} fit")
