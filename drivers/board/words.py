"""What the kiosk and the guard of its relay board say to each other: lines of ASCII. Pure.

The kiosk begins with one line of settings (JSON), then gives orders:

    gate 7        open the gate; the answer bears the same number
    lamp on       or off
    buzz

The guard tells:

    hello         it has its settings
    alive         at least every few seconds
    state found   or lost, babbles, stuck
    gate 7 opened        or opened-unconfirmed, failed, unknown; after that a sentence

The guard gets nothing else by which it could hold a contact: times and channels are settings.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

from drivers.board.desk import GateTold, Wiring
from drivers.board.family import BoardFamily
from drivers.board.gate import GateOutcome, Opened
from drivers.board.lights import Pattern
from drivers.errors import BadAddress, GateFailed, GateUnknown

MAX_LINE_BYTES: Final = 4096  # settings are one kilobyte; a pipe takes so much as one piece
HELLO: Final = "hello"
ALIVE: Final = "alive"
STATE: Final = "state"
GATE: Final = "gate"
LAMP: Final = "lamp"
BUZZ: Final = "buzz"
STUCK: Final = "stuck"  # a state: the gate's contact does not open any more


@dataclass(frozen=True)
class Settings:
    """The board at the port ``path``, and what hangs on it."""

    path: str
    baud: int
    family: BoardFamily
    wiring: Wiring

    def check(self) -> Settings:
        """Return itself; BadAddress where family and wiring don't fit each other."""
        self.wiring.check(self.family)
        return self


def settings_line(settings: Settings) -> str:
    """Return the line that a guard begins with."""
    return json.dumps(asdict(settings))


def read_settings(line: str) -> Settings:
    """Return what `settings_line` wrote; BadAddress for anything else."""
    try:
        read = json.loads(line)
        family, wiring = read["family"], read["wiring"]
        family["usb"] = tuple(family["usb"])
        for name in ("lamp_pattern", "buzz_pattern"):
            wiring[name] = Pattern(**wiring[name])
        board = Settings(read["path"], read["baud"], BoardFamily(**family), Wiring(**wiring))
    except (ValueError, TypeError, KeyError, RecursionError) as exc:
        raise BadAddress("these are no settings of a relay board") from exc
    return board.check()


def gate_line(told: GateTold) -> str:
    """Return what the guard says of an opening."""
    match told.outcome:
        case Opened(confirmed):
            return f"{GATE} {told.order} {'opened' if confirmed else 'opened-unconfirmed'}"
        case GateUnknown():
            return f"{GATE} {told.order} unknown {told.outcome}"
        case _:
            return f"{GATE} {told.order} failed {told.outcome}"


def read_gate(said: str) -> GateTold | None:
    """Return what `gate_line` wrote after its first word; None for anything else."""
    order, _, rest = said.partition(" ")
    word, _, sentence = rest.partition(" ")
    outcomes: dict[str, GateOutcome] = {
        "opened": Opened(confirmed=True),
        "opened-unconfirmed": Opened(confirmed=False),
        "failed": GateFailed(sentence),
        "unknown": GateUnknown(sentence),
    }
    if not order.isdecimal() or word not in outcomes:
        return None
    return GateTold(int(order), outcomes[word])


class LineReader:
    """Cuts bytes into lines; what is too long, or no ASCII, is no line."""

    def __init__(self) -> None:
        self._half = b""
        self._too_long = False

    def step(self, data: bytes) -> tuple[str, ...]:
        """Return the lines that ``data`` completed."""
        *whole, self._half = (self._half + data).split(b"\n")
        lines = []
        for line in whole:
            if not self._too_long and len(line) <= MAX_LINE_BYTES and line.isascii():
                lines.append(line.decode("ascii"))
            self._too_long = False
        if len(self._half) > MAX_LINE_BYTES:
            self._half, self._too_long = b"", True
        return tuple(lines)
