"""``kiosk demo-window``: the terminal as ``kiosk run`` makes it, inside the demo's window.

A process of its own, so that its power can really be cut; the supervisor starts it again, at the
same place of the screen. It is started by the demo only, which tells it where the control is.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, QUrl, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from drivers.errors import DriverError
from kiosk.app import KioskApp, local_now
from kiosk.config import ConfigError
from kiosk.demo import bridge as demo_bridge
from kiosk.demo.bridge import DemoBridge
from kiosk.demo.control_client import ControlClient
from kiosk.demo.errors import DemoError
from kiosk.demo.facilities import first_kind
from kiosk.demo.link import Link, Listener
from kiosk.demo.messages import Counts, Place
from kiosk.demo.qr import read
from kiosk.demo.resident import Hand, ScriptedResident
from kiosk.demo.settings import at_place, load_settings
from kiosk.district import load_district
from kiosk.outside import Strip
from kiosk.profile.machine import load_profile
from offline_queue.errors import EnvironmentFault
from ui.bridge import KioskBridge
from ui.contract import CodeScreen
from ui.panel import PanelError
from ui.resources import ResourceError, prepare

QML = "DemoWindow.qml"
LOOK_MS = 300  # how soon a code on the kiosk's screen can be scanned


class Kiosk(Protocol):
    """What the window needs of a ``KioskApp``."""

    bridge: KioskBridge
    changed: SignalInstance

    def counts(self) -> Strip:
        """What has become of the ledger's entries."""


class DemoWindow(QObject):
    """The demo's window around a kiosk. ``close`` takes it down in the order QML needs."""

    def __init__(self, kiosk: Kiosk, demo: DemoBridge, place: Place | None) -> None:
        super().__init__()
        self._kiosk, self._demo = kiosk, demo
        self.engine = QQmlApplicationEngine()
        prepare(self.engine)
        demo_bridge.register()
        self.engine.addImageProvider(demo_bridge.PROVIDER, demo.pictures)
        self.engine.setInitialProperties({"bridge": kiosk.bridge, "demo": demo})
        self.engine.load(QUrl.fromLocalFile(str(files("ui") / "demo" / QML)))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise ResourceError(f"{QML} can't be loaded")
        self.window: QQuickWindow = roots[0]
        self._put(place)
        kiosk.changed.connect(self._count, Qt.ConnectionType.QueuedConnection)
        self._looking = QTimer(self)  # a code comes and goes on a page that stays
        self._looking.timeout.connect(self._look)
        self._looking.start(LOOK_MS)

    def counts(self) -> Counts:
        """The ledger's counts as the strip shows them."""
        strip = self._kiosk.counts()
        return Counts(recorded=strip.recorded, sent=strip.sent, confirmed=strip.confirmed)

    def kiosk_item(self) -> QQuickItem:
        """The kiosk in the window."""
        item = self.window.findChild(QQuickItem, "kiosk")
        if not isinstance(item, QQuickItem):
            raise ResourceError(f"{QML} holds no kiosk")
        return item

    def close(self) -> None:
        """Take the QML down before what it is bound to."""
        self._looking.stop()
        _let_go(self.engine)

    def _put(self, place: Place | None) -> None:
        if place is not None:
            self.window.setGeometry(place.x, place.y, place.width, place.height)
            self.window.setProperty("alone", place.full_screen)
        self.window.show()

    def _look(self) -> None:
        """See what a phone's camera would see on the kiosk's screen."""
        shown = self._kiosk.bridge.shown
        self._demo.offer(read(shown.offer) if isinstance(shown, CodeScreen) else "")

    def _count(self) -> None:
        self._demo.count(self.counts())


def main(argv: Sequence[str]) -> int:
    """Show the window until it is closed; 2 when it can't be opened, 1 when the demo is gone."""
    arguments = _parser().parse_args(argv)
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    application = QGuiApplication(sys.argv[:1])
    try:
        client = ControlClient.from_environment()
        kiosk = KioskApp(arguments.profile)
    except (DemoError, ConfigError, EnvironmentFault, DriverError, PanelError) as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    sys.excepthook = kiosk.bug
    return _show(application, kiosk, client, arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("kiosk demo-window", description=__doc__)
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")
    parser.add_argument("--place", type=Place.model_validate_json, help="where the window was")
    parser.add_argument("--restarted", action="store_true", help="after a power cut")
    parser.add_argument("--resident", help="have this scripted resident come")
    parser.add_argument("--output", type=Path, help="where the resident's pictures go")
    parser.add_argument("--typed", default="", help="the digits that the resident types")
    parser.add_argument("--service", default="", help="what the resident wants, if not the first")
    return parser


def _show(
    application: QGuiApplication,
    kiosk: KioskApp,
    client: ControlClient,
    arguments: argparse.Namespace,
) -> int:
    today = local_now().date()
    district = load_district(load_profile(arguments.profile), today)
    name, kind = district.facility.name, first_kind(district.facility_toml)
    settings = at_place(load_settings(), name, district.scheme, today, kind)
    demo = DemoBridge(settings, restarted=arguments.restarted)
    kiosk.gave_up.connect(lambda: application.exit(1))
    demo.closing.connect(application.quit)
    demo.lost.connect(lambda: application.exit(1))
    link = Link(client, Listener(demo.state_came.emit, demo.ticket_came.emit, demo.lost.emit))
    demo.pressed.connect(link.send)
    window = DemoWindow(kiosk, demo, arguments.place)
    if arguments.resident is not None:
        hand = Hand(
            window=window.window,
            kiosk=window.kiosk_item(),
            bridge=kiosk.bridge,
            counts=window.counts,
            send=link.send,
            resident=arguments.resident,
            output=arguments.output,
            typed=arguments.typed,
            service=arguments.service,
            other=next(it.id for it in settings.resident if it.id != arguments.resident),
        )
        resident = ScriptedResident(hand, window)
        resident.start()
    link.start()
    kiosk.start()
    code = application.exec()
    kiosk.close()
    window.close()
    link.close()
    sys.excepthook = sys.__excepthook__
    _let_go(window, demo, kiosk)
    return code


def _let_go(*objects: QObject) -> None:
    """Destroy objects now, in this order: Python can't see through what Qt's signals hold."""
    for each in objects:
        each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
