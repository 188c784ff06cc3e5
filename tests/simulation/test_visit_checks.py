"""What one visit may not do in a ledger: each rule is broken once and found by its number."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from protocol.entry import (
    FREE_RIGHT,
    GENESIS,
    ClockState,
    Entry,
    EntryKind,
    OrderLine,
    Party,
    Role,
)
from schemes.passes import PassItem
from schemes.scheme import load_scheme
from tests.simulation.chance import Chance
from tests.simulation.devices import SimCounter
from tests.simulation.places import VISIT, Place, scheme_file
from tests.simulation.truth import Truth, Violated
from tests.simulation.visit_checks import VisitWatch

NOON_S: Final = 1_790_000_000
DAY_S: Final = 24 * 3600
SHOP, GYM = "shop", "gym"
BOTTLES: Final = "transparent-bottles"
PLACE: Final = Place(frozenset({SHOP}), {"ten": 2})


def watch(put_in: int | None = 100) -> VisitWatch:
    scheme = load_scheme(scheme_file().read_bytes(), "scheme")
    return VisitWatch(Truth(), 1, scheme, PLACE, lambda _before, _number: put_in)


def entry(kind: EntryKind, item: str, number: int, **others: object) -> Entry:
    """One entry of somebody; ``number`` makes its id and the showing of the code."""
    party = Party(Role.PAYEE, b"somebody", number.to_bytes(4), b"tag!", bytes(32))
    made = Entry(
        bytes(8),
        number,
        GENESIS,
        number.to_bytes(16),
        kind,
        NOON_S + number,
        ClockState.TRUSTED,
        1,
        1,
        parties=(party,),
        lines=(OrderLine(item, "Something", 1, 200),),
    )
    return replace(made, **others)  # type: ignore[arg-type] # fields of Entry


def earned(number: int, service: str = "bottles", count: str = "pet-1-1") -> Entry:
    return entry(EntryKind.EARN, f"{service}:{BOTTLES}", number, result=count)


Entries = list[tuple[Entry, int]]


def look(entries: Entries, of: VisitWatch | None = None) -> VisitWatch:
    """Have a ledger watched that holds these, each with its coins."""
    on = of or watch()
    for one, coins in entries:
        on.take("here", one, coins, NOON_S)
    on.require_whole()
    return on


PAIR: Final[Entries] = [
    (earned(1, SHOP), 1),
    (
        replace(
            entry(EntryKind.SPEND, f"{SHOP}:sale", 2, ref=(1).to_bytes(16)),
            parties=earned(1).parties,
        ),
        3,
    ),
]
SOLD: Final = (entry(EntryKind.SPEND, "meals:lunch", 3), 15)
BACK: Final = (entry(EntryKind.REVERSE, "meals:lunch", 4, ref=(3).to_bytes(16)), 15)
PASS: Final = (entry(EntryKind.SPEND, f"{GYM}:{PassItem('ten', 2, NOON_S // DAY_S + 5)}", 5), 80)
VISITS: Final[Entries] = [
    (entry(EntryKind.ADMIT, f"{GYM}:{VISIT}", number), 0) for number in (6, 7, 8)
]
FREE: Final[Entries] = [
    (entry(EntryKind.ADMIT, "meals:lunch", number, result=FREE_RIGHT), 0) for number in (9, 10)
]


def test_good_visits_break_nothing() -> None:
    seen = look([*PAIR, SOLD, BACK, PASS, *VISITS[:2], FREE[0], (earned(11, count="pet-1-2"), 1)])
    assert seen.truth.met["earned and spent in one agreement"] == 1
    assert seen.truth.met["visit by a pass"] == 2
    assert len(seen.agreed) == 9


def test_a_free_right_comes_back_with_the_next_day() -> None:
    tomorrow = replace(FREE[1][0], time=NOON_S + DAY_S)
    assert len(look([FREE[0], (tomorrow, 0)]).agreed) == 2


@pytest.mark.parametrize(
    ("number", "entries"),
    [
        (12, lambda: PAIR[:1]),
        (12, lambda: [PAIR[0], SOLD]),
        (12, lambda: [SOLD, (replace(SOLD[0], id=bytes(16)), 1)]),
        (13, lambda: [SOLD, BACK, (replace(BACK[0], id=bytes(16)), 15)]),
        (13, lambda: [SOLD, (of_another(BACK[0]), 15)]),
        (15, lambda: FREE),
        (15, lambda: [PASS, *VISITS]),
        (20, lambda: [(earned(1), 1), (earned(2), 1)]),
        (20, lambda: [(earned(1, count=""), 1)]),
        (20, lambda: [(earned(1), 11)]),
        (20, lambda: [(entry(EntryKind.EARN, "desk:toy-donation", 1), 1)]),
    ],
    ids=[
        "half an agreement",
        "another sale after the earning",
        "a code serves twice",
        "given back twice",
        "given back to another",
        "a free right twice",
        "one visit too many",
        "a count serves twice",
        "nobody has counted",
        "over the cap of a day",
        "no badge has seen it",
    ],
)
def test_each_rule_is_found_broken(number: int, entries: Callable[[], Entries]) -> None:
    with pytest.raises(Violated) as found:
        look(entries())
    assert found.value.number == number


def of_another(one: Entry) -> Entry:
    return replace(one, parties=(replace(one.parties[0], limit_tag=b"else"),))


def test_more_pieces_than_were_put_in_are_found() -> None:
    with pytest.raises(Violated) as found:
        look([(earned(1), 1)], watch(put_in=9))
    assert found.value.number == 20
    assert look([(earned(1), 1)], watch(put_in=None)).agreed  # counted by another machine


def test_a_counter_tells_what_was_put_in_between_two_of_its_names() -> None:
    counter = SimCounter("pet-k1", "7F3A0012", Chance(1), {1: 3, 2: 4, 3: 5})
    assert counter.between("pet-k1-7f3a0012-1", "pet-k1-7f3a0012-3") == 9
    assert counter.between("", "pet-k1-7f3a0012-2") == 7
    assert counter.between("pet-k2-7f3a0012-1", "pet-k2-7f3a0012-2") is None
