"""Answers to offers: what is kept, for whom, how long, and what is refused by which name."""

import json
from dataclasses import replace

import pytest

from central_node.errors import Refused, StoreBusy
from central_node.node import Node
from central_node.offers import (
    MAX_LIVE_EACH,
    MAX_TRIES,
    TryMeter,
    keep_answer,
    read_answer,
)
from central_node.store import Store
from protocol.receipt import Receipt
from tests.central_node.offering import COINS, Counter, offer
from tests.central_node.paper import beat
from tests.central_node.test_growth import heard, plans
from tests.central_node.world import (
    Code,
    KioskSim,
    World,
    held,
    stood_in,
    twin,
)


@pytest.fixture
def counter(world: World) -> Counter:
    return Counter(world)


def test_the_kiosk_that_offered_gets_the_answer_and_nobody_else_does(counter: Counter) -> None:
    wanted = counter.offer()
    assert counter.take(wanted) is None
    code = counter.code(wanted)
    told = counter.answer(wanted, code)
    assert (told["offer"], told["amount"], told["name"]) == (wanted.id.hex(), COINS, "Lunch")
    assert counter.take(wanted, counter.world.kiosks[1]) is None
    assert counter.take(wanted) == code.evidence
    assert counter.take(wanted) == code.evidence  # the answer may have got lost on the line


def test_an_answer_changes_nothing_in_the_books_and_pays_by_a_hold_and_an_entry_like_any_other(
    counter: Counter,
) -> None:
    world, wanted = counter.world, counter.offer()
    code, before = counter.code(wanted), world.dump()
    counter.answer(wanted, code)
    assert counter.take(wanted) == code.evidence
    assert world.dump() == {**before, "offer_answer": kept(world)}
    id_ = world.id()
    answer = counter.kiosk.hold(code, COINS, id_)
    assert answer.held
    counter.kiosk.spend(code, COINS, held(answer.from_slice), id_)
    assert counter.kiosk.last().outcome == "booked"
    assert world.balance("rich") == 200 - COINS


def kept(world: World) -> list[tuple[object, ...]]:
    """What the node has of live answers."""
    return world.dump()["offer_answer"]


def test_it_outlives_the_process_and_any_other_over_the_same_books_hands_it_on(
    counter: Counter,
) -> None:
    world, wanted = counter.world, counter.offer()
    code = counter.code(wanted)
    counter.answer(wanted, code)
    other = Node.open(world.folder)
    world.node.close()
    world.node = other
    assert counter.take(wanted) == code.evidence
    assert counter.receipt(wanted, code)["state"] == "waiting"
    assert counter.refused(wanted, counter.code(wanted, "some")) == "offer-answered"
    assert counter.answer(wanted, code)["offer"] == wanted.id.hex()


def test_of_two_that_are_checked_at_once_the_first_that_is_kept_counts(counter: Counter) -> None:
    world, wanted = counter.world, counter.offer()
    texts = [counter.body(wanted, counter.code(wanted, who)) for who in ("rich", "some")]
    with world.books.read() as connection:
        about = connection, world.node.district, TryMeter()
        first, second = (read_answer(*about, text, world.now) for text in texts)
    for answer in (first, first):
        with world.books.write() as connection:
            keep_answer(connection, answer, world.now)
    with pytest.raises(Refused, match="offer-answered"), world.books.write() as connection:
        keep_answer(connection, second, world.now)
    assert counter.take(wanted) == first.evidence


@pytest.mark.parametrize("by", ["answer", "heartbeat"])
def test_what_is_over_is_deleted_by_the_next_answer_or_the_next_heartbeat(
    counter: Counter, by: str
) -> None:
    world, wanted = counter.world, counter.offer()
    counter.answer(wanted, counter.code(wanted))
    world.now = wanted.until
    beat(counter.kiosk)
    assert [row[0] for row in kept(world)] == [wanted.id]
    world.now += 1
    if by == "heartbeat":
        beat(world.kiosks[1])
        assert kept(world) == []
        return
    fresh = counter.offer()
    counter.answer(fresh, counter.code(fresh))
    assert [row[0] for row in kept(world)] == [fresh.id]


def test_only_the_first_good_answer_takes_the_write_lock(counter: Counter) -> None:
    world, wanted = counter.world, counter.offer()
    code = counter.code(wanted)
    counter.answer(wanted, code)
    store = Store.open(world.folder, busy_timeout_s=0.01)
    node, world.node = world.node, Node(store, world.node.district)
    with world.books.write():  # somebody else has it
        assert counter.answer(wanted, code)["offer"] == wanted.id.hex()
        assert counter.refused(wanted, counter.code(wanted, amount=1)) == "wrong-challenge"
        fresh = counter.offer()
        with pytest.raises(StoreBusy):
            counter.answer(fresh, counter.code(fresh))
    assert counter.answer(fresh, counter.code(fresh))["offer"] == fresh.id.hex()
    world.node.close()
    world.node = node


def test_answers_are_found_and_deleted_by_indexes(counter: Counter) -> None:
    with heard() as statements:
        wanted = counter.offer()
        counter.answer(wanted, counter.code(wanted))
        counter.take(wanted)
    steps = plans(counter.world, statements)
    assert not [step for step in steps if step.startswith("SCAN")]
    assert any("offer_answer" in step for step in steps)


def test_what_somebody_signed_for_an_earning_charges_nobody(counter: Counter) -> None:
    world, wanted = counter.world, counter.offer(kind="earn")
    code = counter.code(wanted)
    assert counter.answer(wanted, code)["kind"] == "earn"
    assert counter.kiosk.hold(code, COINS).reason == "wrong-challenge"
    counter.kiosk.spend(code, COINS, stood_in(COINS))
    receipt = counter.kiosk.last()
    assert (receipt.flag, receipt.bearer) == ("evidence-refused", "district")
    assert world.balance("rich") == 200


def test_it_is_kept_until_the_offers_end_and_not_longer(counter: Counter) -> None:
    wanted = counter.offer()
    code = counter.code(wanted)
    counter.answer(wanted, code)
    counter.world.now = wanted.until
    assert counter.take(wanted) == code.evidence
    counter.world.now += 1
    assert counter.take(wanted) is None
    assert counter.refused(wanted, code) == "offer-over"


def test_the_same_answer_again_is_taken_and_a_second_one_is_not(counter: Counter) -> None:
    wanted = counter.offer()
    code = counter.code(wanted)
    assert counter.answer(wanted, code) == counter.answer(wanted, code)
    assert counter.refused(wanted, counter.code(wanted)) == "offer-answered"
    assert counter.refused(wanted, counter.code(wanted, "some")) == "offer-answered"
    assert counter.refused(wanted, replace(code, evidence=twin(code.evidence))) == "offer-answered"
    assert counter.take(wanted) == code.evidence


def test_an_offer_is_tried_a_few_times_and_a_kiosk_has_a_few_open(counter: Counter) -> None:
    world, wanted = counter.world, counter.offer()
    wrong = counter.code(wanted, amount=1)
    refusals = [counter.refused(wanted, wrong) for _ in range(MAX_TRIES + 1)]
    assert refusals == ["wrong-challenge"] * MAX_TRIES + ["too-many"]
    for _ in range(MAX_LIVE_EACH - 1):
        another = counter.offer()
        counter.answer(another, counter.code(another))
    late = counter.offer()
    assert counter.refused(late, counter.code(late)) == "too-many"
    other = offer(world.kiosks[1].signer, world)
    assert counter.answer(other, counter.code(other), world.kiosks[1].signer)
    world.now += 181  # what is over makes room
    fresh = counter.offer()
    assert counter.answer(fresh, counter.code(fresh))


def test_a_code_made_for_an_offer_is_good_at_its_kiosk_for_its_coins_alone(
    counter: Counter,
) -> None:
    one, two = counter.world.kiosks
    assert one.hold(counter.code(counter.offer()), COINS).held
    for kiosk, coins in ((two, COINS), (one, COINS - 1), (one, COINS + 1)):
        answer = kiosk.hold(counter.code(counter.offer()), coins)
        assert (answer.held, answer.reason) == (False, "wrong-challenge")


def spent(kiosk: KioskSim, code: Code, coins: int) -> Receipt:
    """What the node makes of a sale that a kiosk has written all the same."""
    kiosk.spend(code, coins, stood_in(coins))
    return kiosk.last()


def test_a_kiosk_that_writes_other_coins_than_were_signed_for_bears_it_by_its_district(
    counter: Counter,
) -> None:
    one, two = counter.world.kiosks
    booked = spent(one, counter.code(counter.offer()), COINS)
    assert (booked.flag, counter.world.balance("rich")) == (None, 200 - COINS)
    for kiosk, coins in ((one, COINS + 1), (two, COINS)):
        receipt = spent(kiosk, counter.code(counter.offer()), coins)
        assert (receipt.flag, receipt.bearer) == ("evidence-refused", "district")
    assert counter.world.balance("rich") == 200 - COINS


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"offer": 1, "presentation": "CC1:"}', b'{"offer": "CC1:"}'],
    ids=repr,
)
def test_json_of_another_shape_is_refused(world: World, body: bytes) -> None:
    with pytest.raises(Refused, match="bad-json"):
        world.node.handle("offers.answer", body, world.now)


def test_texts_that_are_no_codes_are_refused(world: World) -> None:
    body = json.dumps({"offer": "https://example.org", "presentation": "x"}).encode()
    with pytest.raises(Refused, match="not-ours"):
        world.node.handle("offers.answer", body, world.now)
