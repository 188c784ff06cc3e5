"""A whole kiosk shows a code, an app answers it, lunch is paid; then the balance is looked at."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QGuiApplication

from kiosk.demo.offer_app import Answered, Receipt, ask_receipt, scan_and_answer
from tests.end_to_end.district import District, Phone
from tests.end_to_end.running import Place, RunningKiosk
from tests.end_to_end.weather import Line, Weather
from tests.kiosk.shops import MEALS, scheme_text
from ui.contract import (
    Certainty,
    CodeScreen,
    ConfirmScreen,
    SorryScreen,
    StartScreen,
    TellScreen,
    ThanksScreen,
)

BALANCE = """
[[service]]
kind = "balance"
id = "balance"
name = "내 코인"
title = "지금 가지고 계신 코인입니다"
unit = "번"
"""
HALL = MEALS.replace("staff_desk", "shown_code = true\nstaff_desk", 1) + BALANCE


@pytest.fixture
def hall(tmp_path: Path, qapp: QGuiApplication) -> Iterator[tuple[Place, Line]]:
    facility, scheme = tmp_path / "test-hall.toml", tmp_path / "scheme.toml"
    facility.write_text(HALL, "utf-8")
    scheme.write_bytes(scheme_text())
    own = District(tmp_path, facility=facility, scheme=scheme)
    with own as district, Line(district.url) as line:
        place = Place(district, line.url)
        yield place, line
        place.close()


def photographed(screen: CodeScreen) -> str:
    """What a phone's camera reads off the screen."""
    modules = np.array([[255 * (module == "0") for module in row] for row in screen.offer])
    framed = np.pad(modules.astype(np.uint8), 4, constant_values=255)
    picture = cv2.resize(framed, None, fx=4, fy=4, interpolation=cv2.INTER_NEAREST)
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def answer(district: District, phone: Phone, text: str) -> Answered:
    """What the resident's app does."""
    phone.counter += 1
    about = phone.signer, phone.credential, phone.counter, int(time.time())
    return scan_and_answer(district.url, text, *about)


def receipt_of(place: Place, answered: Answered) -> Receipt:
    """What the app is told now, straight from the node: a phone has a line of its own."""
    return ask_receipt(place.district.url, answered)


def sold(place: Place) -> str:
    """The id of the kiosk's own newest sale."""
    with closing(sqlite3.connect(place.profile.with_suffix("") / "ledger.db")) as ledger:
        (found,) = ledger.execute(
            "SELECT hex(id) FROM entries WHERE kind = 'spend' ORDER BY seq DESC LIMIT 1"
        ).fetchone()
    return str(found).lower()


def asked_for_a_code(kiosk: RunningKiosk) -> CodeScreen:
    kiosk.see(StartScreen)
    kiosk.touch("choose", "meals")
    kiosk.touch("choose", "lunch")
    kiosk.until(lambda: isinstance(kiosk.screen, CodeScreen) and bool(kiosk.screen.offer))
    return kiosk.see(CodeScreen)


def balance_of(kiosk: RunningKiosk, phone: Phone) -> str:
    """What somebody is told that they have."""
    kiosk.see(StartScreen)
    kiosk.touch("choose", "balance")
    kiosk.see(CodeScreen)
    kiosk.scan(phone.text())
    told = kiosk.see(TellScreen)
    kiosk.touch("start-over")
    return told.amount


def test_an_app_pays_by_the_kiosks_code_the_balance_tells_it_and_without_the_node_none_is_shown(
    hall: tuple[Place, Line],
) -> None:
    place, line = hall
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        answered = answer(place.district, phone, photographed(asked_for_a_code(kiosk)))
        offer = answered.offer
        assert (offer.kind, offer.amount, offer.name) == ("spend", 15, "점심 식권")
        kiosk.see(ConfirmScreen)
        assert receipt_of(place, answered).state == "held"
        kiosk.touch("lead")
        assert kiosk.see(ThanksScreen).certainty is Certainty.CONFIRMED
        kiosk.confirmed()
        receipt = receipt_of(place, answered)
        assert (receipt.state, receipt.amount, receipt.name) == ("booked", 15, "점심 식권")
        assert receipt.place == offer.place
        assert receipt.entry == sold(place)
        kiosk.touch("lead")
        assert balance_of(kiosk, phone) == "20코인"
        asked_for_a_code(kiosk)
        line.weather = Weather.GARBAGE
        kiosk.until(lambda: isinstance(kiosk.screen, CodeScreen) and not kiosk.screen.offer)
        kiosk.scan(phone.text())  # a phone can be held to the camera all the same
        kiosk.see(ConfirmScreen)
    shown = place.district.show()
    assert place.district.balance("kim") == 20
    assert (shown["problems"], shown["duplicates"]) == ([], 0)
    # its profile has said where it stands; nobody has about the other one
    assert [kiosk["place"] for kiosk in shown["kiosks"]] == ["test-hall", None]


def test_who_has_too_few_coins_or_says_no_hears_it_at_the_kiosk_and_on_the_phone(
    hall: tuple[Place, Line],
) -> None:
    place, _ = hall
    with place.kiosk() as kiosk:
        poor = answer(
            place.district, place.district.phone("lee"), photographed(asked_for_a_code(kiosk))
        )
        assert kiosk.see(SorryScreen).reason == "not-enough"
        told = receipt_of(place, poor)
        assert (told.state, told.reason, told.entry) == ("refused", "not-enough", None)
        kiosk.touch("start-over")
        phone = place.district.phone("kim")
        declined = answer(place.district, phone, photographed(asked_for_a_code(kiosk)))
        kiosk.see(ConfirmScreen)
        before = kiosk.app.counts().recorded
        kiosk.touch("start-over")
        kiosk.see(StartScreen)
        kiosk.until(lambda: kiosk.app.counts().recorded > before)
        kiosk.confirmed()
        told = receipt_of(place, declined)
        assert (told.state, told.reason) == ("refused", "voided")
    assert place.district.balance("kim") == 35
