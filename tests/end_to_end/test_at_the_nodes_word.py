"""What a kiosk does at its node's word: closes what ended, refuses what is revoked, retires."""

import json
from pathlib import Path
from typing import Any

from offline_queue.reader import LedgerReader
from tests.end_to_end import warm
from tests.end_to_end.district import Phone
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from tests.end_to_end.weather import Line, Weather
from ui.contract import ConfirmScreen, OutOfOrderScreen, ThanksScreen


def central_node(place: Place, *words: str | Path) -> dict[str, Any]:
    done = warm.run(warm.NODE, *words, "--folder", place.district.node, "--json")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def live(place: Place) -> int:
    """Coins that are set aside at the restaurant."""
    kiosks = central_node(place, "exposure")["kiosks"]
    return int(next(one["live"] for one in kiosks if one["name"] == "restaurant"))


def sell(kiosk: RunningKiosk, phone: Phone) -> None:
    buy_lunch(kiosk, phone)
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    kiosk.see(ThanksScreen)


def test_a_revoked_phone_is_closed_its_slice_freed_and_it_is_refused_without_the_node(
    place: Place, line: Line
) -> None:
    phone = place.district.phone("kim")
    assert live(place) > 0
    central_node(place, "revoke", "--resident", "kim", "--reason", "stolen")
    with place.kiosk() as kiosk:
        kiosk.until(lambda: kiosk.app.counts().recorded == 2)
        kiosk.confirmed()
        assert live(place) == 0
        line.weather = Weather.BROKEN
        buy_lunch(kiosk, phone)
        kiosk.until(lambda: getattr(kiosk.screen, "reason", "") in {"revoked", "credential-closed"})
    assert place.district.balance("kim") == 35


def test_a_retired_kiosk_sells_no_more_and_still_delivers_what_it_has(
    place: Place, line: Line
) -> None:
    phone = place.district.phone("kim")
    line.weather = Weather.BROKEN
    with place.kiosk() as kiosk:
        sell(kiosk, phone)
    central_node(place, "retire", "restaurant")
    line.weather = Weather.FINE
    with place.kiosk() as kiosk:
        stopped = kiosk.see(OutOfOrderScreen)
        assert "N2" in stopped.note
        kiosk.confirmed()
    assert place.district.balance("kim") == 20
    line.weather = Weather.BROKEN
    with place.kiosk() as kiosk:
        assert "N2" in kiosk.see(OutOfOrderScreen).note
    with LedgerReader.open(place.profile.with_suffix("") / "ledger.db") as ledger:
        assert ledger.counts().entries == ledger.counts().receipts
