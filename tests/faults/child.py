"""A kiosk in a process of its own that loses its power at a named point of a sale.

``python -m tests.faults.child PROFILE POINT``: chooses a lunch, says "ready" once its ledger is
open and its scanner found, and goes on as far as ``POINT``. The code comes over the profile's
serial line.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from drivers.device import DeviceState
from kiosk.app import KioskApp
from kiosk.desks.performer import Desks
from ui.contract import ConfirmScreen

# point -> (desk, method, whether the method has done its work when the power goes)
POINTS = {
    "intent|hold": ("holds", "ask", False),
    "hold|agree": ("holds", "ask", True),
    "agree|commit": ("cashier", "commit", False),
    "commit|print": ("cashier", "commit", True),
    "print|receipt": ("printer", "print", True),
}


def power_off() -> None:
    """What a torn plug does to a process."""
    os.kill(os.getpid(), signal.SIGKILL)


class Torn:
    """A desk whose ``method`` ends in darkness, before or after its work."""

    def __init__(self, desk: object, method: str, worked: bool) -> None:
        self._desk, self._method, self._worked = desk, method, worked

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the desk has
        real: Callable[..., object] = getattr(self._desk, name)
        if name != self._method:
            return real

        def torn(*arguments: object) -> None:
            if self._worked:
                real(*arguments)
            power_off()

        return torn


def tear(point: str) -> Callable[[Desks], Desks]:
    """Wrap the desks so that the power goes at ``point``."""
    desk, method, worked = POINTS[point]

    def around(desks: Desks) -> Desks:
        torn: Any = Torn(getattr(desks, desk), method, worked)
        return replace(desks, **{desk: torn})

    return around


def main(profile: str, point: str) -> None:
    """Sell until the power goes."""
    application = QGuiApplication([])
    app = KioskApp(Path(profile), around=tear(point))
    app.start()
    touch = app.bridge.acted.emit
    touch("choose", "meals")
    touch("choose", "lunch")
    told = False

    def is_ready() -> bool:
        return app.counts().recorded > 0 and app.backroom.devices.get("serial") is DeviceState.FOUND

    def go_on() -> None:
        nonlocal told
        if not told and is_ready():
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            told = True
        if isinstance(app.bridge.shown, ConfirmScreen):
            touch("lead", "")

    timer = QTimer(interval=5)
    timer.timeout.connect(go_on)
    timer.start()
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
