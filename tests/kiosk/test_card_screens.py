"""Presenters of cards and staff: no digit of a PIN on any screen, and names for staff alone."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from kiosk import events
from kiosk.payment import PinState
from kiosk.visit import Place, Visit
from kiosk.visit.staff_mode import CARD as CARD_CHOICE
from kiosk.visit.staff_mode import CLOCK, OWED, PIN, PRINTED, STATE, UNBLOCK
from protocol.entry import ClockState
from tests.kiosk.people import Card, Node, badge
from tests.kiosk.test_screens import PRESENTER, WORDS
from tests.kiosk.test_visit import Walk, code, owed
from tests.kiosk.test_visit_cards import CARD, at_pin, digits, typed
from tests.kiosk.test_visit_staff import FACTS, at_card, in_staff_mode
from ui.contract import (
    HIDDEN,
    Action,
    CardScreen,
    ChooseScreen,
    CodeScreen,
    KeypadScreen,
    StaffScreen,
    WaitScreen,
)

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=timezone(timedelta(hours=9)))


def keypad(visit: Visit) -> KeypadScreen:
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, KeypadScreen)
    assert sum(screen.groups) == len(screen.cells)
    return screen


def staff_screen(visit: Visit) -> StaffScreen:
    screen = PRESENTER.screen(visit, NOON)
    assert isinstance(screen, StaffScreen)
    return screen


def test_the_keypad_hides_each_digit_and_leads_on_when_all_are_there() -> None:
    walk = at_pin()
    screen = keypad(walk(*digits("73")))
    assert screen.cells == (HIDDEN, HIDDEN, "", "")
    assert screen.entered == "4자리 가운데 2자리를 누르셨습니다"
    assert screen.frame.lead is not None
    assert not screen.frame.lead.enabled
    full = keypad(walk(*digits("51")))
    assert full.frame.lead is not None
    assert full.frame.lead.enabled
    assert "7351" not in repr(full)


def test_the_pin_belongs_to_the_step_of_the_code() -> None:
    step = keypad(at_pin().visit).frame.step
    assert step is not None
    assert (step.number, step.count, step.name) == (2, 4, "비밀번호")


def test_a_card_with_a_carer_says_that_they_may_show_their_code() -> None:
    assert "QR" in keypad(at_pin().visit).hint
    alone = at_pin(replace(CARD, carers=frozenset()))
    assert "직원" in keypad(alone.visit).hint


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (PinState.BLOCKED, "비밀번호가\n잠긴 카드입니다"),
        (PinState.NOT_SET, "비밀번호가\n없는 카드입니다"),
    ],
)
def test_where_no_pin_can_be_tried_the_carers_code_is_asked_for(state: PinState, told: str) -> None:
    screen = PRESENTER.screen(Walk()(events.CodeSeen(replace(CARD, pin=state))), NOON)
    assert isinstance(screen, CardScreen)
    assert (screen.frame.title, screen.hint) == ("도와주시는 분의\nQR을 보여 주세요", told)
    assert screen.preview
    assert Action.BACK in [button.action for button in screen.frame.bar]


def test_a_wrong_pin_says_how_many_tries_are_left() -> None:
    walk = at_pin()
    before = keypad(walk.visit).hint
    screen = keypad(walk(events.PinWrong(typed(walk).number, 3)))
    assert screen.message == "틀렸습니다. 3번\u00a0남았습니다."
    assert screen.hint == before  # the way out stays
    last = keypad(walk(events.PinWrong(typed(walk).number, 1)))
    assert last.message == "한\u00a0번\u00a0더 틀리면 잠깁니다."


def test_at_a_badges_keypad_no_word_is_of_cards() -> None:
    walk = Walk()
    walk(events.CodeSeen(badge(Node()).seen()))
    wrong = walk(events.PinWrong(typed(walk, "123456").number, 2))
    setting = at_card(badge(Node(), b"newbadge").seen())(events.Chose("pin"))
    for screen in (keypad(wrong), keypad(setting)):
        assert "카드" not in screen.message + screen.hint + screen.frame.title
    assert "직원" in keypad(wrong).hint
    assert "직원증" in keypad(setting).message


def test_a_badges_keypad_has_six_places() -> None:
    screen = keypad(Walk()(events.CodeSeen(badge(Node()).seen())))
    assert screen.groups == (3, 3)
    assert screen.frame.title == "직원 비밀번호"


def test_a_pin_being_compared_is_a_wait() -> None:
    walk = at_pin()
    typed(walk)
    assert isinstance(PRESENTER.screen(walk.visit, NOON), WaitScreen)


def test_the_clocks_digits_can_be_read_and_are_named() -> None:
    screen = keypad(in_staff_mode()(events.Chose("clock"), *digits("202611")))
    assert screen.cells[:7] == ("2", "0", "2", "6", "1", "1", "")
    assert screen.labels == ("년", "월", "일", "시", "분")


def test_the_menu_offers_what_can_be_done_and_tells_how_the_machine_is() -> None:
    screen = staff_screen(in_staff_mode().visit)
    assert [choice.id for choice in screen.choices] == [CARD_CHOICE, OWED, CLOCK, STATE]
    assert [(line.label, line.amount) for line in screen.lines] == [
        ("보낼 것", "3건 · 2시간"),
        ("시계", "모름"),
        ("구청과 연결", "안 됨"),
        ("표 뽑는 기계", "잘 됨"),
    ]
    assert len(screen.choices) <= 6
    calm = replace(FACTS, unsent_for_s=None, clock=ClockState.TRUSTED, owed=(), near=True)
    screen = staff_screen(in_staff_mode(calm).visit)
    assert [choice.id for choice in screen.choices] == [CARD_CHOICE, STATE]
    assert screen.lines[0].amount == "없음"


@pytest.mark.parametrize(
    ("age_s", "told"), [(59, "0분"), (3599, "59분"), (3600, "1시간"), (86_400 * 3, "3일")]
)
def test_the_age_of_what_is_unsent_is_told_in_words(age_s: int, told: str) -> None:
    screen = staff_screen(in_staff_mode(replace(FACTS, unsent_for_s=age_s)).visit)
    assert screen.lines[0].amount == f"3건 · {told}"


def test_the_masked_name_stands_on_the_page_of_the_card_and_nowhere_else() -> None:
    named = replace(Card(Node()).seen(PinState.BLOCKED), name="김○자")
    screen = staff_screen(at_card(named).visit)
    assert screen.frame.title == "김○자 님의 카드"
    assert [choice.id for choice in screen.choices] == [PIN, UNBLOCK]
    assert screen.lines[0].amount == "잠김"
    walk = at_pin(replace(named, pin=PinState.SET))
    assert "김○자" not in repr(PRESENTER.screen(walk.visit, NOON))


def test_a_new_pin_is_asked_for_twice_and_a_difference_is_told() -> None:
    walk = at_card()
    assert keypad(walk(events.Chose("pin"))).frame.title == "새 비밀번호를\n눌러 주세요"
    assert keypad(walk(*digits("1234"), events.Led())).frame.title == "한 번 더\n눌러 주세요"
    again = keypad(walk(*digits("9999"), events.Led()))
    assert again.message == "두 번이 서로 달랐습니다. 처음부터\u00a0눌러\u00a0주세요."


def test_a_difference_is_forgotten_once_the_pin_was_asked_to_be_written() -> None:
    walk = at_card()
    walk(events.Chose("pin"), *digits("1234"), events.Led(), *digits("9999"), events.Led())
    walk(*digits("1234"), events.Led(), *digits("1234"), events.Led())
    assert PRESENTER.screen(walk.visit, NOON).name == "wait"
    walk(events.StaffRefused(walk.visit.checks, "not-now"))
    walk(events.Led())
    assert walk.visit.place is Place.STAFF
    assert staff_screen(walk.visit).frame.notice == ""


def test_staff_are_asked_for_a_card_with_the_cameras_picture() -> None:
    screen = PRESENTER.screen(in_staff_mode()(events.Chose("card")), NOON)
    assert isinstance(screen, CardScreen)
    assert screen.preview


def test_tickets_that_nobody_took_are_told_by_name_and_time() -> None:
    screen = PRESENTER.screen(in_staff_mode()(events.Chose("owed")), NOON)
    assert isinstance(screen, ChooseScreen)
    (choice,) = screen.choices
    assert choice.id == owed().id.hex()
    assert choice.name.startswith("1월 15일 오후\u00a05:00")
    assert choice.note == "점심 식권 1장"


def test_staff_see_at_the_menu_that_paper_runs_low() -> None:
    screen = staff_screen(in_staff_mode(replace(FACTS, devices=(("printer", "paper-low"),))).visit)
    assert ("표 뽑는 기계", "종이 적음") in [(it.label, it.amount) for it in screen.lines]


def test_all_that_staff_can_choose_or_have_done_has_words() -> None:
    for name in (CARD_CHOICE, OWED, CLOCK, STATE, PIN, UNBLOCK):
        assert WORDS(f"staff.choice.{name}")
        assert WORDS(f"staff.picture.{name}")
    for name in (PIN, UNBLOCK, CLOCK, PRINTED):
        assert WORDS(f"staff.said.{name}")
    for clock in ClockState:
        assert WORDS(f"staff.clock.{clock}")
    for pin in PinState:
        assert WORDS(f"staff.pin.{pin}")


def test_what_is_being_written_is_a_wait() -> None:
    walk = at_card()
    walk(events.Chose("pin"), *digits("1234"), events.Led(), *digits("1234"), events.Led())
    assert isinstance(PRESENTER.screen(walk.visit, NOON), WaitScreen)


def test_what_was_shown_is_drawn_as_what_it_was() -> None:
    of_card = replace(at_pin().visit, place=Place.SHOWING)
    of_phone = replace(of_card, code=code())
    pictures = [PRESENTER.screen(visit, NOON) for visit in (of_card, of_phone)]
    assert [screen.picture for screen in pictures if isinstance(screen, CodeScreen)] == [
        "scene-card-read",
        "scene-code-read",
    ]
