"""A resident buys a lunch ticket: real node, real HTTP, real scanner's line, real ESC/POS bytes."""

import json
import subprocess
from pathlib import Path

import numpy as np

from drivers.decoder import decode
from drivers.printer.render import render
from offline_queue.verify import verify
from protocol.code import from_text
from protocol.entry import EntryKind, read_entry
from protocol.keys import key_ring
from tests.end_to_end import warm
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from tests.end_to_end.weather import Line, Weather
from ui.contract import (
    Certainty,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    StartScreen,
    ThanksScreen,
)


def ledger_of(place: Place) -> Path:
    return place.profile.with_suffix("") / "ledger.db"


def agree_and_take(kiosk: RunningKiosk) -> ThanksScreen:
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    return kiosk.see(ThanksScreen)


def test_three_touches_and_one_scan_buy_a_lunch(place: Place) -> None:
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        kiosk.see(StartScreen)
        kiosk.touch("choose", "meals")
        kiosk.see(ChooseScreen)
        kiosk.touch("choose", "lunch")
        kiosk.see(CodeScreen)
        kiosk.scan(phone.text())
        confirm = kiosk.see(ConfirmScreen)
        assert confirm.readback == "점심 식권 1장, 15코인 (3,000원). 남는 코인 20. 맞습니까?"
        assert agree_and_take(kiosk).certainty is Certainty.CONFIRMED
        kiosk.confirmed()
    assert place.district.balance("kim") == 20
    report = verify(ledger_of(place))
    assert (report.chain_ok, report.unsent, report.problems) == (True, 0, ())


def test_the_printed_ticket_carries_the_signed_entry(place: Place) -> None:
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        agree_and_take(kiosk)
        public_key = kiosk.app.backroom.public_key
    (ticket,) = place.printer.tickets
    (found,) = decode(np.asarray(render(ticket).convert("L")))
    entry = read_entry(from_text(found.text), key_ring(public_key)).entry
    assert entry.kind is EntryKind.SPEND
    assert entry.amounts == {"general": 15}
    assert entry.lines[0].name == "점심 식권"


def test_code_first_leads_past_the_code_screen(place: Place) -> None:
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        kiosk.scan(phone.text())
        kiosk.asks_what()
        kiosk.touch("choose", "meals")
        kiosk.see(ChooseScreen)
        kiosk.touch("choose", "noodles")
        assert kiosk.see(ConfirmScreen).lines[-1].amount == "23코인"
        agree_and_take(kiosk)
        kiosk.confirmed()
    assert place.district.balance("kim") == 23


def test_two_of_a_meal_after_a_change_of_mind_cost_twice_and_once(place: Place) -> None:
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        kiosk.see(ConfirmScreen)
        kiosk.touch("back")
        kiosk.see(CodeScreen)
        kiosk.touch("more")
        kiosk.touch("lead")
        kiosk.until(lambda: isinstance(kiosk.screen, ConfirmScreen))
        assert kiosk.see(ConfirmScreen).item == "점심 식권 2장"
        agree_and_take(kiosk)
        kiosk.confirmed()
    assert place.district.balance("kim") == 5
    assert place.district.show()["voided"] == 1


def test_leaving_at_the_confirm_screen_gives_everything_back(place: Place) -> None:
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        kiosk.see(ConfirmScreen)
        kiosk.touch("start-over")
        kiosk.see(StartScreen)
        kiosk.until(lambda: kiosk.app.counts().recorded == 2)
        kiosk.confirmed()
    (kim,) = [one for one in place.district.show()["residents"] if one["id"] == "kim"]
    assert (kim["balance"], kim["held"]) == (35, 0)


def test_without_the_node_the_sale_is_recorded_and_confirmed_later(
    place: Place, line: Line
) -> None:
    phone = place.district.phone("kim")
    line.weather = Weather.BROKEN
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, phone)
        confirm = kiosk.see(ConfirmScreen)
        assert confirm.lines[0].label == "쓸 수 있음"
        assert agree_and_take(kiosk).certainty is Certainty.RECORDED
        assert kiosk.app.counts().confirmed == 0
        assert place.district.balance("kim") == 35
        line.weather = Weather.FINE
        kiosk.confirmed()
    assert place.district.balance("kim") == 20


def test_the_commands_of_a_technician_tell_the_same(place: Place) -> None:
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        agree_and_take(kiosk)
        kiosk.confirmed()
        live = warm.run(warm.KIOSK, "ledger", "verify", ledger_of(place), "--json")
        assert json.loads(live.stdout)["chain_ok"]
        doctor = warm.run(warm.KIOSK, "doctor", "--profile", place.profile, "--json", check=False)
    parts = {part["part"]: part for part in json.loads(doctor.stdout)["parts"]}
    assert parts["node"]["ok"]
    assert parts["disk"]["ok"]
    assert parts["clock"]["ok"]
    shown = warm.run(warm.KIOSK, "ledger", "show", ledger_of(place)).stdout
    assert "1 x 점심 식권" in shown
    assert shown.count("\n") == json.loads(live.stdout)["entries"]


def test_an_edited_ledger_does_not_verify(place: Place) -> None:
    with place.kiosk() as kiosk:
        buy_lunch(kiosk, place.district.phone("kim"))
        agree_and_take(kiosk)
    raw = ledger_of(place).read_bytes()
    assert "점심 식권".encode() in raw
    ledger_of(place).write_bytes(raw.replace("점심 식권".encode(), "저녁 식권".encode()))
    checked = warm.run(warm.KIOSK, "ledger", "verify", ledger_of(place), "--json", check=False)
    assert checked.returncode == 1
    assert not json.loads(checked.stdout)["chain_ok"]


def test_a_file_that_is_no_ledger_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_text("hello")
    done: subprocess.CompletedProcess[str] = warm.run(
        warm.KIOSK, "ledger", "verify", path, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
