"""The voice: what is said when, into which ear, and what is not for the hall."""

from dataclasses import replace
from typing import Any

import pytest
import structlog

from drivers.speech.fake import FakeSpeaker
from kiosk.profile.device_sections import SoundSection
from kiosk.speech.voice import Voice
from kiosk.speech.words import load_words, translated
from kiosk.visit import Visit
from ui.contract import HIDDEN, Screen, Setting, StartScreen
from ui.gallery import screens

WORDS = load_words("ko")
SPOKEN = {"ko": WORDS, "en": translated("en", {}), "zh": WORDS}  # as where Chinese is damaged
ON, OFF = Visit(setting=Setting(voice=True)), Visit()
EXAMPLES = screens(ON.setting)
SECTION = SoundSection(speaker="hall", headset="ear", jack="/dev/input/event9", volume=4)


class Person:
    """Somebody at a machine with a voice; ``journal`` is what its log was told."""

    def __init__(self, section: SoundSection = SECTION) -> None:
        self.speaker = FakeSpeaker()
        self.journal = structlog.testing.LogCapture()
        log: Any = structlog.wrap_logger(None, processors=[self.journal])
        self.now_s = 0.0
        self.voice = Voice(self.speaker, section, SPOKEN.__getitem__, log, lambda: self.now_s)

    def sees(self, name: str | Screen, visit: Visit = ON) -> list[str]:
        """Show a screen; return what is said then, nothing where the voice went on as before."""
        screen = EXAMPLES[name] if isinstance(name, str) else name
        count = len(self.speaker.said)
        self.voice.shown(screen, visit)
        return [one.text for one in self.speaker.said[count:]]

    def chooses_voice(self) -> None:
        self.voice.acted("aid", "voice")

    @property
    def saying(self) -> list[str]:
        return [one.text for one in self.speaker.saying]


@pytest.fixture
def person() -> Person:
    return Person()


def test_the_voice_speaks_at_once_when_it_is_switched_on(person: Person) -> None:
    assert person.sees("choose", OFF) == []
    person.chooses_voice()
    said = person.sees("choose", ON)
    assert said[:2] == [WORDS("said.how"), "네 단계 가운데 첫째, 식사 고르기"]


def test_a_new_page_is_said_whole_and_one_brought_up_to_date_only_where_it_is_new(
    person: Person,
) -> None:
    person.sees("choose")
    assert len(person.sees("keypad-empty")) > 4
    assert person.sees("keypad") == ["4자리 가운데 2자리를 누르셨습니다"]


def test_what_is_being_said_goes_on_where_nothing_is_new(person: Person) -> None:
    person.sees("choose")
    before = person.saying
    assert before
    assert person.sees("choose") == []
    assert person.saying == before


def test_a_touch_silences_the_voice(person: Person) -> None:
    person.sees("choose")
    person.voice.touched()
    assert person.saying == []


def test_a_press_silences_the_voice_and_replay_says_all_again(person: Person) -> None:
    said = person.sees("choose-two")
    person.voice.acted("choose", "lunch")
    assert person.saying == []
    person.voice.acted("replay", "")
    assert person.saying == said[1:]  # but not once more how it works


def test_nothing_is_said_again_while_the_voice_is_off(person: Person) -> None:
    person.sees("choose", OFF)
    person.voice.replay()
    person.voice.pointed("choose", "lunch")
    assert person.speaker.said == []


def test_what_is_pointed_at_is_said_instead_of_the_rest(person: Person) -> None:
    person.sees("choose-two")
    person.voice.pointed("choose", "lunch")
    assert person.saying == ["점심 식권, 15코인, 3,000원"]
    person.voice.pointed("bar", "nothing")
    assert person.saying == []


def test_it_speaks_as_fast_and_as_loud_as_the_visit_wants(person: Person) -> None:
    person.sees("choose")
    first = person.speaker.saying[0]
    assert (first.speed, first.volume, first.device) == (3, 4, "hall")  # the place's own volume
    person.sees("code", replace(ON, voice_speed=5, voice_volume=1))
    assert {(it.speed, it.volume) for it in person.speaker.saying} == {(5, 1)}


def test_the_next_visit_is_spoken_to_as_usual(person: Person) -> None:
    person.sees("choose", replace(ON, voice_speed=5, voice_volume=1))
    person.sees("start", OFF)
    person.sees("choose", ON)
    assert {(it.speed, it.volume) for it in person.speaker.saying} == {(3, 4)}


def test_the_end_of_a_visit_silences_the_voice(person: Person) -> None:
    person.sees("choose")
    person.sees("start", OFF)
    assert person.saying == []


@pytest.mark.parametrize("name", ["confirm", "confirm-away", "thanks"])
def test_a_balance_is_not_said_into_the_hall_before_the_person_chose_the_voice(
    person: Person, name: str
) -> None:
    person.sees("choose", OFF)
    said = person.sees(name, ON)  # switched on by a headset that is out again
    assert not [text for text in said if "20" in text or "남" in text]
    assert said[-1] == WORDS("said.withheld")
    assert not any(one.private for one in person.voice.log)


def test_who_chose_the_voice_is_told_the_balance_once(person: Person) -> None:
    person.sees("choose", OFF)
    person.chooses_voice()
    said = person.sees("confirm", ON)
    assert "남는 코인 20코인" in said
    assert [text for text in said if "3,000원" in text] == [
        "점심 식권 1장, 15코인, 3,000원. 남는 코인 20. 맞습니까?"
    ]
    assert WORDS("said.withheld") not in said


def test_the_choice_of_the_voice_ends_with_the_visit(person: Person) -> None:
    person.sees("choose", OFF)
    person.chooses_voice()
    person.sees("confirm", ON)
    person.sees("start", OFF)
    assert person.sees("confirm", ON)[-1] == WORDS("said.withheld")


def test_a_headset_gets_everything_and_the_speaker_is_silent(person: Person) -> None:
    person.sees("choose", OFF)
    person.voice.headset(True)
    said = person.sees("confirm", ON)
    assert "남는 코인 20코인" in said
    assert {one.device for one in person.speaker.saying} == {"ear"}


def test_a_headset_without_a_device_of_its_own_uses_the_speakers() -> None:
    section = SoundSection(speaker="hall", jack="/dev/input/event9", jack_mutes=True)
    person = Person(section)
    person.sees("choose")
    person.voice.headset(True)
    assert {one.device for one in person.speaker.saying} == {"hall"}


def test_a_headset_that_is_put_in_while_the_voice_is_on_is_told_the_screen(person: Person) -> None:
    person.sees("choose-two")
    person.voice.headset(True)
    assert person.saying[0] == WORDS("said.headset")
    assert len(person.saying) > 4


def test_a_headset_that_is_pulled_out_silences_what_was_private(person: Person) -> None:
    person.voice.headset(True)
    person.sees("confirm")
    person.voice.headset(False)
    assert person.saying == [WORDS("said.no-headset")]
    person.voice.replay()
    assert not [text for text in person.saying if "20" in text]
    assert {one.device for one in person.speaker.saying} == {"hall"}


def test_keys_of_a_pin_are_said_into_a_headset_only(person: Person) -> None:
    person.chooses_voice()
    assert WORDS("said.pin-no-headset") in person.sees("keypad")
    assert person.voice.digits_at_once
    person.voice.pointed("digit", "7")
    assert person.saying == []
    person.voice.headset(True)
    assert WORDS("said.pin-headset") in person.saying
    assert not person.voice.digits_at_once
    person.voice.pointed("digit", "7")
    assert person.saying == ["7"]
    last = person.voice.log[-1]
    assert (last.text, last.device, last.pin) == (HIDDEN, "ear", True)


def test_keys_of_a_date_are_said_to_everybody(person: Person) -> None:
    person.sees("keypad-date")
    assert not person.voice.digits_at_once
    person.voice.pointed("digit", "7")
    assert person.saying == ["7"]


@pytest.mark.parametrize("name", ["thanks", "sorry", "out-of-order", "keypad-wrong"])
def test_results_and_errors_are_said_while_the_voice_is_off(person: Person, name: str) -> None:
    person.sees("wait", OFF)
    said = person.sees(name, OFF)
    assert said
    assert not any(one.private for one in person.voice.log)


def test_an_idle_warning_and_called_staff_are_said_while_the_voice_is_off(person: Person) -> None:
    person.sees("choose", OFF)
    assert person.sees("choose-warned", OFF) == [EXAMPLES["choose-warned"].frame.notice]
    person.sees("start", OFF)
    called = EXAMPLES["start-staff-called"].frame.notice
    assert person.sees("start-staff-called", OFF) == [called]
    assert person.sees("start-staff-called", OFF) == []


def test_a_machine_may_say_nothing_unasked() -> None:
    person = Person(SoundSection(prompts=False))
    person.sees("wait", OFF)
    assert person.sees("thanks", OFF) == []
    person.sees("choose", OFF)
    assert person.sees("choose-warned", OFF) == []


def test_an_empty_hall_is_told_nothing(person: Person) -> None:
    person.sees("start", OFF)
    assert person.sees("out-of-order", OFF) == []


def test_another_language_is_spoken_at_once(person: Person) -> None:
    person.sees("choose-two")
    said = person.sees("choose-two", Visit(setting=Setting(voice=True, language="en")))
    assert len(said) > 3
    assert {one.language for one in person.speaker.saying} == {"en"}


def test_a_language_whose_words_are_damaged_is_spoken_as_it_is_shown(person: Person) -> None:
    person.sees("choose-two", Visit(setting=Setting(voice=True, language="zh")))
    assert {one.language for one in person.speaker.saying} == {"ko"}


def test_a_languages_own_name_is_said_in_that_language(person: Person) -> None:
    start = EXAMPLES["start"]
    assert isinstance(start, StartScreen)
    person.sees(replace(start, language="English 中文 日本語"))
    person.voice.pointed("language", "")
    said = [(it.text, it.language) for it in person.speaker.saying]
    assert said == [("English", "en"), ("中文", "zh"), ("日本語", "ja")]


def test_the_log_tells_when_what_and_where(person: Person) -> None:
    person.now_s = 7.5
    person.chooses_voice()
    person.sees("confirm")
    entries = person.voice.log
    assert {one.at_s for one in entries} == {7.5}
    assert [one.private for one in entries if one.text == "남는 코인 20코인"] == [True]
    assert {one.device for one in entries} == {"hall"}


def test_what_was_private_is_forgotten_with_the_visit(person: Person) -> None:
    person.chooses_voice()
    person.sees("confirm")
    assert "남는 코인 20코인" in [one.text for one in person.voice.log]
    person.sees("start", OFF)
    assert {one.text for one in person.voice.log if one.private} == {""}
    assert "이대로 할까요?" in [one.text for one in person.voice.log]


def test_nothing_private_reaches_the_machines_log(person: Person) -> None:
    person.chooses_voice()
    person.voice.headset(True)
    for name in ("confirm", "thanks", "staff-card", "keypad"):
        person.sees(name)
    person.voice.pointed("digit", "7")
    written = str(person.journal.entries)
    assert "이대로 할까요" in written
    assert not [text for text in ("20코인", "김○자", "'7'") if text in written]
    assert {entry["log_level"] for entry in person.journal.entries} == {"debug"}
