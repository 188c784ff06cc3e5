"""Told to stop in the middle of something: what has happened is still written down."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from drivers import camera_scanner
from drivers.camera import FakeCamera
from drivers.camera_thread import CameraThread
from kiosk.desks.performer import Desks
from kiosk.desks.print_desk import PrintDesk
from kiosk.events import Event
from kiosk.payment import Ticket
from offline_queue.show import show
from tests.end_to_end.running import Place, buy_lunch
from ui.contract import ConfirmScreen


class SlowPrinter:
    """Prints at once, and tells of it only when ``closing`` is set."""

    def __init__(self, desk: PrintDesk) -> None:
        self._desk = desk
        self.printed = threading.Event()
        self.closing = threading.Event()

    def check(self, number: int) -> Event:
        return self._desk.check(number)

    def print(self, ticket: Ticket) -> Event:
        event = self._desk.print(ticket)
        self.printed.set()
        assert self.closing.wait(10)
        return event


def test_a_ticket_that_came_out_while_closing_is_not_handed_out_again(place: Place) -> None:
    slow: list[SlowPrinter] = []

    def around(desks: Desks) -> Desks:
        slow.append(SlowPrinter(desks.printer))
        watched: Any = slow[0]
        return replace(desks, printer=watched)

    kim = place.district.phone("kim")
    with place.kiosk(around) as kiosk:
        buy_lunch(kiosk, kim)
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        kiosk.until(slow[0].printed.is_set)
        let_go_soon(slow[0].closing.set)
    path = place.profile.with_suffix("") / "ledger.db"
    assert [(entry.kind, entry.result) for entry in show(path)][-1] == ("fulfil", "done")
    with place.kiosk() as kiosk:
        kiosk.scan(kim.text())
        kiosk.asks_what()
    assert len(place.printer.tickets) == 1


def test_a_reader_that_hangs_keeps_no_ledger_open_and_is_heard_no_more(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    hung, go_on = threading.Event(), threading.Event()
    with place.kiosk() as kiosk:
        room = kiosk.app.backroom
        readers: Any = room.hardware._readers  # a port that hangs
        close = room._cashier.close  # what it may not wait for

        def hang(*_: object) -> None:
            hung.set()
            assert go_on.wait(10)
            readers._read("late", "serial", 0.0)

        def close_ledger() -> None:
            close()
            go_on.set()

        monkeypatch.setattr(readers._serial._thread, "_work", hang)
        monkeypatch.setattr(room._cashier, "close", close_ledger)
        kiosk.until(hung.is_set)
        kiosk.app.close()
        assert go_on.is_set()
        assert not readers._serial._thread._thread.is_alive()
    log = (place.profile.with_suffix("") / "kiosk.jsonl").read_text("utf-8")
    assert '"scan"' not in log


class HungDecoder:
    """Looks at a picture and never comes back before it is let go."""

    def __init__(self) -> None:
        self.hung, self.go_on = threading.Event(), threading.Event()

    at_rest = False

    def step(self, _picture: object) -> None:
        self.hung.set()
        assert self.go_on.wait(10)


def test_a_decoder_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_scanner, "JOIN_S", 0.05)
    decoder: Any = HungDecoder()
    with CameraThread(FakeCamera) as camera:
        scanner = camera_scanner.CameraScanner(camera, lambda _: None, decoder=decoder).start()
        assert decoder.hung.wait(10)
        scanner.close()
        assert not decoder.go_on.is_set(), "closing has come back all the same"
        monkeypatch.setattr(threading, "excepthook", lambda _: None)  # it got no picture's sight
        decoder.go_on.set()
        scanner._thread.join(10)


def let_go_soon(let_go: Callable[[], None]) -> None:
    """Let go once the kiosk is already closing: its scanner's thread ends first."""

    def wait() -> None:
        for thread in threading.enumerate():
            if thread.name == "serial-scanner":
                thread.join(10)
        let_go()

    threading.Thread(target=wait, name="let-go").start()
