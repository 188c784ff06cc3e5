"""A kiosk in a process of its own that does what a script says and loses its power at a point.

``python -m tests.end_to_end.dying PROFILE POINT DEVICES STEP ...``: it waits for the devices
(``serial,counter``), says the name of each screen that it shows, and takes a step as soon as its
screen is there: ``keypad:12000``, ``choose:lunch``, ``count:10``, ``confirm``. A word ``die`` ends
it there; else it goes at ``POINT`` (see `tests.faults.child`), unless that is "-".
"""

import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Timer

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from drivers.device import DeviceState
from kiosk.app import KioskApp
from tests.end_to_end import warm
from tests.end_to_end.district import PATIENCE_S
from tests.faults.child import power_off, tear
from ui.contract import CountScreen, Screen

LOOK_MS = 5
NOWHERE = "-"
"""No point of a sale."""


class Script:
    """What is still to be done at the kiosk ``app``."""

    def __init__(self, app: KioskApp, devices: list[str], steps: list[str]) -> None:
        self._app, self._devices, self._steps = app, devices, steps
        self._seen = ""

    def look(self) -> None:
        """Take the next step, if its screen is there."""
        shown = self._app.bridge.shown
        if shown is None or not self._ready():
            return
        if shown.name != self._seen:
            self._seen = shown.name
            sys.stdout.write(f"{shown.name}\n")
            sys.stdout.flush()
        if self._steps and self._steps[0] == "die":
            power_off()
        if self._steps and _fits(self._steps[0], shown):
            self._take(self._steps.pop(0))

    def _ready(self) -> bool:
        found = self._app.backroom.devices
        there = all(found.get(device) is DeviceState.FOUND for device in self._devices)
        return there and self._app.counts().recorded > 0

    def _take(self, step: str) -> None:
        name, _, argument = step.partition(":")
        touch = self._app.bridge.acted.emit
        for digit in argument if name == "keypad" else "":
            touch("digit", digit)
        if name in {"start", "choose"}:
            touch("choose", argument)
        else:
            touch("lead", "")


def _fits(step: str, shown: Screen) -> bool:
    name, _, argument = step.partition(":")
    counted = not isinstance(shown, CountScreen) or shown.count == f"{argument}개"
    return shown.name == name and counted


def until_it_dies(
    profile: Path,
    point: str,
    devices: list[str],
    steps: list[str],
    at: Mapping[str, Callable[[], object]],
) -> None:
    """Run it to its death; ``at`` says what happens as soon as a screen is there first."""
    words = (str(profile), point, ",".join(devices), *steps)
    waiting = dict(at)
    with warm.Speaking("tests.end_to_end.dying", *words) as child:
        too_long = Timer(3 * PATIENCE_S, child.terminate)
        too_long.start()
        for line in child.said:
            waiting.pop(line.strip(), bool)()
        too_long.cancel()
        assert (child.wait(), waiting) == (-signal.SIGKILL, {})


def main(profile: str, point: str, devices: str, *steps: str) -> None:
    """Serve until the power goes."""
    application = QGuiApplication([])
    around = (lambda desks: desks) if point == NOWHERE else tear(point)
    app = KioskApp(Path(profile), around=around)
    script = Script(app, devices.split(","), list(steps))
    app.start()
    timer = QTimer(interval=LOOK_MS)
    timer.timeout.connect(script.look)
    timer.start()
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
