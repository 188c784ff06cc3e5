"""Two residents with the real node: coins go from one to the other once, or not at all."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.scan import AWAY_S
from tests.end_to_end.district import ASSETS
from tests.end_to_end.dying import until_it_dies
from tests.end_to_end.running import RunningKiosk
from tests.end_to_end.spots import Spot, key_in, seed
from tests.end_to_end.weather import Weather
from ui.contract import (
    CardScreen,
    Certainty,
    CodeScreen,
    ConfirmScreen,
    KeypadScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
)

HAS, SENT = 20_000, 3_000
SERVICE = "sending"
PEOPLE = ("giver", "poor", "left", "torn", "held", "cut", "late", "twice", "friend", "other")
STEPS = [f"start:{SERVICE}", f"keypad:{SENT}", "confirm"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication) -> Iterator[Spot]:
    folder: Path = tmp_path_factory.mktemp("desk")
    assert qapp is not None
    with ExitStack() as stack:
        people = seed(dict.fromkeys(PEOPLE, HAS))
        scheme = ASSETS / "schemes" / "ontong.toml"
        yield Spot(stack, folder, "daejeon-citizen-desk", people, scheme)


@pytest.fixture(autouse=True)
def fine(desk: Spot) -> None:
    desk.line.weather = Weather.FINE


def name_the_friend(kiosk: RunningKiosk, desk: Spot, coins: int = SENT, to: str = "friend") -> None:
    """Up to where the sender's code is asked for."""
    kiosk.see(StartScreen)
    kiosk.touch("choose", SERVICE)
    kiosk.see(CardScreen)
    kiosk.scan(desk.phone(to).text())
    kiosk.see(KeypadScreen)
    key_in(kiosk, str(coins))
    kiosk.see(CodeScreen)


def agree(kiosk: RunningKiosk) -> ThanksScreen:
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    thanks = kiosk.see(ThanksScreen)
    kiosk.touch("lead")
    kiosk.see(StartScreen)
    return thanks


def sorry(kiosk: RunningKiosk) -> str:
    reason = kiosk.see(SorryScreen).reason
    kiosk.touch("start-over")
    kiosk.see(StartScreen)
    return reason


def test_coins_go_from_the_sender_to_the_one_who_showed_a_code_first(desk: Spot) -> None:
    before = desk.of_node("friend")[0]
    with desk.kiosk() as kiosk:
        name_the_friend(kiosk, desk)
        kiosk.scan(desk.phone("giver").text())
        told = [line.amount for line in kiosk.see(ConfirmScreen).lines[:2]]
        assert agree(kiosk).certainty is Certainty.CONFIRMED
        kiosk.confirmed()
    entry = desk.entries("transfer")[-1]
    assert [str(party.role) for party in entry.parties] == ["payer", "payee"]
    assert all(party.counter is not None for party in entry.parties)
    assert entry.parties[0].cti != entry.parties[1].cti
    assert told == [f"끝자리 {tail}" for tail in entry.lines[0].name.split(" → ")]
    assert desk.of_node("giver") == (HAS - SENT, 0)
    assert desk.of_node("friend") == (before + SENT, 0)


def test_who_has_too_few_is_told_and_nothing_is_held(desk: Spot) -> None:
    with desk.kiosk() as kiosk:
        name_the_friend(kiosk, desk, coins=HAS + 1)
        kiosk.scan(desk.phone("poor").text())
        assert sorry(kiosk) == "not-enough"
        desk.voided(kiosk)
    assert desk.of_node("poor") == (HAS, 0)


def test_leaving_at_the_last_page_gives_back_what_is_held(desk: Spot) -> None:
    with desk.kiosk() as kiosk:
        name_the_friend(kiosk, desk)
        kiosk.scan(desk.phone("left").text())
        kiosk.see(ConfirmScreen)
        assert desk.of_node("left") == (HAS, SENT)
        kiosk.touch("start-over")
        desk.voided(kiosk)
    assert desk.of_node("left") == (HAS, 0)


def test_a_torn_network_sends_nothing_and_is_told_before_anybody_shows_a_code(desk: Spot) -> None:
    with desk.kiosk() as kiosk:
        name_the_friend(kiosk, desk)
        desk.line.weather = Weather.BROKEN
        kiosk.scan(desk.phone("torn").text())
        assert sorry(kiosk) == "node-away"
        kiosk.touch("choose", SERVICE)
        assert sorry(kiosk) == "node-away"
        desk.line.weather = Weather.FINE
        desk.voided(kiosk)
    assert desk.of_node("torn") == (HAS, 0)


@pytest.mark.parametrize(
    ("point", "who", "stands"),
    [("hold|agree", "held", 0), ("agree|commit", "cut", 0), ("commit|print", "late", 1)],
)
def test_a_power_cut_leaves_a_whole_transfer_or_none_and_holds_nothing_for_ever(
    desk: Spot, point: str, who: str, stands: int
) -> None:
    sender, other = desk.phone(who), desk.phone("other")
    with desk.kiosk() as kiosk:
        kiosk.confirmed()  # there is a ledger, also where this test comes first
    entries, before = len(desk.entries("transfer")), desk.of_node("other")[0]
    line = desk.place.line
    until_it_dies(
        desk.place.profile,
        point,
        ["serial"],
        STEPS,
        {"card": lambda: line.send(other.text()), "code": lambda: line.send(sender.text())},
    )
    with desk.kiosk() as kiosk:
        kiosk.confirmed()
    assert len(desk.entries("transfer")) == entries + stands
    assert desk.of_node(who) == (HAS - SENT * stands, 0)
    assert desk.of_node("other") == (before + SENT * stands, 0)


def test_a_receivers_showing_serves_one_visit(desk: Spot) -> None:
    shown = desk.phone("twice").text()
    with desk.kiosk() as kiosk:
        kiosk.see(StartScreen)
        kiosk.touch("choose", SERVICE)
        kiosk.see(CardScreen)
        kiosk.scan(shown)
        kiosk.see(KeypadScreen)
        key_in(kiosk, "100")
        kiosk.see(CodeScreen)
        kiosk.scan(desk.phone("friend").text())
        agree(kiosk)
        kiosk.confirmed()
        gone_s = time.monotonic() + AWAY_S  # till then the scanner tells what it sees only once
        kiosk.until(lambda: time.monotonic() > gone_s)
        kiosk.touch("choose", SERVICE)
        kiosk.see(CardScreen)
        kiosk.scan(shown)
        assert sorry(kiosk) == "already-used"
