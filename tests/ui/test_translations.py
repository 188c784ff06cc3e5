"""The translations that ship: whole, current, with the same braces, and drawable by their font."""

import string
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QRawFont
from pytestqt.qtbot import QtBot

from kiosk.speech.linguist import FOLDER, compiled, read, updated
from kiosk.speech.words import TRANSLATED, Words, load_words, to_translate, translated
from tests.rails.test_words import HANGUL
from ui.fonts import face_of
from ui.resources import ResourceError, load_fonts
from ui.translations import read_qm, translations

KOREAN = to_translate()
NAMED_IN_ITSELF = "language."  # every language is named in itself, Korean too
# Not every language counts things with a word: "Lunch × 2" needs none.
MAY_BE_LEFT_OUT = {"confirm.item": {"unit"}, "code.quantity": {"unit"}}
WIDEST = {"en": 12, "zh": 6, "ja": 7}
LABELS = [
    *(f"bar.{name}" for name in ("back", "start-over", "call-staff")),
    *(f"aid.{name}.words" for name in ("larger", "contrast", "low", "voice", "replay")),
    *(f"aid.{name}.short" for name in ("larger", "contrast", "low", "voice", "replay")),
    *("confirm.agree", "code.next", "keypad.erase", "pin.next", "set-clock.set", "staff.done"),
    *(f"sorry.{name}" for name in ("again", "choose", "show", "seen")),
    *("reprint.agree", "thanks.done"),
]
every_language = pytest.mark.parametrize("language", TRANSLATED)


@cache
def words_of(language: str) -> Words:
    return translated(language, translations(language, KOREAN))


def said(language: str) -> dict[str, str]:
    """What is said in the language itself."""
    every = translations(language, KOREAN)
    return {key: text for key, text in every.items() if not key.startswith(NAMED_IN_ITSELF)}


def braces(text: str) -> set[str]:
    return {f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(text) if name}


@every_language
def test_nothing_is_missing_unfinished_or_made_from_other_korean(language: str) -> None:
    messages = read(FOLDER / f"kiosk_{language}.ts")
    assert updated(messages, KOREAN) == messages, "run scripts/translations"
    assert [key for key, message in messages.items() if not message.finished] == []


@every_language
def test_the_compiled_file_is_the_source_compiled(language: str, tmp_path: Path) -> None:
    name = f"kiosk_{language}"
    compiled(FOLDER / f"{name}.ts", tmp_path / "now.qm")
    shipped = (files("assets") / "translations" / f"{name}.qm").read_bytes()
    assert (tmp_path / "now.qm").read_bytes() == shipped, "run scripts/translations"


@every_language
def test_every_text_is_read_as_it_was_translated(language: str) -> None:
    messages = read(FOLDER / f"kiosk_{language}.ts")
    written = {key: message.translation for key, message in messages.items()}
    assert translations(language, KOREAN) == written


@every_language
def test_the_same_values_are_filled_in(language: str) -> None:
    for key, text in translations(language, KOREAN).items():
        missing = {name.partition(":")[0] for name in braces(KOREAN[key]) - braces(text)}
        assert missing <= MAY_BE_LEFT_OUT.get(key, set()), key
        assert braces(text) <= braces(KOREAN[key]), key


@every_language
def test_no_korean_is_left(language: str) -> None:
    assert [key for key, text in said(language).items() if HANGUL.search(text)] == []


@every_language
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_the_language_s_font_draws_every_character(qtbot: QtBot, language: str, bold: bool) -> None:
    load_fonts()
    font = QFont(face_of(language).family)
    font.setBold(bold)
    raw = QRawFont.fromFont(font)
    needed = {ord(sign) for text in said(language).values() for sign in text if sign != "\n"}
    assert {chr(point) for point in needed if not raw.supportsCharacter(point)} == set()


@every_language
@pytest.mark.parametrize("key", LABELS)
def test_labels_are_short(language: str, key: str) -> None:
    assert len(words_of(language)(key)) <= WIDEST[language]


@every_language
def test_a_language_is_named_in_itself(language: str) -> None:
    korean, words = load_words("ko"), words_of(language)
    for name in ("ko", *TRANSLATED):
        assert words(f"language.names.{name}") == korean(f"language.names.{name}")
    others = [name for name in ("ko", *TRANSLATED) if name != language]
    offered = [korean(f"language.names.{name}") for name in others]
    assert words("language.button").split() == offered


def test_a_text_that_nobody_translated_is_said_in_korean() -> None:
    assert translated("en", {})("confirm.agree") == load_words("ko")("confirm.agree")


def test_a_file_that_is_none_is_refused() -> None:
    with pytest.raises(ResourceError):
        read_qm(b"no translations", ["a"])


def test_a_file_that_is_missing_is_a_named_fault() -> None:
    with pytest.raises(ResourceError, match=r"kiosk_xx\.qm can't be read"):
        translations("xx", ["a"])
