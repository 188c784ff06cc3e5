"""The visit's table for cards: a PIN or a carer first, and never a word of what was typed."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import Carer, CheckedCode, PinState, Proof
from kiosk.visit import CoinsFate, Place
from kiosk.visit.silence import IDLE_END_S, RECORD_WAIT_S
from tests.kiosk.people import NOON_S, Card, Node, Resident, badge
from tests.kiosk.shops import MEALS, shop
from tests.kiosk.test_visit import Walk, owed, printer

NODE = Node()
CARER = Resident(NODE, cti=b"daughter")
CARD = replace(Card(NODE).seen(), carers=frozenset({CARER.cti}))
ALONE = replace(CARD, carers=frozenset())


def digits(text: str) -> list[events.Event]:
    return [events.Typed(digit) for digit in text]


def at_pin(code: CheckedCode = CARD, walk: Walk | None = None) -> Walk:
    walk = walk or Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code))
    assert walk.visit.place is Place.PIN
    return walk


def typed(walk: Walk, pin: str = "1234") -> effects.CheckPin:
    walk(*digits(pin), events.Led())
    (asked,) = walk.wanted()
    assert isinstance(asked, effects.CheckPin)
    return asked


def carers_code(used: bool = False) -> CheckedCode:
    return CheckedCode(CARER.checked(), NOON_S, used)


def test_a_card_pays_after_its_pin_as_a_phone_does() -> None:
    walk = at_pin()
    asked = typed(walk)
    assert (asked.pin, asked.code) == ("1234", CARD)
    assert walk.visit.place is Place.PIN_CHECK
    assert walk(events.PinRight(asked.number)).place is Place.PREPARING
    walk(printer(walk))
    (hold,) = walk.wanted()
    assert isinstance(hold, effects.AskNode)
    assert hold.code == replace(CARD, proof=Proof())


def test_a_card_shown_first_is_asked_for_its_pin_at_once() -> None:
    walk = Walk(shop(MEALS))
    assert walk(events.CodeSeen(CARD)).place is Place.PIN
    assert walk(events.PinRight(typed(walk).number)).place is Place.ASKING
    assert walk.visit.touched  # whoever has just typed is not forgotten after half a minute


def test_three_digits_are_no_pin_and_a_fifth_is_nothing() -> None:
    walk = at_pin()
    walk(*digits("123"), events.Led())
    assert walk.visit.place is Place.PIN
    walk(*digits("45"))
    assert walk.visit.typed == "1234"
    assert walk(events.Erased()).typed == "123"
    assert walk(events.Typed("x")).typed == "123"
    assert walk(events.Typed("12")).typed == "123"


def test_a_wrong_pin_says_how_many_tries_are_left_and_forgets_what_was_typed() -> None:
    walk = at_pin()
    visit = walk(events.PinWrong(typed(walk).number, 4))
    assert (visit.place, visit.tries_left, visit.typed) == (Place.PIN, 4, "")


def test_a_blocked_card_is_sent_to_the_desk_and_no_coins_go() -> None:
    walk = at_pin(ALONE)
    visit = walk(events.PinRefused(typed(walk).number, "pin-blocked"))
    assert visit.refusal is not None
    assert (visit.refusal.reason, visit.refusal.coins) == ("pin-blocked", CoinsFate.SAFE)
    assert walk.wanted() == (effects.NoteRefusal("pin-blocked", ALONE),)
    assert walk(events.Led()).place is Place.SHOWING
    assert walk.visit.code is None


@pytest.mark.parametrize(
    ("state", "reason"),
    [(PinState.BLOCKED, "pin-blocked"), (PinState.NOT_SET, "pin-not-set")],
)
def test_a_card_that_may_not_be_tried_is_told_so_before_anything_is_typed(
    state: PinState, reason: str
) -> None:
    walk = Walk()
    visit = walk(events.CodeSeen(replace(ALONE, pin=state)))
    assert visit.refusal is not None
    assert visit.refusal.reason == reason


def test_an_answer_to_an_earlier_question_proves_nothing() -> None:
    walk = at_pin()
    old = typed(walk).number
    walk(events.PinWrong(old, 4))
    typed(walk, "9999")
    assert walk(events.PinRight(old)).place is Place.PIN_CHECK
    assert walk.wanted() == ()


def test_a_carers_code_beside_the_card_is_as_good_as_its_pin() -> None:
    walk = at_pin()
    walk(events.Typed("1"))
    shown = carers_code()
    assert walk(events.CodeSeen(shown)).place is Place.PREPARING
    assert walk.visit.code is not None
    assert walk.visit.code.resident.cti == CARD.resident.cti
    assert walk.visit.code.carer == Carer(shown.resident, NOON_S)
    assert walk.visit.typed == ""


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (CheckedCode(Resident(NODE).checked(), NOON_S, used=False), "not-a-carer"),
        (carers_code(used=True), "already-used"),
    ],
)
def test_anybody_elses_code_beside_the_card_ends_it(shown: CheckedCode, reason: str) -> None:
    walk = at_pin()
    visit = walk(events.CodeSeen(shown))
    assert visit.refusal is not None
    assert visit.refusal.reason == reason
    assert visit.code is None


def test_a_code_that_is_no_good_beside_the_card_is_told() -> None:
    walk = at_pin()
    assert walk(events.CodeRefused("too-old")).place is Place.SORRY
    assert walk(events.Led()).place is Place.SHOWING


def test_the_card_still_in_view_changes_nothing() -> None:
    walk = at_pin()
    walk(events.Typed("1"))
    before = walk.visit
    assert walk(events.CodeSeen(CARD)) == before


def test_an_owed_ticket_shows_only_after_the_pin() -> None:
    walk = Walk()
    card = replace(CARD, unfulfilled=(owed(),))
    assert walk(events.CodeSeen(card)).ticket is None
    assert walk(events.PinRight(typed(walk).number)).place is Place.REPRINT


@pytest.mark.parametrize(
    ("event", "place"),
    [(events.WentBack(), Place.SHOWING), (events.StartedOver(), Place.START)],
)
def test_leaving_the_pin_forgets_the_card_and_the_digits(event: events.Event, place: Place) -> None:
    walk = at_pin()
    walk(*digits("12"))
    visit = walk(event)
    assert (visit.place, visit.code, visit.typed) == (place, None, "")


def test_who_walks_away_from_the_keypad_leaves_nothing() -> None:
    walk = at_pin()
    walk(*digits("12"))
    walk.now_s = IDLE_END_S
    visit = walk(events.Ticked())
    assert (visit.place, visit.code, visit.typed) == (Place.START, None, "")


def test_a_pin_that_is_never_compared_lets_the_person_go() -> None:
    walk = at_pin()
    late = typed(walk).number
    walk.now_s = RECORD_WAIT_S
    visit = walk(events.Ticked())
    assert visit.refusal is not None
    assert visit.refusal.reason == "not-now"
    walk(events.PinRight(late))
    assert walk.visit.place is Place.SORRY


def test_a_badge_in_the_middle_of_a_visit_pays_nothing() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"))
    visit = walk(events.CodeSeen(badge(NODE).seen()))
    assert visit.refusal is not None
    assert visit.refusal.reason == "badge-at-start"


@pytest.mark.parametrize("reason", ["bad-signature", "already-used", "revoked"])
def test_what_helps_to_find_fraud_is_noted(reason: str) -> None:
    walk = Walk()
    walk(events.CodeRefused(reason, CARD))
    assert walk.wanted() == (effects.NoteRefusal(reason, CARD),)


@pytest.mark.parametrize("reason", ["wrong-scheme", "too-old", "not-at-home"])
def test_what_is_no_fraud_leaves_nothing(reason: str) -> None:
    walk = Walk()
    walk(events.CodeRefused(reason))
    assert walk.wanted() == ()


def test_no_repr_tells_what_was_typed() -> None:
    walk = at_pin()
    walk(*digits("7351"))
    shown = [repr(walk.visit), repr(events.Typed("7"))]
    walk(events.Led())
    (asked,) = walk.wanted()
    badge_code = badge(NODE).seen()
    shown += [repr(asked), repr(effects.SetPin(1, CARD, badge_code, "7351"))]
    assert [text for text in shown if "7351" in text or "'7'" in text] == []
