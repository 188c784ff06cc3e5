"""The two pipes between the kiosk and its board's guard: a process, or for tests a thread."""

from __future__ import annotations

import os
import select
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock, Thread
from typing import Final

from drivers.board.guard import OpenPort, guard_pipes
from drivers.board.words import LineReader, Settings, settings_line
from drivers.errors import BoardLost

READ_WAIT_S: Final = 0.2  # how long closing may take
READ_BYTES: Final = 4096
RELEASE_S: Final = 3.0  # what the guard may take to open all contacts and to end
REAP_S: Final = 1.0  # a killed process is gone in milliseconds, unless the port holds it


class GuardLink(ABC):
    """Pipes to a guard: ``orders`` is written, ``news`` is read, both closed by it."""

    def __init__(self, orders: int, news: int, settings: Settings) -> None:
        self._orders: int | None = orders
        self._news = news
        self._lock = Lock()
        self._reader = LineReader()
        os.set_blocking(orders, False)
        self.send(settings_line(settings))

    @property
    def pid(self) -> int | None:
        """The guard's process; None for one that is no process of its own."""
        return None

    def send(self, line: str) -> bool:
        """Give an order, from any thread; never blocks. False where it was not taken at all."""
        with self._lock:
            if self._orders is None:
                return False
            try:
                os.write(self._orders, line.encode("ascii") + b"\n")
            except (BlockingIOError, BrokenPipeError):
                return False
        return True

    def read(self) -> tuple[str, ...]:
        """Return the lines that have come, () after `READ_WAIT_S`; BoardLost at its end."""
        if not select.select([self._news], [], [], READ_WAIT_S)[0]:
            return ()
        data = os.read(self._news, READ_BYTES)
        if not data:
            raise BoardLost("the board's guard has ended")
        return self._reader.step(data)

    @abstractmethod
    def kill(self) -> None:
        """End one that hangs: it opens nothing any more, the next one has to. Then close it."""

    def close(self) -> None:
        """Let it open all contacts and end; ended by force where it hangs. Twice is harmless."""
        with self._lock:
            if self._orders is None:
                return
            os.close(self._orders)
            self._orders = None
        self._await_end()
        os.close(self._news)

    @abstractmethod
    def _await_end(self) -> None:
        """Wait until the guard has ended."""


class GuardProcess(GuardLink):
    """A guard as it should be: a process. BoardLost where it does not start."""

    def __init__(self, command: Sequence[str], settings: Settings) -> None:
        orders_in, orders = os.pipe()
        news, news_out = os.pipe()
        try:
            self._process = subprocess.Popen(
                command,
                stdin=orders_in,
                stdout=news_out,
                start_new_session=True,  # no signal to the kiosk's group is for it
            )
        except OSError as exc:
            os.close(orders)
            os.close(news)
            raise BoardLost(f"the board's guard does not start: {exc.strerror}") from exc
        finally:
            os.close(orders_in)
            os.close(news_out)
        super().__init__(orders, news, settings)

    @property
    def pid(self) -> int:
        """See `GuardLink`."""
        return self._process.pid

    def kill(self) -> None:
        """See `GuardLink`."""
        self._process.kill()

    def _await_end(self) -> None:
        try:
            self._process.wait(RELEASE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(REAP_S)


class GuardThread(GuardLink):
    """A guard as a thread of this process, with any kind of port: for tests and demonstrations."""

    def __init__(self, open_port: OpenPort, settings: Settings) -> None:
        orders_in, orders = os.pipe()
        news, news_out = os.pipe()

        def serve() -> None:
            try:
                guard_pipes(orders_in, news_out, open_port)
            finally:
                os.close(orders_in)
                os.close(news_out)

        self._thread = Thread(target=serve, name="board-guard", daemon=True)
        self._thread.start()
        super().__init__(orders, news, settings)

    def kill(self) -> None:
        """See `GuardLink`; a thread can't be ended from outside, it ends with its pipe."""

    def _await_end(self) -> None:
        self._thread.join()
