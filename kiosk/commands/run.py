"""``kiosk run --profile FILE``: the terminal itself."""

import argparse
import faulthandler
import os
import signal
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from drivers.errors import DriverError
from kiosk.app import KioskApp
from kiosk.closed import ClosedKiosk
from kiosk.config import ConfigError
from kiosk.life.interpreter import keep_for_good, take_turns
from kiosk.life.service_manager import ServiceManager
from kiosk.life.vitals import in_words
from kiosk.only_one import AlreadyRunning
from kiosk.profile.machine import load_profile
from kiosk.troubles import reason_of
from offline_queue.errors import EnvironmentFault
from ui.panel import PanelError
from ui.window import KioskWindow

ALIVE_MS = 5_000  # of a kiosk that only shows why it is none; any watchdog waits longer
LOOK_FOR_SIGNALS_MS = 200  # Python sees a signal only when it gets its turn


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")
    parser.add_argument("--camera", help="a camera's number or address instead of the profile's")
    parser.add_argument("--serial", help="a serial scanner's path instead of the profile's")


def run(arguments: argparse.Namespace) -> int:
    """Run until the service manager says stop; 2 when the profile can't be served.

    Then the reason is on stderr at once, and on the screen until the next try, if there is a panel
    to show it on and no other kiosk is on it.
    """
    take_turns()
    faulthandler.enable()  # one that hangs is ended by a signal: then the log says where it hung
    manager = ServiceManager.of(os.environ)
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QGuiApplication(sys.argv[:1])
    _stop_on_signals(application)
    try:
        kiosk = KioskApp(arguments.profile, arguments.camera, arguments.serial, manager=manager)
    except (ConfigError, EnvironmentFault, DriverError, PanelError) as exc:
        sys.stderr.write(f"{exc}\n")
        sys.stderr.flush()
        if not isinstance(exc, AlreadyRunning | PanelError):
            _show_why(application, arguments.profile, reason_of(exc), manager)
        return 2
    return _serve(application, kiosk)


def _serve(application: QGuiApplication, kiosk: KioskApp) -> int:
    sys.excepthook = kiosk.bug
    window = KioskWindow(kiosk.bridge)
    kiosk.gave_up.connect(lambda: application.exit(1))  # the service manager starts it again
    window.frameSwapped.connect(kiosk.vitals.drawn)
    window.showFullScreen()
    kiosk.start()
    keep_for_good()
    code = application.exec()
    kiosk.close()
    sys.excepthook = sys.__excepthook__
    window.close_for_good()  # not from the signal: QML may be in the middle of something then
    return code


def _show_why(
    application: QGuiApplication, path: Path, reason: str, manager: ServiceManager
) -> None:
    """Show for a while why there is no kiosk; nothing where the profile itself is no good."""
    try:
        closed = ClosedKiosk(load_profile(path), reason)
    except (ConfigError, PanelError):
        return
    window = KioskWindow(closed.bridge)
    closed.over.connect(lambda: application.exit(0))
    window.showFullScreen()
    closed.start()
    manager.ready()
    manager.status(in_words(closed.terminal.visit))
    beat = QTimer(closed, interval=ALIVE_MS)
    beat.timeout.connect(manager.alive)
    beat.start()
    application.exec()
    manager.stopping()
    window.close_for_good()


def _stop_on_signals(application: QGuiApplication) -> None:
    """End the loop soon after a signal, also after one that came before the loop began."""
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    timer = QTimer(application, interval=LOOK_FOR_SIGNALS_MS)
    # exit, not quit: quit asks the windows first, and ours lets nobody close it
    timer.timeout.connect(lambda: application.exit(0) if asked.is_set() else None)
    timer.start()
