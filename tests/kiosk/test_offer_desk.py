"""A code of the machine's own says what it is for, and only what was made for it comes of it."""

from dataclasses import replace

import pytest

from kiosk.node.offer_code import modules
from kiosk.node.offer_desk import OFFER_S, ShownOffer, thing
from offline_queue.clock import Moment
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused, QueueError
from protocol.code import from_text
from protocol.entry import ClockState
from protocol.keys import key_ring
from protocol.offer import Offer, read_offer, unverified_offer
from protocol.resident_code import check
from tests.kiosk.offers import Counter, meals
from tests.kiosk.people import NOON_S, SCHEME, Card, Resident


def shown(counter: Counter) -> ShownOffer:
    made = counter.desk.offer(meals())
    assert isinstance(made, ShownOffer)
    return made


def test_an_offer_is_signed_and_says_thing_coins_place_and_end() -> None:
    counter = Counter()
    made = shown(counter)
    ring = key_ring(counter.signer.public_key)
    assert read_offer(from_text(made.text), ring) == made.offer
    assert made.offer == Offer(
        id=counter.signer.public_key.kid + b"-" + (1).to_bytes(7),
        scheme=SCHEME,
        kind="spend",
        amount=meals().total.units,
        name="점심 식권",
        until=NOON_S + OFFER_S,
        place="시험관",
    )
    assert shown(counter).offer.id != made.offer.id


def test_a_long_name_is_cut_and_the_number_stays() -> None:
    order = meals(3)
    assert thing(order) == "점심 식권 3장"
    long = replace(order, lines=(replace(order.lines[0], name="가나 " * 9),))
    assert thing(long) == "가나 가나 가나 가나 가나 가나 3장"
    assert len(thing(long)) <= 20


def test_nothing_is_offered_while_the_node_is_away() -> None:
    counter = Counter()
    counter.wire.broken = NodeAway("cut")
    assert counter.desk.offer(meals()) == "offer-away"
    assert not counter.watch.near
    counter.wire.broken = None
    assert counter.desk.offer(meals()) == "offer-away"  # known to be away: it is not even asked
    assert len(counter.wire.asked) == 1
    counter.watch.answered()
    assert isinstance(counter.desk.offer(meals()), ShownOffer)


def test_a_clock_that_nobody_knows_offers_nothing() -> None:
    counter = Counter()
    counter.now = Moment(NOON_S, ClockState.UNKNOWN)
    assert counter.desk.offer(meals()) == "offer-away"


def test_what_answers_the_offer_is_evidence_for_exactly_that() -> None:
    counter = Counter()
    made = shown(counter)
    assert counter.desk.poll(made) is None
    counter.wire.answers[made.offer.id] = evidence = counter.answer(made.offer)
    assert counter.desk.poll(made) == evidence
    keys = counter.node.keys
    assert check(evidence, keys, SCHEME, NOON_S, challenge=made.offer.id).cti == counter.phone.cti


def captured(counter: Counter, offer: Offer) -> dict[str, bytes]:
    """Genuine codes that were not made for this offer."""
    return {
        "ordinary": counter.phone.code(),
        "card": Card(counter.node).code(),
        "other-offer": counter.answer(offer, challenge=bytes(16)),
        "other-coins": counter.answer(offer, amount=offer.amount - 1),
        "no-coins": counter.answer(offer, amount=None),
        "stranger": Resident(Counter().node).code(),
    }


@pytest.mark.parametrize("kind", captured(Counter(), unverified_offer(shown(Counter()).text)))
def test_a_code_that_was_captured_elsewhere_is_never_handed_on(kind: str) -> None:
    counter = Counter()
    made = shown(counter)
    counter.wire.answers[made.offer.id] = captured(counter, made.offer)[kind]
    with pytest.raises(BadAnswer):
        counter.desk.poll(made)


@pytest.mark.parametrize(
    "error", [NodeAway("cut"), NodeRefused("unknown-key", 403), BadAnswer("forged")], ids=repr
)
def test_a_poll_without_an_answer_tells_that_the_node_is_away(error: QueueError) -> None:
    counter = Counter()
    made = shown(counter)
    counter.wire.broken = error
    with pytest.raises(type(error)):
        counter.desk.poll(made)
    assert not counter.watch.near


def test_its_code_is_square_dark_in_three_corners_and_small_enough_for_40_mm() -> None:
    rows = modules(shown(Counter()).text)
    assert {len(row) for row in rows} == {len(rows)}
    finder = [True] * 7
    assert [list(rows[0][:7]), list(rows[0][-7:]), list(rows[-1][:7])] == [finder] * 3
    assert 40 / len(rows) >= 0.6  # mm a module
