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
from dataclasses import replace
from typing import Any

import pytest
import zxingcpp

from drivers import slip
from kiosk.demo.stream import CameraStream, Showing, View
from kiosk.desks.performer import Desks
from tests.end_to_end.running import Place
from ui.contract import CodeScreen, ConfirmScreen, ThanksScreen

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
        return self._watch.around(f"{self._name}.{name}", getattr(self._desk, name))


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

    def around(desks: Desks) -> Desks:
        watched: Any = {
            name: WatchedDesk(getattr(desks, name), name, watch)
            for name in ("cashier", "holds", "printer")
        }
        return replace(desks, **watched)

    with CameraStream(view, seed=1, monotonic_s=time.monotonic) as stream:
        with place.profile.open("a") as profile:
            profile.write(f'[camera]\nsource = "{stream.url}"\n')
        watch.on = True
        with place.kiosk(around) as kiosk:
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


def test_the_watch_itself_would_see_the_screens_thread() -> None:
    watch = Watch()
    watch.on = True
    sqlite3.connect(":memory:").close()
    watch.on = False
    assert watch.threads["sqlite3.connect"] == {threading.get_ident()}
    watch.around("slip", slip.Slip)("f", "t", "b", (), "q", "h")
    assert watch.threads["slip"] == {threading.get_ident()}
