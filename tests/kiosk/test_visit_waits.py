"""No wait of a visit is endless, and nobody is thrown out who is still there."""

import pytest

from kiosk import effects, events
from kiosk.visit import CoinsFate, Place, Visit
from kiosk.visit.silence import (
    CODE_END_S,
    DECIDE_WAIT_S,
    GOODBYE_S,
    IDLE_END_S,
    IDLE_WARN_S,
    PRINT_WAIT_S,
    PRINTER_WAIT_S,
    RECORD_WAIT_S,
)
from tests.kiosk.test_visit import MEALS_ONLY, Walk, at_confirm, code, owed, payment_of, printer


def test_a_printer_that_never_answers_ends_the_wait() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    walk.now_s = PRINTER_WAIT_S
    visit = walk(events.Ticked())
    assert visit.refusal is not None
    assert visit.refusal.reason == "printer-unreachable"


def test_walking_away_from_the_confirm_screen_is_warned_then_voided_and_wiped() -> None:
    walk = at_confirm()
    walk.now_s = IDLE_WARN_S
    assert walk(events.Ticked()).warned
    walk.now_s = IDLE_END_S
    assert walk(events.Ticked()) == Visit(checks=1)
    assert [type(effect) for effect in walk.wanted()] == [effects.Void]


def test_a_touch_after_the_warning_gives_the_whole_time_again() -> None:
    walk = at_confirm()
    walk.now_s = IDLE_WARN_S
    walk(events.Ticked(), events.AskedForAid("larger"))
    assert not walk.visit.warned
    walk.now_s = IDLE_WARN_S + IDLE_END_S - 1
    assert walk(events.Ticked()).place is Place.CONFIRMING


def test_aids_left_on_by_someone_go_off_again() -> None:
    walk = Walk()
    walk(events.AskedForAid("contrast"))
    walk.now_s = IDLE_END_S
    assert walk(events.Ticked()) == Visit()


def test_an_untouched_start_screen_never_warns() -> None:
    walk = Walk()
    walk.now_s = IDLE_WARN_S * 10
    assert not walk(events.Ticked()).warned


def test_thanks_stay_a_minute_and_then_nothing_of_the_person_is_left() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()), events.Printed(owed()))
    walk.now_s = GOODBYE_S - 1
    assert walk(events.Ticked()).place is Place.THANKS
    walk.now_s = GOODBYE_S
    assert walk(events.Ticked()) == Visit(checks=1)


def test_who_reads_the_menu_slowly_is_asked_before_the_visit_ends() -> None:
    walk = Walk()
    walk(events.CodeSeen(code()), events.Chose("meals"))
    walk.now_s = IDLE_WARN_S - 1
    assert not walk(events.Ticked()).warned
    walk.now_s = IDLE_WARN_S
    assert walk(events.Ticked()).warned


def test_calling_staff_does_not_lengthen_a_machines_wait() -> None:
    walk = at_confirm()
    walk(events.Led())
    walk.now_s = RECORD_WAIT_S - 1
    walk(events.CalledStaff())
    walk.now_s = RECORD_WAIT_S
    assert walk(events.Ticked()).place is Place.OUT_OF_ORDER


def test_a_decision_that_never_comes_lets_the_person_go_and_its_late_hold_too() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    walk(printer(walk))
    held = payment_of(walk)
    walk.now_s = DECIDE_WAIT_S
    visit = walk(events.Ticked())
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.SAFE
    walk(events.Held(held))
    assert walk.wanted() == (effects.Void(held, "left"),)


def test_a_code_that_was_shown_and_left_behind_is_forgotten() -> None:
    walk = Walk(MEALS_ONLY)
    walk(events.CodeSeen(code()))
    walk.now_s += CODE_END_S
    assert walk(events.Ticked()) == Visit()


def test_a_phone_left_in_view_keeps_no_payment_alive() -> None:
    walk = at_confirm()
    walk.now_s = IDLE_END_S
    walk(events.CodeSeen(code()))
    assert walk(events.Ticked()).place is Place.START


@pytest.mark.parametrize(
    ("wait_s", "happened", "fate"),
    [
        (RECORD_WAIT_S, (events.Led(),), CoinsFate.UNKNOWN),
        (PRINT_WAIT_S, (events.Led(), events.Recorded(owed())), CoinsFate.USED),
    ],
)
def test_no_wait_is_endless(
    wait_s: float, happened: tuple[events.Event, ...], fate: CoinsFate
) -> None:
    walk = at_confirm()
    walk(*happened)
    walk.now_s = wait_s
    visit = walk(events.Ticked())
    assert visit.refusal is not None
    assert visit.refusal.coins is fate
