"""What time does to a visit, by a clock that a test turns: nobody is hurried, nothing is silent."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import PinState
from kiosk.visit import CoinsFate, Place, Visit
from kiosk.visit.silence import (
    GOODBYE_S,
    HELP_END_S,
    IDLE_END_S,
    IDLE_WARN_S,
    LISTENING,
    PRINT_WAIT_S,
    STAFF_END_S,
)
from tests.kiosk.shops import MEALS, shop
from tests.kiosk.test_visit import Walk, at_confirm, code, owed
from tests.kiosk.test_visit_cards import CARD, at_pin
from tests.kiosk.test_visit_staff import in_staff_mode
from ui.contract import Setting

AHEAD_S = 20  # row 23
LEAST_S = 60
VOICE = events.AskedForAid("voice")


def after(*happened: events.Event) -> Callable[[], Walk]:
    def walk() -> Walk:
        made = Walk()
        made(*happened)
        return made

    return walk


def code_first() -> Walk:
    walk = Walk(shop(MEALS))
    walk(events.CodeSeen(code()))
    return walk


def card_taken_back() -> Walk:
    walk = Walk(shop(MEALS))
    walk(events.CodeSeen(CARD), events.WentBack())
    return walk


def at_thanks() -> Walk:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()), events.Printed(owed()))
    assert walk.visit.place is Place.THANKS
    return walk


MEAL = (events.Chose("meals"), events.Chose("lunch"))
WALKS: Sequence[Callable[[], Walk]] = (
    after(events.AskedForAid("contrast")),
    after(events.WantedLanguages()),
    after(events.Chose("meals")),
    after(*MEAL),
    after(*MEAL, events.CodeRefused("too-old")),
    after(events.CodeSeen(code(unfulfilled=(owed(),)))),
    after(events.CodeSeen(replace(CARD, pin=PinState.BLOCKED))),
    after(events.CodeSeen(code())),
    code_first,
    card_taken_back,
    at_pin,
    at_confirm,
    in_staff_mode,
)
NOTHING_BEGUN = (0, 1, WALKS.index(card_taken_back))  # a first screen that may read to the hall
HEARD = [walk_to for at, walk_to in enumerate(WALKS[:-1]) if at not in NOTHING_BEGUN]
SPOKEN = pytest.mark.parametrize("walk_to", WALKS)


def second_by_second(walk: Walk) -> tuple[int, int]:
    """When a silent person is asked first, and when the visit ends, in seconds."""
    began_s, asked_s = walk.now_s, None
    before = walk.visit
    for second in range(3600):
        walk.now_s = began_s + second
        visit = walk(events.Ticked())
        if asked_s is None and visit.warned:
            asked_s = second
        if (visit.place, visit.code) != (before.place, before.code) or visit == Visit(
            checks=before.checks
        ):
            assert asked_s is not None, "a silent reset"
            return asked_s, second
    raise AssertionError("it never ends")


@SPOKEN
def test_every_silence_is_told_20_seconds_before_it_ends_a_visit(
    walk_to: Callable[[], Walk],
) -> None:
    asked_s, ended_s = second_by_second(walk_to())
    assert ended_s >= LEAST_S
    assert ended_s - asked_s >= AHEAD_S


@pytest.mark.parametrize("walk_to", HEARD)
def test_who_listens_has_twice_the_time(walk_to: Callable[[], Walk]) -> None:
    seen, heard = walk_to(), walk_to()
    heard(events.HeadsetIn())
    if not seen.visit.touched:  # a headset is a touch
        seen(events.Touched())
    asked_s, ended_s = second_by_second(seen)
    assert second_by_second(heard) == (asked_s * LISTENING, ended_s * LISTENING)


@SPOKEN
def test_a_touch_anywhere_gives_the_whole_time_again_as_often_as_one_likes(
    walk_to: Callable[[], Walk],
) -> None:
    walk = walk_to()
    walk(events.Touched())
    before = walk.visit
    for _ in range(25):
        while not walk(events.Ticked()).warned:
            walk.now_s += 1
        walk.now_s += AHEAD_S - 1
        assert walk(events.Ticked()).warned
        assert walk(events.Touched()) == before
        assert walk.wanted() == ()


def test_who_called_staff_has_the_time_that_staff_need() -> None:
    walk = at_confirm()
    held = walk.visit.payment
    walk(events.CalledStaff())
    asked_s, ended_s = second_by_second(walk)
    assert (asked_s, ended_s) == (HELP_END_S - AHEAD_S, HELP_END_S)
    assert held is not None
    assert walk.wanted() == (effects.Void(held, "walked-away"), effects.StaffCame())


@pytest.mark.parametrize("walk_to", [at_thanks, after(*MEAL, events.CodeRefused("too-old"))])
def test_what_staff_were_called_to_see_stays_on_the_screen(walk_to: Callable[[], Walk]) -> None:
    walk = walk_to()
    place = walk(events.CalledStaff()).place
    walk.now_s = HELP_END_S - 1
    assert walk(events.Ticked()).place is place


def test_a_voice_leaves_staff_mode_no_longer_open() -> None:
    walk = in_staff_mode()
    walk(VOICE)
    assert second_by_second(walk)[1] == STAFF_END_S


def test_staff_who_call_for_staff_leave_their_mode_no_longer_open() -> None:
    walk = in_staff_mode()
    walk(events.CalledStaff())
    assert second_by_second(walk)[1] == STAFF_END_S


def test_thanks_stay_a_minute_and_twice_that_for_who_listens() -> None:
    for voice, stays_s in ((False, GOODBYE_S), (True, GOODBYE_S * LISTENING)):
        walk = at_thanks()
        if voice:
            walk(VOICE)
        walk.now_s = stays_s - 1
        assert walk(events.Ticked()).place is Place.THANKS
        walk.now_s = stays_s
        assert walk(events.Ticked()).place is Place.START


def test_a_print_nobody_knows_of_is_told_as_long_as_anything_else() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()))
    walk.now_s = PRINT_WAIT_S
    visit = walk(events.Ticked())
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.USED
    walk.now_s += IDLE_WARN_S - 1
    assert walk(events.Ticked()).place is Place.SORRY


def test_a_code_shown_first_and_then_a_touch_is_somebody_who_reads() -> None:
    walk = code_first()
    walk(events.Touched())
    walk.now_s = IDLE_WARN_S - 1
    visit = walk(events.Ticked())
    assert (visit.place, visit.warned) == (Place.ASKING, False)


def test_a_machine_out_of_order_forgets_how_the_last_person_read_it() -> None:
    walk = Walk()
    walk(events.AskedForAid("larger"), events.LedgerFailed("disk-full"), events.CalledStaff())
    refusal = walk.visit.refusal
    walk.now_s = HELP_END_S
    visit = walk(events.Ticked())
    assert (visit.place, visit.refusal) == (Place.OUT_OF_ORDER, refusal)
    assert (visit.setting, visit.staff_called) == (Setting(), False)


def test_nobody_there_is_never_asked() -> None:
    walk = Walk()
    walk(events.Touched())
    walk.now_s = IDLE_END_S * 10
    assert not walk(events.Ticked()).warned
