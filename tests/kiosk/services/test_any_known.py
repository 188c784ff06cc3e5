"""Whatever a visit comes to know of a shipped service, mixed up: it asks on, or says why not."""

from dataclasses import dataclass, replace
from functools import cache
from types import NoneType
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.demo.facilities import facilities
from kiosk.facility import load_facility
from kiosk.services.asks import Ask
from kiosk.services.base import (
    SAMPLE_BADGE,
    SAMPLE_TIME_S,
    Fact,
    Holder,
    Known,
    NotFound,
    Service,
    ways,
)
from kiosk.services.questions import SAMPLES
from protocol.credential import CredentialKind
from schemes.money import Coins, Won
from tests.kiosk.services.places import DAY

DAY_S = 86_400
MONTH_S = 30 * DAY_S
HOLDERS = st.builds(
    Holder,
    st.sampled_from([CredentialKind.PHONE, CredentialKind.CARD]),
    st.sampled_from([b"tag0", b"tag1"]),
    st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 60, 65, 255]), max_size=4, unique=True).map(tuple),
    st.sampled_from([SAMPLE_TIME_S, SAMPLE_TIME_S - MONTH_S, SAMPLE_TIME_S + MONTH_S]),
)
TIMES = st.none() | st.integers(SAMPLE_TIME_S - MONTH_S, SAMPLE_TIME_S + MONTH_S)


@dataclass(frozen=True)
class World:
    """One service, what may be known of it on its ways, and all facts and answers of them by id."""

    service: Service
    most: Coins
    knowns: tuple[Known, ...]
    facts: dict[str, list[Fact]]
    answers: dict[str, list[str]]


@cache
def worlds() -> tuple[World, ...]:
    found = []
    for shipped in facilities():
        scheme = shipped.currency()
        place = load_facility(shipped.file.read_bytes(), shipped.stem, scheme, DAY)
        found += [_world(one, scheme.per_transaction) for one in place.services.values()]
    return tuple(found)


def _world(service: Service, most: Coins) -> World:
    knowns = tuple(known for first in SAMPLES for _, known in ways(service, first))
    facts: dict[str, list[Fact]] = {}
    answers: dict[str, list[str]] = {}
    for known in knowns:
        for id_, fact in known.facts.items():
            facts.setdefault(id_, []).append(fact)
        for id_, answer in known.answers.items():
            answers.setdefault(id_, []).append(answer)
    digits = ["0", "1", "99"]
    answers = {
        id_: [*dict.fromkeys(all_), *(digits if all_[0].isdigit() else ["zz"])]
        for id_, all_ in answers.items()
    }
    return World(service, most, knowns, facts, answers)


@st.composite
def mixed_up(draw: st.DrawFn) -> tuple[World, Known]:
    """What was known on one way, with a few things of others, of somebody else, at another time."""
    world = draw(st.sampled_from(worlds()))
    known = draw(st.sampled_from(world.knowns))
    facts, answers = dict(known.facts), dict(known.answers)
    for id_ in draw(st.lists(st.sampled_from(sorted(world.facts)), max_size=2)) if facts else ():
        facts[id_] = draw(st.sampled_from(world.facts[id_]))
    for id_ in (
        draw(st.lists(st.sampled_from(sorted(world.answers)), max_size=1)) if answers else ()
    ):
        answers[id_] = draw(st.sampled_from(world.answers[id_]))
    for learned in (facts, answers):
        if learned and draw(st.booleans()):
            learned.pop(draw(st.sampled_from(sorted(learned))))
    known = replace(known, facts=facts, answers=answers)
    if draw(st.booleans()):
        known = replace(known, holder=draw(st.none() | HOLDERS))
    if draw(st.booleans()):
        known = replace(known, at_s=draw(TIMES))
    return world, replace(known, approver=draw(st.sampled_from([None, SAMPLE_BADGE])))


def asked_or_why_not(service: Service, known: Known) -> Ask | str | None:
    try:
        return service.ask(known)
    except NotFound as exc:
        return exc.reason


@settings(max_examples=150, deadline=None)
@given(mixed_up(), st.integers(1, 20))
def test_it_asks_says_why_not_or_has_an_order_that_can_be_paid(
    mixed: tuple[World, Known], quantity: int
) -> None:
    world, known = mixed
    service = world.service
    asked = asked_or_why_not(service, known)
    if isinstance(asked, str):
        assert asked in service.reasons
        return
    assert isinstance(asked, (*get_args(Ask), NoneType))
    if asked is not None:
        return
    order = service.order(known, quantity)
    assert 1 <= order.quantity <= order.max_quantity
    assert Coins(0) <= order.total
    assert order.rest >= Won(0)
    if order.is_decided:
        assert Coins(0) < order.total <= world.most
    for line in order.lines:
        assert service.ticket(line.item, line.quantity)


def test_every_service_has_ways_to_mix_up() -> None:
    assert len(worlds()) > 15
    assert all(len(world.knowns) > 1 for world in worlds())
