"""Programs started to be measured: their first frame, peak memory and processor time."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from types import TracebackType
from typing import IO, Self

from kiosk.demo.children import Children

ROOT = Path(__file__).parents[1]
PANEL_PX = (1080, 1920)
FIRST_FRAME_S = 60.0  # a kiosk that shows nothing for a minute never will
KEPT_LINES = 40  # of what a program said, for the error that tells of its end
_TELL_FRAMES = "qt.scenegraph.time.renderloop=true"
_FRAME = "Frame rendered"  # what Qt then writes on stderr after each frame
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class ProgramFailedError(Exception):
    """A measured program ended or kept still."""


def environment(folder: Path) -> dict[str, str]:
    """Qt draws into memory, at the panel's size, as on a kiosk without a graphics processor.

    Our own programs are found from anywhere: benchmarks are not in the wheel.
    """
    width, height = PANEL_PX
    screen = {"name": "panel", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    screens = folder / "screens.json"
    dpi = {"logicalDpi": 96, "logicalBaseDpi": 96}
    screens.write_text(json.dumps({"screens": [screen | dpi]}), "utf-8")
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "QT_QUICK_BACKEND": "software",
    }


def our_program(module: str, *arguments: str | Path) -> list[str | Path]:
    """The command line of a module of benchmarks."""
    return [sys.executable, "-m", f"benchmarks.{module}", *arguments]


def service(
    children: Children, command: Sequence[str | Path], env: Mapping[str, str]
) -> "tuple[subprocess.Popen[str], dict[str, str]]":
    """Start a program that tells its addresses in one JSON line; the process, and what it told."""
    process = children.start(command, env=env, stdout=subprocess.PIPE)
    return process, first_line(process)


def first_line(process: "subprocess.Popen[str]") -> dict[str, str]:
    """What a program told when it was ready. Raises ProgramFailedError if it ended instead."""
    if process.stdout is None:
        raise AssertionError("started without a pipe")
    line = process.stdout.readline()
    if not line:
        raise ProgramFailedError(f"{process.args!r} ended before it served")
    told: dict[str, str] = json.loads(line)
    return told


class Window:
    """A program with a window, from its start on. A context manager that ends it."""

    def __init__(
        self, children: Children, command: Sequence[str | Path], env: Mapping[str, str]
    ) -> None:
        self._children = children
        self._started_s = perf_counter()
        telling = {**env, "QT_LOGGING_RULES": _TELL_FRAMES}
        self._process = children.start(command, env=telling, stderr=subprocess.PIPE)
        if self._process.stderr is None:
            raise AssertionError("started without a pipe")
        self._first_s: float | None = None
        self._turned = Event()
        self._said: list[str] = []
        self._reader = Thread(target=self._read, args=(self._process.stderr,))
        self._reader.start()

    def first_frame_ms(self) -> float:
        """Wait for the first frame; milliseconds from the start of the program."""
        self._turned.wait(FIRST_FRAME_S)
        if self._first_s is None:
            raise ProgramFailedError(f"no frame was drawn: {''.join(self._said)}")
        return (self._first_s - self._started_s) * 1000

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._children.stop(self._process)
        self._reader.join()  # it ends with the program's end of the pipe
        if self._process.stderr is not None:
            self._process.stderr.close()

    def _read(self, lines: IO[str]) -> None:
        for line in lines:
            if _FRAME in line and self._first_s is None:
                self._first_s = perf_counter()
                self._turned.set()
            elif _FRAME not in line:
                self._said = [*self._said, line][-KEPT_LINES:]
        self._turned.set()


def peak_mb(pid: int) -> float:
    """The most memory that a living process has held at once (VmHWM), in 10^6 bytes."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    (peak,) = [line for line in lines if line.startswith("VmHWM:")]
    return int(peak.split()[1]) * 1024 / 1e6


def resident_mb() -> float:
    """The memory that this process holds now, in 10^6 bytes."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor_s(pid: int) -> float:
    """Processor time of a living process, all its threads, in user and kernel."""
    after_name = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / _TICKS_PER_S
