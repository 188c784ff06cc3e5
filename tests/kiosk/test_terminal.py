"""The terminal: what it asks for by the clock, and that it shows only what has changed."""

from datetime import UTC, datetime
from functools import partial

import pytest

from kiosk import effects, events
from kiosk.effects import Effect
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.speech.words import load_words
from kiosk.terminal import LEDGER_RETRY_S, PRINTER_LOOK_S, UNSURE_RETRY_S, Clocks, Terminal
from kiosk.visit import CoinsFate, Place, Refusal, Shop, Visit
from tests.kiosk.shops import MEALS, facility
from ui.contract import Screen, Setting
from ui.gallery_frame import PORTRAIT
from ui.panel import choices_per_page


class Stage:
    """A terminal with a clock that a test sets, and what it asked for and showed."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.wanted: list[Effect] = []
        self.shown: list[tuple[Screen, Setting]] = []
        clocks = Clocks(lambda: self.now_s, lambda: datetime(2026, 11, 21, 11, 42, tzinfo=UTC))
        self.terminal = Terminal(
            *goods(),
            clocks,
            self.wanted.append,
            lambda screen, setting: self.shown.append((screen, setting)),
        )

    def wait(self, seconds: float) -> None:
        self.now_s += seconds
        self.terminal.tick()


def goods(text: str | None = None) -> tuple[Shop, Presenter]:
    place = facility() if text is None else facility(text)
    words, shop = load_words("ko"), Shop(place.services)
    reader = Reader(words, "코인")
    per_page = partial(choices_per_page, PORTRAIT)
    return shop, Presenter(shop, FrameMaker(place, words, reader), words, reader, per_page)


def test_a_printer_that_does_not_answer_is_asked_once() -> None:
    stage = Stage()
    for _ in range(20):
        stage.wait(PRINTER_LOOK_S)
    assert stage.wanted == [effects.CheckPrinter()]
    stage.terminal.handle(events.PrinterReported(""))
    stage.wait(PRINTER_LOOK_S)
    assert len(stage.wanted) == 2


def test_nobody_looks_at_the_printer_while_somebody_is_served() -> None:
    stage = Stage()
    stage.terminal.handle(events.Chose("meals"))
    stage.wait(PRINTER_LOOK_S)
    assert stage.wanted == []


@pytest.mark.parametrize(
    ("fate", "wait_s"),
    [(CoinsFate.SAFE, LEDGER_RETRY_S), (CoinsFate.UNKNOWN, UNSURE_RETRY_S)],
)
def test_a_failed_ledger_is_tried_again_by_and_by(fate: CoinsFate, wait_s: float) -> None:
    stage = Stage()
    refusal = Refusal("locked", fate, Place.OUT_OF_ORDER)
    stage.terminal.visit = Visit(place=Place.OUT_OF_ORDER, refusal=refusal)
    stage.wait(0.0)
    stage.wait(wait_s - 1)
    assert effects.ReopenLedger() not in stage.wanted
    stage.wait(1)
    assert stage.wanted.count(effects.ReopenLedger()) == 1
    stage.terminal.handle(events.LedgerBack())
    assert stage.terminal.visit.place is Place.START


@pytest.mark.parametrize("reason", ["bug", "fork"])
def test_what_no_reopening_mends_is_not_tried(reason: str) -> None:
    stage = Stage()
    stage.terminal.handle(events.LedgerFailed(reason))
    for _ in range(5):
        stage.wait(UNSURE_RETRY_S)
    assert effects.ReopenLedger() not in stage.wanted


def test_a_screen_is_shown_when_it_changes_and_only_then() -> None:
    stage = Stage()
    stage.wait(1)
    stage.wait(1)
    assert len(stage.shown) == 1
    stage.terminal.handle(events.AskedForAid("contrast"))
    assert len(stage.shown) == 2


def test_a_new_day_sells_by_new_data() -> None:
    stage = Stage()
    stage.wait(1)
    assert stage.terminal.at_rest
    stage.terminal.restock(*goods(MEALS))
    screen, _ = stage.shown[-1]
    assert [choice.id for choice in getattr(screen, "services", ())] == ["meals"]


def test_somebody_at_the_machine_is_not_at_rest() -> None:
    stage = Stage()
    stage.terminal.handle(events.Chose("meals"))
    assert not stage.terminal.at_rest
