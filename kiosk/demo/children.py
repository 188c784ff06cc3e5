"""Programs that the demo starts, and the promise that none of them outlives it.

All children join one process group. Its leader, the guard, is a shell that waits for the end of
its standard input; the only writing end of that pipe is ours. However we end, be it by SIGKILL,
the kernel closes the pipe, and the guard kills its whole group, itself included. The group is
not the terminal's foreground group, so Ctrl-C reaches only us, and we stop in our own order.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from kiosk.demo.errors import FailedProgramError, MissingProgramError

_GUARD = "read -r line; kill -s KILL 0"
STOP_S = 5.0  # a program asked to end and still there after this long is killed
RUN_S = 60.0  # longest one-shot command: seeding a node on a slow disk


def program(name: str) -> Path:
    """The program ``name`` beside our own: in ``.venv/bin`` or in the packaged folder."""
    path = Path(sys.executable).parent / name
    if not path.is_file():
        raise MissingProgramError(
            f"{name} is not installed beside {sys.executable}: run the set-up."
        )
    return path


class Children:
    """Starts programs in the guarded group; closing it ends those that still run."""

    def __init__(self, *, stop_s: float = STOP_S) -> None:
        self._stop_s = stop_s
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD], stdin=subprocess.PIPE, process_group=0
        )
        self._started: list[subprocess.Popen[str]] = []

    def start(
        self,
        arguments: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        stdout: IO[str] | int | None = subprocess.DEVNULL,
        stderr: IO[str] | int | None = None,
    ) -> "subprocess.Popen[str]":
        """Start a program in the group; it reads nothing from our terminal."""
        child = subprocess.Popen(
            [str(argument) for argument in arguments],
            env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            text=True,
            process_group=self._guard.pid,
        )
        self._started.append(child)
        return child

    def run(self, arguments: Sequence[str | Path]) -> str:
        """Run a program to its end and return what it wrote; raises FailedProgramError."""
        child = self.start(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            out, err = child.communicate(timeout=RUN_S)
        except subprocess.TimeoutExpired as exc:
            self.stop(child)
            raise FailedProgramError(f"{arguments[0]} did not end within {RUN_S:.0f} s.") from exc
        self._started.remove(child)
        if child.returncode != 0:
            raise FailedProgramError(
                f"{_command(arguments)} failed: {err.strip() or child.returncode}"
            )
        return out

    def stop(self, child: "subprocess.Popen[str]") -> None:
        """Ask a program to end, and kill it if it has not in time."""
        child.terminate()
        try:
            child.wait(self._stop_s)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        self._forget(child)

    def kill(self, child: "subprocess.Popen[str]") -> None:
        """End a program as a power cut does: SIGKILL, nothing is told, nothing is flushed."""
        child.kill()
        child.wait()
        self._forget(child)

    def close(self) -> None:
        """Stop what still runs, the last started first, and then the guard."""
        for child in reversed(self._started.copy()):
            self.stop(child)
        if self._guard.stdin is not None:
            self._guard.stdin.close()
        self._guard.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def _forget(self, child: "subprocess.Popen[str]") -> None:
        if child.stdout is not None:
            child.stdout.close()
        if child in self._started:
            self._started.remove(child)


def _command(arguments: Sequence[str | Path]) -> str:
    return " ".join([Path(arguments[0]).name, *map(str, arguments[1:2])])
