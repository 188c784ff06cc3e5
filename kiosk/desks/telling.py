"""The thread that tells partners what was sold: the ledger's reader and the line are its own."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from structlog.typing import FilteringBoundLogger

from kiosk.config import ConfigError
from kiosk.partners.outbox import Asks, Outbox
from kiosk.partners.sales import SalesReader
from offline_queue.errors import LedgerError

AGAIN_S: Final = 15.0  # a ledger that is being opened, or a full disk: it is looked at again
JOIN_S: Final = 5.0  # one question takes two seconds


class Telling:
    """Begins with `start`. ``is_open``: whether there is a ledger to be read, asked on the thread.

    ``bug`` hears what nobody foresaw.
    """

    def __init__(
        self,
        services: Sequence[str],
        make_desk: Callable[[], Asks],
        ledger: Path,
        is_open: Callable[[], bool],
        log: FilteringBoundLogger,
        bug: Callable[[BaseException], None],
    ) -> None:
        self._services = services
        self._make_desk = make_desk
        self._ledger = ledger
        self._is_open = is_open
        self._log = log
        self._bug = bug
        self._untold = ""  # the last failure that the log was told
        self._woken = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="partners", daemon=True)

    def start(self) -> None:
        """Begin; where no service has a partner there is nothing to do, and no thread."""
        if self._services:
            self._thread.start()

    def wake(self) -> None:
        """Something was recorded. Never waits."""
        self._woken.set()

    def close(self) -> None:
        """Stop, after the question under way. What was not told is told after the next start."""
        self._closing.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                self._woken.clear()  # or one wake-up while the ledger is closed would never end
                self._tell_on()
                self._rest(AGAIN_S)
        except Exception as exc:  # noqa: BLE001 - a bug must be told, not end a thread in silence
            self._bug(exc)

    def _tell_on(self) -> None:
        """Tell until the ledger fails or its file is another one."""
        if not self._is_open():
            return
        try:
            with self._open() as outbox:
                file = self._file()
                while not self._closing.is_set() and self._file() == file:
                    self._rest(outbox.step(time.monotonic()))
                    self._untold = ""
                    if self._woken.is_set():
                        self._woken.clear()
                        outbox.wake()
        except (LedgerError, ConfigError) as exc:
            self._note(type(exc).__name__)

    def _note(self, reason: str) -> None:
        """Tell the log once, not at every look: it lies on the very disk that may be full."""
        if reason != self._untold:
            self._log.warning("partners-untold", reason=reason)
        self._untold = reason

    @contextmanager
    def _open(self) -> Iterator[Outbox]:
        with SalesReader.open(self._ledger) as sales:
            folder = self._ledger.parent
            yield Outbox(self._services, self._make_desk(), sales, folder, os.urandom)

    def _file(self) -> int:
        """Which file lies there: a ledger that was restored is another one."""
        return self._ledger.stat().st_ino if self._ledger.exists() else 0

    def _rest(self, wait_s: float) -> None:
        if wait_s > 0 and not self._closing.is_set():  # whose wake-up may be taken already
            self._woken.wait(wait_s)
