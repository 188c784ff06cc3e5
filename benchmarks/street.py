"""The street around a kiosk, from outside: hold a code to the lens, take it away."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.processes import environment, first_line, our_program
from kiosk.demo.facilities import ShippedFacility


class Street:
    """Runs `programs.street`. It ends with our end of its pipe, however we end.

    With a `facility` there also stands what its services need: `beside` are the sections of the
    profile that name it, `partners` the tables of other people's systems.
    """

    def __init__(self, folder: Path, facility: ShippedFacility | None = None) -> None:
        beside: list[str | Path] = []
        if facility is not None:
            beside = ["--facility", facility.file, "--folder", folder / "beside"]
        self._process = subprocess.Popen(
            our_program("programs.street", *beside),
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told: dict[str, Any] = dict(first_line(self._process))
        self.camera, self.printer = str(told["camera"]), str(told["printer"])
        self.beside: Mapping[str, Mapping[str, object]] = told["beside"]
        self.partners: tuple[Mapping[str, object], ...] = tuple(told["partners"])

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
