"""What would help to read a code is said once on a page, however often it comes and goes."""

from dataclasses import replace

from tests.kiosk.test_voice import EXAMPLES, Person
from ui.contract import CodeScreen

TIP = "기계에서\n조금 멀리"
SAID = "기계에서 조금 멀리"


def code_screen(tip: str = "") -> CodeScreen:
    screen = EXAMPLES["code"]
    assert isinstance(screen, CodeScreen)
    return replace(screen, tip=tip, hint="" if tip else screen.hint)


def test_a_tip_is_said_when_it_comes_and_not_when_it_comes_again() -> None:
    person = Person()
    person.sees(code_screen())
    assert person.sees(code_screen(TIP)) == [SAID]
    assert person.sees(code_screen()) == []
    assert person.sees(code_screen(TIP)) == []
    assert person.sees(code_screen("기계에\n조금 가까이")) == ["기계에 조금 가까이"]


def test_on_the_next_page_it_is_said_again() -> None:
    person = Person()
    person.sees(code_screen(TIP))
    person.sees("choose")
    assert SAID in person.sees(code_screen(TIP))
