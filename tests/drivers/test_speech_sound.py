"""Text that may be spoken, WAV in and out, and recorded clips."""

from __future__ import annotations

import io
import unicodedata
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import SpeechLost
from drivers.speech.bell import Bell
from drivers.speech.clips import Clips, parts_of
from drivers.speech.contract import MAX_CHARACTERS, Speech
from drivers.speech.simulator import SimulatedSynthesiser
from drivers.speech.sound import Sound, joined, read_wav, silence, write_wav
from drivers.speech.text import is_silent, speakable


@given(st.text(max_size=2000))
def test_whatever_the_text_one_bounded_line_without_controls_is_spoken(text: str) -> None:
    said = speakable(text)
    assert len(said) <= MAX_CHARACTERS
    assert not any(unicodedata.category(character).startswith("C") for character in said)
    assert not set("[]<>\n") & set(said)
    assert speakable(said) == said


def test_breaks_and_hard_spaces_are_spaces() -> None:
    assert (
        speakable("QR을 읽었습니다\n무엇을\u00a0 드릴까요?") == "QR을 읽었습니다 무엇을 드릴까요?"
    )


def test_dots_and_dashes_are_silent_and_digits_are_not() -> None:
    assert is_silent(" .·- ")
    assert not is_silent("1")


@given(st.binary(max_size=400).map(lambda data: data[: len(data) // 2 * 2]))
def test_a_sound_comes_back_from_wav(samples: bytes) -> None:
    assert read_wav(write_wav(Sound(22_050, samples))) == Sound(22_050, samples)


@given(st.binary(max_size=200))
def test_what_is_no_wav_is_a_named_fault(data: bytes) -> None:
    with pytest.raises(SpeechLost):
        read_wav(data)


# A chunk that is said to be longer than what is left of the file.
CUT_SHORT = bytes.fromhex(
    "52494646dc01000057415645666d74201000ff00010001002256000044ac00000200100064617400b8010000"
)


def test_a_wav_that_is_cut_short_is_a_named_fault() -> None:
    with pytest.raises(SpeechLost):
        read_wav(CUT_SHORT)


@given(st.data())
def test_a_damaged_wav_is_sound_or_a_named_fault(data: st.DataObject) -> None:
    wav = bytearray(write_wav(silence(0.01)))
    for place in data.draw(st.lists(st.integers(0, 45), min_size=1, max_size=4)):
        wav[place] = data.draw(st.integers(0, 255))
    try:
        sound = read_wav(bytes(wav[: data.draw(st.sampled_from([44, 46, 60, len(wav)]))]))
    except SpeechLost:
        return  # the named fault; any other fails the test
    assert sound.rate_hz > 0
    assert len(sound.samples) <= len(wav)


def test_a_header_that_promises_more_is_not_believed() -> None:
    data = bytearray(write_wav(Sound(22_050, b"\x01\x02" * 100)))
    data[4:8], data[40:44] = b"\x24\xf0\xff\x7f", b"\x00\xf0\xff\x7f"  # as espeak-ng writes them
    assert read_wav(bytes(data)).samples == b"\x01\x02" * 100


def test_two_channels_are_refused() -> None:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(400))
    with pytest.raises(SpeechLost, match="one channel"):
        read_wav(memory.getvalue())


def test_louder_stops_at_the_loudest_and_keeps_its_sign() -> None:
    loud = Sound(8000, b"\x00\x60\x00\xa0").scaled(2.0)
    assert memoryview(loud.samples).cast("h").tolist() == [32_767, -32_767]
    assert Sound(8000, b"\x00\x40").scaled(0.5).samples == b"\x00\x20"


def test_sounds_of_two_rates_are_not_joined() -> None:
    with pytest.raises(SpeechLost, match="rates"):
        joined([silence(0.1), Sound(8000, b"")])


FILES = {
    "15": "15.wav",
    "3000": "3000.wav",
    "코인": "coins.wav",
    "원": "won.wav",
    "맞습니까": "ok.wav",
}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("15코인", ("15", "코인")),
        ("15코인, 3,000원. 맞습니까", ("15", "코인", "3000", "원", "맞습니까")),
        ("16코인", ()),
        ("맞습니까", ("맞습니까",)),
        ("", ()),
    ],
)
def test_numbers_and_units_are_spliced_where_all_were_recorded(
    text: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(text, FILES) == parts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Clips of half a second each, each of its own level."""
    (tmp_path / "ko").mkdir()
    lines = [f'"{text}" = "{name}"' for text, name in FILES.items()]
    manifest = "\n".join(["[clips]", *lines, '"나" = "../../out.wav"', '"다" = "none.wav"'])
    (tmp_path / "ko" / "clips.toml").write_text(manifest, "utf-8")
    for level, name in enumerate(FILES.values(), start=1):
        samples = (level * 1000).to_bytes(2, "little") * 11_025
        (tmp_path / "ko" / name).write_bytes(write_wav(Sound(22_050, samples)))
    return tmp_path


def levels(sound: Sound) -> list[int]:
    """Each level once, in order."""
    return list(dict.fromkeys(memoryview(sound.samples).cast("h").tolist()))


def test_clips_win_over_the_synthesiser(folder: Path) -> None:
    sound = Clips(folder, SimulatedSynthesiser()).speak(Speech("15코인"), Bell())
    assert sound.length_s == 1.0
    assert levels(sound) == [1000, 3000]


def test_clips_are_scaled(folder: Path) -> None:
    clips = Clips(folder, SimulatedSynthesiser())
    assert levels(clips.speak(Speech("15", volume=1), Bell())) == [250]
    assert levels(clips.speak(Speech("15", volume=5), Bell())) == [2000]


@pytest.mark.parametrize(
    "speech",
    [
        Speech("16코인"),
        Speech("15코인", speed=1),
        Speech("15", language="en"),
        Speech("나"),
    ],
    ids=["not recorded", "another speed", "another language", "outside the folder"],
)
def test_what_no_clip_says_the_synthesiser_says(folder: Path, speech: Speech) -> None:
    sound = Clips(folder, SimulatedSynthesiser()).speak(speech, Bell())
    assert levels(sound) == [0]


@pytest.mark.parametrize("spoilt", ["gone", "no sound", "cut short", "of another rate"])
def test_what_a_damaged_clip_should_say_the_synthesiser_says(folder: Path, spoilt: str) -> None:
    clip = folder / "ko" / "coins.wav"
    if spoilt == "gone":
        clip.unlink()
    elif spoilt == "no sound":
        clip.write_bytes(b"coins")
    elif spoilt == "cut short":
        clip.write_bytes(CUT_SHORT)
    else:
        clip.write_bytes(write_wav(Sound(8000, b"\x07\x07")))
    assert levels(Clips(folder, SimulatedSynthesiser()).speak(Speech("15코인"), Bell())) == [0]


@pytest.mark.parametrize(
    "manifest",
    [
        "clips = 5",
        'clips = ["15"]',
        '[clips]\n"15" = 5',
        '[clips]\n"15" = "a\\u0000b"',
        "[clips",
        "[",
        "a = " + "[" * 10_000,
    ],
)
def test_a_list_of_clips_that_is_none_costs_the_clips_only(folder: Path, manifest: str) -> None:
    (folder / "ko" / "clips.toml").write_text(manifest, "utf-8")
    assert levels(Clips(folder, SimulatedSynthesiser()).speak(Speech("15"), Bell())) == [0]
