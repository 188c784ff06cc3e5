"""The words of one language, read from ``assets/translations``; presenters fill them in.

A key that is missing is our bug and says so at once: the tests ask for every key there is.
"""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Final

LANGUAGE: Final = "ko"
"""The language of the terminal: a file stem in ``assets/translations``."""


class MissingWords(LookupError):
    """A screen asked for words that the language file lacks."""


class Words:
    """Templates by dotted key; ``words("confirm.title", item=...)`` fills the braces."""

    def __init__(self, language: str, templates: Mapping[str, str]) -> None:
        self.language = language
        self._templates = templates

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of ``key`` with ``values`` filled in."""
        try:
            return self._templates[key].format(**values)
        except KeyError as exc:
            raise MissingWords(f"{self.language}: {key}: {exc}") from exc

    def __contains__(self, key: str) -> bool:
        return key in self._templates


def load_words(language: str) -> Words:
    """Return the words of ``language`` (a file stem in ``assets/translations``)."""
    text = (resources.files("assets") / "translations" / f"{language}.toml").read_text("utf-8")
    return Words(language, dict(_flat(tomllib.loads(text))))


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{prefix}{key}.")
        else:
            rows.append((f"{prefix}{key}", str(value)))
    return rows
