"""Points of a card become money: held by the node alone, taken once; nobody's number is kept."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.partners.simulate import Lie, Points, PointsSystem
from tests.end_to_end.district import ASSETS
from tests.end_to_end.dying import until_it_dies
from tests.end_to_end.running import RunningKiosk
from tests.end_to_end.spots import SAFE, Spot, key_in, seed
from tests.end_to_end.weather import Weather
from ui.contract import (
    Certainty,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    KeypadScreen,
    ReprintScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
)

PEOPLE = ("changes", "late", "walks", "alone", "lied", "cut", "owed")
NUMBERS = {name: f"4061735{number}" for number, name in enumerate(PEOPLE)}
THERE, FIVE = 12_300, "five-thousand"


class Hall:
    """The charging desk with the card company beside it, in which everybody has as many points."""

    def __init__(self, spot: Spot, company: PointsSystem, folder: Path) -> None:
        self.spot, self.company, self.folder = spot, company, folder
        spot.has_partner("points", company)

    def choose(self, kiosk: RunningKiosk, who: str, amount: str = FIVE) -> None:
        """Up to where a code is asked for."""
        kiosk.see(StartScreen)
        kiosk.touch("choose", "points")
        kiosk.see(KeypadScreen)
        key_in(kiosk, NUMBERS[who])
        kiosk.see(ChooseScreen)
        kiosk.touch("choose", amount)
        kiosk.see(CodeScreen)

    def agree(self, kiosk: RunningKiosk, who: str, amount: str = FIVE) -> ConfirmScreen:
        """Up to what is to be agreed to."""
        self.choose(kiosk, who, amount)
        kiosk.scan(self.spot.phone(who).text())
        return kiosk.see(ConfirmScreen)

    def left(self, who: str) -> tuple[int, int]:
        """Points there are, and those that nobody has reserved."""
        return self.company.points(NUMBERS[who]), self.company.free(NUMBERS[who])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication) -> Iterator[Hall]:
    folder: Path = tmp_path_factory.mktemp("hall")
    with ExitStack() as stack:
        company = stack.enter_context(PointsSystem(Points(it, THERE) for it in NUMBERS.values()))
        scheme = ASSETS / "schemes" / "cheong.toml"
        people = seed(dict.fromkeys(PEOPLE, 0))
        yield Hall(Spot(stack, folder, "cheongju-charge-desk", people, scheme), company, folder)


@pytest.fixture
def hall(place: Hall) -> Hall:
    place.spot.line.weather = Weather.FINE
    place.company.away, place.company.lie = False, Lie.NO
    return place


def end(kiosk: RunningKiosk) -> None:
    kiosk.touch("start-over")
    kiosk.see(StartScreen)


def sorry(kiosk: RunningKiosk) -> str:
    told = kiosk.see(SorryScreen)
    assert told.coins == SAFE.replace("코인", "돈")
    end(kiosk)
    return told.reason


def test_points_become_money_and_no_trace_of_the_number_is_left(hall: Hall) -> None:
    told = len(hall.company.told)
    with hall.spot.kiosk() as kiosk:
        confirm = hall.agree(kiosk, "changes")
        assert [one.amount for one in confirm.lines] == ["+5,000원"]
        assert "5,000점" in [one.amount for one in confirm.facts]
        assert hall.left("changes") == (THERE, THERE - 5000)
        kiosk.touch("lead")
        assert kiosk.see(ThanksScreen).certainty is Certainty.CONFIRMED
        kiosk.confirmed()
        kiosk.until(lambda: hall.left("changes")[0] == THERE - 5000)
    entry = hall.spot.entries("convert")[-1]
    (line,) = entry.lines
    assert entry.amounts == {"general": 5000}
    assert [party.role for party in entry.parties] == ["payee"]
    assert line.item.startswith("points:5000-r")
    assert hall.spot.of_node("changes") == (5000, 0)
    (sale,) = hall.company.told[told:]
    assert set(sale) == {"id", "kind", "item", "quantity", "won", "coins", "time"}
    number = NUMBERS["changes"].encode()
    assert hall.spot.place.printer.tickets
    assert not [slip for slip in hall.spot.place.printer.tickets if number in slip]
    kept = [file for file in hall.folder.rglob("*") if file.is_file()]
    homes = (hall.spot.ledger.parent, hall.spot.district.node)
    assert all(any(file.is_relative_to(home) for file in kept) for home in homes)
    assert not [file.name for file in kept if number in file.read_bytes()]


def test_a_company_that_goes_away_is_told_when_it_is_back(hall: Hall) -> None:
    with hall.spot.kiosk() as kiosk:
        hall.agree(kiosk, "late", "all")
        hall.company.away = True
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        end(kiosk)
        kiosk.confirmed()
        assert hall.left("late") == (THERE, 0)
        kiosk.touch("choose", "points")
        kiosk.see(KeypadScreen)
        key_in(kiosk, NUMBERS["late"])
        assert sorry(kiosk) == "partner-away"
        hall.company.away = False
        kiosk.until(lambda: hall.left("late") == (0, 0))
    assert hall.spot.of_node("late") == (THERE, 0)


def test_who_walks_away_or_thinks_again_loses_neither_points_nor_money(hall: Hall) -> None:
    with hall.spot.kiosk() as kiosk:
        hall.agree(kiosk, "walks", "all")
        assert hall.left("walks") == (THERE, 0)
        end(kiosk)
        hall.spot.voided(kiosk)
        hall.agree(kiosk, "walks", "all")  # all of it is there again
        assert hall.left("walks") == (THERE, 0)
        end(kiosk)
        hall.spot.voided(kiosk)
    assert hall.spot.of_node("walks") == (0, 0)


def test_without_the_node_nothing_is_converted_and_soon_nothing_is_asked(hall: Hall) -> None:
    before = len(hall.spot.shown("convert"))
    with hall.spot.kiosk() as kiosk:
        hall.choose(kiosk, "alone")
        hall.spot.line.weather = Weather.BROKEN
        kiosk.scan(hall.spot.phone("alone").text())
        assert sorry(kiosk) == "node-away"
        kiosk.touch("choose", "points")
        assert sorry(kiosk) == "node-away"
        hall.spot.line.weather = Weather.FINE
        kiosk.until(lambda: hall.spot.shown()[-1].kind == "void")
        kiosk.confirmed()
    assert len(hall.spot.shown("convert")) == before
    assert hall.spot.of_node("alone") == (0, 0)


def test_a_company_that_reckons_otherwise_is_not_believed(hall: Hall) -> None:
    hall.company.lie = Lie.FIGURES
    with hall.spot.kiosk() as kiosk:
        hall.choose(kiosk, "lied")
        kiosk.scan(hall.spot.phone("lied").text())
        assert sorry(kiosk) == "quote-differs"
    assert hall.spot.of_node("lied") == (0, 0)


@pytest.mark.parametrize(
    ("point", "who", "comes"), [("agree|commit", "cut", 0), ("commit|print", "owed", 5000)]
)
def test_a_power_cut_leaves_points_or_money_and_never_both(
    hall: Hall, point: str, who: str, comes: int
) -> None:
    told, phone = len(hall.company.told), hall.spot.phone(who)
    until_it_dies(
        hall.spot.place.profile,
        point,
        ["serial"],
        ["start:points", f"keypad:{NUMBERS[who]}", f"choose:{FIVE}", "confirm"],
        {"code": lambda: hall.spot.place.line.send(phone.text())},
    )
    with hall.spot.kiosk() as kiosk:
        kiosk.confirmed()
        kiosk.until(lambda: hall.left(who)[0] == THERE - comes)
        if comes:
            kiosk.scan(hall.spot.phone(who).text())
            kiosk.see(ReprintScreen)
            kiosk.touch("lead")
            kiosk.see(ThanksScreen)
        else:
            hall.agree(kiosk, who, "all")  # what was reserved is given up
            end(kiosk)
            hall.spot.voided(kiosk)
        kiosk.confirmed()
    assert len(hall.company.told) == told + bool(comes)
    assert hall.spot.of_node(who) == (comes, 0)
