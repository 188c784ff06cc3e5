"""Trying a card terminal once, for who looks after the machine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from time import monotonic
from typing import Final

from drivers.card_terminal.contract import TerminalStatus
from drivers.card_terminal.exchange import Patience
from drivers.card_terminal.exchange_table import Purpose
from drivers.card_terminal.line import OpenPort, TerminalLine, open_serial_port
from drivers.errors import DeviceBabbles, TerminalLost

TRIAL: Final = Patience(resend_s=0.7, tries=3, silence_s=3.0)
_WORDS: Final = {
    TerminalStatus.READY: "ready",
    TerminalStatus.BUSY: "busy with a payment",
    TerminalStatus.BANK_AWAY: "it answers, and can't reach its bank",
    TerminalStatus.OUT_OF_ORDER: "it answers, and says that it is out of order",
}


def try_terminal(
    path: str,
    baud: int,
    open_port: OpenPort = open_serial_port,
    patience: Patience = TRIAL,
    clock: Callable[[], float] = monotonic,
) -> str:
    """Ask the terminal at `path` how it is; returns that in words, within a few seconds.

    Raises `TerminalLost` where nothing answers, `DeviceBabbles` where what answers is none.
    """
    with closing(TerminalLine(open_port(path, baud), path, clock, patience)) as line:
        exchange = line.begin(Purpose.STATUS)
        while exchange.result is None:
            line.step()
        if isinstance(exchange.result, TerminalStatus):
            return _WORDS[exchange.result]
        if line.noise_bytes:
            raise DeviceBabbles(
                f"what answers at {path} is no card terminal, or has another speed than {baud}"
            )
        raise TerminalLost(f"nothing answers at {path}")
