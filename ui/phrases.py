"""Japanese lines that break between phrases: 画面に / さわって, not 画面にさ / わって. Pure.

Japanese has no spaces, and Qt breaks it after any syllable, which leaves one of them alone on a
line. A phrase begins where hiragana ends and something else begins, before a polite お or ください,
and after a comma or a full stop. Everything else is held together by WORD JOINER, which no font
draws. A translator adds a place to break by ZERO WIDTH SPACE, and a break by a line end.
"""

import re
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Final, TypeVar

SPACELESS: Final = "ja"
WORD_JOINER: Final = "\N{WORD JOINER}"
LONGEST: Final = 9  # a longer phrase fills a line of 200 %, so it may break anywhere

REMEMBERED: Final = 1000  # texts; a language has some four hundred, and the clock goes on

_KANA, _REST = "\u3041-\u309f", "\u30a0-\u30ff\u4e00-\u9fff々0-9A-Za-z「\u201c"
_STARTS: Final = re.compile(
    "(?<=[、。？！])"  # a part of a sentence ends
    f"|(?<=[{_KANA}])(?<![おご])(?=[{_REST}])"  # a particle ends, a word begins
    f"|(?<=[{_KANA}])(?=お[\u4e00-\u9fff])|(?=ください)"
)
_APART: Final = re.compile("([\\s\u200b]+)")  # where lines break anyhow
_JAPANESE: Final = re.compile(f"[{_KANA}\u30a0-\u30ff\u4e00-\u9fff]")
T = TypeVar("T")


def in_whole_phrases(value: T, language: str) -> T:
    """Return ``value``, a text or a tuple or dataclass of them, with Japanese phrases whole."""
    return _kept(value) if language == SPACELESS else value


def plain(text: str) -> str:
    """Return ``text`` as it was before its phrases were kept whole."""
    return text.replace(WORD_JOINER, "")


def _kept(value: Any) -> Any:  # noqa: ANN401 - a screen holds values of many types
    if type(value) is str:
        return _text(value)
    if isinstance(value, tuple):
        return tuple(_kept(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        return replace(value, **{name: _kept(part) for name, part in parts.items()})
    return value


@lru_cache(maxsize=REMEMBERED)
def _text(text: str) -> str:
    if not _JAPANESE.search(text):
        return text
    return "".join(_joined(part) for part in _APART.split(text))


def _joined(part: str) -> str:
    phrases = [phrase for phrase in _STARTS.split(part) if phrase]
    return "".join(p if len(p) > LONGEST else WORD_JOINER.join(p) for p in phrases)
