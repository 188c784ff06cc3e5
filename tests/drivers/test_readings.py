"""How text is read: words the longest first, counted numbers, and what our own files leave over."""

from pathlib import Path

import pytest

from drivers.errors import SpeechLost
from drivers.speech.bell import Bell
from drivers.speech.contract import Speech
from drivers.speech.readings import Readings, reader
from drivers.speech.simulator import SECONDS_A_CHARACTER, SimulatedSynthesiser

VOICE = Path(__file__).parents[2] / "assets" / "voice"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1장", "한 장"),
        ("12시 30분", "열두 시 30분"),
        ("13시", "13시"),
        ("2번 남았습니다", "두 번 남았습니다"),
        ("15코인, 3,000원", "15코인, 3,000원"),
        ("1,002장", "1,002장"),
        ("QR을 읽었습니다", "큐알을 읽었습니다"),
    ],
)
def test_korean_counts_things_in_its_own_numbers(text: str, read: str) -> None:
    assert reader(VOICE / "ko" / "readings.toml")(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("券が出ました", "けんがでました"),
        ("券を出してください", "けんをだしてください"),
        ("11月22日 9時42分", "11がつ22にち 9じ42ふん"),
        ("係員証の暗証番号", "かかりいんしょうのあんしょうばんごう"),
    ],
)
def test_the_longest_piece_wins_and_a_digit_before_it_counts(text: str, read: str) -> None:
    assert reader(VOICE / "ja" / "readings.toml")(text) == read


def test_a_language_without_readings_is_said_as_it_is_written(tmp_path: Path) -> None:
    assert reader(tmp_path / "readings.toml")("as it is") == "as it is"


def test_readings_that_can_not_be_read_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "readings.toml").write_text("[words", "utf-8")
    with pytest.raises(SpeechLost, match="can't be read"):
        reader(tmp_path / "readings.toml")


@pytest.mark.parametrize(
    "text",
    [
        "words = 5",
        '[words]\n"券" = 5',
        "counted = 5",
        "[counted]",
        '[counted]\nunits = "장"\nnumbers = ["한"]',
        '[counted]\nunits = ["장"]\nnumbers = [1]',
        "a = " + "[" * 10_000,
    ],
)
def test_readings_that_hold_something_else_than_texts_are_a_fault(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "readings.toml").write_text(text, "utf-8")
    with pytest.raises(SpeechLost):
        reader(tmp_path / "readings.toml")


def test_the_synthesiser_is_handed_the_reading() -> None:
    sound = Readings(VOICE, SimulatedSynthesiser()).speak(Speech("1장"), Bell())
    assert sound.length_s == pytest.approx(SECONDS_A_CHARACTER * len("한 장"), abs=0.01)
