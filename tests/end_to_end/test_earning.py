"""Coins for toys and bottles: a badge approves, a machine counts, and nothing is paid twice."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.counter.protocol import Counted, count_line
from drivers.scan import AWAY_S
from kiosk.papers.status_keeper import STATUS_FILE
from protocol.entry import Entry
from tests.end_to_end import warm
from tests.end_to_end.dying import NOWHERE, until_it_dies
from tests.end_to_end.halls import hall_of_all
from tests.end_to_end.running import RunningKiosk
from tests.end_to_end.spots import SAFE, Spot, key_in, seed
from tests.end_to_end.weather import Weather
from ui.contract import (
    CardScreen,
    Certainty,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    CountScreen,
    KeypadScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
)

PEOPLE = {"toys": 0, "other": 0, "poor": 0, "capped": 0, "bottles": 0, "both": 40, "torn": 40}
BADGES = "".join(f'[[badge]]\nname = "{name}"\n' for name in ("Desk", "Lost"))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication) -> Iterator[Spot]:
    folder: Path = tmp_path_factory.mktemp("hall")
    with ExitStack() as stack:
        spot = Spot(stack, folder, hall_of_all(folder), seed(PEOPLE, BADGES))
        assert spot.bottles.machine
        yield spot


@pytest.fixture
def spot(hall: Spot) -> Spot:
    hall.line.weather = Weather.FINE
    return hall


def badge(spot: Spot, name: str = "Desk") -> str:
    (code,) = (each["code"] for each in spot.district.seeded["cards"] if each["name"] == name)
    return str(code)


class Staff:
    """Shows a badge: as a card has the same text each time, it has to leave the view between."""

    def __init__(self, kiosk: RunningKiosk, text: str) -> None:
        self._kiosk, self._text, self._shown_s = kiosk, text, float("-inf")

    def approves(self) -> None:
        kiosk = self._kiosk
        kiosk.see(CardScreen)
        away_s = self._shown_s + AWAY_S
        kiosk.until(lambda: time.monotonic() > away_s)
        kiosk.scan(self._text)
        kiosk.until(lambda: not isinstance(kiosk.screen, CardScreen))
        self._shown_s = time.monotonic()


def bring(kiosk: RunningKiosk, field: str, pieces: int) -> None:
    """Up to where a code is asked for."""
    kiosk.see(StartScreen)
    kiosk.touch("choose", "earning")
    kiosk.see(ChooseScreen)
    kiosk.touch("choose", field)
    kiosk.see(CodeScreen)
    for _ in range(pieces - 1):
        kiosk.touch("more")


def count(kiosk: RunningKiosk, spot: Spot, pieces: int, service: str = "bottles") -> None:
    """Put bottles in, from the first screen or the question on."""
    if service == "bottles":
        kiosk.see(StartScreen)
        kiosk.touch("choose", service)
    kiosk.see(CountScreen)
    spot.bottles.put_in(pieces)
    counted(kiosk, pieces)
    kiosk.touch("lead")


def counted(kiosk: RunningKiosk, pieces: int) -> None:
    kiosk.until(lambda: getattr(kiosk.screen, "count", "") == f"{pieces}개")


def agree(kiosk: RunningKiosk) -> ThanksScreen:
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    thanks = kiosk.see(ThanksScreen)
    kiosk.touch("lead")
    kiosk.see(StartScreen)
    return thanks


def buy(kiosk: RunningKiosk, won: int, bottles: bool = False) -> None:
    kiosk.see(StartScreen)
    kiosk.touch("choose", "sale")
    kiosk.see(KeypadScreen)
    key_in(kiosk, str(won))
    kiosk.see(ChooseScreen)
    kiosk.touch("choose", "transparent-bottles" if bottles else "no")


def sorry(kiosk: RunningKiosk) -> tuple[str, str]:
    told = kiosk.see(SorryScreen)
    kiosk.touch("start-over")
    kiosk.see(StartScreen)
    return told.reason, told.coins


def test_a_badge_approves_what_was_brought_and_nobody_elses_code_does(spot: Spot) -> None:
    resident, other = spot.phone("toys"), spot.phone("other")
    with spot.kiosk() as kiosk:
        bring(kiosk, "toy-donation", 3)
        kiosk.scan(resident.text())
        kiosk.see(CardScreen)
        kiosk.scan(resident.text())
        kiosk.scan(other.text())
        kiosk.until(lambda: kiosk.screen.frame.notice != "")
        assert isinstance(kiosk.screen, CardScreen)
        Staff(kiosk, badge(spot)).approves()
        agree(kiosk)
        kiosk.confirmed()
    (earned,) = spot.entries("earn")
    assert (earned.amounts, earned.place) == ({"general": 3}, "hall-of-all")
    assert [party.role for party in earned.parties] == ["payee", "staff"]
    assert spot.of_node("toys") == (3, 0)
    assert spot.of_node("other") == (0, 0)


def test_a_badge_that_was_revoked_approves_nothing(spot: Spot) -> None:
    (lost,) = (each for each in spot.district.seeded["cards"] if each["name"] == "Lost")
    list_ = spot.ledger.with_name(STATUS_FILE)
    before = list_.read_bytes() if list_.exists() else b""
    words = ("revoke", "--badge", lost["number"], "--folder", spot.district.node)
    warm.run(warm.NODE, *words, "--reason", "lost")
    with spot.kiosk() as kiosk:
        kiosk.until(lambda: list_.exists() and list_.read_bytes() != before)
        bring(kiosk, "toy-donation", 1)
        kiosk.scan(spot.phone("other").text())
        kiosk.see(CardScreen)
        kiosk.scan(lost["code"])
        assert sorry(kiosk)[0] == "revoked"
    assert spot.of_node("other") == (0, 0)


def test_the_cap_of_a_day_cuts_what_is_earned_and_then_refuses(spot: Spot) -> None:
    phone = spot.phone("capped")
    with spot.kiosk() as kiosk:
        staff = Staff(kiosk, badge(spot))
        for coins in (3, 2):  # five a day
            bring(kiosk, "childcare-rental", 3)
            kiosk.scan(phone.text())
            staff.approves()
            agree(kiosk)
            assert spot.entries("earn")[-1].amounts == {"general": coins}
        bring(kiosk, "childcare-rental", 1)
        kiosk.scan(phone.text())
        assert sorry(kiosk) == ("earn-cap-day", SAFE)
        kiosk.confirmed()
    assert spot.of_node("capped") == (5, 0)


def test_what_was_earned_alone_is_spent_once_it_is_booked(spot: Spot) -> None:
    phone = spot.phone("poor")
    spot.line.weather = Weather.BROKEN
    with spot.kiosk() as kiosk:
        count(kiosk, spot, 100)
        kiosk.scan(phone.text())
        assert agree(kiosk).certainty is Certainty.RECORDED
        buy(kiosk, 2000)
        kiosk.scan(phone.text())
        assert sorry(kiosk)[0].startswith("stand-in-")
        spot.line.weather = Weather.FINE
        kiosk.confirmed()
        assert spot.of_node("poor") == (10, 0)
        buy(kiosk, 2000)
        kiosk.scan(phone.text())
        assert agree(kiosk).certainty is Certainty.CONFIRMED
        kiosk.confirmed()
    assert spot.of_node("poor") == (0, 0)


def test_a_count_is_paid_once_also_if_it_is_told_again_or_the_power_went(spot: Spot) -> None:
    phone, machine = spot.phone("bottles"), spot.bottles
    lost: list[Counted] = []
    until_it_dies(
        spot.place.profile,
        NOWHERE,
        ["serial", "counter"],
        ["start:bottles", "count:30", "die"],
        {"count": lambda: lost.append(machine.put_in(30))},
    )
    before = len(spot.entries("earn"))
    with spot.kiosk() as kiosk:
        kiosk.see(StartScreen)
        kiosk.touch("choose", "bottles")
        kiosk.see(CountScreen)
        machine.say(count_line(lost[0]))
        first = machine.put_in(10)
        counted(kiosk, 10)
        machine.say(count_line(first))
        kiosk.touch("lead")
        kiosk.see(CodeScreen)
        kiosk.scan(phone.text())
        agree(kiosk)
        kiosk.touch("choose", "bottles")
        kiosk.see(CountScreen)
        machine.say(count_line(first))
        last = machine.put_in(1)
        counted(kiosk, 1)
        machine.say(count_line(last))
        kiosk.touch("lead")
        assert kiosk.see(SorryScreen).reason == "too-few-brought"
        kiosk.touch("lead")
        kiosk.see(StartScreen)
        kiosk.confirmed()
    (earned,) = spot.entries("earn")[before:]
    assert earned.amounts == {"general": 1}
    assert spot.of_node("bottles") == (1, 0)


def test_bottles_and_goods_go_by_one_code_and_are_two_entries_of_one_agreement(spot: Spot) -> None:
    phone, before = spot.phone("both"), len(spot.place.printer.tickets)
    spot.line.weather = Weather.BROKEN
    with spot.kiosk() as kiosk:
        for _ in range(2):  # alone, then at the node's word
            buy(kiosk, 3000, bottles=True)
            count(kiosk, spot, 20, "sale")
            kiosk.see(CodeScreen)
            kiosk.scan(phone.text())
            agree(kiosk)
            spot.line.weather = Weather.FINE
            kiosk.confirmed()
    for earned, spent in pairs(spot):
        assert (earned.amounts, spent.amounts) == ({"general": 2}, {"general": 15})
        assert spent.ref == earned.id
        names = {(party.cti, party.counter) for party in (*earned.parties, *spent.parties)}
        assert len(names) == 1
    assert len(pairs(spot)) == 2
    assert spot.of_node("both") == (40 - 2 * 13, 0)
    assert len(spot.place.printer.tickets) == before + 2


def pairs(spot: Spot) -> list[tuple[Entry, Entry]]:
    """What was earned and spent by one code."""
    earned = {each.id: each for each in spot.entries("earn")}
    return [(earned[each.ref], each) for each in spot.entries("spend") if each.ref in earned]


@pytest.mark.parametrize(("point", "written"), [("agree|commit", 0), ("commit|print", 1)])
def test_a_power_cut_between_the_two_entries_leaves_both_or_none(
    spot: Spot, point: str, written: int
) -> None:
    phone = spot.phone("torn")
    balance, before = spot.of_node("torn")[0], len(pairs(spot))
    until_it_dies(
        spot.place.profile,
        point,
        ["serial", "counter"],
        ["start:sale", "keypad:2000", "choose:transparent-bottles", "count:10", "confirm"],
        {
            "count": lambda: spot.bottles.put_in(10),
            "code": lambda: spot.place.line.send(phone.text()),
        },
    )
    with spot.kiosk() as kiosk:
        kiosk.confirmed()
    assert len(pairs(spot)) == before + written
    assert spot.of_node("torn") == (balance - 9 * written, 0)
