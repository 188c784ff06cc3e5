"""What one person leaves at the machine never lengthens, or speaks into, the next one's visit."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk import events
from kiosk.visit import Place, Visit
from kiosk.visit.silence import (
    CODE_END_S,
    CODE_WARN_S,
    GOODBYE_S,
    HELP_END_S,
    IDLE_END_S,
    LOOK_END_S,
    LOOK_WARN_S,
    limits,
)
from tests.kiosk.test_visit import Walk, at_confirm, code, owed, payment_of, printer
from tests.kiosk.test_visit_cards import CARD, typed
from tests.kiosk.test_visit_silence import MEAL, VOICE, after
from ui.contract import Setting

MINUTE_S = 60
FIRST_PAGES = pytest.mark.parametrize(
    "touches",
    [
        (VOICE,),
        (VOICE, VOICE),
        (events.HeadsetIn(),),
        (events.AskedForAid("larger"),),
        (events.WantedLanguages(),),
        (events.WantedLanguages(), events.Chose("en")),
        (VOICE, events.WantedLanguages()),
    ],
)


def called_and_gone(*before: events.Event) -> Walk:
    walk = Walk()
    walk(*before, events.CalledStaff())
    walk.now_s += MINUTE_S
    walk(events.Ticked())
    assert walk.visit.staff_called
    return walk


@pytest.mark.parametrize("page", [(), (events.WantedLanguages(),)])
def test_a_code_that_begins_a_visit_is_kept_no_longer_for_an_earlier_call(
    page: tuple[events.Event, ...],
) -> None:
    walk = called_and_gone(*page)
    assert not walk(events.CodeSeen(code())).staff_called
    assert limits(walk.visit) == (CODE_WARN_S, CODE_END_S)


def test_nor_does_the_call_hold_the_next_persons_coins_any_longer() -> None:
    walk = called_and_gone()
    walk(events.CodeSeen(code()), *MEAL)
    walk(printer(walk))
    walk(events.Held(payment_of(walk)))
    assert walk.visit.place is Place.CONFIRMING
    assert limits(walk.visit).end_s == IDLE_END_S


def test_who_chooses_soon_after_the_call_is_who_called() -> None:
    assert called_and_gone()(events.Chose("meals")).staff_called


@pytest.mark.parametrize("touches", [(), (VOICE,)])
def test_who_chooses_long_after_the_call_is_somebody_else(
    touches: tuple[events.Event, ...],
) -> None:
    walk = called_and_gone(*touches)
    walk.now_s += MINUTE_S
    walk(events.Ticked(), events.Ticked(), events.Touched())
    assert walk.visit.staff_called
    assert not walk(events.Chose("meals")).staff_called
    assert not walk(events.CalledStaff()).call_is_old
    assert walk(events.WentBack(), events.Chose("meals")).staff_called


def test_a_card_ends_an_earlier_call_and_keeps_its_holders_own() -> None:
    walk = called_and_gone()
    assert not walk(events.CodeSeen(CARD)).staff_called
    walk(events.CalledStaff())
    visit = walk(events.PinRight(typed(walk).number))
    assert visit.code is not None
    assert visit.staff_called


@pytest.mark.parametrize("refused", [events.CodeRefused("too-old"), events.CodeSeen(code(True))])
def test_a_code_that_is_no_good_begins_nothing_and_the_call_stands(refused: events.Event) -> None:
    visit = called_and_gone()(refused)
    assert (visit.place, visit.staff_called) == (Place.SORRY, True)


def test_who_called_and_waits_is_told_for_as_long_as_staff_may_take() -> None:
    walk = Walk()
    walk(events.CalledStaff())
    assert limits(walk.visit).end_s == HELP_END_S
    walk.now_s = HELP_END_S
    assert walk(events.Ticked()) == Visit()


@FIRST_PAGES
@pytest.mark.parametrize("called", [False, True])
def test_what_somebody_chose_at_the_first_screen_is_not_there_for_the_next(
    touches: tuple[events.Event, ...], called: bool
) -> None:
    walk = Walk()
    walk(*touches, *([events.CalledStaff()] if called else []))
    walk.now_s = LOOK_WARN_S
    assert walk(events.Ticked()).warned
    walk.now_s = LOOK_END_S
    visit = walk(events.Ticked())
    assert (visit.place, visit.setting, visit.staff_called) == (Place.START, Setting(), called)
    assert not visit.warned
    walk.now_s += HELP_END_S
    assert walk(events.Ticked()) == Visit()


def test_who_may_help_with_a_card_that_was_taken_back_is_forgotten_also_after_a_call() -> None:
    walk = Walk()
    walk(events.CodeSeen(CARD), events.WentBack(), events.CalledStaff())
    walk.visit = replace(walk.visit, carers=frozenset({b"carer"}))
    walk.now_s = CODE_END_S
    visit = walk(events.Ticked())
    assert (visit.carers, visit.staff_called) == (frozenset(), True)


def test_a_sale_answers_the_call_that_was_made_for_it() -> None:
    walk = at_confirm()
    walk(events.CalledStaff(), events.Led(), events.Recorded(owed()), events.Printed(owed()))
    assert not walk.visit.staff_called
    walk.now_s = GOODBYE_S
    assert walk(events.Ticked()) == Visit(checks=walk.visit.checks)


@pytest.mark.parametrize("walk_to", [at_confirm, after(*MEAL)])
def test_a_plug_with_a_loose_contact_keeps_nobodys_visit(walk_to: Callable[[], Walk]) -> None:
    walk = walk_to()
    walk(events.HeadsetIn())
    end_s = limits(walk.visit).end_s
    while walk.now_s < end_s - MINUTE_S:
        walk.now_s += MINUTE_S
        walk(events.HeadsetOut(), events.HeadsetIn(), events.Ticked())
    assert walk.visit.warned is False
    walk.now_s = end_s
    assert walk(events.Ticked()).place is Place.START


def test_nor_is_it_a_sign_that_the_owner_of_a_code_is_still_there() -> None:
    walk = Walk()
    walk(VOICE, events.CodeSeen(code()), events.HeadsetIn())
    assert not walk.visit.touched


def test_a_headset_that_wakes_the_voice_is_a_sign_of_somebody() -> None:
    walk = at_confirm()
    walk.now_s = IDLE_END_S - 1
    walk(events.HeadsetIn())
    assert walk.visit.touched_at_s == walk.now_s
