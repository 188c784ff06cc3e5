"""The voice can read every Japanese text of a screen: the synthesiser knows kana only."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from drivers.speech.readings import FILE, reader
from kiosk.hardware.sound import voice_folder
from kiosk.speech.words import LANGUAGE, to_translate
from tests.rails.source import ROOT
from ui.translations import translations

JAPANESE = "ja"
CHINESE_CHARACTERS = re.compile("[\u3400-\u9fff\u3005]")


def texts() -> Iterator[str]:
    """Every Japanese text: of the screens, and of the facilities that ship."""
    yield from translations(JAPANESE, to_translate()).values()
    for file in sorted((ROOT / "assets" / "facilities").glob("*.toml")):
        yield from (
            tomllib.loads(file.read_text("utf-8")).get("words", {}).get(JAPANESE, {}).values()
        )


def left_over(text: str) -> list[str]:
    """The characters of ``text`` that no reading covers."""
    return CHINESE_CHARACTERS.findall(reader(voice_folder() / JAPANESE / FILE)(text))


def test_no_text_is_left_with_a_character_that_can_not_be_read() -> None:
    missing = {text: left_over(text) for text in texts()}
    assert {text: found for text, found in missing.items() if found} == {}


@pytest.mark.parametrize("text", ["鰻", "券と鰻"])
def test_a_character_without_a_reading_is_found(text: str) -> None:
    assert left_over(text) == ["鰻"]


def test_korean_needs_none_to_be_understood() -> None:
    assert reader(voice_folder() / LANGUAGE / FILE)("확인") == "확인"
