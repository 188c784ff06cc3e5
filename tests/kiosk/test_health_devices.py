"""The doctor's rows of devices: what a running kiosk knows is told, else each is tried."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drivers.card_terminal.simulator import CardTerminalSimulator
from drivers.device import DeviceState
from drivers.errors import PrinterFault
from drivers.headset import SimulatedJack
from drivers.power import SimulatedSupply
from drivers.printer.contract import PrinterWarning
from drivers.scanner_simulator import PtyScanner
from kiosk.desks.print_desk import UNREACHABLE, problem_word
from kiosk.hardware.devices_file import DEVICES_FILE, DevicesFile
from kiosk.hardware.scanner_families import scanner_families
from kiosk.health.devices import NOT_TO_SEE, find_devices
from kiosk.health.finding import Finding
from kiosk.health.running import IN_USE, TOLD, WRONG, told_devices
from kiosk.health.tried import try_card_terminal, try_power, try_serial, try_wedge
from kiosk.only_one import only_one
from kiosk.profile.device_sections import (
    BoardSection,
    CardTerminalSection,
    CounterSection,
    PowerSection,
    SerialSection,
    WedgeSection,
)
from kiosk.profile.machine import Profile
from tests.kiosk.documents import Authority

FAMILIES = scanner_families()
WAIT_S = 10.0  # only ever waited for in full when the test fails


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A machine with everything that is tried by opening it, and nothing of it there."""
    none = str(tmp_path / "none")
    sections = {
        "serial": SerialSection(path=none),
        "wedge": WedgeSection(path=none),
        "board": BoardSection(path=none, family="lcus", lamp=1),
        "counter": CounterSection(path=none),
        "card_terminal": CardTerminalSection(path=none),
        "power": PowerSection(supply=none),
    }
    return Authority().enrolled(tmp_path).model_copy(update=sections)


def rows(profile: Profile) -> dict[str, Finding]:
    return {one.part: one for one in find_devices(profile)}


def knows(
    profile: Profile, states: dict[str, str], clock: Callable[[], float] = time.monotonic
) -> None:
    """Let a kiosk have told of its devices."""
    file = DevicesFile(profile.state, clock)
    file.write(states)
    assert file.wait(WAIT_S)


def test_every_device_of_the_profile_has_a_row_and_says_what_to_do(profile: Profile) -> None:
    found = rows(profile)
    parts = ["printer", "serial", "wedge", "board", "counter", "card-terminal", "power"]
    assert list(found) == parts
    assert not any(one.ok for one in found.values())
    assert all(one.advice for one in found.values())


@pytest.mark.parametrize("name", FAMILIES)
def test_a_scanner_that_answers_is_told_as_that(
    profile: Profile, tmp_path: Path, name: str
) -> None:
    scanner = PtyScanner(FAMILIES[name], tmp_path / "scanner")
    section = SerialSection(path=scanner.path, baud=FAMILIES[name].baud, family=name)
    found = try_serial(profile.model_copy(update={"serial": section}))
    assert found.ok
    assert found.found.endswith("opens" if name == "plain" else "opens and answers")
    scanner.close()


def test_a_scanner_of_another_family_is_told_and_well(profile: Profile, tmp_path: Path) -> None:
    scanner = PtyScanner(FAMILIES["zebra"], tmp_path / "scanner")
    section = SerialSection(path=scanner.path, baud=9600, family="newland")
    found = try_serial(profile.model_copy(update={"serial": section}))
    assert (found.ok, "does not answer as its family does" in found.found) == (True, True)
    scanner.close()


def test_a_family_that_there_is_not_is_named(profile: Profile) -> None:
    section = SerialSection(path="/dev/none", family="other")
    found = try_serial(profile.model_copy(update={"serial": section}))
    assert (found.ok, "no such family" in found.found) == (False, True)


def test_a_card_terminal_is_asked_how_it_is(profile: Profile, tmp_path: Path) -> None:
    link = tmp_path / "terminal"
    with CardTerminalSimulator(link, tmp_path / "book"):
        section = CardTerminalSection(path=str(link))
        found = try_card_terminal(profile.model_copy(update={"card_terminal": section}))
    assert (found.ok, found.found) == (True, f"{link}: ready")


def test_a_supply_is_asked_and_an_input_device_is_opened(profile: Profile, tmp_path: Path) -> None:
    supply = tmp_path / "AC"
    SimulatedSupply(supply)
    told = try_power(profile.model_copy(update={"power": PowerSection(supply=str(supply))}))
    assert (told.ok, told.found) == (True, f"{supply}: there is mains power")
    jack = SimulatedJack(tmp_path / "keys")
    assert try_wedge(profile.model_copy(update={"wedge": WedgeSection(path=str(jack.path))})).ok
    jack.close()


def test_what_the_running_kiosk_knows_is_told_with_what_to_do(profile: Profile) -> None:
    states = {
        "printer": "printer-paper-out",
        "serial": "babbles",
        "wedge": "lost",
        "board": "found",
    }
    knows(profile, {**states, "counter": "starting", "elsewhere": "found"})
    with only_one(profile.state):
        found = rows(profile)
    assert found["printer"] == Finding(
        "printer", False, "printer-paper-out for 0 s, by the running kiosk", "put paper in"
    )
    assert "speed" in found["serial"].advice
    assert "cable" in found["wedge"].advice
    assert (found["board"].ok, found["counter"].ok) == (True, True)
    assert found["power"] == Finding("power", True, IN_USE)
    assert "elsewhere" not in found


def test_a_gate_whose_contact_is_welded_is_told_with_what_to_do(profile: Profile) -> None:
    knows(profile, {"board": "stuck"})
    with only_one(profile.state):
        found = rows(profile)["board"]
    assert not found.ok
    assert "welded" in found.advice


def test_why_a_scanner_is_not_found_by_its_family_is_told_beside(profile: Profile) -> None:
    knows(profile, {"serial": "lost"})
    by_family = profile.model_copy(update={"serial": SerialSection(family="zebra")})
    with only_one(profile.state):
        found = rows(by_family)["serial"]
        by_path = rows(profile)["serial"]
    assert "no scanner of the family zebra is plugged in" in found.found
    assert found.found.startswith("lost for")
    assert "plugged in" not in by_path.found


@pytest.mark.parametrize(
    ("age_s", "words"), [(59, "59 s"), (60, "1 minute"), (7300, "2 hours"), (90_000, "1 day")]
)
def test_since_when_is_told_in_words(profile: Profile, age_s: float, words: str) -> None:
    knows(profile, {"printer": DeviceState.STARTING}, lambda: 0.0)
    (found,) = told_devices(profile.state, ["printer"], lambda: age_s)
    assert found.found == f"starting for {words}, by the running kiosk"
    assert found.ok is (age_s < 60)


@pytest.mark.parametrize("warning", PrinterWarning)
def test_a_printer_that_warns_still_prints(profile: Profile, warning: str) -> None:
    knows(profile, {"printer": warning})
    (found,) = told_devices(profile.state, ["printer"])
    assert (found.ok, found.found.split()[0]) == (True, warning)


def test_a_word_that_the_doctor_does_not_know_is_told_all_the_same(profile: Profile) -> None:
    knows(profile, {"printer": "on-fire"})
    with only_one(profile.state):
        found = rows(profile)["printer"]
    assert (found.ok, found.found[:7]) == (False, "on-fire")
    assert found.advice


def test_a_file_that_is_not_believed_is_told_and_nothing_is_opened(profile: Profile) -> None:
    (profile.state / DEVICES_FILE).write_text("{", "utf-8")
    with only_one(profile.state):
        found = rows(profile)
    assert (found[TOLD].ok, "damaged" in found[TOLD].found) == (False, True)
    assert all(one.found == IN_USE for part, one in found.items() if part != TOLD)


def test_a_file_without_a_running_kiosk_is_not_asked(profile: Profile) -> None:
    knows(profile, {"serial": "found"})
    assert not rows(profile)["serial"].ok


@pytest.mark.parametrize("fault", list(PrinterFault))
def test_every_fault_that_a_printers_desk_tells_of_has_its_advice(
    profile: Profile, fault: PrinterFault
) -> None:
    knows(profile, {"printer": problem_word(fault)})
    with only_one(profile.state):
        found = rows(profile)["printer"]
    assert (found.ok, found.advice) == (False, WRONG[problem_word(fault)])


def test_a_printer_that_its_desk_does_not_reach_has_its_advice(profile: Profile) -> None:
    knows(profile, {"printer": UNREACHABLE})
    with only_one(profile.state):
        assert "cable" in rows(profile)["printer"].advice


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another account for a while")
def test_from_an_account_that_can_not_see_the_kiosk_nothing_is_opened(profile: Profile) -> None:
    profile.state.chmod(0o700)
    with only_one(profile.state):
        os.seteuid(65534)
        try:
            found = rows(profile)
        finally:
            os.seteuid(0)
    assert {each.found for each in found.values()} == {NOT_TO_SEE}
