"""A lock that serves threads in the order in which they came.

A kiosk that drains a day's entries takes the write lock again and again; with an ordinary lock it
would win each time, and the hold that somebody waits for in front of a screen would come last.
"""

import threading
from collections import deque
from types import TracebackType


class QueueLock:
    """Use as a context manager; not to be taken twice by one thread."""

    def __init__(self) -> None:
        self._state = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        with self._state:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        with self._state:
            if self._waiting:
                self._waiting.popleft().set()  # handed over: it stays taken
            else:
                self._taken = False
