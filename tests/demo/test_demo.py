"""The whole demo, with its real programs: node, terminal, camera, printer, and nobody's hands."""

import contextlib
import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from drivers.printer.contract import PAPER_DOTS
from kiosk.demo.children import program
from kiosk.demo.command import Ending
from kiosk.demo.control_client import ControlClient
from kiosk.demo.facilities import find
from kiosk.demo.messages import CutPower, KeepPlace, Place
from kiosk.demo.settings import load_settings
from kiosk.demo.setup import Options
from kiosk.demo.supervisor import Demo
from ui.gallery import PANEL

LIMIT_S = 180  # a busy machine; alone it takes ten
pytestmark = pytest.mark.timeout(2 * LIMIT_S)


def wait_for(condition: Callable[[], bool]) -> None:
    end_s = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < end_s
        time.sleep(0.02)


def test_a_lunch_is_bought_without_the_node_and_arrives_once(tmp_path: Path) -> None:
    command = [str(program("kiosk")), "demo", "--headless", "--offline", "--output", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=LIMIT_S)
    assert done.returncode == 0, done.stderr
    summary = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert summary["problems"] == []
    assert summary["decided_by"] == ["stand-in"]
    assert summary["unsent_max"] >= 2
    assert summary["resent"] == summary["entries"]  # one batch, once more
    assert summary["duplicates"] == 0
    assert summary["balance_before"] - summary["balance_after"] == summary["spent_coins"] > 0
    assert summary["entries"] == summary["synced"]
    assert [name.partition("-")[2] for name in summary["screens"]] == [
        *("start", "choose", "code", "confirm", "thanks")
    ]
    for name in summary["screens"]:
        assert size_of(tmp_path / f"{name}.png") == (PANEL.width_px, PANEL.height_px)
    assert size_of(tmp_path / "ticket.png")[0] == PAPER_DOTS


def size_of(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as opened:
        return opened.size


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> Iterator[Demo]:
    """A demo with a window that nobody sees, running in a thread."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    settings = load_settings()
    facility = find(settings.facility)
    with Demo(Options(facility.file, facility.scheme, settings)) as made:
        running = threading.Thread(target=made.run)
        running.start()
        yield made
        made.parts.board.change(closing=True)
        running.join(LIMIT_S)
        assert not running.is_alive()


def test_after_a_power_cut_the_terminal_comes_back_where_it_was(demo: Demo) -> None:
    place = Place(x=30, y=20, width=1200, height=750)
    control = ControlClient(demo.parts.terminal.control_url, demo.parts.terminal.control_token)
    with control as client:
        wait_for(lambda: demo.told.place is not None)
        first = demo.window
        assert first is not None
        client.send(KeepPlace(place=place))
        wait_for(lambda: demo.told.place == place)
        client.send(CutPower())
        wait_for(lambda: demo.window not in {None, first})
        assert first.returncode == -signal.SIGKILL
        demo.told.place = None
        wait_for(lambda: demo.told.place is not None)
        assert demo.told.place == place
        assert client.newer_state(0).power_cuts == 1


@pytest.mark.parametrize(
    ("arguments", "ending", "code"),
    [([], signal.SIGINT, 0), (["--headless", "--output", "out"], signal.SIGTERM, 1)],
)
def test_interrupted_while_it_is_set_up_it_leaves_nothing_behind(
    tmp_path_factory: pytest.TempPathFactory,
    arguments: list[str],
    ending: signal.Signals,
    code: int,
) -> None:
    tmp_path, here = tmp_path_factory.mktemp("tmp"), tmp_path_factory.mktemp("here")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)}
    command = [str(program("kiosk")), "demo", *arguments]
    started = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=environment, cwd=here
    )
    with started, killed_at_last(started):
        assert started.stderr is not None
        assert started.stderr.readline() == "Setting up the district's node\n"
        assert list(tmp_path.iterdir())
        started.send_signal(ending)
        rest = started.stderr.read()
        assert started.wait(LIMIT_S) == code, rest
    assert "Traceback" not in rest
    assert list(tmp_path.iterdir()) == []


@contextmanager
def killed_at_last(process: subprocess.Popen[str]) -> Iterator[None]:
    """What a test that fails leaves running would make later ones fail."""
    try:
        yield
    finally:
        process.kill()


def test_an_end_that_was_dropped_is_noticed_at_the_next_step(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ending, steps = Ending(), list[str]()
    with contextlib.suppress(KeyboardInterrupt):  # as Python does in a finalizer
        ending.take(signal.SIGINT, None)
    settings = load_settings()
    facility = find(settings.facility)
    made = Demo(
        Options(facility.file, facility.scheme, settings, say=steps.append, goes_on=ending.goes_on)
    )
    with pytest.raises(KeyboardInterrupt), made:
        pass
    assert steps == ["Setting up the district's node"]
    assert list(tmp_path.iterdir()) == []
