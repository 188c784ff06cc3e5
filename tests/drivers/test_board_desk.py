"""One open board on a clock of the test's: gate, lamp and buzzer against the board's own faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.board.desk import MAX_UNANSWERED, POLL_S, Desk, GateTold, Wiring
from drivers.board.family import BoardFamily
from drivers.board.gate import LET_GO_S, GateOutcome, Opened
from drivers.board.lights import Switch
from drivers.board.simulator import SimulatedBoard
from drivers.errors import BoardLost, DeviceBabbles, DeviceLost, GateFailed, GateUnknown
from tests.drivers.boards import (
    ANSWERING,
    BUZZ,
    BUZZER,
    FAMILIES,
    GATE,
    LAMP,
    LIT,
    family,
    names,
    wiring,
)

TICK_S = 0.01
GATE_S = 0.5
LATE_S = 0.1  # two commands before it, a tick
every_family = pytest.mark.parametrize("of", FAMILIES, ids=names(FAMILIES))
answering = pytest.mark.parametrize("of", ANSWERING, ids=names(ANSWERING))


@dataclass
class Bench:
    """A desk and its board, stepped together."""

    of: BoardFamily
    wired: Wiring | None = None
    now_s: float = 100.0
    told: list[GateOutcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.board = SimulatedBoard(self.of, lambda: self.now_s)
        self.lamp, self.buzzer = Switch(LIT), Switch(BUZZ)
        self.plug_in()

    def plug_in(self) -> None:
        wired = self.wired or wiring(self.of, int(GATE_S * 1000))
        self.desk = Desk(self.of, wired, self.lamp, self.buzzer)

    def run(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        end_s = self.now_s + seconds
        while self.now_s < end_s and not until():
            self.now_s += TICK_S
            try:
                frame = self.desk.step(self.now_s, self.board.take())
            finally:
                self.told += [told.outcome for told in self.desk.take_news()]
            if frame:
                self.board.feed(frame)

    def survive(self, seconds: float) -> None:
        """The same; where the board is lost, another port is opened, as the guard does."""
        try:
            self.run(seconds)
        except DeviceLost:
            self.plug_in()

    def ready(self) -> Bench:
        self.run(3.0, lambda: self.desk.is_ready)
        assert self.desk.is_ready
        return self

    def open_gate(self) -> GateOutcome:
        self.desk.open_gate(len(self.told))
        self.run(GATE_S + LET_GO_S + 1.0, lambda: bool(self.told))
        return self.told[-1]

    def held_s(self) -> list[float]:
        """How long the gate's contact was closed, each time; one that still is counts to now."""
        moves = [move for move in self.board.log if move.channel == GATE]
        ends = [move.at_s for move in moves[1::2]] + [self.now_s] * (len(moves) % 2)
        return [end - move.at_s for move, end in zip(moves[::2], ends, strict=True)]


@every_family
def test_an_opening_holds_the_contact_for_its_time(of: BoardFamily) -> None:
    bench = Bench(of).ready()
    assert bench.open_gate() == Opened(confirmed=of.answers)
    assert bench.held_s() == [pytest.approx(GATE_S, abs=LATE_S)]


@every_family
def test_a_board_opened_anew_lets_go_of_everything_first(of: BoardFamily) -> None:
    bench = Bench(of)
    for channel in range(1, of.channels + 1):
        bench.board.feed(of.frame(of.close, channel))
    bench.ready().run(0.1)
    assert not any(bench.board.is_closed(each) for each in range(1, of.channels + 1))


@every_family
def test_half_a_command_of_whoever_died_spoils_nothing(of: BoardFamily) -> None:
    for cut in range(1, len(of.frame(of.close, GATE))):
        bench = Bench(of)
        bench.board.feed(of.frame(of.close, GATE))
        bench.board.take()
        bench.board.feed(of.frame(of.close, GATE)[:cut])
        bench.ready().run(0.2)
        assert not bench.board.is_closed(GATE)


@every_family
def test_a_second_opening_while_one_runs_is_refused_and_the_first_goes_on(of: BoardFamily) -> None:
    bench = Bench(of).ready()
    bench.desk.open_gate(1)
    bench.run(GATE_S / 2)
    bench.desk.open_gate(2)
    (refused,) = bench.desk.take_news()
    assert refused.order == 2
    assert isinstance(refused.outcome, GateFailed)
    bench.run(3.0, lambda: bool(bench.told))
    assert bench.told == [Opened(confirmed=of.answers)]
    assert len(bench.held_s()) == 1


@answering
def test_a_contact_that_never_closes_is_a_failure_that_may_be_tried_again(of: BoardFamily) -> None:
    bench = Bench(of).ready()
    bench.board.broken.add(GATE)
    assert isinstance(bench.open_gate(), GateFailed)
    bench.board.broken.clear()
    bench.told.clear()
    assert bench.open_gate() == Opened(confirmed=True)


@answering
def test_a_welded_contact_is_named_refuses_the_next_and_is_noticed_when_repaired(
    of: BoardFamily,
) -> None:
    bench = Bench(of).ready()
    bench.board.stuck.add(GATE)
    assert bench.open_gate() == Opened(confirmed=True)
    assert bench.desk.is_stuck
    bench.told.clear()
    assert isinstance(bench.open_gate(), GateFailed)
    bench.board.stuck.clear()
    bench.run(2 * POLL_S, lambda: not bench.desk.is_stuck)
    assert not bench.desk.is_stuck
    assert not bench.board.is_closed(GATE)


@answering
def test_a_contact_that_closes_by_itself_is_opened_again(of: BoardFamily) -> None:
    bench = Bench(of).ready()
    bench.board.feed(of.frame(of.close, GATE))
    bench.run(POLL_S + 1.0)
    assert not bench.board.is_closed(GATE)
    assert not bench.desk.is_stuck


@answering
def test_slow_answers_are_waited_for(of: BoardFamily) -> None:
    bench = Bench(of).ready()
    bench.board.slow_s = 0.3
    assert bench.open_gate() == Opened(confirmed=True)
    assert bench.held_s() == [pytest.approx(GATE_S, abs=LATE_S)]


@answering
def test_a_board_that_falls_silent_while_it_opens_leaves_it_unknown_and_is_lost(
    of: BoardFamily,
) -> None:
    bench = Bench(of).ready()
    bench.desk.open_gate(1)
    bench.board.silent = True
    with pytest.raises(BoardLost):
        bench.run(5.0)
    assert [type(each) for each in bench.told] == [GateUnknown]
    assert bench.held_s() == [pytest.approx(GATE_S, abs=LATE_S)]


@answering
def test_a_silent_board_is_lost_within_five_seconds(of: BoardFamily) -> None:
    bench = Bench(of).ready()
    bench.board.silent = True
    with pytest.raises(BoardLost, match="answers nothing"):
        bench.run(POLL_S + (MAX_UNANSWERED + 1) * of.answer_ms / 1000 + 0.5)


@every_family
def test_a_board_that_babbles_is_named(of: BoardFamily) -> None:
    bench = Bench(of).ready()

    def babble() -> bool:
        bench.board.say(b"\xe7" * 20)
        return False

    with pytest.raises(DeviceBabbles):
        bench.run(3.0, babble)


@answering
def test_a_day_of_questions_is_no_babbling(of: BoardFamily) -> None:
    Bench(of).ready().run(30.0)  # as many questions as fit in 15 windows of the noise


def test_torn_before_its_command_it_has_failed_torn_later_nobody_knows() -> None:
    early, late = Bench(family("lcus")).ready(), Bench(family("lcus")).ready()
    early.desk.open_gate(7)
    early.desk.abandon()
    (told,) = early.desk.take_news()
    assert told == GateTold(7, told.outcome)
    assert isinstance(told.outcome, GateFailed)
    late.desk.open_gate(8)
    late.run(GATE_S / 2)
    late.desk.abandon()
    assert isinstance(late.desk.take_news()[0].outcome, GateUnknown)


@every_family
def test_a_lamp_is_lit_again_on_the_next_board(of: BoardFamily) -> None:
    bench = Bench(of).ready()
    bench.lamp.want(bench.now_s, wanted=True)
    bench.run(0.5)
    assert bench.board.is_closed(LAMP)
    bench.board.cut_power()
    bench.plug_in()
    bench.ready().run(0.5)
    assert bench.board.is_closed(LAMP)
    bench.lamp.want(bench.now_s, wanted=False)
    bench.run(0.5)
    assert not bench.board.is_closed(LAMP)


def test_a_buzzer_sounds_by_its_pattern_and_ends() -> None:
    bench = Bench(family("lcus")).ready()
    bench.buzzer.want(bench.now_s, wanted=True)
    bench.run(3.0)
    moves = [move.closed for move in bench.board.log if move.channel == BUZZER]
    assert moves == [True, False, True, False]


def test_a_lamp_s_limit_is_its_own() -> None:
    bench = Bench(family("lcus")).ready()
    bench.lamp.want(bench.now_s, wanted=True)
    bench.now_s += LIT.limit_ms / 1000
    bench.run(0.5)
    assert not bench.board.is_closed(LAMP)
    bench.lamp.want(bench.now_s, wanted=True)
    bench.run(0.5)
    assert bench.board.is_closed(LAMP)


EVENTS = st.sampled_from(["gate", "lamp", "buzz", "noise", "silent", "cut"])


@pytest.mark.parametrize("of", ["lcus", "lcus-text", "kmtronic", "devantech"])
@settings(max_examples=20, deadline=None)
@given(events=st.lists(st.tuples(EVENTS, st.floats(0, 1)), max_size=12))
def test_whatever_happens_the_contact_is_never_held_longer_than_its_time(
    of: str, events: list[tuple[str, float]]
) -> None:
    bench = Bench(family(of)).ready()
    for number, (event, seconds) in enumerate([*events, ("nothing", GATE_S + 1.0)]):
        _happen(bench, event, number)
        bench.survive(seconds)
    bench.survive(3.0)
    assert not bench.board.is_closed(GATE)
    assert all(held_s <= GATE_S + LATE_S for held_s in bench.held_s())


def _happen(bench: Bench, event: str, number: int) -> None:
    match event:
        case "gate":
            bench.desk.open_gate(number)
        case "lamp":
            bench.lamp.want(bench.now_s, wanted=number % 2 == 0)
        case "buzz":
            bench.buzzer.want(bench.now_s, wanted=True)
        case "noise":
            bench.board.say(b"\xa0\x01\xff\x00CH1" * 40)
        case "silent":
            bench.board.silent = not bench.board.silent
        case "cut":
            bench.board.cut_power()
        case _:
            bench.board.silent = False
