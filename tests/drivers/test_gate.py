"""One opening of a gate, by its table: what was heard when, and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.board.ear import Contact
from drivers.board.gate import LET_GO_S, Opened, Phase, Pulse
from drivers.errors import GateFailed, GateUnknown

CLOSED, OPEN = Contact.CLOSED, Contact.OPEN


def held(*heard: Contact, answers: bool = True) -> Pulse:
    """A pulse of a second that has heard this while it was held."""
    pulse = Pulse(1.0, answers)
    pulse.begun(10.0)
    for contact in heard:
        pulse.hear(contact, Phase.HELD)
    return pulse


def test_its_time_runs_from_the_command_and_ends_once() -> None:
    pulse = Pulse(1.0, answers=True)
    assert not pulse.step(100.0)  # its command still waits
    pulse.begun(100.0)
    assert [pulse.step(at) for at in (100.9, 101.0, 101.1)] == [False, True, False]


def test_a_closed_contact_that_lets_go_is_an_opening() -> None:
    pulse = held(OPEN, CLOSED)
    assert pulse.step(11.0)
    pulse.hear(OPEN, Phase.LETTING_GO)
    pulse.step(11.1)
    assert pulse.phase is Phase.DONE
    assert pulse.outcome() == Opened(confirmed=True)
    assert not pulse.is_stuck
    assert not pulse.is_silent


def test_an_answer_about_the_held_contact_is_no_news_of_one_that_lets_go() -> None:
    pulse = held()
    assert pulse.step(11.0)
    pulse.hear(CLOSED, Phase.HELD)  # it was on its way when the time was over
    assert not pulse.is_stuck
    assert pulse.outcome() == Opened(confirmed=True)


def test_a_contact_that_does_not_let_go_is_stuck_and_the_gate_was_open() -> None:
    pulse = held(CLOSED)
    pulse.step(11.0)
    pulse.hear(CLOSED, Phase.LETTING_GO)
    pulse.step(11.0 + LET_GO_S)
    assert pulse.phase is Phase.DONE
    assert pulse.is_stuck
    assert pulse.outcome() == Opened(confirmed=True)


@pytest.mark.parametrize(
    ("heard", "outcome"), [((OPEN, OPEN), GateFailed), ((), GateUnknown)], ids=["open", "nothing"]
)
def test_without_a_closed_contact_it_is_failed_or_unknown(
    heard: tuple[Contact, ...], outcome: type[Exception]
) -> None:
    pulse = held(*heard)
    assert isinstance(pulse.outcome(), outcome)  # torn now
    pulse.step(11.0)
    pulse.step(11.0 + LET_GO_S)
    assert isinstance(pulse.outcome(), outcome)
    assert pulse.is_silent


def test_before_its_command_has_gone_out_it_has_failed() -> None:
    assert isinstance(Pulse(1.0, answers=False).outcome(), GateFailed)


def test_a_board_that_can_t_be_asked_opens_unconfirmed_or_nobody_knows() -> None:
    pulse = held(answers=False)
    assert isinstance(pulse.outcome(), GateUnknown)
    assert pulse.step(11.0)
    assert pulse.phase is Phase.DONE
    assert pulse.outcome() == Opened(confirmed=False)


@given(
    st.lists(st.floats(0, 3), min_size=1, max_size=40),
    st.lists(st.sampled_from([*Contact]), max_size=40),
    st.booleans(),
)
def test_whatever_is_heard_it_lets_go_when_the_time_is_over_and_not_before(
    steps: list[float], heard: list[Contact], answers: bool
) -> None:
    pulse, now_s, let_go = Pulse(1.0, answers), 50.0, []
    pulse.begun(now_s)
    for number, step_s in enumerate(steps):
        now_s += step_s
        if number < len(heard):
            pulse.hear(heard[number], pulse.phase)
        if pulse.step(now_s):
            let_go.append(now_s)
    over = [at for at in _sums(50.0, steps) if at >= 51.0]
    assert let_go == over[:1]


def _sums(start: float, steps: list[float]) -> list[float]:
    sums = []
    for step in steps:
        start += step
        sums.append(start)
    return sums
