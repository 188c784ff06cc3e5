"""Back to the order with a code kept: whatever was learned by it, the screen can still be made."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk import events
from kiosk.services.base import ways
from kiosk.visit import Place, Shop, Visit, advance, order, priced, step_of
from kiosk.visit.knowing import CODE, known, unapproved
from kiosk.walk.cast import code
from kiosk.walk.stands import NOON, Stand, facilities, stand
from protocol.credential import CredentialKind
from tests.kiosk.odd_services import CARS
from tests.kiosk.odd_walks import BADGE, BOTTLES, ODD_SHOP, PHONE, at_crate, finds, odd_walk, pay_of
from tests.kiosk.shops import ODD_HALL, odd_stand

MANY = 400  # of one service: enough to meet each of its facts


def kept(shop: Shop, service: str, scheme: str) -> Iterator[Visit]:
    """Visits that know all, with a code shown as soon as it was asked for, back at the order."""
    phone = code(CredentialKind.PHONE, b"walkphon", scheme)
    holder = known(Visit(service=service, code=phone)).holder
    for asked, before in ways(shop.services[service], known(Visit(service=service))):
        first = (*before.answers, *before.facts, CODE)
        for more, now in ways(shop.services[service], replace(before, holder=holder)):
            if asked is None and more is None:
                since = tuple(it for it in (*now.answers, *now.facts) if it not in first)
                yield Visit(
                    Place.SHOWING,
                    service,
                    now.answers,
                    now.facts,
                    now.at_s,
                    code(CredentialKind.STAFF, now.approver, scheme) if now.approver else None,
                    (*first, *since, *(("(badge)",) if now.approver else ())),
                    code=phone,
                )


def check(place: Stand) -> int:
    """Draw each, and what Back leads to; return how many there were."""
    drawn = 0
    for service in place.shop.services:
        for visit, _ in zip(kept(place.shop, service, place.scheme), range(MANY), strict=False):
            assert order(place.shop, visit) == priced(place.shop, visit)
            assert step_of(place.shop, visit)[0] >= 1
            place.presenter.screen(visit, NOON)
            back, _ = advance(place.shop, visit, events.WentBack(), 0.0)
            place.presenter.screen(back, NOON)
            drawn += 1
    return drawn


@pytest.mark.parametrize("facility", facilities())
def test_the_order_can_be_shown_again_wherever_a_code_is_kept(facility: str) -> None:
    assert check(stand(facility, lambda *_: 6)) > 0


def test_so_it_can_where_services_ask_everything() -> None:
    assert check(odd_stand(ODD_HALL)) > 0


def test_what_was_found_by_a_code_is_no_part_of_the_order_that_hangs_on_nobody() -> None:
    walk = odd_walk(events.Chose("gym"), events.CodeSeen(PHONE))
    finds(walk, "pass", (1,))
    finds(walk, "visits", (4,))
    walk(events.GateReported("", walk.visit.checks))
    walk(events.Granted(pay_of(walk)), events.WentBack())
    assert walk().place is Place.SHOWING
    assert walk.visit.facts == {"pass": (1,), "visits": (4,)}
    assert order(ODD_SHOP, walk.visit).service == "gym"


def test_what_was_found_before_a_code_stays_part_of_it() -> None:
    walk = odd_walk(events.Chose("garage"), *(events.Typed(it) for it in "3456"), events.Led())
    finds(walk, "cars", CARS)
    walk(events.Chose("car-1"))
    finds(walk, "quote", 10)
    walk(events.CodeSeen(PHONE), events.GateReported("", walk.visit.checks + 1))
    walk(events.Held(pay_of(walk)), events.WentBack())
    assert order(ODD_SHOP, walk.visit).total.units == 10


def test_what_was_found_by_one_badge_does_not_stand_for_the_next() -> None:
    walk = at_crate()
    walk(events.Led(), events.CodeSeen(BADGE))
    before = finds(walk, "before", (0,))
    assert before.facts == {"count": BOTTLES, "before": (0,)}
    after = unapproved(before)
    assert (after.facts, after.approval) == ({"count": BOTTLES}, None)
    assert after.trail == ("field", CODE, "count")
