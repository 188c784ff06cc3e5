"""The street around a kiosk, from outside: hold a code to the lens, take it away."""

import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.processes import environment, first_line, our_program


class Street:
    """Runs `programs.street`. It ends with our end of its pipe, however we end."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            our_program("programs.street"),
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = first_line(self._process)
        self.camera, self.printer = told["camera"], told["printer"]

    def show(self, text: str) -> None:
        """Hold a code to the camera; an empty one takes it away."""
        if self._process.stdin is None:
            raise AssertionError("started with a pipe")
        self._process.stdin.write(f"{text}\n")
        self._process.stdin.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._process.communicate()
