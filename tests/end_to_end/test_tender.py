"""The rest of a price by a bank card: a terminal at its port that pays, refuses, is pulled out."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.engine import Person, Scene
from drivers.device import DeviceState
from drivers.printer.contract import Paper
from drivers.printer.engine import Switches
from kiosk.desks.tender_book import FILE
from offline_queue.database import connect_to_write
from tests.end_to_end.dying import until_it_dies
from tests.end_to_end.halls import hall_of_all
from tests.end_to_end.running import RunningKiosk
from tests.end_to_end.spots import SAFE, Spot, becomes, key_in, seed
from tests.end_to_end.weather import Weather
from ui.contract import (
    Certainty,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    KeypadScreen,
    OutOfOrderScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
    WaitScreen,
)

PRICE, COINS, REST = "12000", 15, 9000
PEOPLE = ("pays", "refused", "paper", "locked", "cut", "late", "desk")
STEPS = ["start:sale", f"keypad:{PRICE}", "choose:no", "confirm"]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication) -> Iterator[Spot]:
    folder: Path = tmp_path_factory.mktemp("hall")
    with ExitStack() as stack:
        people = seed(dict.fromkeys(PEOPLE, 40))
        spot = Spot(stack, folder, hall_of_all(folder), people)
        assert spot.terminal.link.exists()
        assert spot.bottles.machine  # what a machine counts beside it is no business of cards
        yield spot


@pytest.fixture
def shop(hall: Spot) -> Spot:
    hall.line.weather = Weather.FINE
    hall.terminal.turn(Scene())
    hall.place.printer.turn(Switches())
    return hall


def agree_to_a_split_price(kiosk: RunningKiosk, spot: Spot, who: str) -> ConfirmScreen:
    """Coins pay a part; the leading button leads to the terminal."""
    kiosk.see(StartScreen)
    kiosk.touch("choose", "sale")
    kiosk.see(KeypadScreen)
    key_in(kiosk, PRICE)
    kiosk.see(ChooseScreen)
    kiosk.touch("choose", "no")
    kiosk.see(CodeScreen)
    kiosk.scan(spot.phone(who).text())
    confirm = kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    return confirm


def charged(spot: Spot) -> list[int]:
    """What is charged by now, by the terminal's own book."""
    book = spot.terminal.book
    found = [each for each in map(book.get, book.charges) if each is not None]
    return [each.won for each in found if each.state is EntryState.APPROVED]


def unsettled(spot: Spot) -> bool:
    """Whether the kiosk's book has a payment without an end."""
    file = spot.ledger.with_name(FILE)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    begun, ended = (
        {each["id"] for each in lines if each["what"] == what} for what in ("open", "end")
    )
    return begun > ended


def test_coins_and_a_card_pay_one_price_in_one_entry(shop: Spot) -> None:
    for weather, certainty in (
        (Weather.FINE, Certainty.CONFIRMED),
        (Weather.BROKEN, Certainty.RECORDED),
    ):
        shop.line.weather = weather
        with shop.kiosk() as kiosk:
            agree_to_a_split_price(kiosk, shop, "pays")
            assert kiosk.see(ThanksScreen).certainty is certainty
            shop.line.weather = Weather.FINE
            kiosk.confirmed()
        sale = shop.entries("spend")[-1]
        assert sale.tender is not None
        assert (sale.amounts, sale.tender.means) == ({"general": COINS}, "card")
        assert sale.tender.amount == REST
    assert charged(shop) == [REST, REST]
    assert shop.of_node("pays") == (40 - 2 * COINS, 0)


def test_a_card_that_is_declined_costs_neither_coins_nor_money(shop: Spot) -> None:
    before = charged(shop)
    shop.terminal.turn(Scene(person=Person.IS_DECLINED))
    with shop.kiosk() as kiosk:
        agree_to_a_split_price(kiosk, shop, "refused")
        told = kiosk.see(SorryScreen)
        assert (told.reason, told.coins) == ("card-declined", SAFE)
        shop.voided(kiosk)
    assert charged(shop) == before
    assert shop.of_node("refused") == (40, 0)


def test_a_printer_without_paper_gives_back_what_the_card_has_paid(shop: Spot) -> None:
    before, printer = charged(shop), shop.place.printer
    shop.terminal.turn(Scene(person=Person.WAITS))
    with shop.kiosk() as kiosk:
        agree_to_a_split_price(kiosk, shop, "paper")
        kiosk.see(WaitScreen)
        printer.turn(Switches(paper=Paper.OUT))
        shop.terminal.turn(Scene())
        kiosk.until(lambda: getattr(kiosk.screen, "reason", "") == "card-unknown")
        kiosk.until(lambda: not unsettled(shop))
        printer.turn(Switches())
        shop.voided(kiosk)
    assert charged(shop) == before
    assert shop.of_node("paper") == (40, 0)


@contextmanager
def locked(ledger: Path) -> Iterator[None]:
    """Another program writes to the ledger, and does not end."""
    with closing(connect_to_write(ledger)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_a_ledger_that_can_not_be_written_gives_back_what_the_card_has_paid(shop: Spot) -> None:
    before = charged(shop)
    shop.terminal.turn(Scene(person=Person.WAITS))
    with shop.kiosk() as kiosk:
        agree_to_a_split_price(kiosk, shop, "locked")
        kiosk.see(WaitScreen)
        kiosk.until(lambda: unsettled(shop))
        with locked(shop.ledger):
            shop.terminal.turn(Scene())
            kiosk.see(OutOfOrderScreen)
        kiosk.until(lambda: not unsettled(shop))
    with shop.kiosk() as kiosk:
        kiosk.confirmed()
    assert charged(shop) == before
    assert shop.of_node("locked") == (40, 0)


@pytest.mark.parametrize(
    ("point", "who", "sold"), [("agree|commit", "cut", 0), ("commit|print", "late", 1)]
)
def test_what_a_card_paid_before_a_power_cut_goes_back_once_or_stands_with_its_sale(
    shop: Spot, point: str, who: str, sold: int
) -> None:
    before, phone = charged(shop), shop.phone(who)
    sales = len(shop.entries("spend"))
    until_it_dies(
        shop.place.profile,
        point,
        ["serial", "card-terminal"],
        STEPS,
        {"code": lambda: shop.place.line.send(phone.text())},
    )
    assert charged(shop) == [*before, REST]
    assert unsettled(shop)
    for _ in range(2):
        with shop.kiosk() as kiosk:
            kiosk.until(lambda: not unsettled(shop))
            kiosk.confirmed()
    assert charged(shop) == [*before, *[REST] * sold]
    assert len(shop.entries("spend")) == sales + sold
    assert shop.of_node(who) == (40 - COINS * sold, 0)


def test_without_its_terminal_the_rest_is_paid_at_the_desk(shop: Spot) -> None:
    before = charged(shop)
    with shop.kiosk() as kiosk:
        shop.terminal.tear()
        becomes(kiosk, "card-terminal", DeviceState.LOST)
        confirm = agree_to_a_split_price(kiosk, shop, "desk")
        assert "9,000원" in {each.amount for each in confirm.lines if "데스크" in each.label}
        kiosk.see(ThanksScreen)
        kiosk.confirmed()
    shop.terminal.mend()
    sale = shop.entries("spend")[-1]
    assert sale.tender is not None
    assert (sale.tender.means, sale.tender.amount) == ("desk", REST)
    assert charged(shop) == before
    assert shop.of_node("desk") == (40 - COINS, 0)
