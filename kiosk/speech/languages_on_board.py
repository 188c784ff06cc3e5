"""The languages that ship, as far as their files are whole."""

from collections.abc import Callable, Iterable, Mapping

from kiosk.speech.words import LANGUAGE, TRANSLATED, Words, load_words, to_translate, translated
from ui.resources import ResourceError
from ui.translations import translations

Translations = Callable[[str, Iterable[str]], Mapping[str, str]]


def every_language(read: Translations = translations) -> tuple[Words, ...]:
    """Return the words of all languages that ship, Korean first; a damaged one is left out."""
    others = (_language(name, read) for name in TRANSLATED)
    return load_words(LANGUAGE), *(words for words in others if words is not None)


def _language(name: str, read: Translations) -> Words | None:
    try:
        return translated(name, read(name, to_translate()))
    except ResourceError:
        return None
