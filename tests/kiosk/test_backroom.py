"""A copy that hangs is not known to be level; a help that fails stops no sale and no closing."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from drivers.camera import FakeCamera
from drivers.camera_scanner import CameraScanner
from drivers.camera_thread import CameraThread
from drivers.serial_scanner import SerialScanner
from drivers.wedge import WedgeScanner
from kiosk.backroom import BackRoom
from kiosk.events import Event, LedgerFailed
from kiosk.hardware.everything import HELPS
from kiosk.hardware.preview import PreviewLoop
from kiosk.ledger_room import LedgerRoom
from kiosk.life.own_machine import WATCHES
from kiosk.life.thread_bugs import ThreadBugs
from kiosk.outside import Outside


class Copy:
    """A copy's thread that hangs, or does not."""

    def __init__(self, *, stuck: bool) -> None:
        self._stuck = stuck

    def wake(self) -> None:
        """Nothing is there to be woken."""

    def hangs(self) -> bool:
        return self._stuck

    def close(self) -> bool:
        return not self._stuck


class Record:
    """As much of the record as a room tells."""

    def __init__(self, told: list[bool]) -> None:
        self._told = told

    def copy_is(self, *, level: bool) -> None:
        self._told.append(level)


@pytest.fixture(params=[True, False], ids=["hangs", "follows"])
def stuck(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def room(told: list[bool], *, stuck: bool) -> Any:  # noqa: ANN401 - as much of a room as is asked
    return SimpleNamespace(
        _log=structlog.get_logger(),
        _copy=Copy(stuck=stuck),
        _record=Record(told),
    )


def test_a_sale_while_a_step_hangs_marks_the_copy_as_behind(stuck: bool) -> None:
    told: list[bool] = []
    LedgerRoom.recorded(room(told, stuck=stuck))
    assert told == ([False] if stuck else [])


def test_a_copy_that_hangs_at_the_end_is_marked_as_behind(stuck: bool) -> None:
    told: list[bool] = []
    waited: list[str] = []
    LedgerRoom.close(room(told, stuck=stuck), lambda: waited.append("written"))
    assert told == ([False] if stuck else [])
    assert waited == ["written"]


@pytest.mark.parametrize(
    ("thread", "events"),
    [*((name, []) for name in (*HELPS, *WATCHES)), ("courier", [LedgerFailed("bug")])],
)
def test_a_bug_in_a_help_is_logged_and_sells_on(thread: str, events: list[Event]) -> None:
    told: list[Event] = []
    before, bug = threading.excepthook, ZeroDivisionError()
    here: Any = SimpleNamespace(_outside=Outside(told.append, print))
    with structlog.testing.capture_logs() as logged:
        here.log = structlog.get_logger()
        lost, stops = partial(BackRoom._lost, here), partial(BackRoom.bug, here)
        bugs = ThreadBugs((*HELPS, *WATCHES), lost, stops)
        bugs.start()
        ended = threading.Thread(target=raiser(bug), name=thread)
        ended.start()
        ended.join()
        bugs.close()
    assert told == events
    assert [(it["event"], it["exc_info"]) for it in logged] == [("bug", bug)]
    assert threading.excepthook is before


def raiser(bug: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise bug

    return fail


def test_every_thread_that_reads_codes_is_a_help(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    camera = CameraThread(FakeCamera)
    preview = PreviewLoop(camera, lambda *_: None)
    with (
        camera,
        CameraScanner(camera, lambda _: None),
        SerialScanner(str(tmp_path), lambda _: None),
        WedgeScanner(str(tmp_path), lambda _: None),
    ):
        preview.start()
        names = {thread.name for thread in set(threading.enumerate()) - before}
        preview.close()
    assert len(names) == 5
    assert names < set(HELPS)


def test_money_is_closed_before_devices_which_may_hang() -> None:
    order: list[str] = []

    def closing(name: str) -> Any:  # noqa: ANN401 - as much of each part as is asked
        return SimpleNamespace(close=lambda: order.append(name), stop=lambda: order.append("stop"))

    lanes = SimpleNamespace(ledger="ledger", printer="printer", holds="holds")
    here: Any = SimpleNamespace(
        **{f"_{name}": closing(name) for name in ("own", "journal", "courier")},
        **{f"_{name}": closing(name) for name in ("printer", "holds_line")},
        _cashier=SimpleNamespace(close=None, books=SimpleNamespace(finish="results")),
        _till=SimpleNamespace(ask=order.append, is_open=None),
        hardware=closing("hardware"),
        _lanes=lanes,
        _close_lane=lambda lane, _last: order.append(lane),
        _books=SimpleNamespace(close=lambda _written: order.append("copy")),
        _side=closing("side"),
        _bugs=SimpleNamespace(close=lambda: None),
    )
    BackRoom.close(here)
    assert order[0] == "stop"
    assert order.index("side") < order.index("results"), "a gate still records what it did"
    assert order.index("printer") < order.index("results") < order.index("copy")
    assert order.index("copy") < order.index("ledger") < order.index("hardware")
    assert order[-2:] == ["journal", "own"], "the devices still tell how they are"
