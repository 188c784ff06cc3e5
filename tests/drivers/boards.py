"""Boards for these tests: each family that ships, wired in one way."""

from __future__ import annotations

from collections.abc import Sequence

from drivers.board.desk import Wiring
from drivers.board.family import BoardFamily
from drivers.board.lights import Pattern
from drivers.board.words import Settings
from kiosk.hardware.board_families import board_families

WAIT_S = 10.0  # only ever waited for in full when the test fails
GATE, LAMP, BUZZER = 1, 2, 3
LIT = Pattern(on_ms=400, off_ms=0, limit_ms=60_000)
BUZZ = Pattern(on_ms=50, off_ms=50, limit_ms=150)

FAMILIES = tuple(board_families().values())
ANSWERING = tuple(each for each in FAMILIES if each.answers)
TWO = ("lcus", "waveshare")  # one that can't be asked, one with a clock of its own
NAMES = [each.name for each in FAMILIES]


def family(name: str) -> BoardFamily:
    return board_families()[name]


def names(families: Sequence[BoardFamily]) -> list[str]:
    return [each.name for each in families]


def wiring(of: BoardFamily, gate_ms: int = 200) -> Wiring:
    buzzer = BUZZER if of.channels >= BUZZER else 0
    return Wiring(GATE, gate_ms, LAMP, buzzer, LIT, BUZZ)


def settings(of: BoardFamily, path: str = "memory", gate_ms: int = 200) -> Settings:
    return Settings(path, of.baud, of, wiring(of, gate_ms))
