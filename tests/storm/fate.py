"""When the power goes, seen from inside the child: at a step or at a statement, by its own hand.

Delays are not in here: those are the parent's, who kills from outside.
"""

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn

from offline_queue.database import Connect
from tests.storm.plan import AtStatement, AtStep, Cut, Method
from tests.storm.told import Moment, Where

MOMENTS: Final = {
    Method.OPEN: Moment.OPENING,
    Method.READ_CODE: Moment.READING,
    Method.BEGIN: Moment.INTENT,
    Method.CLAIM: Moment.CLAIMING,
    Method.TAKE: Moment.COUNTING,
    Method.ASK: Moment.HOLD,
    Method.ACCEPT: Moment.DECIDING,
    Method.STAND_IN: Moment.DECIDING,
    Method.COMMIT: Moment.COMMITTING,
    Method.VOID: Moment.VOIDING,
    Method.PRINT: Moment.PRINTING,
    Method.FULFILLED: Moment.FULFILLING,
    Method.STORE_RECEIPTS: Moment.STORING,
}


def power_off() -> NoReturn:
    """What a torn plug does to a process."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody outlives this")


class Fate:
    """One child's. Counts what it is told and ends the child where the plan says so."""

    def __init__(self, cut: Cut, where: Where) -> None:
        self._cut = cut
        self._where = where
        self._reached = 0

    def watched(self, desk: object) -> Any:  # noqa: ANN401 - whatever the desk is
        """``desk`` with its steps told and counted."""
        return _Watched(desk, self)

    def before(self, method: Method) -> None:
        """A step begins."""
        self._step(method, worked=False)
        self._where.note(MOMENTS[method])

    def after(self, method: Method) -> None:
        """A step has done its work."""
        self._step(method, worked=True)
        self._where.note(Moment.BETWEEN)

    def connecting(self, connect: Connect) -> Connect:
        """The same connection, with its statements counted if that is where the power goes."""
        cut = self._cut
        if not isinstance(cut, AtStatement):
            return connect

        def traced(path: Path) -> sqlite3.Connection:
            connection = connect(path)
            connection.set_trace_callback(lambda sql: self._statement(cut, sql))
            return connection

        return traced

    def _step(self, method: Method, *, worked: bool) -> None:
        cut = self._cut
        if isinstance(cut, AtStep) and (cut.method, cut.worked) == (method, worked):
            self._count(cut.nth)

    def _statement(self, cut: AtStatement, sql: str) -> None:
        if sql.lstrip().startswith(cut.words):
            self._count(cut.nth)

    def _count(self, nth: int) -> None:
        self._reached += 1
        if self._reached == nth:
            power_off()


class _Watched:
    """A desk whose steps a fate hears of."""

    def __init__(self, desk: object, fate: Fate) -> None:
        self._desk, self._fate = desk, fate

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the desk has
        real: Callable[..., object] = getattr(self._desk, name)
        if name not in set(Method):
            return real
        method = Method(name)

        def step(*arguments: object) -> object:
            self._fate.before(method)
            answer = real(*arguments)
            self._fate.after(method)
            return answer

        return step
