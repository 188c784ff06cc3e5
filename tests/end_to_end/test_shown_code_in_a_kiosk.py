"""A whole kiosk shows a code, an app answers it, lunch is paid; then the balance is looked at."""

import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QGuiApplication

from kiosk.demo.offer_app import scan_and_answer
from protocol.offer import Offer
from tests.end_to_end.district import District, Phone
from tests.end_to_end.running import Place, RunningKiosk
from tests.end_to_end.weather import Line, Weather
from tests.kiosk.shops import MEALS, scheme_text
from ui.contract import Certainty, CodeScreen, ConfirmScreen, StartScreen, TellScreen, ThanksScreen

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


def answer(district: District, phone: Phone, text: str) -> Offer:
    """What the resident's app does."""
    phone.counter += 1
    about = phone.signer, phone.credential, phone.counter, int(time.time())
    return scan_and_answer(district.url, text, *about)


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
        offer = answer(place.district, phone, photographed(asked_for_a_code(kiosk)))
        assert (offer.kind, offer.amount, offer.name) == ("spend", 15, "점심 식권")
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        assert kiosk.see(ThanksScreen).certainty is Certainty.CONFIRMED
        kiosk.confirmed()
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
