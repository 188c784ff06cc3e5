"""Who is told of what a thread did not catch, while a kiosk runs."""

import threading
from collections.abc import Callable, Collection
from typing import Any


class ThreadBugs:
    """Tells of bugs in threads from `start` to `close`; then who was told before is told again.

    ``helps``: names of threads that the kiosk can do without. ``lost`` hears of those, with the
    thread's name, ``stops`` of all others.
    """

    def __init__(
        self,
        helps: Collection[str],
        lost: Callable[[str, BaseException], None],
        stops: Callable[[BaseException], None],
    ) -> None:
        self._helps, self._lost, self._stops = helps, lost, stops
        self._before: Callable[[threading.ExceptHookArgs], Any] = threading.excepthook

    def start(self) -> None:
        """Be told from now on."""
        self._before, threading.excepthook = threading.excepthook, self._take

    def close(self) -> None:
        """Be told no more."""
        if threading.excepthook == self._take:
            threading.excepthook = self._before

    def _take(self, bug: threading.ExceptHookArgs) -> None:
        error = bug.exc_value or bug.exc_type()
        if bug.thread is not None and bug.thread.name in self._helps:
            self._lost(bug.thread.name, error)
        else:
            self._stops(error)
