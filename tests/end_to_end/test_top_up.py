"""Charging money by card and in cash: coins and bonus are booked, and no money is lost."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.engine import Person, Scene
from drivers.device import DeviceState
from drivers.scan import AWAY_S
from kiosk.desks.tender_book import FILE
from tests.end_to_end.district import ASSETS
from tests.end_to_end.dying import until_it_dies
from tests.end_to_end.running import RunningKiosk
from tests.end_to_end.spots import SAFE, Spot, becomes, seed
from tests.end_to_end.weather import Weather
from ui.contract import (
    CardScreen,
    Certainty,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
)

WON = 10_000  # the first amount of the file
PEOPLE = ("card", "cash", "refused", "walks", "cut", "late", "capped", "away")
KOREA = timezone(timedelta(hours=9))  # whose months the currency counts by
BADGE = '[[badge]]\nname = "Desk"\n'
STEPS = ["start:charge", "choose:card", f"choose:{WON}", "confirm"]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication) -> Iterator[Spot]:
    folder: Path = tmp_path_factory.mktemp("hall")
    with ExitStack() as stack:
        people, scheme = seed(dict.fromkeys(PEOPLE, 0), BADGE), folder / "scheme.toml"
        text = (ASSETS / "schemes" / "cheong.toml").read_text("utf-8")
        scheme.write_text(with_a_bonus(text), "utf-8")
        spot = Spot(stack, folder, "cheongju-charge-desk", people, scheme)
        assert spot.terminal.link.exists()
        yield spot


def with_a_bonus(text: str) -> str:
    """The same currency with a bonus whenever this runs, and a small limit of a day."""
    bonus = (
        '[[bonus]]\nid = "always"\npercent = 10\nperson_month_coins = 1_500\n'
        'status = "set-here"\nfrom = 2020-01-01\nsource = "Set here."\n\n'
    )
    before, after = text.split("[[bonus]]", 1)
    rest = after[after.index("# Cashback after use") :]
    return (before + bonus + rest).replace(
        "charges_day_coins = 1_000_000", "charges_day_coins = 100_000"
    )


@pytest.fixture
def desk(hall: Spot) -> Spot:
    hall.line.weather = Weather.FINE
    hall.terminal.turn(Scene())
    return hall


def choose(kiosk: RunningKiosk, way: str, won: int = WON) -> None:
    """Up to where a code is asked for."""
    kiosk.see(StartScreen)
    kiosk.touch("choose", "charge")
    kiosk.see(ChooseScreen)
    kiosk.touch("choose", way)
    kiosk.until(lambda: getattr(kiosk.screen, "choices", ())[:1] != () and _has(kiosk, str(won)))
    kiosk.touch("choose", str(won))
    kiosk.see(CodeScreen)


def _has(kiosk: RunningKiosk, id_: str) -> bool:
    screen = kiosk.screen
    return isinstance(screen, ChooseScreen) and any(one.id == id_ for one in screen.choices)


def agree(kiosk: RunningKiosk) -> ThanksScreen:
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    thanks = kiosk.see(ThanksScreen)
    kiosk.touch("lead")
    kiosk.see(StartScreen)
    return thanks


def sorry(kiosk: RunningKiosk) -> tuple[str, str]:
    told = kiosk.see(SorryScreen)
    kiosk.touch("start-over")
    kiosk.see(StartScreen)
    return told.reason, told.coins


def charged(spot: Spot) -> list[int]:
    """What is charged by now, by the terminal's own book."""
    book = spot.terminal.book
    found = [each for each in map(book.get, book.charges) if each is not None]
    return [each.won for each in found if each.state is EntryState.APPROVED]


def unsettled(spot: Spot) -> bool:
    """Whether the kiosk's book has a payment without an end."""
    lines = map(json.loads, spot.ledger.with_name(FILE).read_text("utf-8").splitlines())
    told = [(each["what"], each["id"]) for each in lines]
    return {id_ for what, id_ in told if what == "open"} > {
        id_ for what, id_ in told if what == "end"
    }


def twice(spot: Spot) -> tuple[int, int]:
    """What the last two charges make together: the bonus of a month ends with the month."""
    entries = spot.entries("top_up")[-2:]
    months = {datetime.fromtimestamp(one.time, KOREA).month for one in entries}
    return 2 * WON + (1_500 if len(months) == 1 else 2_000), 0


def badge(spot: Spot) -> str:
    (code,) = (each["code"] for each in spot.district.seeded["cards"] if each["name"] == "Desk")
    return str(code)


def test_a_card_pays_and_coins_and_bonus_are_booked_with_and_without_the_node(desk: Spot) -> None:
    with desk.kiosk() as kiosk:
        for weather in (Weather.FINE, Weather.BROKEN):
            desk.line.weather = weather
            choose(kiosk, "card")
            kiosk.scan(desk.phone("card").text())
            confirm = kiosk.see(ConfirmScreen)
            assert any("11,000원" in line.amount for line in confirm.lines), confirm.lines
            assert agree(kiosk).certainty is Certainty.RECORDED
            desk.line.weather = Weather.FINE
            kiosk.confirmed()
    entry = desk.entries("top_up")[-1]
    assert (entry.amounts, entry.place) == ({"general": WON}, "cheongju-charge-desk")
    assert entry.tender is not None
    assert (entry.tender.means, entry.tender.amount) == ("card", WON)
    assert charged(desk) == [WON, WON]
    assert desk.of_node("card") == twice(desk), "told 1,000 two times, capped by the node"


def test_cash_needs_the_badge_of_whoever_took_it(desk: Spot) -> None:
    before = charged(desk)
    with desk.kiosk() as kiosk:
        choose(kiosk, "cash")
        kiosk.scan(desk.phone("cash").text())
        card = kiosk.see(CardScreen)
        assert "10,000원" in card.frame.title
        kiosk.scan(desk.phone("walks").text())
        kiosk.until(lambda: kiosk.screen.frame.notice != "")
        kiosk.scan(badge(desk))
        agree(kiosk)
        kiosk.confirmed()
    entry = desk.entries("top_up")[-1]
    assert [party.role for party in entry.parties] == ["payee", "staff"]
    assert entry.tender is not None
    assert (entry.tender.means, entry.tender.amount) == ("cash", WON)
    assert charged(desk) == before
    assert desk.of_node("cash") == (WON + 1_000, 0)


def test_a_card_that_is_declined_charges_nobody(desk: Spot) -> None:
    before = charged(desk)
    desk.terminal.turn(Scene(person=Person.IS_DECLINED))
    with desk.kiosk() as kiosk:
        choose(kiosk, "card")
        kiosk.scan(desk.phone("refused").text())
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        assert sorry(kiosk) == ("card-declined", SAFE.replace("코인", "돈"))
    assert charged(desk) == before
    assert desk.of_node("refused") == (0, 0)


def test_who_walks_away_from_the_terminal_is_not_charged(desk: Spot) -> None:
    before = charged(desk)
    desk.terminal.turn(Scene(person=Person.WAITS))
    with desk.kiosk() as kiosk:
        choose(kiosk, "card")
        kiosk.scan(desk.phone("walks").text())
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        kiosk.until(lambda: unsettled(desk))
        kiosk.touch("start-over")
        kiosk.see(StartScreen)
        kiosk.until(lambda: not unsettled(desk))
    assert charged(desk) == before
    assert desk.of_node("walks") == (0, 0)


@pytest.mark.parametrize(
    ("point", "who", "stands"), [("agree|commit", "cut", 0), ("commit|print", "late", 1)]
)
def test_a_power_cut_gives_the_money_back_or_leaves_it_with_its_entry(
    desk: Spot, point: str, who: str, stands: int
) -> None:
    before, phone = charged(desk), desk.phone(who)
    with desk.kiosk() as kiosk:
        kiosk.confirmed()  # there is a ledger, also where this test comes first
    entries = len(desk.entries("top_up"))
    until_it_dies(
        desk.place.profile,
        point,
        ["serial", "card-terminal"],
        STEPS,
        {"code": lambda: desk.place.line.send(phone.text())},
    )
    assert charged(desk) == [*before, WON]
    assert unsettled(desk)
    for _ in range(2):
        with desk.kiosk() as kiosk:
            kiosk.until(lambda: not unsettled(desk))
            kiosk.confirmed()
    assert charged(desk) == [*before, *[WON] * stands]
    assert len(desk.entries("top_up")) == entries + stands
    assert desk.of_node(who) == ((WON + 1_000) * stands, 0)


def test_the_limit_of_a_day_is_told_before_any_money_and_another_amount_goes_on(desk: Spot) -> None:
    before = charged(desk)
    with desk.kiosk() as kiosk:
        choose(kiosk, "card")
        kiosk.scan(desk.phone("capped").text())
        agree(kiosk)
        choose(kiosk, "card", 100_000)
        kiosk.scan(desk.phone("capped").text())
        assert kiosk.see(SorryScreen).reason == "charge-day-limit"
        kiosk.touch("lead")
        kiosk.until(lambda: _has(kiosk, str(WON)))
        kiosk.touch("choose", str(WON))
        agree(kiosk)
        kiosk.confirmed()
    assert charged(desk) == [*before, WON, WON]
    assert desk.of_node("capped") == twice(desk)


def test_without_its_terminal_the_card_is_closed_with_a_word_and_cash_goes_on(desk: Spot) -> None:
    with desk.kiosk() as kiosk:
        desk.terminal.tear()
        becomes(kiosk, "card-terminal", DeviceState.LOST)
        kiosk.see(StartScreen)
        kiosk.touch("choose", "charge")
        ways = kiosk.see(ChooseScreen).choices
        assert [(one.id, one.enabled) for one in ways] == [("card", False), ("cash", True)]
        kiosk.touch("choose", "cash")
        kiosk.until(lambda: _has(kiosk, str(WON)))
        kiosk.touch("choose", str(WON))
        kiosk.see(CodeScreen)
        kiosk.scan(desk.phone("away").text())
        kiosk.see(CardScreen)
        gone_s = time.monotonic() + AWAY_S
        kiosk.until(lambda: time.monotonic() > gone_s)
        kiosk.scan(badge(desk))
        agree(kiosk)
        kiosk.confirmed()
    desk.terminal.mend()
    assert desk.of_node("away") == (WON + 1_000, 0)
