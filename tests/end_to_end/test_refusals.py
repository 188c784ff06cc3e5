"""Every refusal, caused by real bytes at the outer door; seen on screen, in ledger, at the node."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.printer.contract import Paper
from drivers.printer.engine import Switches
from kiosk.refusals import NOTED
from offline_queue.show import show
from offline_queue.verify import verify
from protocol.code import to_text
from protocol.credential import Credential, CredentialKind, issue
from protocol.keys import Algorithm, MemorySigner
from tests.end_to_end.district import Phone
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from tests.end_to_end.weather import Line, Weather
from ui.contract import (
    ConfirmScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
)

SAFE = "코인은 그대로입니다."
BadCode = Callable[[Phone], str]


def kinds(place: Place) -> list[str]:
    """The ledger's entries by kind, after checking that it is whole."""
    path: Path = place.profile.with_suffix("") / "ledger.db"
    assert verify(path).problems == ()
    return [entry.kind for entry in show(path)]


def untouched(place: Place) -> None:
    """No coin moved at the node, none is held, and the ledger holds no sale."""
    for resident in place.district.show()["residents"]:
        assert resident["balance"] == {"kim": 35, "lee": 8, "away": 80}[resident["id"]]
        assert resident["held"] == 0
    assert "spend" not in kinds(place)


def other_systems(_phone: Phone) -> str:
    return "https://example.com/pay?id=1"


def expired(phone: Phone) -> str:
    return phone.text(int(time.time()) - 600)


def cut_short(phone: Phone) -> str:
    return to_text(phone.code()[:-14])  # still whole text, no longer whole CBOR


def of_tomorrow(phone: Phone) -> str:
    return phone.text(int(time.time()) + 3600)


def altered(phone: Phone) -> str:
    code = bytearray(phone.code())
    code[-1] ^= 1
    return to_text(bytes(code))


def by_a_stranger(phone: Phone) -> str:
    """A whole phone of another district: its own node signed its credential."""
    stranger = MemorySigner.generate(Algorithm.ED25519)
    now = int(time.time())
    credential = Credential(
        pseudonym="p" * 12,
        expires=now + 1000,
        issued=now - 1000,
        cti=b"stranger",
        holder=phone.signer.public_key,
        kind=CredentialKind.PHONE,
        scheme=phone.scheme,
        slices={1: 100},
        limit_tag=b"tag!",
        price_classes=(),
        status_index=1,
    )
    return replace(phone, credential=issue(stranger, credential)).text()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (other_systems, "not-ours"),
        (expired, "too-old"),
        (of_tomorrow, "too-early"),
        (cut_short, "bad-cbor"),
        (altered, "bad-signature"),
        (by_a_stranger, "unknown-key"),
    ],
)
def test_a_bad_code_is_refused_by_name(place: Place, bad: BadCode, reason: str) -> None:
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        kiosk.touch("choose", "meals")
        kiosk.touch("choose", "lunch")
        kiosk.scan(bad(phone))
        sorry = kiosk.see(SorryScreen)
        assert (sorry.reason, sorry.coins) == (reason, SAFE)
        kiosk.scan(phone.text())  # and a good one goes on where the person was
        assert kiosk.see(ConfirmScreen).item == "점심 식권 1장"
        kiosk.touch("start-over")
        kiosk.see(StartScreen)
        left = ["open", *(["refuse"] if reason in NOTED else []), "void"]
        kiosk.until(lambda: kiosk.app.counts().recorded == len(left))
        kiosk.confirmed()
    untouched(place)
    assert kinds(place) == left


def test_a_replayed_code_buys_nothing_twice_also_after_a_restart(place: Place) -> None:
    text = place.district.phone("kim").text()
    with place.kiosk() as kiosk:
        buy(kiosk, text)
        kiosk.see(ThanksScreen)
    with place.kiosk() as kiosk:
        kiosk.scan(text)
        sorry = kiosk.see(SorryScreen)
        assert (sorry.reason, sorry.coins) == ("already-used", SAFE)
        kiosk.confirmed()
    assert place.district.balance("kim") == 20
    assert kinds(place).count("spend") == 1


def buy(kiosk: RunningKiosk, text: str) -> None:
    kiosk.touch("choose", "meals")
    kiosk.touch("choose", "lunch")
    kiosk.scan(text)
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")


def test_too_few_coins_are_told_and_nothing_stays_held(place: Place) -> None:
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("lee"))
        sorry = kiosk.see(SorryScreen)
        assert (sorry.reason, sorry.coins) == ("not-enough", SAFE)
        kiosk.until(lambda: kiosk.app.counts().recorded == 2)
        kiosk.confirmed()
    untouched(place)
    assert kinds(place) == ["open", "void"]


def test_paper_that_ends_before_the_charge_stops_the_sale(place: Place, line: Line) -> None:
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        kiosk.touch("choose", "meals")
        kiosk.touch("choose", "lunch")
        place.printer.turn(Switches(paper=Paper.OUT))
        kiosk.scan(phone.text())
        sorry = kiosk.see(SorryScreen)
        assert (sorry.reason, sorry.coins) == ("printer-paper-out", SAFE)
        assert not [call for call in line.calls if call.endswith("holds")]
        kiosk.touch("lead")
        kiosk.see(StartScreen)  # what needs no paper goes on
        kiosk.touch("choose", "meals")
        assert kiosk.see(SorryScreen).reason == "printer-paper-out"
        place.printer.turn(Switches())
        kiosk.touch("lead")
        kiosk.see(StartScreen)
        kiosk.confirmed()
    untouched(place)


@pytest.mark.parametrize(
    "weather", [Weather.BROKEN, Weather.GARBAGE, Weather.STRANGER, Weather.SILENT, Weather.LATE]
)
def test_a_node_that_says_nothing_to_believe_charges_nothing_by_itself(
    place: Place, line: Line, weather: Weather
) -> None:
    """The stand-in rules decide; then the person says no, and nothing was used."""
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        kiosk.confirmed()
        line.weather = weather
        buy_lunch(kiosk, phone)
        confirm = kiosk.see(ConfirmScreen)
        assert confirm.lines[0].label == "쓸 수 있음"
        kiosk.touch("start-over")
        kiosk.see(StartScreen)
        kiosk.until(lambda: kiosk.app.counts().recorded == 2)
        line.weather = Weather.FINE
        kiosk.confirmed()
    untouched(place)
    assert kinds(place) == ["open", "void"]


@pytest.mark.parametrize("weather", [Weather.STRANGER, Weather.LATE])
def test_a_sale_decided_without_an_answer_is_booked_once(
    place: Place, line: Line, weather: Weather
) -> None:
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        kiosk.confirmed()
        line.weather = weather
        buy_lunch(kiosk, phone)
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        line.weather = Weather.FINE
        kiosk.confirmed()
    shown = place.district.show()
    assert place.district.balance("kim") == 20
    assert (shown["duplicates"], shown["problems"]) == (0, [])


def test_away_from_home_nothing_is_sold_without_the_node(place: Place, line: Line) -> None:
    with place.kiosk() as kiosk:
        phone = place.district.phone("away")
        kiosk.confirmed()
        line.weather = Weather.BROKEN
        buy_lunch(kiosk, phone)
        sorry = kiosk.see(SorryScreen)
        assert (sorry.reason, sorry.coins) == ("stand-in-not-at-home", SAFE)
        line.weather = Weather.FINE
        kiosk.until(lambda: kiosk.app.counts().recorded == 2)
        kiosk.confirmed()
    untouched(place)


def test_more_than_the_slice_is_not_sold_without_the_node(place: Place, line: Line) -> None:
    """35 coins reserve 17 for this kiosk: one lunch of 15, not two."""
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        kiosk.confirmed()
        line.weather = Weather.BROKEN
        buy(kiosk, phone.text())
        kiosk.see(ThanksScreen)
        kiosk.touch("lead")
        kiosk.see(StartScreen)
        buy_lunch(kiosk, phone)
        assert kiosk.see(SorryScreen).reason == "stand-in-over-slice"
        line.weather = Weather.FINE
        kiosk.confirmed()
    assert place.district.balance("kim") == 20
