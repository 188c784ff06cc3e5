"""Our programs as processes of their own, forked from one that has imported them already.

An interpreter that imports all of a program works for most of a second, and nearly every test here
starts three of them. So the standard library's fork server imports them, once for each worker of
the test run. A child has arguments, environment and streams of its own, and runs its module as
``python -m`` does, to its own end. Why nothing bad crosses the fork: the server has one thread
(numpy's library would start more: it is told not to), no file of ours, no socket and no
application of Qt; all that it holds are imported modules. Ids and keys come from the system.

What only a fresh interpreter shows is looked at by `test_commands`, the demo and the package.
"""

import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import IO, Any, Final, Self
from unittest.mock import patch

ROOT: Final = Path(__file__).parents[2]
NODE: Final = "central_node.__main__"
KIOSK: Final = "kiosk.__main__"
LIMIT_S: Final = 60.0
NO_OTHER: Final[Mapping[int, int]] = {2: 2}
IMPORTED: Final = (
    "central_node.commands",
    "kiosk.app",
    *(f"kiosk.commands.{name}" for name in ("doctor", "enrol", "ledger", "rekey")),
    "PySide6.QtQuick",
    __name__,
)


@cache
def _forks() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))
    with patch.dict(os.environ, {"OPENBLAS_NUM_THREADS": "1"}):
        forkserver.ensure_running()
    return context


class _Stream:
    """A file's descriptor on its way into a child, where it is a number again."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __reduce__(self) -> tuple[Callable[[Any], int], tuple[Any]]:
        return _arrived, (DupFd(self._descriptor),)


def _arrived(duplicate: Any) -> int:  # noqa: ANN401 - of a private class
    number: int = duplicate.detach()
    return number


def _live(
    module: str, words: list[str], environment: dict[str, str], streams: dict[int, int]
) -> None:
    os.setsid()  # whatever it asks, it asks over its streams
    for number, stream in streams.items():
        os.dup2(stream, number)
    if 0 in streams:
        sys.stdin = os.fdopen(0, closefd=False)  # its first one reads nothing
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


class Child:
    """``module`` running with ``words``: a context manager that waits for its end."""

    def __init__(self, module: str, *words: str | Path, streams: Mapping[int, int]) -> None:
        """Start it; ``streams``: which of our descriptors its first three are, where it has any."""
        passed = {number: _Stream(ours) for number, ours in streams.items()}
        given = (module, [str(word) for word in words], dict(os.environ), passed)
        self._process = _forks().Process(target=_live, args=given, daemon=True)
        self._process.start()

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def wait(self, timeout_s: float = LIMIT_S) -> int:
        """Wait for its end; return its exit code, below 0 for a signal's."""
        self._process.join(timeout_s)
        code = self._process.exitcode
        assert code is not None, "it does not end"
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if failed:
            self._process.kill()  # or it would be waited for in vain
        self.wait()
        self._process.close()


class Speaking(Child):
    """A child of which one stream can be read as ``said``: its output, or ``stream``."""

    def __init__(
        self,
        module: str,
        *words: str | Path,
        stream: int = 1,
        further: Mapping[int, int] = NO_OTHER,
    ) -> None:
        """Start it; ``further``: where its other streams come from or go to."""
        read_end, write_end = os.pipe()
        self.said = os.fdopen(read_end, encoding="utf-8")
        try:
            super().__init__(module, *words, streams={**further, stream: write_end})
        finally:
            os.close(write_end)  # the child's own is the last one: it ends with the child

    def __exit__(self, failed: object, *_: object) -> None:
        super().__exit__(failed)
        self.said.close()


def run(
    module: str, *words: str | Path, given: str = "", check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a module to its end with ``given`` to read; return what it said."""
    with ExitStack() as opened:
        files = [opened.enter_context(tempfile.TemporaryFile("w+")) for _ in range(3)]
        files[0].write(given)
        files[0].seek(0)
        streams = {number: file.fileno() for number, file in enumerate(files)}
        with Child(module, *words, streams=streams) as child:
            code = child.wait()
        texts = [_written(file) for file in files[1:]]
    if check and code:
        raise AssertionError(f"{module} {words}: {texts[1]}")
    return subprocess.CompletedProcess([module, *map(str, words)], code, *texts)


def _written(file: IO[str]) -> str:
    file.seek(0)
    return file.read()
