"""Row 7: a kiosk's clock is set back, or dead.

What remains: nothing. Slices are sums over the ledger, and no clock is asked for them.
"""

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from protocol.entry import ClockState, DecidedBy, Entry, EntryKind
from tests.simulation.phones import Phone
from tests.simulation.threats.conftest import MakeTown
from tests.simulation.threats.stall import Bought, Stall
from tests.simulation.threats.town import DAY_S, LUNCH, Folk, Town

SLICE = 50
FOLK = {"ann": Folk(2 * SLICE, (1,)), "ben": Folk(2 * SLICE)}
PIN = "4711"
YEAR_1970_S, YEAR_2038_S = 0, 2**31
JUMPS_S = (-400 * DAY_S, -DAY_S, -1800, -301, -5, 0, 5, 1800, 71 * 3600, 73 * 3600, 400 * DAY_S)


@dataclass(frozen=True)
class Move:
    """Something that happens at the kiosk; ``number`` chooses which or how much."""

    what: str
    number: int


MOVES = st.lists(
    st.builds(
        Move,
        st.sampled_from(
            ["jump", "1970", "2038", "wait", "power", "staff", "phone", "card", "line"]
        ),
        st.integers(0, 10),
    ),
    min_size=8,
    max_size=24,
)
DEAD_CLOCK = [
    Move("phone", 0),
    Move("1970", 0),
    Move("power", 0),
    Move("phone", 0),
    Move("staff", 2),
    Move("phone", 0),
] * 4
FAR_AHEAD = [Move("phone", 0), Move("jump", 10), Move("staff", 10)] * 6
DAY_BY_DAY = [Move("phone", 1), Move("wait", 8), Move("card", 0), Move("power", 0)] * 6


@dataclass
class Hall:
    """One kiosk whose clock does what it likes, with ann's phone and ben's card."""

    town: Town

    def __post_init__(self) -> None:
        self.stall: Stall = self.town.stall(1)
        self.phone: Phone = self.town.phone("ann")
        self.card, self.badge = self.town.card("ben", 1), self.town.badge()
        self.stall.set_pin(self.card, self.badge, PIN)
        self.stall.line.cut = True

    def act(self, move: Move) -> None:
        """One thing."""
        stall, now_s = self.stall, self.town.now_s
        match move.what:
            case "jump":
                stall.skew_s = JUMPS_S[move.number]
            case "1970":
                stall.skew_s = YEAR_1970_S - now_s
            case "2038":
                stall.skew_s = YEAR_2038_S - now_s
            case "wait":
                self.town.wait(move.number * DAY_S // 8)
            case "power":
                stall.power_cut()
            case "staff":
                stall.program.clock.set_by_staff(now_s + move.number * 3600)
            case "line":
                stall.line.cut = move.number > 3
                stall.send()
            case "card":
                stall.buy(self.card, pin=PIN)
            case _:
                self._show_phone(1 + move.number % 2)

    def _show_phone(self, lunches: int) -> None:
        """Its owner knows what the kiosk takes the time for, and has the phone say so too."""
        self.phone.skew_s = self.stall.program.now_s() - self.town.now_s
        self.stall.buy(self.town.show(self.phone), lunches)


def taken_alone(entries: list[Entry]) -> Counter[bytes]:
    """Coins that a ledger has taken without the node, by whose they are."""
    taken: Counter[bytes] = Counter()
    for one in entries:
        by = one.decided.by if one.decided is not None else None
        if one.kind is EntryKind.SPEND and by is DecidedBy.STAND_IN:
            taken[one.parties[0].cti] += sum(one.amounts.values())
    return taken


def sell_through(moves: list[Move]) -> None:
    """Do all of it in a new town; raises AssertionError if a slice gave more than it is."""
    with tempfile.TemporaryDirectory() as home:
        town = Town(Path(home), 1, FOLK)
        try:
            _sell_through(Hall(town), moves)
        finally:
            town.close()


def _sell_through(hall: Hall, moves: list[Move]) -> None:
    for move in moves:
        hall.act(move)
    entries = hall.stall.entries()
    remains = sum(max(0, coins - SLICE) for coins in taken_alone(entries).values())
    assert remains == 0
    times = [one.time for one in entries]
    assert times == sorted(times), "effective time fell"
    hall.stall.skew_s = 0
    hall.town.settle()
    assert hall.town.told().lost == 0


@given(moves=MOVES)
@example(moves=DEAD_CLOCK)
@example(moves=FAR_AHEAD)
@example(moves=DAY_BY_DAY)
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
def test_no_clock_gets_more_out_of_a_slice(moves: list[Move]) -> None:
    sell_through(moves)


@pytest.mark.parametrize("shows_s", [YEAR_1970_S, YEAR_2038_S])
def test_a_kiosk_that_starts_with_a_dead_clock_sells_nothing_alone(
    make_town: MakeTown, shows_s: int
) -> None:
    town = make_town(1, FOLK)
    stall, phone = town.stall(1), town.phone("ann")
    town.wait(3600)
    stall.skew_s = shows_s - town.now_s
    stall.line.cut = True
    stall.power_cut()
    assert stall.program.clock().state is ClockState.UNKNOWN
    phone.skew_s = stall.program.now_s() - town.now_s
    assert stall.buy(town.show(phone)) == Bought(0, "stand-in-clock-unknown")
    stall.program.clock.set_by_staff(town.now_s)
    phone.skew_s = 0
    assert stall.buy(town.show(phone)) == Bought(LUNCH)
    assert stall.entries()[-1].clock is ClockState.STAFF_SET


def test_a_clock_set_back_makes_no_code_young_again(make_town: MakeTown) -> None:
    town = make_town(1, FOLK)
    stall, phone = town.stall(1), town.phone("ann")
    stall.line.cut = True
    shot = town.show(phone)
    town.wait(600)
    stall.program.clock()  # it has seen that time
    stall.skew_s = -600
    assert stall.buy(shot).reason in ("too-old", "stand-in-clock-unknown")
    assert stall.sold() == 0


def test_a_clock_that_staff_set_turns_no_day_of_a_card(make_town: MakeTown) -> None:
    town = make_town(1, FOLK)
    hall = Hall(town)
    stall = hall.stall
    stall.skew_s = -400 * DAY_S
    stall.power_cut()
    for day in range(4):
        stall.program.clock.set_by_staff(town.now_s + day * DAY_S)
        stall.buy(hall.card, pin=PIN)
    assert stall.sold() == LUNCH
