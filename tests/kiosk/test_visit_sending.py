"""Two people at one machine: who gets shows a code first, and is never taken for who sends."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import CheckedCode, Payment, PinState
from kiosk.visit import CoinsFate, Place, Visit, order
from kiosk.visit.handover import END, GO_ON
from kiosk.visit.silence import IDLE_END_S
from kiosk.walk import stand
from kiosk.walk.cast import CARER, badge, code
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy, EntryKind
from protocol.resident_code import ResidentCode
from schemes.money import Coins
from tests.kiosk.test_visit import Walk, owed, printer

STAND = stand("daejeon-citizen-desk", lambda *_: 6)
SHOP, SCHEME = STAND.shop, STAND.scheme
SENDING = next(id_ for id_, it in SHOP.services.items() if it.picture == "service-transfer")
SENDER = code(CredentialKind.PHONE, b"walksend", SCHEME)
RECEIVER = code(CredentialKind.PHONE, b"walkrecv", SCHEME)
CARD = code(CredentialKind.CARD, b"walkcard", SCHEME)
BADGE = badge(SCHEME)


def begun(*, near: bool = True) -> Walk:
    walk = Walk(SHOP)
    walk(events.Chose(SENDING))
    asked = walk.visit.checks
    walk(events.Found(asked, "node", True, 1) if near else events.NotFound(asked, "node-away"))
    return walk


def keying(receiver: CheckedCode = RECEIVER) -> Walk:
    walk = begun()
    walk(events.CodeSeen(receiver))
    return walk


def showing(receiver: CheckedCode = RECEIVER) -> Walk:
    walk = keying(receiver)
    walk(*(events.Typed(digit) for digit in "5000"), events.Led())
    return walk


def deciding() -> Walk:
    walk = showing()
    walk(events.CodeSeen(SENDER))
    walk(printer(walk))
    return walk


def payment_of(walk: Walk) -> Payment:
    (asked,) = (it for it in walk.wanted() if isinstance(it, effects.AskNode))
    made = Payment(b"p" * 16, asked.order, asked.code, True, (1, 1), payee=asked.payee)
    return replace(made, decided_by=DecidedBy.HOLD, spendable=Coins(9000))


def confirming() -> Walk:
    walk = deciding()
    walk(events.Held(payment_of(walk)))
    return walk


def test_the_receiver_shows_first_then_the_amount_then_the_sender() -> None:
    walk = begun()
    assert walk.visit.place is Place.RECEIVING
    assert walk(events.CodeSeen(RECEIVER)).place is Place.KEYING
    assert (walk.visit.other, walk.visit.code) == (RECEIVER, None)
    walk(*(events.Typed(digit) for digit in "5000"))
    assert walk(events.Led()).place is Place.SHOWING
    walk(events.CodeSeen(SENDER))
    walk(printer(walk))
    (asked,) = walk.wanted()
    assert isinstance(asked, effects.AskNode)
    assert (asked.code, asked.payee) == (SENDER, RECEIVER)
    assert (asked.order.kind, asked.order.total) == (EntryKind.TRANSFER, Coins(5000))


def test_without_the_node_it_is_told_before_anybody_shows_anything() -> None:
    walk = begun(near=False)
    assert walk.visit.refusal is not None
    assert (walk.visit.refusal.reason, walk.visit.refusal.coins) == ("node-away", CoinsFate.SAFE)
    assert (walk.visit.other, walk.visit.code) == (None, None)


def test_no_answer_is_refused_and_voided_and_nothing_stands_in() -> None:
    walk = deciding()
    made = payment_of(walk)
    walk(events.NoAnswer(made))
    assert walk.wanted() == (effects.StandIn(made),)
    walk(events.Declined(made, "node-away"))
    assert walk.wanted() == (effects.Void(made, "node-away"),)
    assert walk.visit.place is Place.SORRY


@pytest.mark.parametrize("where", [keying, showing], ids=["amount", "code"])
def test_the_receivers_phone_that_is_still_there_never_sends(where: object) -> None:
    walk = keying() if where is keying else showing()
    place = walk.visit.place
    fresh = replace(RECEIVER, resident=ResidentCode(RECEIVER.resident.credential, None, b"later"))
    assert walk(events.CodeSeen(fresh)).place is place
    assert walk.visit.code is None
    assert walk.visit.told == ("receivers-code" if place is Place.SHOWING else "")


def test_with_the_senders_code_kept_nothing_is_asked_of_the_receivers() -> None:
    walk = confirming()
    assert walk(events.WentBack()).place is Place.SHOWING
    walk(events.CodeSeen(RECEIVER))
    assert (walk.visit.told, walk.visit.code) == ("", SENDER)


def test_who_showed_a_code_at_first_sends_and_is_told_so_where_the_receivers_is_asked_for() -> None:
    walk = Walk(SHOP)
    walk(events.CodeSeen(SENDER), events.Chose(SENDING))
    walk(events.Found(walk.visit.checks, "node", True, 1))
    assert walk(events.CodeSeen(SENDER)).place is Place.RECEIVING
    assert walk.visit.told == "own-code-shown"
    walk(events.CodeSeen(RECEIVER), *(events.Typed(digit) for digit in "70"))
    assert walk(events.Led()).place is Place.PREPARING
    assert (walk.visit.code, walk.visit.other) == (SENDER, RECEIVER)


def test_a_badge_receives_nothing() -> None:
    walk = begun()
    assert walk(events.CodeSeen(BADGE)).place is Place.RECEIVING
    assert (walk.visit.told, walk.visit.other) == ("badge-cant-receive", None)


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        (events.CodeSeen(replace(RECEIVER, used=True)), "already-used"),
        (events.CodeRefused("too-old"), "too-old"),
        (events.CodeRefused("unknown-key"), "unknown-key"),
        (events.CodeRefused("revoked", RECEIVER), "revoked"),
    ],
    ids=["used", "stale", "forged", "revoked"],
)
def test_a_receivers_code_that_is_no_good_is_told_by_name_and_asked_for_again(
    shown: events.Event, reason: str
) -> None:
    walk = begun()
    walk(shown)
    assert walk.visit.refusal is not None
    assert (walk.visit.place, walk.visit.refusal.reason) == (Place.SORRY, reason)
    assert walk(events.Led()).place is Place.RECEIVING
    assert walk(events.CodeSeen(RECEIVER)).place is Place.KEYING


def test_another_receivers_code_is_as_good_as_the_button_after_a_refusal() -> None:
    walk = begun()
    walk(events.CodeRefused("too-old"))
    assert walk(events.CodeSeen(RECEIVER)).place is Place.KEYING


def test_a_card_receives_without_its_pin() -> None:
    assert showing(CARD).visit.other == CARD


def test_a_card_sends_by_its_pin_alone() -> None:
    walk = showing()
    assert walk(events.CodeSeen(CARD)).place is Place.PIN


def test_who_helps_with_a_card_can_not_receive_from_it() -> None:
    helper = code(CredentialKind.PHONE, CARER, SCHEME)
    blocked = replace(CARD, carers=frozenset({CARER}), pin=PinState.BLOCKED)
    walk = showing(helper)
    assert walk(events.CodeSeen(blocked)).place is Place.CARER
    walk(events.CodeSeen(helper))
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.reason == "carer-receives"


def test_who_has_helped_with_a_card_can_not_receive_from_it_either() -> None:
    """The card first and the receiver after: the phone that vouched is still in view."""
    helper = code(CredentialKind.PHONE, CARER, SCHEME)
    walk = Walk(SHOP)
    walk(events.CodeSeen(replace(CARD, carers=frozenset({CARER}), pin=PinState.BLOCKED)))
    walk(events.CodeSeen(helper), events.Chose(SENDING))
    walk(events.Found(walk.visit.checks, "node", True, 1))
    assert walk(events.CodeSeen(helper)).place is Place.RECEIVING
    assert (walk.visit.told, walk.visit.other) == ("carers-code", None)
    assert walk(events.CodeSeen(RECEIVER)).other == RECEIVER


def test_back_leads_from_each_step_to_the_one_before() -> None:
    walk = confirming()
    assert walk(events.WentBack()).place is Place.SHOWING
    assert walk.wanted() == (effects.Void(walk_payment(walk), "changed"),)
    assert walk.visit.other == RECEIVER
    assert walk(events.WentBack()).place is Place.KEYING
    assert walk.visit.other == RECEIVER
    assert walk(events.WentBack()).place is Place.RECEIVING
    assert walk.visit.other is None
    assert walk(events.WentBack()).place is Place.START


def walk_payment(walk: Walk) -> Payment:
    (void,) = (it for it in walk.wanted() if isinstance(it, effects.Void))
    return void.payment


@pytest.mark.parametrize("at", range(4), ids=["receiving", "amount", "code", "confirm"])
def test_starting_over_and_silence_forget_both_and_give_back_what_is_held(at: int) -> None:
    make = (begun, keying, showing, confirming)[at]
    for left in (events.StartedOver(), events.Ticked()):
        walk = make()
        walk.now_s += IDLE_END_S + 1
        assert walk(left) == replace(Visit(), checks=walk.visit.checks)
        voids = [it for it in walk.wanted() if isinstance(it, effects.Void)]
        assert len(voids) == (1 if make is confirming else 0)


@pytest.mark.parametrize("choice", [GO_ON, END])
@pytest.mark.parametrize("at", range(3), ids=["receiving", "amount", "confirm"])
def test_staff_who_were_called_take_it_over_and_give_it_back_or_end_it(
    at: int, choice: str
) -> None:
    walk = (begun, keying, confirming)[at]()
    before = walk.visit
    walk(events.CalledStaff(), events.CodeSeen(BADGE))
    assert walk.visit.place is Place.HANDED_PIN
    walk(*(events.Typed(digit) for digit in "123456"), events.Led())
    walk(events.PinRight(walk.visit.checks))
    after = walk(events.Chose(choice))
    kept = choice == GO_ON
    assert after.place is (before.place if kept else Place.START)
    assert after.other == (before.other if kept else None)
    voids = [it for it in walk.wanted() if isinstance(it, effects.Void)]
    assert len(voids) == (0 if kept or before.place is not Place.CONFIRMING else 1)


def test_somebody_elses_code_at_first_forgets_who_was_to_get_it() -> None:
    """Two people's visits are never mixed: what was learned after a code was that person's."""
    walk = Walk(SHOP)
    walk(events.CodeSeen(SENDER), events.Chose(SENDING))
    walk(events.Found(walk.visit.checks, "node", True, 1), events.CodeSeen(RECEIVER))
    third = code(CredentialKind.PHONE, b"walkthrd", SCHEME)
    walk(events.CodeSeen(third))
    assert (walk.visit.code, walk.visit.other) == (third, None)
    assert walk.visit.place is not Place.DECIDING


def test_a_phone_of_either_that_is_still_there_begins_nothing_after_goodbye() -> None:
    walk = confirming()
    paid = replace(owed(), kind=EntryKind.TRANSFER)
    walk(events.Led(), events.Recorded(paid), events.Printed(paid), events.StartedOver())
    for shown in (SENDER, RECEIVER):
        after = walk(events.CodeSeen(shown))
        assert (after.place, after.code) == (Place.START, None)
    assert walk(events.CodeSeen(CARD)).place is Place.PIN


@pytest.mark.parametrize("reason", ["not-enough", "over-limit"])
def test_the_receivers_phone_takes_no_refusal_from_the_one_who_reads_it(reason: str) -> None:
    walk = deciding()
    walk(events.Declined(payment_of(walk), reason))
    refused = walk.visit
    assert refused.place is Place.SORRY
    walk(events.CodeSeen(RECEIVER), events.CodeRefused("revoked", RECEIVER))
    assert walk.visit == refused


def test_nor_one_of_a_senders_code_that_was_too_old() -> None:
    walk = showing()
    walk(events.CodeRefused("too-old"), events.CodeSeen(RECEIVER))
    assert walk.visit.place is Place.SORRY
    walk(events.CodeSeen(SENDER))
    assert (walk.visit.place, walk.visit.other) == (Place.PREPARING, RECEIVER)


def test_the_order_is_only_made_with_the_sender_known() -> None:
    walk = showing()
    assert order(SHOP, walk.visit).lines[0].name.startswith(" →")
    assert deciding().visit.code == SENDER
