"""The words of one language, and what a facility's own names are called in it. No Qt in here.

Korean is read from ``assets/translations/ko.toml``. The other languages are Qt Linguist's files;
the composition root reads them and hands their templates in. A key that is missing is our bug and
says so at once: the tests ask for every key there is.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

LANGUAGE: Final = "ko"
"""What the words are written in, and what slips and logs stay in."""
TRANSLATED: Final = ("en", "zh", "ja")
LANGUAGES: Final = (LANGUAGE, *TRANSLATED)

# Tables and keys that name other keys and files, and the slip, which the kitchen reads.
_NOT_TRANSLATED = ("same-words", "picture", "slip")


# What filling in raises: a brace that is open, empty, numbered, misnamed, or asks for a part of it.
UNFILLED: Final = (LookupError, ValueError, AttributeError, TypeError)


class MissingWords(LookupError):
    """A screen asked for words that the language file lacks."""


@dataclass(frozen=True)
class Glossary:
    """A facility's Korean texts in one language; ``one`` where one thing is called otherwise."""

    words: Mapping[str, str] = field(default_factory=dict)
    one: Mapping[str, str] = field(default_factory=dict)


class Words:
    """Templates by dotted key; ``words("confirm.title", item=...)`` fills the braces."""

    def __init__(
        self,
        language: str,
        templates: Mapping[str, str],
        glossary: Glossary | None = None,
        otherwise: Mapping[str, str] | None = None,
        variant: str = "",
    ) -> None:
        """``otherwise`` has the templates for those that lack something, or can't be filled.

        ``variant`` names a table of texts that are said here in the place of those of the same key.
        """
        self.language = language
        self._templates = templates
        self._glossary = glossary or Glossary()
        self._otherwise = otherwise or {}
        self._variant = variant

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of ``key`` with ``values`` filled in."""
        key = self._own(key)
        try:
            return self._templates[key].format(**values)
        except UNFILLED as exc:
            if key in self._otherwise:
                return Words(self.language, self._otherwise)(key, **values)
            raise MissingWords(f"{self.language}: {key}: {exc}") from exc

    def _own(self, key: str) -> str:
        """Return the key of what is said here: the variant's, where it has one."""
        own = f"{self._variant}.{key}"
        return own if self._variant and (own in self._templates or own in self._otherwise) else key

    def __contains__(self, key: str) -> bool:
        return key in self._templates or key in self._otherwise

    def of_data(self, text: str, count: int = 0) -> str:
        """Return what ``text`` of a facility or a scheme is called in this language.

        What nobody translated stays as it is. ``count`` is of a unit: one may be called otherwise.
        """
        known = self._glossary.words.get(text, text)
        return self._glossary.one.get(text, known) if count == 1 else known

    def at(self, glossary: Glossary, variant: str = "") -> "Words":
        """Return the same words for a facility with this ``glossary``, and its ``variant``."""
        return Words(self.language, self._templates, glossary, self._otherwise, variant)


def load_words(language: str) -> Words:
    """Return the words of ``language`` (a file stem in ``assets/translations``)."""
    return Words(language, _templates(language))


def translated(language: str, templates: Mapping[str, str]) -> Words:
    """Return the words of another language; what is no good in ``templates`` is said in Korean."""
    return Words(language, templates, otherwise=_templates(LANGUAGE))


def to_translate() -> dict[str, str]:
    """Return the Korean texts that a person reads, by key, in the order of the file."""
    return {key: text for key, text in _templates(LANGUAGE).items() if _is_words(key)}


def _is_words(key: str) -> bool:
    return not set(_NOT_TRANSLATED) & set(key.split("."))


@cache
def _templates(language: str) -> Mapping[str, str]:
    text = (resources.files("assets") / "translations" / f"{language}.toml").read_text("utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
