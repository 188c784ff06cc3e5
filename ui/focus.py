"""Which control an arrow key goes to. Pure: places in, an index out.

What can be pressed stands in groups, from what the screen asks to what every screen has: content,
pager, leading button, bar, aids. Left and right go through a group row by row, up and down go
through it column by column; at its end the next group follows, and after the last one the first.
So each arrow alone, pressed again and again, comes to everything and round again, and the opposite
arrow leads back the same way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ui.contract import Action

NOWHERE: Final = -1

_PAGER, _LEAD, _BAR, _AIDS = 1, 2, 3, 4
_GROUPS = {
    Action.PAGE: _PAGER,
    Action.PAUSE: _PAGER,
    Action.LEAD: _LEAD,
    Action.BACK: _BAR,
    Action.START_OVER: _BAR,
    Action.CALL_STAFF: _BAR,
    Action.AID: _AIDS,
    Action.REPLAY: _AIDS,
}
"""Everything else is content, which comes first."""


@dataclass(frozen=True)
class Spot:
    """Where a control stands that can be pressed now, in pixels."""

    action: str
    x: float
    y: float
    width: float
    height: float


def following(spots: Sequence[Spot], at: int, way: str) -> int:
    """Return the index of the control that ``way`` ("up", "down", "left", "right") leads to.

    ``at`` is where one is; from ``NOWHERE`` any way leads to the first choice. ``NOWHERE`` comes
    back only where there is nothing to press.
    """
    if not spots:
        return NOWHERE
    order = _order(spots, _by_row if way in ("left", "right") or at == NOWHERE else _by_column)
    if at == NOWHERE:
        return order[0]
    step = 1 if way in ("right", "down") else -1
    return order[(order.index(at) + step) % len(order)]


def name_of(action: str, argument: str) -> str:
    """Return the one name of a control, as QML's objects have it: "lead", "choose:lunch"."""
    return f"{action}:{argument}" if argument else action


_Lines = Callable[[Sequence[Spot], list[int]], list[int]]


def _order(spots: Sequence[Spot], lines: _Lines) -> list[int]:
    found: list[int] = []
    for group in range(_AIDS + 1):
        found += lines(spots, [at for at, spot in enumerate(spots) if _group(spot) == group])
    return found


def _group(spot: Spot) -> int:
    return _GROUPS.get(Action(spot.action), 0)


def _by_row(spots: Sequence[Spot], members: list[int]) -> list[int]:
    def row(at: int) -> tuple[float, float]:
        return spots[at].y, spots[at].height

    def along(at: int) -> float:
        return spots[at].x

    return _in_lines(members, row, along)


def _by_column(spots: Sequence[Spot], members: list[int]) -> list[int]:
    def column(at: int) -> tuple[float, float]:
        return spots[at].x, spots[at].width

    def along(at: int) -> float:
        return spots[at].y

    return _in_lines(members, column, along)


def _in_lines(
    members: list[int],
    across: Callable[[int], tuple[float, float]],
    along: Callable[[int], float],
) -> list[int]:
    """Return ``members`` line by line: who begins up to the middle of a line's first is in it.

    ``across`` is where a member begins and how far it reaches across the lines.
    """
    left = sorted(members, key=across)
    found: list[int] = []
    while left:
        start, size = across(left[0])
        line = [at for at in left if across(at)[0] <= start + size / 2]
        found += sorted(line, key=along)
        left = [at for at in left if at not in line]
    return found
