"""Whatever people, machines and late answers do at services that ask everything.

Random walks over the odd shop. The world answers honestly, each question once, but late and in any
order. At the end everybody goes away and the rest of the answers comes.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import events
from kiosk.visit import LEFTOVER, Place
from tests.kiosk.odd_walks import BADGE, CARD, ODD_SHOP, OTHER, PHONE
from tests.kiosk.odd_world import PINS, World

TOUCHES: list[events.Event] = [
    *(events.Chose(one) for one in ODD_SHOP.services),
    *(events.Chose(one) for one in ("car-1", "car-2", "bottles", "school", LEFTOVER, "end")),
    *(events.Led(), events.Led(), events.Led(), events.WentBack(), events.StartedOver()),
    *(events.WantedMore(), events.CalledStaff(), events.Touched(), events.Ticked()),
]
CODES: list[events.Event] = [events.CodeSeen(one) for one in (PHONE, OTHER, CARD, BADGE)]
TYPED = [f"type {digits}" for digits in ("3456", "3100", "3000", *PINS.values())]
COUNTS = ["count 3", "count 0", "counter-away"]
ANSWERS = [f"answer {which} {age}" for which in ("yes", "no") for age in range(3)]
MOVES = st.one_of(
    st.sampled_from(TOUCHES),
    st.sampled_from(CODES),
    st.sampled_from(TYPED),
    st.sampled_from(COUNTS),
    st.sampled_from(ANSWERS),
    st.sampled_from(["answer yes 0"]),
)
YES = "answer yes 0"
WAYS: dict[str, list[events.Event | str]] = {
    "nowhere": [],
    "terminal": [events.Chose("stall"), "type 3100", CODES[0], YES, YES, events.Led()],
    "claim": [
        *(events.Chose("crate"), events.Chose("bottles"), CODES[0], "count 3", events.Led()),
        *(CODES[-1], YES, YES),
    ],
    "gate": [
        *(events.Chose("garage"), "type 3456", YES, events.Chose("car-1"), YES),
        *(CODES[0], YES, YES),
    ],
    "sold": [
        *(events.Chose("stall"), "type 3000", CODES[0], YES, YES, events.Led(), YES, YES),
    ],
    "told": [events.Chose("teller"), CODES[1], YES],
}
"""How a walk begins: by itself it seldom gets as far."""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(WAYS)), st.lists(MOVES, min_size=5, max_size=40))
def test_whatever_happens_everything_is_paid_or_given_back_and_nobody_is_stuck(
    way: str, moves: list[events.Event | str]
) -> None:
    world = World()
    for move in [*WAYS[way], *moves]:
        world.move(move)
    world.everybody_leaves()
    assert list(world.judged()) == []


@pytest.mark.parametrize(
    ("way", "place"),
    [
        ("terminal", Place.TENDERING),
        ("claim", Place.CONFIRMING),
        ("gate", Place.CONFIRMING),
        ("sold", Place.THANKS),
        ("told", Place.TOLD),
    ],
)
def test_the_walks_begin_where_something_can_go_wrong(way: str, place: Place) -> None:
    world = World()
    for move in WAYS[way]:
        world.move(move)
    assert world.visit.place is place


def test_a_gift_and_what_a_card_has_paid_are_judged() -> None:
    world = World()
    for move in [*WAYS["sold"], events.Chose(LEFTOVER), "answer yes 0", "answer yes 0"]:
        world.move(move)
    assert world.visit.place is Place.THANKS
    assert len(world.paid) == 2
    world = World()
    for move in [*WAYS["terminal"], events.WentBack(), "answer yes 0"]:
        world.move(move)
    assert world.taken == set(world.returned)
