"""Nothing heavy runs on Qt's thread: a whole sale by camera, watched from inside the interpreter.

Python's audit events tell who opens a database, a connection or an address; a watch on the decoder,
the slip's layout and the desks tells who works there. Threads are compared, never times.
"""

import sqlite3
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PySide6.QtGui import QGuiApplication

from drivers import slip
from kiosk.demo.stream import CameraStream, Showing, View
from kiosk.desks.performer import Desks
from tests.end_to_end.running import Place
from tests.end_to_end.spots import PLATE, Spot, key_in, seed
from ui.contract import ChooseScreen, CodeScreen, ConfirmScreen, ThanksScreen

LANES = {"gate", "partner", "tender", "returns", "partners", "offers", "ledger", "holds", "printer"}
WATCHED_EVENTS = {"sqlite3.connect", "socket.connect", "socket.getaddrinfo"}


class Watch:
    """Which threads did what. An audit hook can't be taken out, so it is only switched off."""

    def __init__(self) -> None:
        self.on = False  # until the test has set its table
        self.threads: dict[str, set[int]] = defaultdict(set)
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _arguments: tuple[object, ...]) -> None:
        if self.on and event in WATCHED_EVENTS:
            self.saw(event)

    def saw(self, what: str) -> None:
        self.threads[what].add(threading.get_ident())

    def around(self, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as the function has it
            self.saw(what)
            return function(*arguments, **named)

        return watched


class WatchedDesk:
    """A desk whose every method is watched."""

    def __init__(self, desk: object, name: str, watch: Watch) -> None:
        self._desk, self._name, self._watch = desk, name, watch

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the desk has
        found = getattr(self._desk, name)
        return self._watch.around(f"{self._name}.{name}", found) if callable(found) else found


def watched(desks: Desks, watch: Watch) -> Desks:
    """The same desks, watched."""
    around: Any = {
        name: WatchedDesk(getattr(desks, name), name, watch)
        for name in ("cashier", "holds", "printer")
    }
    return replace(desks, **around)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    watch = Watch()
    decode = watch.around("decode", zxingcpp.read_barcodes)
    monkeypatch.setattr(zxingcpp, "read_barcodes", decode)
    yield watch
    watch.on = False


def test_a_sale_by_camera_does_nothing_heavy_on_the_screens_thread(
    place: Place, watch: Watch
) -> None:
    view, phone = View(), place.district.phone("kim")
    with CameraStream(view, seed=1, monotonic_s=time.monotonic) as stream:
        with place.profile.open("a") as profile:
            profile.write(f'[camera]\nsource = "{stream.url}"\n')
        watch.on = True
        with place.kiosk(lambda desks: watched(desks, watch)) as kiosk:
            kiosk.touch("choose", "meals")
            kiosk.touch("choose", "lunch")
            kiosk.see(CodeScreen)
            view.show(Showing(phone.text()))
            kiosk.see(ConfirmScreen)
            kiosk.touch("lead")
            kiosk.see(ThanksScreen)
            kiosk.confirmed()
        watch.on = False
    done = {
        "sqlite3.connect",
        "socket.connect",
        "decode",
        "cashier.read_code",
        "cashier.begin",
        "cashier.commit",
        "cashier.fulfilled",
        "holds.ask",
        "printer.check",
        "printer.print",
    }
    assert done <= set(watch.threads)
    screen = threading.get_ident()
    assert [what for what, threads in watch.threads.items() if screen in threads] == []
    assert watch.threads["cashier.commit"].isdisjoint(watch.threads["holds.ask"])
    assert place.district.balance("kim") == 20


def test_partner_gate_counts_and_cards_work_on_lanes_of_their_own(
    tmp_path: Path, qapp: QGuiApplication, watch: Watch
) -> None:
    """By what hangs on each: the simulators tell nothing of threads, so the desks are watched."""
    with ExitStack() as stack:
        spot = Spot(stack, tmp_path, "seocho-car-park", seed({"kim": 90}))
        for part in (spot.board_cable, spot.bottles, spot.terminal):
            assert part is not None
        spot.parking.comes_in("stay")
        phone = spot.phone("kim")
        watch.on = True
        with spot.kiosk(lambda desks: watched(desks, watch)) as kiosk:
            names = {thread.ident: thread.name for thread in threading.enumerate()}
            screen = threading.get_ident()
            kiosk.touch("choose", "parking")
            key_in(kiosk, PLATE)
            kiosk.see(ChooseScreen)
            kiosk.touch("choose", "stay")
            kiosk.see(CodeScreen)
            kiosk.scan(phone.text())
            kiosk.see(ConfirmScreen)
            kiosk.touch("lead")
            kiosk.see(ThanksScreen)
            kiosk.confirmed()
            kiosk.until(lambda: bool(spot.parking.told))
        watch.on = False
    assert set(names.values()) >= LANES
    who = {names.get(ident, "of the test") for ident in watch.threads["socket.connect"]}
    assert {"partner", "partners", "holds"} <= who
    assert {names[ident] for ident in watch.threads["cashier.commit"]} == {"ledger"}
    assert [what for what, threads in watch.threads.items() if screen in threads] == []
    assert spot.openings == 1


def test_the_watch_itself_would_see_the_screens_thread() -> None:
    watch = Watch()
    watch.on = True
    sqlite3.connect(":memory:").close()
    watch.on = False
    assert watch.threads["sqlite3.connect"] == {threading.get_ident()}
    watch.around("slip", slip.Slip)("f", "t", "b", (), "q", "h")
    assert watch.threads["slip"] == {threading.get_ident()}
