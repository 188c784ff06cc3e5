"""The receipt of who answered a shown code: each state, and from the books a year later."""

from dataclasses import replace

import pytest

from central_node.errors import Refused
from central_node.offer_receipts import MAX_ASKERS, MAX_ASKERS_EACH, MAX_ASKS, AskMeter
from central_node.retire import retire
from protocol.bundle import KeyRole
from protocol.entry import EntryKind, OrderLine, Role
from protocol.keys import Algorithm, MemorySigner, Signer
from protocol.offer import Offer
from tests.central_node.bazaar import ask, earn, pay, reverse
from tests.central_node.offering import COINS, Counter, damaged, offer, sign_for
from tests.central_node.paper import give_badge, give_card, revoke
from tests.central_node.test_dropped_keys import replace_key
from tests.central_node.test_growth import fill, heard, plans
from tests.central_node.test_rekey import rekey
from tests.central_node.world import PURSE, Code, World, held, stood_in, twin, unbooked_phone

YEAR_S = 365 * 24 * 3600


@pytest.fixture
def counter(world: World) -> Counter:
    return Counter(world)


@pytest.fixture
def stall(bazaar: World) -> Counter:
    return Counter(bazaar)


def state(counter: Counter, wanted: Offer, code: Code) -> tuple[object, object]:
    told = counter.receipt(wanted, code)
    return told["state"], told.get("reason")


def answered(counter: Counter, **changes: object) -> tuple[Offer, Code]:
    """An offer, and what its answer was given by."""
    wanted = counter.offer(**changes)
    code = counter.code(wanted)
    counter.answer(wanted, code)
    return wanted, code


def sell(counter: Counter, code: Code) -> bytes:
    """Hold and spend; the entry's id."""
    id_ = counter.world.id()
    answer = counter.kiosk.hold(code, COINS, id_)
    counter.kiosk.spend(code, COINS, held(answer.from_slice), id_)
    counter.kiosk.last()
    return id_


def test_it_waits_is_held_and_is_booked_with_what_a_receipt_needs(counter: Counter) -> None:
    world = counter.world
    wanted, code = answered(counter, place="Hall")
    about = {"offer": wanted.id.hex(), "kind": "spend", "amount": COINS, "name": "Lunch"}
    about |= {"place": "Hall", "until": wanted.until}
    assert counter.receipt(wanted, code) == {**about, "state": "waiting", "final": False}
    id_ = world.id()
    answer = counter.kiosk.hold(code, COINS, id_)
    assert counter.receipt(wanted, code) == {**about, "state": "held", "final": False}
    counter.kiosk.spend(code, COINS, held(answer.from_slice), id_)
    counter.kiosk.last()
    told = {**about, "state": "booked", "final": True, "entry": id_.hex(), "time": world.now}
    assert counter.receipt(wanted, code) == told
    before = world.dump()
    world.now += YEAR_S
    assert counter.receipt(wanted, code) == told
    assert world.dump() == before


def test_a_hold_that_is_declined_is_refused_by_the_kiosks_reason(counter: Counter) -> None:
    wanted = counter.offer()
    code = counter.code(wanted, "poor")
    counter.answer(wanted, code)
    assert counter.kiosk.hold(code, COINS).reason == "not-enough"
    assert state(counter, wanted, code) == ("refused", "not-enough")


def test_a_decline_is_final_only_once_the_kiosk_says_that_it_came_to_nothing(
    counter: Counter,
) -> None:
    wanted, id_ = counter.offer(), counter.world.id()
    code = counter.code(wanted, "poor")
    counter.answer(wanted, code)
    counter.kiosk.hold(code, COINS, id_)
    told = counter.receipt(wanted, code)
    assert (told["state"], told["final"]) == ("refused", False)
    counter.kiosk.void(id_)
    counter.kiosk.last()
    assert counter.receipt(wanted, code) == told | {"final": True}


def test_what_a_kiosk_sold_before_it_heard_of_the_decline_is_told(counter: Counter) -> None:
    wanted, code = answered(counter)
    id_ = counter.world.id()
    counter.kiosk.spend(code, COINS, stood_in(COINS), id_)
    late = counter.world.now + 3600  # when the hold that it asked for comes in at last
    counter.world.now = late
    assert counter.kiosk.hold(code, COINS, id_, scanned_at=late - 3600).held is False
    told = counter.receipt(wanted, code)
    assert (told["state"], told["final"]) == ("refused", False)
    counter.kiosk.last()
    told = counter.receipt(wanted, code)
    assert (told["state"], told["amount"], told["final"]) == ("booked", COINS, True)


def test_who_says_no_at_the_kiosk_hears_that_nothing_was_taken(counter: Counter) -> None:
    wanted, code = answered(counter)
    id_ = counter.world.id()
    counter.kiosk.hold(code, COINS, id_)
    counter.kiosk.void(id_)
    counter.kiosk.last()
    assert state(counter, wanted, code) == ("refused", "voided")


def test_of_a_code_that_ended_unused_it_is_told_that_it_is_over(counter: Counter) -> None:
    wanted, code = answered(counter)
    counter.world.now = wanted.until + 1
    assert state(counter, wanted, code) == ("over", None)
    counter.world.now += 3600  # the kiosk had lost its line, and sold by the stand-in rules
    counter.kiosk.spend(code, COINS, stood_in(COINS))
    counter.kiosk.send()
    assert state(counter, wanted, code)[0] == "booked"


def test_who_was_second_hears_so_and_nothing_of_the_first(counter: Counter) -> None:
    wanted, code = answered(counter)
    late = counter.code(wanted, "some")
    assert state(counter, wanted, late) == ("refused", "offer-answered")
    sell(counter, code)
    assert "entry" not in counter.receipt(wanted, late)
    counter.world.now = wanted.until + 1
    assert state(counter, wanted, late) == ("over", None)


def test_who_asks_before_answering_is_told_that_nothing_came(counter: Counter) -> None:
    wanted = counter.offer()
    assert state(counter, wanted, counter.code(wanted)) == ("refused", "not-answered")


def test_an_earning_is_told_as_it_was_booked_and_not_as_it_was_offered(stall: Counter) -> None:
    world, badge = stall.world, give_badge(stall.world)
    wanted, code = answered(stall, kind="earn", amount=12)
    assert earn(stall.kiosk, code, badge, {"toys": 6}, 12).flag == "over-earning-cap"
    told = stall.receipt(wanted, code)
    assert (told["state"], told["amount"], told["reason"]) == ("booked", 10, "over-earning-cap")
    assert world.balance("rich") == 210


def test_an_earning_that_nobody_approved_is_refused_by_its_flag(stall: Counter) -> None:
    wanted, code = answered(stall, kind="earn", amount=6)
    assert earn(stall.kiosk, code, None, {"toys": 3}, 6).flag == "not-approved"
    assert state(stall, wanted, code) == ("refused", "not-approved")


def test_what_came_with_a_sale_and_what_was_given_back_of_it_is_told(stall: Counter) -> None:
    world, kiosk = stall.world, stall.kiosk
    wanted, code = answered(stall)
    id_ = world.id()
    answer = ask(kiosk, code, COINS, id_, "kitchen")
    pay(kiosk, code, {PURSE: COINS}, id_, held(answer.from_slice), place="kitchen")
    earn_beside(stall, code, id_)
    told = stall.receipt(wanted, code)
    assert (told["amount"], told["reward"], told["earned"]) == (COINS, 1, 4)
    assert "returned" not in told
    reverse(kiosk, id_, {PURSE: 5}, world.phones["rich"].code(world.now))
    del told["reward"]  # which was taken back with it
    assert stall.receipt(wanted, code) == told | {"returned": 5}
    assert world.balance("rich") == 200 - COINS + 4 + 5


def earn_beside(stall: Counter, code: Code, sold: bytes) -> None:
    """Something brought in the same visit, by the same showing."""
    badge = give_badge(stall.world)
    draft = replace(
        stall.kiosk.draft(EntryKind.EARN),
        parties=(replace(code.payer, role=Role.PAYEE), replace(badge.payer, role=Role.STAFF)),
        lines=(OrderLine("desk:toys", "Toys", 2, 400),),
        amounts={PURSE: 4},
        ref=sold,
    )
    stall.kiosk.write(draft, (code.evidence, badge.evidence))
    assert stall.kiosk.last().outcome == "booked"


def test_what_the_district_bears_has_cost_its_owner_nothing(counter: Counter) -> None:
    wanted, code = answered(counter)
    counter.world.now += 30
    revoke(counter.world, code.credential.cti)
    counter.world.now += 30
    counter.kiosk.spend(code, COINS, stood_in(COINS))
    assert counter.kiosk.last().bearer == "district"
    told = counter.receipt(wanted, code)
    assert (told["state"], told["amount"], told["reason"]) == ("booked", 0, "revoked")


def test_keys_that_were_replaced_and_kiosks_that_are_gone_take_no_receipt_away(
    counter: Counter,
) -> None:
    world, offerer = counter.world, counter.kiosk.signer
    wanted, code = answered(counter)
    sell(counter, code)
    told = counter.receipt(wanted, code)
    rekey(counter.kiosk, MemorySigner.generate(Algorithm.ESP256))
    retire(world.folder, "one", world.now)
    replace_key(world, KeyRole.CREDENTIAL)
    revoke(world, code.credential.cti)
    assert counter.receipt(wanted, code, offerer) == told


def test_a_former_key_alone_makes_no_receipt(counter: Counter) -> None:
    old = replace_key(counter.world, KeyRole.CREDENTIAL)
    wanted = counter.offer()
    forged = sign_for(unbooked_phone(counter.world, old), wanted, counter.world.now)
    assert refused(counter, wanted, forged) == "unknown-key"


def refused(counter: Counter, wanted: Offer, code: Code, signer: Signer | None = None) -> str:
    with pytest.raises(Refused) as caught:
        counter.receipt(wanted, code, signer)
    return caught.value.reason


def test_nobody_is_told_anything_by_what_the_owner_has_not_signed_for_this_offer(
    counter: Counter,
) -> None:
    world = counter.world
    wanted, code = answered(counter)
    sell(counter, code)
    stranger = MemorySigner.generate(Algorithm.ESP256)
    by = {
        "unknown-key": sign_for(
            unbooked_phone(world, MemorySigner.generate(Algorithm.ED25519)), wanted, world.now
        ),
        "bad-signature": replace(code, evidence=damaged(code.evidence)),
        "wrong-challenge": counter.code(counter.offer()),
    }
    assert {reason: refused(counter, wanted, other) for reason, other in by.items()} == {
        reason: reason for reason in by
    }
    assert refused(counter, wanted, world.phones["rich"].code(world.now)) == "wrong-challenge"
    assert refused(counter, wanted, give_card(world, "rich", counter.kiosk)) == "wrong-challenge"
    forged = offer(stranger, world)
    assert refused(counter, forged, counter.code(forged), stranger) == "unknown-key"
    other = counter.offer(scheme="other")
    assert refused(counter, other, counter.code(other)) == "wrong-scheme"
    assert state(counter, wanted, counter.code(wanted))[0] == "refused"
    assert state(counter, wanted, replace(code, evidence=twin(code.evidence)))[0] == "refused"


def test_one_answer_is_asked_about_so_often_in_a_minute_and_that_stops_nobody_else(
    counter: Counter,
) -> None:
    wanted, code = answered(counter)
    other = counter.code(wanted, "some")
    states = {state(counter, wanted, code)[0] for _ in range(MAX_ASKS)}
    assert states == {"waiting"}
    assert refused(counter, wanted, code) == "too-many"
    assert refused(counter, wanted, counter.code(wanted)) == "too-many"  # the same phone's
    assert state(counter, wanted, other)[0] == "refused"
    counter.world.now += 60
    assert state(counter, wanted, code)[0] == "waiting"


def test_so_many_answers_are_asked_about_in_a_minute_of_one_kiosk_and_in_all(
    counter: Counter,
) -> None:
    meter, now, wanted = AskMeter(), 6000, counter.offer()
    kiosks = [replace(wanted, id=at.to_bytes(8) + bytes(8)) for at in range(33)]
    for at in range(MAX_ASKERS):
        meter.note(kiosks[at // MAX_ASKERS_EACH], at.to_bytes(4), now)
        if at == MAX_ASKERS_EACH:
            with pytest.raises(Refused, match="too-many"):
                meter.note(kiosks[0], b"one more", now)
    with pytest.raises(Refused, match="too-many"):
        meter.note(kiosks[32], b"one more", now)
    meter.note(kiosks[0], bytes(4), now)  # who is known already may go on
    meter.note(kiosks[0], b"one more", now + 60)


def test_a_receipt_is_found_by_indexes_however_many_entries_there_are(counter: Counter) -> None:
    wanted, code = answered(counter)
    sell(counter, code)
    fill(counter.world, counter.kiosk)
    with heard() as statements:
        assert counter.receipt(wanted, code)["state"] == "booked"
        counter.receipt(wanted, counter.code(wanted, "some"))
    steps = plans(counter.world, statements)
    assert not [step for step in steps if step.startswith("SCAN")]
    assert any("evidence_by_end" in step for step in steps)
