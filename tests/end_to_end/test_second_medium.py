"""A kiosk with a second medium: its ledger is deleted, its stick is pulled, and it sells on."""

import json
import signal
import time
from pathlib import Path

import pytest

from drivers.device import DeviceState
from kiosk.ledger.ledger_record import MARK_FILE
from offline_queue.kept import KeptReader
from offline_queue.verify import verify
from tests.end_to_end import warm
from tests.end_to_end.district import PATIENCE_S
from tests.end_to_end.running import LOOK_S, Place, RunningKiosk, buy_lunch
from ui.contract import ConfirmScreen, StartScreen, ThanksScreen

CHILD_S = 30


@pytest.fixture
def stick(place: Place) -> Path:
    """A folder that stands for the second medium, named in the profile."""
    folder = place.profile.parent / "stick"
    folder.mkdir()
    with place.profile.open("a", encoding="utf-8") as profile:
        profile.write('[ledger]\ncopy = "stick/copy.db"\nsame_disk = true\n')
    return folder


def ledger_of(place: Place) -> Path:
    return place.profile.with_suffix("") / "ledger.db"


def sell(kiosk: RunningKiosk, place: Place, resident: str) -> None:
    kiosk.see(StartScreen)
    buy_lunch(kiosk, place.district.phone(resident))
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    kiosk.see(ThanksScreen)
    kiosk.touch("start-over")


def entries(path: Path) -> int:
    with KeptReader.open(path) as reader:
        return reader.marks().size


def log_of(place: Place, event: str) -> list[dict[str, object]]:
    text = (place.profile.with_suffix("") / "kiosk.jsonl").read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    return [line for line in lines if line["event"] == event]


def doctor(place: Place) -> dict[str, object]:
    said = warm.run(warm.KIOSK, "doctor", "--profile", place.profile, "--json", check=False)
    (part,) = [it for it in json.loads(said.stdout)["parts"] if it["part"] == "copy"]
    return dict(part)


def until_level(place: Place) -> None:
    """A copy takes the ledger's place only if the kiosk had noted that it lacked nothing."""
    end_s = time.monotonic() + PATIENCE_S
    while not json.loads((ledger_of(place).parent / MARK_FILE).read_bytes())["level"]:
        assert time.monotonic() < end_s, "the copy is not level"
        time.sleep(LOOK_S)


def killed_in_the_middle_of_a_sale(place: Place) -> None:
    """A whole kiosk in a process of its own, ended by SIGKILL before it asks for a hold."""
    with warm.Speaking("tests.faults.child", place.profile, "intent|hold") as child:
        assert child.said.readline() == "ready\n"
        until_level(place)
        place.line.send(place.district.phone("lee").text())
        assert child.wait(CHILD_S) == -signal.SIGKILL


def test_killed_and_its_ledger_deleted_a_kiosk_goes_on_where_its_ledger_ended(
    place: Place, stick: Path
) -> None:
    ledger = ledger_of(place)
    with place.kiosk() as kiosk:
        sell(kiosk, place, "kim")
        kiosk.until(lambda: entries(stick / "copy.db") == entries(ledger))
    sold = entries(ledger)
    killed_in_the_middle_of_a_sale(place)
    for part in ledger.parent.glob(f"{ledger.name}*"):  # a log left alone would have to be read
        part.unlink()
    with place.kiosk() as kiosk:
        sell(kiosk, place, "away")
        kiosk.confirmed()
    (line,) = log_of(place, "ledger-restored")
    assert (line["source"], line["entries"]) == ("second-medium", sold)
    assert entries(ledger) > sold
    for path in (ledger, stick / "copy.db"):
        report = verify(path)
        assert (report.chain_ok, report.unsent, report.problems) == (True, 0, ())
    shown = place.district.show()
    assert shown["forks"] == 0
    assert shown["flagged"] == 0
    assert (place.district.balance("kim"), place.district.balance("away")) == (20, 65)


def test_with_the_stick_pulled_it_sells_and_warns_and_catches_up_when_it_is_back(
    place: Place, stick: Path
) -> None:
    ledger, pulled = ledger_of(place), stick.with_name("pulled")
    with place.kiosk() as kiosk:
        sell(kiosk, place, "kim")
        kiosk.until(lambda: kiosk.app.backroom.devices.get("copy") is DeviceState.FOUND)
        stick.rename(pulled)
        sell(kiosk, place, "away")
        kiosk.until(lambda: kiosk.app.backroom.devices.get("copy") is DeviceState.LOST)
        missing = doctor(place)
        assert not missing["ok"]
        pulled.rename(stick)
        kiosk.until(lambda: kiosk.app.backroom.devices.get("copy") is DeviceState.FOUND)
        kiosk.until(lambda: entries(stick / "copy.db") == entries(ledger))
        kiosk.confirmed()
    assert [line["state"] for line in log_of(place, "copy") if line["level"] == "warning"] == [
        "missing"
    ]
    found = doctor(place)
    assert found["ok"], found
    assert verify(stick / "copy.db").problems == ()
