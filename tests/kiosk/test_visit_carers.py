"""Who helps with a card: asked for where its PIN can't be tried, and never paying in its place."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import CheckedCode, PinState
from kiosk.visit import Place, Visit
from kiosk.visit.silence import CODE_END_S
from tests.kiosk.people import NOON_S, Card, Resident
from tests.kiosk.shops import MEALS, shop
from tests.kiosk.test_visit import Walk, owed, payment_of, printer
from tests.kiosk.test_visit_cards import CARD, NODE, at_pin, carers_code, typed

CANT_TRY = (PinState.BLOCKED, PinState.NOT_SET)
PHONE = carers_code()


def at_carer(state: PinState = PinState.BLOCKED) -> Walk:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(replace(CARD, pin=state)))
    assert walk.visit.place is Place.CARER
    return walk


def asks_for_a_carer(visit: Visit) -> bool:
    """Nobody pays; the words say that this is who helps."""
    told = visit.refusal.reason if visit.refusal else ""
    return (visit.place, visit.code, told) == (Place.SORRY, None, "carer-alone")


@pytest.mark.parametrize("state", CANT_TRY)
def test_a_card_whose_pin_can_not_be_tried_pays_by_its_carers_word(state: PinState) -> None:
    walk = at_carer(state)
    assert walk(events.CodeSeen(PHONE)).place is Place.PREPARING
    walk(printer(walk))
    (hold,) = walk.wanted()
    assert isinstance(hold, effects.AskNode)
    assert hold.code.resident.cti == CARD.resident.cti
    assert hold.code.carer is not None
    assert hold.code.carer.resident == PHONE.resident


def test_a_blocked_card_beside_a_carer_is_noted_all_the_same() -> None:
    walk = at_carer()
    assert walk.wanted() == (
        effects.NoteRefusal("pin-blocked", replace(CARD, pin=PinState.BLOCKED)),
    )
    walk = at_carer(PinState.NOT_SET)
    assert walk.wanted() == ()


@pytest.mark.parametrize(
    ("reason", "state"), [("pin-blocked", CANT_TRY[0]), ("pin-not-set", CANT_TRY[1])]
)
def test_the_last_wrong_try_leads_to_the_carer(reason: str, state: PinState) -> None:
    walk = at_pin()
    visit = walk(events.PinRefused(typed(walk).number, reason))
    assert visit.place is Place.CARER
    assert visit.code is not None
    assert visit.code.pin is state
    assert walk(events.CodeSeen(PHONE)).place is Place.PREPARING


def test_anybody_elses_code_is_no_carers_and_pays_nothing() -> None:
    walk = at_carer()
    stranger = CheckedCode(Resident(NODE).checked(), NOON_S, used=False)
    visit = walk(events.CodeSeen(stranger))
    assert visit.refusal is not None
    assert (visit.refusal.reason, visit.code) == ("not-a-carer", None)


def test_a_card_listed_as_carer_vouches_for_nobody() -> None:
    copied = Card(NODE, b"card-two").seen()
    walk = at_pin(replace(CARD, carers=frozenset({copied.resident.cti})))
    visit = walk(events.CodeSeen(copied))
    assert visit.refusal is not None
    assert (visit.refusal.reason, visit.code) == ("not-a-carer", None)


@pytest.mark.parametrize("walk", [at_pin(), at_carer()], ids=["pin", "carer"])
def test_a_carer_who_comes_after_the_card_was_taken_back_does_not_pay(walk: Walk) -> None:
    walk(events.WentBack())
    assert walk.visit.place is Place.SHOWING
    assert asks_for_a_carer(walk(events.CodeSeen(PHONE)))
    assert asks_for_a_carer(walk(events.CodeSeen(PHONE)))  # still held there
    walk(events.Led())
    assert asks_for_a_carer(walk(events.CodeSeen(PHONE)))
    walk(events.Led())
    assert walk(events.CodeSeen(CARD)).place is Place.PIN


def test_a_carer_who_comes_after_a_refusal_does_not_pay() -> None:
    walk = at_pin()
    walk(events.CodeSeen(CheckedCode(Resident(NODE).checked(), NOON_S, used=False)))
    assert walk.visit.place is Place.SORRY
    assert asks_for_a_carer(walk(events.CodeSeen(PHONE)))


@pytest.mark.parametrize("state", PinState)
def test_at_the_first_screen_too(state: PinState) -> None:
    walk = Walk(shop(MEALS))
    walk(events.CodeSeen(replace(CARD, pin=state)), events.WentBack())
    assert walk.visit.place is Place.START
    assert asks_for_a_carer(walk(events.CodeSeen(PHONE)))
    assert asks_for_a_carer(walk(events.CodeSeen(PHONE)))


def test_who_begins_anew_pays_for_themselves() -> None:
    walk = at_carer()
    walk(events.StartedOver(), events.Chose("meals"), events.Chose("lunch"))
    visit = walk(events.CodeSeen(PHONE))
    assert (visit.place, visit.code) == (Place.PREPARING, PHONE)


def test_a_card_that_was_taken_back_is_forgotten_when_nobody_is_there_any_more() -> None:
    walk = Walk(shop(MEALS))
    walk(events.CodeSeen(CARD), events.WentBack())
    walk.now_s = CODE_END_S
    assert walk(events.Ticked()).carers == frozenset()
    assert walk(events.CodeSeen(PHONE)).code == PHONE


def test_a_carers_phone_held_on_does_not_take_the_cards_place() -> None:
    walk = Walk()
    walk(events.CodeSeen(replace(CARD, pin=PinState.BLOCKED)), events.CodeSeen(PHONE))
    before = walk.visit
    assert before.place is Place.START
    assert before.code is not None
    assert before.code.resident.cti == CARD.resident.cti
    assert walk(events.CodeSeen(PHONE)) == before


def test_a_carers_phone_held_on_does_not_take_the_thanks_away() -> None:
    walk = at_carer()
    walk(events.CodeSeen(PHONE))
    walk(printer(walk))
    walk(events.Held(payment_of(walk)), events.Led())
    ticket = owed()
    walk(events.Recorded(ticket), events.Printed(ticket))
    assert walk.visit.place is Place.THANKS
    assert walk(events.CodeSeen(replace(PHONE, used=True))).place is Place.THANKS
