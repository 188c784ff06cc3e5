"""What the doctor says of devices that a running kiosk holds: what that one last knew of them.

They are not opened a second time. What the kiosk has written is believed only as far as
`devices_file` believes it.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from drivers.board.words import STUCK
from drivers.device import DeviceState
from drivers.errors import PrinterFault
from drivers.printer.contract import PrinterWarning
from kiosk.config import ConfigError
from kiosk.desks.print_desk import UNREACHABLE, problem_word
from kiosk.hardware.devices_file import Told, read_devices
from kiosk.health.board import WELDED
from kiosk.health.finding import Finding
from kiosk.life.machine_watch import Wear
from kiosk.life.own_machine import BATTERY

IN_USE: Final = "in use by the running kiosk"
LONG_STARTING_S: Final = 60  # opening takes seconds; a printer may warm up
TOLD: Final = "told"  # the row for the file itself
CABLE: Final = "check its cable and its power; it comes back without a restart"
BABBLES: Final = (
    "it sends nonsense: its speed (baud), its family or the device itself is wrong, or its cable is"
    " damaged"
)
LOST: Final = {
    "camera": "check its cable and its number ('kiosk devices' tells which there are)",
    "speaker": "check the sound card's cable, [sound] speaker and player ('aplay -L')",
    "headset": "check the sound card's cable and [sound] jack",
    "power": "check [power] supply or input; without it a power cut is not seen coming",
}
_PRINTER_ADVICE: Final = {
    PrinterFault.PAPER_OUT: "put paper in",
    PrinterFault.COVER_OPEN: "close its cover",
    PrinterFault.CUTTER: "free the cutter, switch it off and on",
    PrinterFault.BROKEN: "switch it off and on; if it stays, it has to be repaired",
    PrinterFault.TOO_HOT: "let it cool down",
    PrinterFault.OFFLINE: "switch it on, look at its display",
    PrinterFault.PAPER_UNKNOWN: "look at its paper; switch it off and on",
    PrinterFault.DISCONNECTED: CABLE,
    PrinterFault.UNCONFIRMED: "look whether the last slip came out; it is asked again",
    PrinterFault.UNANSWERED: "switch it off for ten seconds and on: it holds an older slip",
    PrinterFault.BABBLES: BABBLES,
}
WRONG: Final[Mapping[str, str]] = {
    **{problem_word(fault): advice for fault, advice in _PRINTER_ADVICE.items()},
    UNREACHABLE: CABLE,
    DeviceState.BABBLES: BABBLES,
    STUCK: WELDED,
    BATTERY: "the mains are gone: see to the power; it sells again by itself",
    Wear.HOT: "give the machine air and shade; clean its fan",
    Wear.LOW: "make room on the disk, or another disk",
}
WARNINGS: Final = tuple(PrinterWarning)  # it still prints


def told_devices(
    state: Path, parts: Iterable[str], clock: Callable[[], float] = time.monotonic
) -> Iterator[Finding]:
    """Tell of each part what the kiosk that runs on the ``state`` folder knows."""
    try:
        told = read_devices(state, clock) or {}
    except ConfigError as exc:
        advice = "restart the kiosk; if it comes again, look who else writes into that folder"
        yield Finding(TOLD, False, str(exc), advice)
        told = {}
    for part in parts:
        yield _row(part, told)


def _row(part: str, told: Mapping[str, Told]) -> Finding:
    known = told.get(part)
    if known is None:
        return Finding(part, True, IN_USE)
    found = f"{known.state} for {_words(known.for_s)}, by the running kiosk"
    if known.state == DeviceState.FOUND or known.state in WARNINGS:
        return Finding(part, True, found)
    if known.state == DeviceState.STARTING and known.for_s < LONG_STARTING_S:
        return Finding(part, True, found)
    return Finding(part, False, found, _advice(part, known.state))


def _advice(part: str, state: str) -> str:
    if state in (DeviceState.LOST, DeviceState.STARTING):
        return LOST.get(part, CABLE)
    return WRONG.get(state, "look at it; its manual tells of that word")


def _words(for_s: int) -> str:
    """Return a time in the largest unit that it has one of."""
    for unit_s, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if for_s >= unit_s:
            count = for_s // unit_s
            return f"{count} {name}{'s' if count > 1 else ''}"
    return f"{for_s} s"
