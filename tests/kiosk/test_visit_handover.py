"""Staff take a visit over: after a call, by badge and PIN, and nothing of it is lost or charged."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk import effects, events
from kiosk.payment import CheckedCode, PinState
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.speech.words import load_words
from kiosk.visit import CoinsFate, Place, Visit
from kiosk.visit.handover import BLOCKED, END, ENDED, GO_ON, NOT_NOW, NOT_SET, PRINT
from kiosk.visit.silence import RECORD_WAIT_S, STAFF_END_S, STAFF_WARN_S
from tests.kiosk.people import NOON_S, Card, Node, Resident, badge
from tests.kiosk.shops import facility
from tests.kiosk.test_visit import SHOP, Walk, at_confirm, code, owed, printer
from tests.kiosk.test_visit_cards import CARD, at_pin, digits, typed
from tests.kiosk.test_visit_silence import AHEAD_S, MEAL, after, at_thanks

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
BADGE = badge(Node()).seen()
SHOWN = events.CodeSeen(BADGE)
WORDS, PLACE = load_words("ko"), facility()
READER = Reader(WORDS, "코인")
PRESENTER = Presenter(SHOP, FrameMaker(PLACE, WORDS, READER), WORDS, READER, lambda *_: 6)


def not_printed() -> Walk:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()), events.PrintFailed(owed(), "print-failed"))
    assert walk.visit.place is Place.SORRY
    return walk


def at_wrong_pin() -> Walk:
    walk = at_pin()
    walk(events.PinWrong(typed(walk).number, 2))
    assert walk.visit.tries_left == 2
    return walk


PLACES: Sequence[Callable[[], Walk]] = (
    after(events.Chose("meals")),
    after(*MEAL, events.WantedMore()),
    after(*MEAL, events.CodeRefused("too-old")),
    after(events.CodeSeen(code())),
    after(events.CodeSeen(code()), events.WantedLanguages()),
    after(events.CodeSeen(code(unfulfilled=(owed(),)))),
    after(events.CodeSeen(replace(CARD, pin=PinState.BLOCKED))),
    at_wrong_pin,
    at_confirm,
    at_thanks,
    not_printed,
)
EVERYWHERE = pytest.mark.parametrize("walk_to", PLACES)


def handed(walk: Walk) -> Walk:
    """Staff are called, come, and have typed the PIN of their badge."""
    walk(events.CalledStaff(), SHOWN)
    assert walk.visit.place is Place.HANDED_PIN
    asked = typed(walk, "271828")
    assert asked.code == BADGE
    assert walk(events.PinRight(asked.number)).place is Place.HANDED
    assert walk.wanted() == (effects.StaffCame(),)
    return walk


def as_before(visit: Visit, before: Visit) -> bool:
    """Whether nothing of the resident's has changed; questions asked of the machine are counted."""
    own = replace(visit, checks=before.checks, touched=before.touched, staff_called=False)
    return own == before


@EVERYWHERE
def test_staff_who_were_called_take_over_and_give_back_what_they_found(
    walk_to: Callable[[], Walk],
) -> None:
    walk = walk_to()
    before = walk.visit
    visit = handed(walk)(events.Chose(GO_ON))
    assert as_before(visit, before)
    assert visit.payment is before.payment
    assert not visit.staff_called
    assert walk.wanted() == ()


@EVERYWHERE
@pytest.mark.parametrize("left", ["back", "silence", "blocked", "no answer"])
def test_a_badge_that_comes_to_nothing_leaves_the_resident_where_they_were(
    walk_to: Callable[[], Walk], left: str
) -> None:
    walk = walk_to()
    before = walk.visit
    walk(events.CalledStaff(), SHOWN, *digits("27"))
    if left == "back":
        walk(events.WentBack())
    elif left == "silence":
        walk.now_s += STAFF_END_S
        walk(events.Ticked())
    else:
        number = typed(walk, "1828").number
        walk.now_s += RECORD_WAIT_S if left == "no answer" else 0
        blocked = events.PinRefused(number, "pin-blocked")
        walk(events.Ticked() if left == "no answer" else blocked)
    told = {"blocked": BLOCKED, "no answer": NOT_NOW}
    assert walk.visit.told == told.get(left, "")
    assert as_before(replace(walk.visit, told=""), before)
    assert walk.visit.staff_called
    assert not [one for one in walk.wanted() if isinstance(one, effects.Void)]


@EVERYWHERE
def test_a_badge_nobody_called_takes_nothing_over(walk_to: Callable[[], Walk]) -> None:
    walk = walk_to()
    visit = walk(SHOWN)
    assert visit.handover is None
    assert visit.place not in (Place.HANDED_PIN, Place.HANDED)


@pytest.mark.parametrize(
    ("state", "told", "noted"),
    [(PinState.BLOCKED, BLOCKED, "pin-blocked"), (PinState.NOT_SET, NOT_SET, "")],
)
def test_a_badge_whose_pin_may_not_be_tried_is_told_so_in_a_quiet_line(
    state: PinState, told: str, noted: str
) -> None:
    walk = at_confirm()
    walk(events.CalledStaff())
    before = walk.visit
    shown = replace(BADGE, pin=state)
    visit = walk(events.CodeSeen(shown))
    assert visit == replace(before, told=told)
    assert walk.wanted() == ((effects.NoteRefusal(noted, shown),) if noted else ())
    assert PRESENTER.screen(visit, NOON).frame.notice == WORDS(f"told.{told}")
    assert walk(events.Touched()).told == ""


def test_a_wrong_pin_is_typed_anew_and_the_cards_own_tries_are_kept() -> None:
    walk = at_wrong_pin()
    walk(events.CalledStaff(), SHOWN)
    assert walk.visit.tries_left is None
    visit = walk(events.PinWrong(typed(walk, "000000").number, 4))
    assert (visit.place, visit.tries_left) == (Place.HANDED_PIN, 4)
    assert walk(events.WentBack()).tries_left == 2


def test_an_old_answer_hands_nothing_over() -> None:
    walk = at_confirm()
    walk(events.CalledStaff(), SHOWN)
    old = typed(walk, "000000").number
    walk(events.PinWrong(old, 4))
    typed(walk, "111111")
    for answer in (events.PinRight(old), events.PinWrong(old, 9), events.PinRefused(old, "x")):
        assert walk(answer).place is Place.HANDED_CHECK


def test_the_visit_goes_on_with_the_very_same_payment() -> None:
    walk = at_confirm()
    held = walk.visit.payment
    assert held is not None
    handed(walk)(events.Chose(GO_ON), events.Led())
    assert walk.wanted() == (effects.Commit(held),)


@pytest.mark.parametrize(
    ("leave", "reason"), [(events.Chose(END), ENDED), (events.StartedOver(), "left")]
)
def test_staff_end_a_visit_and_what_is_held_is_given_back_once(
    leave: events.Event, reason: str
) -> None:
    walk = at_confirm()
    held = walk.visit.payment
    assert held is not None
    visit = handed(walk)(leave)
    assert visit == Visit(checks=visit.checks)
    assert walk.wanted() == (effects.Void(held, reason),)
    walk(leave)
    assert walk.wanted() == ()


@pytest.mark.parametrize("walk_to", [at_thanks, not_printed])
def test_what_was_paid_is_never_given_back_by_ending(walk_to: Callable[[], Walk]) -> None:
    walk = handed(walk_to())
    assert walk(events.Chose(END)).place is Place.START
    assert walk.wanted() == ()


def test_a_payers_phone_still_in_view_begins_no_visit_after_staff_ended_it() -> None:
    walk = at_thanks()
    paid = walk.visit.code
    assert paid is not None
    handed(walk)(events.Chose(END))
    assert walk(events.CodeSeen(paid)).code is None


def test_a_ticket_that_is_owed_is_printed_by_the_badge_and_the_resident_is_thanked() -> None:
    walk = handed(not_printed())
    walk(events.Chose(PRINT))
    assert walk.visit.place is Place.PREPARING
    walk(printer(walk))
    again = replace(owed(), again=True)
    assert walk.wanted() == (effects.Print(again, BADGE),)
    visit = walk(events.Printed(again))
    assert (visit.place, visit.handover, visit.staff_called) == (Place.THANKS, None, False)
    assert visit.refusal is None


def test_a_ticket_that_fails_again_can_be_tried_again_by_staff() -> None:
    walk = handed(not_printed())
    walk(events.Chose(PRINT))
    walk(printer(walk, "printer-paper-out"))
    assert walk.visit.refusal is not None
    assert (walk.visit.refusal.coins, walk.visit.handover) == (CoinsFate.USED, None)
    walk(SHOWN)
    asked = typed(walk, "271828")
    walk(events.PinRight(asked.number), events.Chose(PRINT))
    walk(printer(walk))
    assert [type(effect) for effect in walk.wanted()] == [effects.Print]


@pytest.mark.parametrize("walk_to", [at_thanks, at_confirm, after(*MEAL)])
def test_no_ticket_is_printed_that_nobody_is_owed(walk_to: Callable[[], Walk]) -> None:
    walk = handed(walk_to())
    assert walk(events.Chose(PRINT)).place is Place.HANDED
    assert walk.wanted() == ()


def test_a_badge_at_the_first_screen_still_begins_staff_mode() -> None:
    visit = Walk()(events.CalledStaff(), SHOWN)
    assert (visit.place, visit.handover) == (Place.PIN, None)
    assert visit.staff is not None


def test_no_code_is_taken_while_staff_have_the_visit() -> None:
    walk = handed(at_confirm())
    before = walk.visit
    other = CheckedCode(Resident(Node()).checked(), NOON_S, used=False)
    for shown in (other, Card(Node()).seen(), BADGE):
        assert walk(events.CodeSeen(shown)) == before


def test_staff_who_walk_away_are_asked_first() -> None:
    walk = handed(at_confirm())
    walk.now_s = STAFF_WARN_S
    assert walk(events.Ticked()).warned
    assert STAFF_END_S - STAFF_WARN_S >= AHEAD_S
