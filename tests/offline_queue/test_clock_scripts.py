"""Invariants 15 and 16 of the protocol, whatever clocks, staff, node and power do in any order."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from offline_queue.verify import verify
from protocol.entry import ClockState
from tests.offline_queue.making import NODE_KEYS
from tests.offline_queue.village import (
    CARD_DAY_COINS,
    DAY_S,
    ENROLLED_S,
    HOUR_S,
    Village,
    day_start,
)

MEMORY = Path("/dev/shm")  # noqa: S108 - a fresh folder of our own is made in it
NEVER_S = -1
JUMPS_S = st.one_of(
    st.integers(-2 * DAY_S, 2 * DAY_S),
    st.sampled_from([-ENROLLED_S, 2**31 - ENROLLED_S, -HOUR_S // 2, HOUR_S // 2, -1, 1]),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("own"), JUMPS_S),
        st.tuples(st.just("wait"), st.integers(0, 2 * DAY_S)),
        st.tuples(st.just("off"), st.integers(0, 5 * DAY_S)),
        st.tuples(st.just("staff"), st.integers(-2 * DAY_S, 2 * DAY_S)),
        st.tuples(st.sampled_from(["node", "sell", "reopen"]), st.just(0)),
        st.tuples(st.just("card"), st.sampled_from([7, CARD_DAY_COINS])),
    ),
    max_size=25,
)


def step(village: Village, what: str, amount: int) -> None:
    match what:
        case "own":
            village.ahead_s += amount
        case "wait":
            village.wait(amount)
        case "off":
            village.stop()
            village.true_s += amount
            village.start()
        case "staff":
            village.staff_sets(village.true_s + amount)
        case "node":
            village.node_answers()
        case "sell":
            village.write()  # which looks that no entry is before the one before it
        case "card":
            village.card_buys(amount)
        case _:
            village.clock.raise_floor(village.ledger.floor_s())


def play(village: Village, steps: list[tuple[str, int]]) -> set[int]:
    """Hold every look against what was known before; return the days that were sure to be."""
    moment, node_s, latest_s, set_at_s = village.at(), 0, 0, NEVER_S
    days = {day_start(ENROLLED_S)}
    for what, amount in steps:
        set_at_s = moment.time_s if what == "staff" else set_at_s
        step(village, what, amount)
        moment = village.at()
        if moment.state in (ClockState.TRUSTED, ClockState.FLOOR):
            days.add(day_start(moment.time_s))
        if what == "node":
            days.add(day_start(village.true_s))
        node_s = village.true_s if what == "node" else node_s
        latest_s = 0 if what == "off" else latest_s
        if what == "off" or (what == "node" and village.true_s > set_at_s):
            set_at_s = NEVER_S
        assert moment.time_s >= max(latest_s, node_s, village.ledger.floor_s())
        assert moment.state is not ClockState.STAFF_SET or set_at_s != NEVER_S
        assert moment.state is not ClockState.TRUSTED or moment.time_s == village.own_s
        latest_s = moment.time_s
    return days


def card_days(village: Village) -> Counter[int]:
    days: Counter[int] = Counter()
    for it in village.entries:
        days[day_start(it.entry.time)] += sum(it.entry.amounts.values())
    return days


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_time_never_falls_and_no_day_gives_a_card_more_than_its_limit(
    steps: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        village = Village(Path(folder) / "ledger.db")
        try:
            days, bought = play(village, steps), card_days(village)
            assert max(bought.values(), default=0) <= CARD_DAY_COINS
            assert bought.total() <= CARD_DAY_COINS * len(days)
        finally:
            village.stop()
        assert verify(village.path, NODE_KEYS).problems == ()
