"""Trying a card terminal once: what it says of one that is there, away, or none."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import shake_256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card_terminal.engine import Scene
from drivers.card_terminal.exchange import Patience
from drivers.card_terminal.simulator import CardTerminalSimulator
from drivers.card_terminal.trial import TRIAL, try_terminal
from drivers.errors import DeviceBabbles, TerminalLost
from drivers.serial_port import READ_WAIT_S

IMPATIENT = Patience(resend_s=0.2, tries=2, silence_s=1.0)
NONSENSE = shake_256(b"nonsense").digest(9000)


class Chatterer:
    """A port that says `pieces`, one a read, whatever it is asked, and then nothing more."""

    def __init__(self, pieces: list[bytes], *, echoes: bool = False) -> None:
        self.pieces = list(pieces)
        self.echoes = echoes
        self.now_s = 0.0
        self.open = True

    def read(self, timeout_s: float = READ_WAIT_S) -> bytes:
        self.now_s += 0.01 if self.pieces else timeout_s
        return self.pieces.pop(0) if self.pieces else b""

    def write(self, data: bytes) -> None:
        if self.echoes:
            self.pieces.append(data)

    def close(self) -> None:
        self.open = False


def attempt(port: Chatterer) -> str:
    return try_terminal("/dev/modem", 9600, lambda path, baud: port, clock=lambda: port.now_s)


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[CardTerminalSimulator]:
    with CardTerminalSimulator(tmp_path / "terminal", tmp_path / "book") as running:
        yield running


def test_trying_a_terminal_says_how_it_is(simulator: CardTerminalSimulator) -> None:
    assert try_terminal(str(simulator.link), 115_200) == "ready"
    simulator.turn(Scene(bank_away=True))
    assert "bank" in try_terminal(str(simulator.link), 115_200)


def test_trying_what_does_not_answer(simulator: CardTerminalSimulator) -> None:
    simulator.power_cut()
    with pytest.raises(TerminalLost, match=f"nothing answers at {simulator.link}"):
        try_terminal(str(simulator.link), 115_200, patience=IMPATIENT)


def test_trying_a_port_that_is_not_there() -> None:
    with pytest.raises(TerminalLost, match="/dev/no-such-port"):
        try_terminal("/dev/no-such-port", 115_200)


@pytest.mark.parametrize("size", [10, len(NONSENSE)], ids=["some", "much"])
def test_trying_what_talks_nonsense_names_it(size: int) -> None:
    port = Chatterer([NONSENSE[at : at + 4096] for at in range(0, size, 4096)])
    with pytest.raises(DeviceBabbles, match="/dev/modem is no card terminal"):
        attempt(port)
    assert not port.open


def test_trying_what_only_repeats_the_question_names_it() -> None:
    with pytest.raises(DeviceBabbles, match="another speed than 9600"):
        attempt(Chatterer([], echoes=True))


@given(st.lists(st.binary(max_size=300), max_size=12))
def test_trying_what_says_anything_ends_in_time_and_by_name(pieces: list[bytes]) -> None:
    port = Chatterer(pieces)
    with pytest.raises(DeviceBabbles if any(pieces) else TerminalLost):
        attempt(port)
    assert port.now_s <= TRIAL.resend_s * TRIAL.tries + TRIAL.silence_s + 1.0
    assert not port.open
