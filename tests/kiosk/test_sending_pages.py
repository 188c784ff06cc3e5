"""The pages of sending say who sends and who gets: two people stand there, and either can agree."""

from dataclasses import replace

import pytest

from kiosk import events
from kiosk.events import NO_CAMERA
from kiosk.payment import CheckedCode
from kiosk.presenters.money import Reader
from kiosk.services.base import Line
from kiosk.speech.words import load_words
from kiosk.visit import Place
from kiosk.walk import NOON
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from tests.kiosk.test_facts import noted
from tests.kiosk.test_screens import PRESENTER
from tests.kiosk.test_visit import Walk, owed, printer
from tests.kiosk.test_visit_sending import (
    RECEIVER,
    SENDER,
    SENDING,
    SHOP,
    STAND,
    begun,
    confirming,
    keying,
    payment_of,
    showing,
)
from ui.contract import CardScreen, CodeScreen, ConfirmScreen, KeypadScreen, Screen

ARROW = "청주 → 대전"


def page(walk: Walk) -> Screen:
    return STAND.presenter.presenter("ko").screen(walk.visit, NOON)


def reversed_pair() -> Walk:
    """Who should get showed a code at the first screen: that code pays, and each page says so."""
    walk = Walk(SHOP)
    walk(events.CodeSeen(RECEIVER), events.Chose(SENDING))
    walk(events.Found(walk.visit.checks, "node", True, 1))
    return walk


def confirmed(walk: Walk) -> ConfirmScreen:
    walk(printer(walk))
    walk(events.Held(payment_of(walk)))
    told = page(walk)
    assert isinstance(told, ConfirmScreen)
    return told


def tails(sender: CheckedCode, receiver: CheckedCode) -> list[tuple[str, str]]:
    return [
        ("보내는 분", f"끝자리 {sender.tail}"),
        ("받는 분", f"끝자리 {receiver.tail}"),
    ]


def test_the_page_that_is_agreed_to_says_who_sends_and_who_gets() -> None:
    told = page(confirming())
    assert isinstance(told, ConfirmScreen)
    assert [(it.label, it.amount) for it in told.lines[:2]] == tails(SENDER, RECEIVER)
    assert "보내는 분 끝자리 SEND, 받는 분 끝자리 RECV" in told.readback
    assert (told.item, told.lines[-1].strong) == ("보낼 돈", True)


def test_who_showed_first_by_mistake_is_named_as_the_sender() -> None:
    walk = reversed_pair()
    walk(events.CodeSeen(SENDER), *(events.Typed(digit) for digit in "70"), events.Led())
    told = confirmed(walk)
    assert [(it.label, it.amount) for it in told.lines[:2]] == tails(RECEIVER, SENDER)


def test_where_the_receivers_code_is_asked_for_it_says_who_sends() -> None:
    told = page(reversed_pair())
    assert isinstance(told, CardScreen)
    assert told.hint == "보내는 분은\n끝자리 RECV"
    first = page(begun())
    assert isinstance(first, CardScreen)
    assert first.hint.startswith("보내는 분은")


def test_the_keypad_says_whose_code_was_read() -> None:
    told = page(keying())
    assert isinstance(told, KeypadScreen)
    assert told.message == f"받는 분 끝자리 {RECEIVER.tail}"


def test_whom_it_goes_to_is_said_once_where_the_senders_code_is_asked_for() -> None:
    told = page(showing())
    assert isinstance(told, CodeScreen)
    assert (told.item, told.frame.chosen) == (f"받는 분 끝자리 {RECEIVER.tail}", None)


@pytest.mark.parametrize("camera", [True, False], ids=["camera", "none"])
def test_the_titles_say_whose_code_is_asked_for(camera: bool) -> None:
    for walk, whose in ((begun(), "받는 분"), (showing(), "보내는 분")):
        walk.visit = replace(walk.visit, readers_problem="" if camera else NO_CAMERA)
        told = page(walk)
        assert isinstance(told, CardScreen | CodeScreen)
        assert told.frame.title.startswith(whose)
        assert (told.picture == "scene-scanner") is not camera


def test_a_name_with_an_arrow_is_a_name() -> None:
    """Only coins that are sent go from one to the other; a facility may call anything so."""
    assert Reader(load_words("ko"), "코인").item(ARROW, 1, "장") == f"{ARROW} 1장"
    paid = replace(owed(), lines=(replace(owed().lines[0], name=ARROW),))
    assert Reader(load_words("ko"), "코인").ticket(paid, None) == ARROW
    paying = noted(lines=(Line("bus", ARROW, 1, Coins(3), Won(600)),), rest=Won(0))
    visit = replace(confirming().visit, service="", payment=paying)
    told = PRESENTER.screen(visit, NOON)
    assert isinstance(told, ConfirmScreen)
    assert told.item.startswith(ARROW)


def test_what_was_sent_is_offered_again_by_its_receiver() -> None:
    line = replace(owed().lines[0], name="AAAA → BBBB")
    sent = replace(owed(), kind=EntryKind.TRANSFER, lines=(line,))
    assert Reader(load_words("ko"), "코인").ticket(sent, None) == "받는 분 끝자리 BBBB"
    assert showing().visit.place is Place.SHOWING
