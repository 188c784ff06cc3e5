"""The sync's thread: sends what is recorded, keeps receipts, learns whether the node is near."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from offline_queue.errors import LedgerError
from offline_queue.sync import Sync

REOPEN_WAIT_S = 5.0  # while the ledger can't be opened there is nothing to send
LONGEST_WAIT_S = 60.0  # a wake-up that got lost costs at most this


class SyncThread:
    """Calls ``step`` when it is due or when somebody says that there is news.

    ``open_`` and ``stepped`` are called on the thread; no sync from ``open_``: later again.
    """

    def __init__(
        self,
        open_: Callable[[], AbstractContextManager[Sync | None]],
        rising_s: Callable[[], float],
        stepped: Callable[[Sync], None],
        on_bug: Callable[[BaseException], None],
    ) -> None:
        self._open = open_
        self._rising_s = rising_s
        self._stepped = stepped
        self._on_bug = on_bug
        self._news = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Start; once only. The sync itself is made on the thread that it will live on."""
        self._thread.start()

    def stopping(self) -> bool:
        """Whether it was told to stop: nothing more is begun then."""
        return self._stop.is_set()

    def wake(self) -> None:
        """Something was recorded: send it now."""
        self._news.set()

    def close(self) -> None:
        """Stop and join; an exchange under way ends by its own deadline. Twice is harmless."""
        self._stop.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._sync_once()
                self._news.wait(REOPEN_WAIT_S)
        except Exception as exc:  # noqa: BLE001 - a bug must be told, not end a thread in silence
            self._on_bug(exc)

    def _sync_once(self) -> None:
        """Sync until told to stop, or until the ledger can't be read: then it is opened again."""
        try:
            with self._open() as sync:
                if sync is not None:
                    self._loop(sync)
        except LedgerError:
            return  # the cashier meets the same fault, and tells it

    def _loop(self, sync: Sync) -> None:
        while not self._stop.is_set():
            due_s = sync.step(self._rising_s())
            self._stepped(sync)
            wait_s = min(max(due_s - self._rising_s(), 0.0), LONGEST_WAIT_S)
            self._news.wait(wait_s)
            if not self._stop.is_set():
                self._news.clear()
