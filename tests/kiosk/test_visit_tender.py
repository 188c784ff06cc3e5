"""The rest of a price by card: taken once the person has agreed, in the entry or given back."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import Payment
from kiosk.visit import CoinsFate, Place
from kiosk.visit.silence import TENDER_WAIT_S
from protocol.entry import Tender
from tests.kiosk.odd_walks import at_stall, one, ticket_of
from tests.kiosk.test_visit import Walk


def at_terminal() -> tuple[Walk, Payment]:
    walk = at_stall()
    asked = walk.visit.payment
    assert asked is not None
    walk(events.Led())
    return walk, asked


def taken(asked: Payment) -> Payment:
    return replace(asked, tender=Tender("card", 100))


def recording() -> tuple[Walk, Payment]:
    walk, asked = at_terminal()
    walk(events.TenderTaken(taken(asked)))
    return walk, taken(asked)


def test_the_card_pays_its_part_before_the_entry_that_names_it() -> None:
    walk, asked = at_terminal()
    assert walk().place is Place.TENDERING
    assert walk.wanted() == (effects.TakeTender(asked),)
    assert walk(events.TenderTold(asked, "insert")).tender_step == "insert"
    assert walk(events.TenderTaken(taken(asked))).place is Place.RECORDING
    assert walk.wanted() == (effects.Commit(taken(asked)),)
    assert walk(events.Recorded(ticket_of(asked))).place is Place.FULFILLING


def test_a_rest_that_the_desk_takes_needs_no_terminal() -> None:
    walk = at_stall(rest_by="desk")
    assert walk(events.Led()).place is Place.RECORDING


@pytest.mark.parametrize("reason", ["card-declined", "card-unknown", "card-terminal-away"])
def test_a_card_that_does_not_pay_uses_no_coins(reason: str) -> None:
    walk, asked = at_terminal()
    walk(events.TenderRefused(asked, reason))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert (refusal.reason, refusal.coins) == (reason, CoinsFate.SAFE)
    assert walk.wanted() == (effects.Void(asked, reason),)


@pytest.mark.parametrize(
    ("button", "place", "why"),
    [(events.WentBack(), Place.SHOWING, "changed"), (events.StartedOver(), Place.START, "left")],
    ids=["back", "start over"],
)
def test_who_leaves_the_terminal_waits_for_its_last_word(
    button: events.Event, place: Place, why: str
) -> None:
    walk, asked = at_terminal()
    assert walk(button).place is Place.TENDERING
    assert walk.wanted() == (effects.GiveUpTender(asked),)
    assert walk(events.TenderTold(asked, "remove")).tender_step == "giving-up"
    assert walk(events.WentBack(), events.StartedOver()).place is Place.TENDERING
    assert walk.wanted() == ()
    assert walk(events.TenderRefused(asked, "card-declined")).place is place
    assert one(walk, effects.Void) == effects.Void(asked, why)


@pytest.mark.parametrize("button", [events.WentBack(), events.StartedOver()], ids=["back", "over"])
def test_what_a_card_has_paid_after_its_owner_left_is_to_go_back_and_nobody_says_it_has(
    button: events.Event,
) -> None:
    """The bank has still to say so."""
    walk, asked = at_terminal()
    walk(button, events.TenderTaken(taken(asked)))
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.reason == "card-unknown"
    assert walk.wanted() == (
        effects.Void(taken(asked), "left"),
        effects.ReturnTender(taken(asked)),
    )


@pytest.mark.parametrize("button", [events.WentBack(), events.StartedOver()], ids=["back", "over"])
@pytest.mark.parametrize("reason", ["card-unknown", "card-given-back"])
def test_who_leaves_is_told_when_the_card_has_paid_or_nobody_knows(
    button: events.Event, reason: str
) -> None:
    walk, asked = at_terminal()
    walk(button, events.TenderRefused(asked, reason))
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.reason == reason
    assert walk.wanted() == (effects.Void(asked, "left"),)


def test_an_entry_that_is_not_written_gives_the_card_its_money_back() -> None:
    walk, paid = recording()
    walk(events.NotRecorded(paid, "printer-paper-out"))
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.reason == "card-unknown"
    assert walk.wanted() == (
        effects.Void(paid, "printer-paper-out"),
        effects.ReturnTender(paid),
    )


@pytest.mark.parametrize("known", [True, False], ids=["surely not", "nobody knows"])
def test_a_ledger_that_fails_gives_back_only_what_is_surely_in_no_entry(known: bool) -> None:
    walk, paid = recording()
    walk(events.LedgerFailed("disk-full", paid.id if known else b""))
    assert walk().place is Place.OUT_OF_ORDER
    assert walk.wanted() == ((effects.ReturnTender(paid),) if known else ())


def test_a_ledger_that_fails_while_the_terminal_works_stops_it_and_returns_what_it_took() -> None:
    walk, asked = at_terminal()
    walk(events.LedgerFailed("disk-full"))
    assert walk.wanted() == (effects.GiveUpTender(asked),)
    walk(events.TenderTaken(taken(asked)))
    assert walk.wanted() == (effects.ReturnTender(taken(asked)),)


def test_a_terminal_that_never_answers_is_given_up_and_late_money_goes_back() -> None:
    walk, asked = at_terminal()
    walk.now_s = TENDER_WAIT_S
    walk(events.Ticked())
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.reason == "card-unknown"
    assert walk.wanted() == (effects.GiveUpTender(asked), effects.Void(asked, "card-unknown"))
    walk(events.TenderTaken(taken(asked)))
    assert walk.wanted() == (effects.ReturnTender(taken(asked)),)


def test_the_same_word_twice_returns_nothing_of_a_sale() -> None:
    walk, paid = recording()
    walk(events.TenderTaken(paid))
    assert walk.wanted() == ()
    assert walk().place is Place.RECORDING


def test_an_answer_for_another_payment_is_none() -> None:
    walk, asked = at_terminal()
    other = replace(asked, id=b"z" * 16)
    walk(events.TenderRefused(other, "card-declined"), events.TenderTold(other, "insert"))
    assert (walk.visit.place, walk.visit.tender_step) == (Place.TENDERING, "")
    walk(events.TenderTaken(taken(other)))
    assert walk().place is Place.TENDERING
    assert walk.wanted() == (effects.ReturnTender(taken(other)),)
