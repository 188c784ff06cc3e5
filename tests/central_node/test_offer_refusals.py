"""Offers and answers that do not count: refused by name, and kept from the kiosk."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from central_node.errors import Refused
from central_node.retire import retire
from protocol.code import to_text
from protocol.keys import Algorithm, MemorySigner
from protocol.offer import Offer, sign_offer
from tests.central_node.offering import COINS, Counter, damaged, offer, sign_for
from tests.central_node.paper import give_card, revoke
from tests.central_node.world import Code, World, unbooked_phone


@pytest.fixture
def counter(world: World) -> Counter:
    return Counter(world)


def test_offers_that_no_kiosk_of_ours_makes_now_are_refused_by_name(counter: Counter) -> None:
    world, wanted = counter.world, counter.offer()
    code, unknown = counter.code(wanted), MemorySigner.generate(Algorithm.ESP256)
    foreign = offer(unknown, world)
    text = sign_offer(counter.kiosk.signer, wanted)
    forged = {"offer": to_text(damaged(text)), "presentation": to_text(code.evidence)}
    assert counter.refused(foreign, counter.code(foreign), unknown) == "unknown-key"
    assert counter.refused(counter.offer(until=world.now - 1), code) == "offer-over"
    assert counter.refused(counter.offer(until=world.now + 601), code) == "offer-too-long"
    assert counter.refused(counter.offer(scheme="other"), code) == "wrong-scheme"
    with pytest.raises(Refused, match="bad-signature"):
        world.node.handle("offers.answer", json.dumps(forged).encode(), world.now)
    retire(world.folder, "one", world.now)
    assert counter.refused(wanted, code) == "kiosk-retired"


def altered(counter: Counter, wanted: Offer) -> Code:
    good = counter.code(wanted)
    return replace(good, evidence=damaged(good.evidence))


def revoked(counter: Counter, wanted: Offer) -> Code:
    revoke(counter.world, counter.world.phones["rich"].credential.cti)
    return counter.code(wanted)


def unbooked(counter: Counter, wanted: Offer) -> Code:
    world = counter.world
    phone = unbooked_phone(world, world.node.district.credential_signer)
    return sign_for(phone, wanted, world.now)


def stranger(counter: Counter, wanted: Offer) -> Code:
    phone = unbooked_phone(counter.world, MemorySigner.generate(Algorithm.ED25519))
    return sign_for(phone, wanted, counter.world.now)


def aged(age_s: int) -> Callable[[Counter, Offer], Code]:
    return lambda counter, wanted: counter.code(wanted, issued=counter.world.now - age_s)


BAD: dict[str, tuple[str, Callable[[Counter, Offer], Code]]] = {
    "an ordinary showing": (
        "wrong-challenge",
        lambda counter, _: counter.world.phones["rich"].code(counter.world.now),
    ),
    "a card": (
        "wrong-challenge",
        lambda counter, _: give_card(counter.world, "some", counter.kiosk),
    ),
    "made for another offer": (
        "wrong-challenge",
        lambda counter, _: counter.code(counter.offer()),
    ),
    "of other coins": (
        "wrong-challenge",
        lambda counter, wanted: counter.code(wanted, amount=COINS + 1),
    ),
    "without coins": (
        "wrong-challenge",
        lambda counter, wanted: counter.code(wanted, amount=None),
    ),
    "too old": ("too-old", aged(181)),
    "of the future": ("too-early", aged(-61)),
    "altered": ("bad-signature", altered),
    "of another scheme": (
        "wrong-scheme",
        lambda counter, wanted: counter.code(wanted, scheme="other"),
    ),
    "revoked": ("revoked", revoked),
    "in no books": ("unknown-credential", unbooked),
    "of a foreign district": ("unknown-key", stranger),
}


@pytest.mark.parametrize(("reason", "make"), BAD.values(), ids=BAD.keys())
def test_what_answers_it_not_is_refused_by_name_and_kept_from_the_kiosk(
    counter: Counter, reason: str, make: Callable[[Counter, Offer], Code]
) -> None:
    wanted = counter.offer()
    assert counter.refused(wanted, make(counter, wanted)) == reason
    assert counter.take(wanted) is None
