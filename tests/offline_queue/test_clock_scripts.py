"""Invariants 15 and 16 of the protocol, whatever clocks, staff, node and power do in any order."""

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from offline_queue.clock import AHEAD_LIMIT_S
from offline_queue.receipts import NODE_TIME_STEP_S
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
        st.tuples(st.sampled_from(["node", "mend", "sell", "reopen"]), st.just(0)),
        st.tuples(st.just("card"), st.sampled_from([7, CARD_DAY_COINS])),
    ),
    max_size=25,
)


STAFF_DAYS_AHEAD = [
    ("card", CARD_DAY_COINS),
    ("own", -ENROLLED_S),
    ("staff", 5 * DAY_S),
    ("mend", 0),
    ("card", CARD_DAY_COINS),
]
SIGNED_AND_NOT_YET_KEPT = [("node", 0), ("mend", 0), ("own", -1), ("off", 0)]
A_JUMP_TO_2038 = [
    ("card", CARD_DAY_COINS),
    ("own", 2**31 - ENROLLED_S),
    ("card", CARD_DAY_COINS),
    ("mend", 0),
    ("card", CARD_DAY_COINS),
]


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
        case "mend":
            village.wait(1)  # so that what the node signs is news
            village.ahead_s = 0
            village.node_answers()
        case "sell":
            village.write()  # which looks that no entry is before the one before it
        case "card":
            village.card_buys(amount)
        case _:
            village.clock.raise_floor(village.ledger.floor_s())


@dataclass
class Truth:
    """What may be held against the kiosk, from true time and the machine's own clock alone.

    ``most_s``: by how much it may take the time for later than it is, because its own clock was
    ahead by no more than is believed. What staff say is no reason.
    """

    first_s: int
    most_s: int = 0

    def look(self, village: Village) -> None:
        if village.ahead_s <= self.most_s + AHEAD_LIMIT_S:
            self.most_s = max(self.most_s, village.ahead_s)

    def most_coins(self, village: Village) -> int:
        """A card's, from the first day until now."""
        last_s = village.true_s + self.most_s
        days = (day_start(last_s) - day_start(self.first_s)) // DAY_S + 1
        return days * CARD_DAY_COINS


def play(village: Village, steps: list[tuple[str, int]]) -> None:
    """Hold every look against what was known before, and against the truth."""
    moment, node_s, latest_s, set_at_s = village.at(), 0, 0, NEVER_S
    truth = Truth(village.true_s)
    for what, amount in steps:
        set_at_s = moment.time_s if what == "staff" else set_at_s
        step(village, what, amount)
        truth.look(village)
        moment = village.at()
        node_s = village.true_s if what in ("node", "mend") else node_s
        if what == "off":  # a ledger keeps what the node signed in steps: see `receipts`
            node_s -= NODE_TIME_STEP_S
        latest_s = 0 if what in ("off", "node", "mend", "staff") else latest_s
        if what == "off" or (what in ("node", "mend") and village.true_s > set_at_s):
            set_at_s = NEVER_S
        assert moment.time_s >= max(latest_s, node_s, village.ledger.floor_s())
        assert moment.state is not ClockState.STAFF_SET or set_at_s != NEVER_S
        assert moment.state is not ClockState.TRUSTED or moment.time_s == village.own_s
        if moment.state is not ClockState.STAFF_SET:
            assert moment.time_s <= village.true_s + truth.most_s
        if what == "mend" and truth.most_s == 0:
            assert village.scan() == "good"
        assert card_days(village).total() <= truth.most_coins(village)
        latest_s = moment.time_s


def card_days(village: Village) -> Counter[int]:
    days: Counter[int] = Counter()
    for it in village.entries:
        days[day_start(it.entry.time)] += sum(it.entry.amounts.values())
    return days


@settings(max_examples=60, deadline=None)
@given(STEPS)
@example(STAFF_DAYS_AHEAD)
@example(A_JUMP_TO_2038)
@example(SIGNED_AND_NOT_YET_KEPT)
def test_time_never_falls_and_no_day_gives_a_card_more_than_its_limit(
    steps: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        village = Village(Path(folder) / "ledger.db")
        try:
            play(village, steps)
            assert max(card_days(village).values(), default=0) <= CARD_DAY_COINS
        finally:
            village.stop()
        assert verify(village.path, NODE_KEYS).problems == ()
