"""How staff see the devices: what does not work first, what to look at next, nothing hidden."""

from dataclasses import replace
from functools import partial

import pytest

from drivers.device import DeviceState
from kiosk import events
from kiosk.presenters.devices import ALL_READERS, DEVICES, RANKS, DeviceLines, Rank
from kiosk.visit import Visit
from kiosk.visit.staff_mode import STATE
from tests.kiosk.test_screens import PRESENTER, WORDS
from tests.kiosk.test_visit_languages import NOON
from tests.kiosk.test_visit_staff import FACTS, in_staff_mode
from ui.contract import StaffScreen
from ui.gallery import PANELS
from ui.panel import choices_per_page
from ui.parts import AidId, BalanceLine

LINES = DeviceLines(WORDS)
OWN = tuple(name for name in DEVICES if name != ALL_READERS)
STATES = (*DeviceState, *RANKS, "stuck", "battery", "printer-paper-out", "printer-cover-open")


def told(**states: str) -> list[tuple[str, str]]:
    named = {name.replace("_", "-"): state for name, state in states.items()}
    return [(line.label, line.amount) for line in LINES.all(named)]


@pytest.mark.parametrize("state", sorted(set(STATES)))
@pytest.mark.parametrize("device", OWN)
def test_every_device_and_every_state_has_words(device: str, state: str) -> None:
    line = next(iter(LINES.all({device: state})[::-1]))
    assert line.label
    assert line.amount
    assert f"staff.state.{state}" in WORDS
    well = state == DeviceState.FOUND
    assert (line.strong, line.mark == "") == (not well, well)


def test_what_does_not_work_stands_above_what_is_to_be_looked_at() -> None:
    states = {"printer": "paper-low", "camera": "found", "disk": "low", "copy": "lost"}
    marks = [line.mark for line in LINES.all({**states, "speaker": "babbles"})]
    assert marks == ["state-broken"] * 2 + ["state-look"] * 2 + [""] * 2


@pytest.mark.parametrize("state", ["starting", "paper-low", "hot", "low"])
def test_a_warning_is_not_called_broken(state: str) -> None:
    assert RANKS[state] is Rank.LOOK


def test_a_word_nobody_foresaw_is_trouble() -> None:
    (line,) = LINES.all({"printer": "printer-on-fire"})
    assert (line.amount, line.mark) == ("안 됨", "state-broken")


def test_a_sensor_that_is_lost_is_not_the_mains_that_are_gone() -> None:
    assert told(power="lost") == [("전기 알림", "안 됨")]
    assert told(power="battery") == [("전기", "나갔음")]
    assert told(power="found") == [("전기", "잘 됨")]
    assert told(temperature="lost") == [("온도계", "안 됨")]


@pytest.mark.parametrize(
    ("states", "together"),
    [
        ({"camera": "lost"}, "안 됨"),
        ({"camera": "lost", "serial": "babbles"}, "안 됨"),
        ({"camera": "lost", "wedge": "found"}, "잘 됨"),
        ({"camera": "lost", "wedge": "starting"}, "준비 중"),
    ],
    ids=["the only one", "all of them", "another reads", "another may read"],
)
def test_whether_codes_are_read_is_told_by_the_name_that_residents_see(
    states: dict[str, str], together: str
) -> None:
    assert ("QR 읽는 기계", together) in told(**states)
    assert ("카메라", "안 됨") in told(**states)


def test_scanners_are_numbered_where_there_are_two() -> None:
    assert [name for name, _ in told(serial="found", wedge="found")][1:] == [
        "QR 스캐너 1",
        "QR 스캐너 2",
    ]
    assert told(wedge="lost")[1:] == [("QR 스캐너", "안 됨")]
    assert "QR 읽는 기계" not in [name for name, _ in told(printer="found")]


def pages(letter: str, *, larger: bool) -> list[tuple[BalanceLine, ...]]:
    """Turn to the last page of all devices, and return what stood on each."""
    presenter = replace(PRESENTER, per_page=partial(choices_per_page, PANELS[letter]))
    walk = in_staff_mode(replace(FACTS, devices=tuple((name, "lost") for name in OWN)))
    if larger:
        walk(events.AskedForAid(AidId.LARGER))
    found = [state_of(presenter.screen(walk(events.Chose(STATE)), NOON))]
    while found[-1].page < found[-1].pages:
        found.append(state_of(presenter.screen(walk(events.TurnedPage(forward=True)), NOON)))
    assert [screen.page for screen in found] == list(range(1, len(found) + 1))
    return [screen.lines for screen in found]


def state_of(screen: object) -> StaffScreen:
    assert isinstance(screen, StaffScreen)
    return screen


@pytest.mark.parametrize(
    ("letter", "larger", "count"),
    [
        ("P", False, 2),
        ("P", True, 2),
        ("L", False, 2),
        ("L", True, 4),
    ],
)
def test_no_device_is_hidden(letter: str, larger: bool, count: int) -> None:
    found = pages(letter, larger=larger)
    assert len(found) == count
    assert len({line.label for page in found for line in page}) == len(DEVICES)


def test_a_page_is_turned_back_and_the_menu_begins_at_the_first() -> None:
    walk = in_staff_mode(replace(FACTS, devices=tuple((name, "lost") for name in OWN)))
    walk(events.Chose(STATE), events.TurnedPage(forward=True))
    assert page_of(walk.visit) == 2
    assert page_of(walk(events.TurnedPage(forward=False))) == 1
    walk(events.TurnedPage(forward=True), events.WentBack())
    assert page_of(walk(events.Chose(STATE))) == 1


def page_of(visit: Visit) -> int:
    return state_of(PRESENTER.screen(visit, NOON)).page
