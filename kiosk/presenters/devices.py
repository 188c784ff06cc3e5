"""How the devices are, as staff see it: what does not work first, then what to look at. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from drivers.device import DeviceState
from kiosk.hardware.reader_watch import GONE, READERS, SERIAL, WEDGE
from kiosk.speech.words import Words
from ui.contract import BalanceLine

ALL_READERS: Final = "readers"
"""What the person at the machine is told of: whether any of them reads. Each has a line as well."""
DEVICES: Final = (
    *("printer", ALL_READERS, *READERS, "card-terminal", "card-payments", "counter", "board"),
    *("copy", "disk", "power", "temperature", "backlight", "speaker", "headset"),
)
"""What staff look after, what stops the selling first."""


class Rank(IntEnum):
    """How much a state asks of staff."""

    BROKEN = 0
    LOOK = 1
    WELL = 2


RANKS: Final[Mapping[str, Rank]] = {
    "found": Rank.WELL,
    **dict.fromkeys(("starting", "paper-low", "hot", "low", "open"), Rank.LOOK),
}
"""Any other state stops something."""
MARKS: Final = {Rank.BROKEN: "state-broken", Rank.LOOK: "state-look", Rank.WELL: ""}


@dataclass(frozen=True)
class DeviceLines:
    """Makes the lines of staff pages that tell of devices, in one language."""

    words: Words

    def all(self, states: Mapping[str, str]) -> tuple[BalanceLine, ...]:
        """Return a line for each device, by what it asks of staff."""
        found = {**states, **_together(states)}
        known = [(name, found[name]) for name in DEVICES if name in found]
        several = SERIAL in states and WEDGE in states
        return tuple(
            self.line(self._name(name, state, several=several), state)
            for name, state in sorted(known, key=lambda it: _rank(it[1]))
        )

    def line(self, label: str, state: str) -> BalanceLine:
        """Return how something is; a state without words of its own does not work."""
        told = f"staff.state.{state}"
        words = self.words(told if told in self.words else "staff.state.lost")
        rank = _rank(state)
        return BalanceLine(label, words, strong=rank is not Rank.WELL, mark=MARKS[rank])

    def _name(self, device: str, state: str, *, several: bool) -> str:
        """Return what it is called; a sensor that is lost is not what it tells of."""
        own = f"staff.device.{device}"
        for special in (f"{own}-{state}", f"{own}-of-two" if several else ""):
            if special in self.words:
                return self.words(special)
        return self.words(own)


def _rank(state: str) -> Rank:
    return RANKS.get(state, Rank.BROKEN)


def _together(states: Mapping[str, str]) -> Mapping[str, str]:
    """Return how reading is, as `ReaderWatch` tells the visit."""
    readers = [states[name] for name in READERS if name in states]
    if not readers:
        return {}
    there = [state for state in readers if state not in GONE]
    if not there:
        return {ALL_READERS: DeviceState.LOST}
    found = DeviceState.FOUND in there
    return {ALL_READERS: DeviceState.FOUND if found else DeviceState.STARTING}
