"""Who may be read a balance aloud: whoever chose the voice themselves and is still here."""

from dataclasses import replace

import pytest

from kiosk.payment import CheckedCode
from kiosk.profile.device_sections import SoundSection
from kiosk.speech.voice_consent import LEFT_S
from kiosk.visit import Place, Visit
from kiosk.visit.state import Handover
from tests.kiosk.people import NOON_S, Node, Resident
from tests.kiosk.test_visit import code
from tests.kiosk.test_voice import OFF, ON, SECTION, WORDS, Person
from ui.contract import Setting

THEIRS = CheckedCode(Resident(Node(), cti=b"somebody").checked(), NOON_S, used=False)
BALANCE = "남는 코인 20코인"
MINE = replace(ON, code=code())


@pytest.fixture
def person() -> Person:
    return Person(SECTION)


def is_told(said: list[str]) -> bool:
    """Whether the balance was said, and not that it was withheld."""
    assert (BALANCE in said) is (WORDS("said.withheld") not in said)
    return BALANCE in said


def test_the_button_of_a_voice_that_is_on_is_no_choice(person: Person) -> None:
    person.sees("choose", OFF)
    person.voice.headset(True)  # which switches it on
    person.sees("choose", ON)
    person.chooses_voice()  # to the page of the voice, to make it louder
    person.sees("voice", ON)
    person.sees("choose", ON)
    person.voice.headset(False)
    assert not is_told(person.sees("confirm", ON))


def test_who_switches_it_off_and_on_again_has_chosen(person: Person) -> None:
    person.sees("choose", ON)  # by a headset that is out again
    person.sees("choose", OFF)
    person.chooses_voice()
    person.sees("choose", ON)
    assert is_told(person.sees("confirm", ON))


def handed(place: Place, *, voice: bool, before: bool) -> Visit:
    """A visit that staff have; ``voice``: is it on there, ``before``: was it with the resident."""
    taken = Handover(code(), Place.CONFIRMING, Setting(voice=before), None)
    return replace(MINE, place=place, handover=taken, setting=Setting(voice=voice))


@pytest.mark.parametrize("place", [Place.HANDED_PIN, Place.HANDED])
def test_staff_choose_for_nobody_but_themselves_and_hear_no_more(
    person: Person, place: Place
) -> None:
    person.sees("choose", OFF)
    person.sees("confirm", replace(MINE, setting=Setting(voice=True)))  # by a headset, out again
    person.sees("choose", handed(place, voice=False, before=True))
    person.chooses_voice()
    assert not is_told(person.sees("confirm", handed(place, voice=True, before=True)))
    assert not is_told(person.sees("thanks", handed(place, voice=True, before=True)))
    person.sees("choose", MINE)
    assert not is_told(person.sees("confirm", MINE)), "given back to who has a headset only"


def test_a_residents_choice_outlives_what_staff_do(person: Person) -> None:
    person.sees("choose", replace(OFF, code=MINE.code))
    person.chooses_voice()
    assert is_told(person.sees("confirm", MINE))
    person.sees("choose", handed(Place.HANDED, voice=False, before=True))
    assert is_told(person.sees("confirm", MINE))


@pytest.mark.parametrize(("waited_s", "told"), [(LEFT_S, True), (LEFT_S + 1, False)])
def test_a_code_long_after_the_last_touch_may_be_the_next_persons(
    person: Person, waited_s: float, told: bool
) -> None:
    person.sees("start", OFF)
    person.chooses_voice()
    person.sees("start", ON)
    person.now_s += waited_s
    person.sees("choose", MINE)
    assert is_told(person.sees("confirm", MINE)) is told


@pytest.mark.parametrize("act", ["touched", "pointed", "acted"])
def test_every_touch_says_that_somebody_is_here(person: Person, act: str) -> None:
    person.chooses_voice()
    person.sees("choose", ON)
    person.now_s += LEFT_S
    arguments = () if act == "touched" else ("choose", "lunch")
    getattr(person.voice, act)(*arguments)
    person.now_s += LEFT_S
    person.sees("choose", MINE)
    assert is_told(person.sees("confirm", MINE))


def test_a_person_may_think_for_as_long_as_they_like_once_their_code_is_there(
    person: Person,
) -> None:
    person.chooses_voice()
    person.sees("choose", MINE)
    person.now_s += 10 * LEFT_S
    assert is_told(person.sees("confirm", MINE))


def test_what_was_private_is_forgotten_where_the_next_visit_begins_at_the_thanks(
    person: Person,
) -> None:
    person.chooses_voice()
    assert is_told(person.sees("confirm", MINE))
    person.sees("thanks", MINE)
    assert BALANCE in [one.text for one in person.voice.log]
    person.sees("choose", replace(OFF, code=THEIRS))
    assert {one.text for one in person.voice.log if one.private} == {""}


def test_a_jack_that_mutes_the_hall_is_said_so_in_the_profile() -> None:
    assert SoundSection(jack="/dev/input/event9", jack_mutes=True).headset == ""
    assert SoundSection(jack="/dev/input/event9", headset="ear").jack_mutes is False
