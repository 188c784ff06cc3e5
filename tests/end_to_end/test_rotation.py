"""The node's keys and its root change with the commands of a district; selling has no gap."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.district import load_district
from kiosk.profile.machine import load_profile
from tests.end_to_end import warm
from tests.end_to_end.district import Phone
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from tests.end_to_end.weather import Line, Weather
from ui.contract import ConfirmScreen, ThanksScreen


def central_node(place: Place, *words: str | Path) -> dict[str, Any]:
    done = warm.run(warm.NODE, *words, "--folder", place.district.node, "--json")
    told: dict[str, Any] = json.loads(done.stdout)
    place.district.looks()
    return told


def kid_of(place: Place, role: str) -> str:
    keys = central_node(place, "keys")["keys"]
    return next(str(key["kid"]) for key in keys if key["role"] == role)


def sell(kiosk: RunningKiosk, phone: Phone) -> None:
    buy_lunch(kiosk, phone)
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    kiosk.see(ThanksScreen)
    kiosk.confirmed()


def believed(kiosk: RunningKiosk) -> set[str]:
    return {kid.hex() for kid in kiosk.app.backroom._node.keys}


def test_a_kiosk_that_was_off_while_the_nodes_key_changed_sells_and_is_believed(
    place: Place,
) -> None:
    old = kid_of(place, "receipt")
    central_node(place, "rotate", "receipt", "--at-once")
    central_node(place, "rotate", "receipt", "--drop", old, "--force")
    with place.kiosk() as kiosk:
        kiosk.until(lambda: old not in believed(kiosk))
        sell(kiosk, place.district.phone("kim"))
    assert place.district.balance("kim") == 20


def test_while_keys_overlap_a_kiosk_believes_both_and_sells_by_either(place: Place) -> None:
    old = kid_of(place, "receipt")
    new = str(central_node(place, "rotate", "receipt")["kid"])
    with place.kiosk() as kiosk:
        kiosk.until(lambda: believed(kiosk) == {old, new})
        sell(kiosk, place.district.phone("kim"))
    assert place.district.balance("kim") == 20


def test_a_new_root_is_followed_from_the_pinned_one_and_over_restarts_without_the_node(
    place: Place, line: Line
) -> None:
    central_node(place, "rotate", "root")
    with place.kiosk() as kiosk:
        kiosk.until(lambda: kiosk.app.district.trust_version == 3)
        sell(kiosk, place.district.phone("kim"))
    line.weather = Weather.BROKEN
    with place.kiosk() as kiosk:
        assert kiosk.app.district.trust_version == 3
    doctor = warm.run(warm.KIOSK, "doctor", "--profile", place.profile, check=False).stdout
    assert "1 change(s) of root" in doctor


def test_a_machine_with_the_old_root_pinned_can_still_be_enrolled(place: Place) -> None:
    """A spare one whose profile was written before the root changed."""
    central_node(place, "rotate", "root")
    spare = place.district.profile("spare", place.district.url, place.printer.address)
    place.district.enrol(spare, 1)
    assert load_district(load_profile(spare), date(2026, 11, 22)).trust_version == 3


def test_a_card_key_changes_while_phones_of_the_old_one_go_on_selling(place: Place) -> None:
    phone = place.district.phone("kim")
    new = str(central_node(place, "rotate", "credential", "--at-once")["kid"])
    with place.kiosk() as kiosk:
        kiosk.until(lambda: bytes.fromhex(new) in kiosk.app.district.credential_keys)
        sell(kiosk, phone)
        kiosk.touch("start-over")
        buy_lunch(kiosk, place.district.phone("lee"))  # signed by the new key, and short of coins
        kiosk.until(lambda: getattr(kiosk.screen, "reason", "") == "not-enough")
