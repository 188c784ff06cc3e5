"""Keeping the copy on the second medium: one step at a time, on a thread that nobody waits for.

1. Look whether the medium is there. A connection to a file that is no longer the one under its
   name (the stick was pulled, another one was put in) is dropped; so every failure ends in a fresh
   look and a fresh connection.
2. Meet the copy: compare its end with the primary's (`second_medium` has the table). Only a copy
   that is a prefix of the primary is ever written to.
3. Catch up, a bounded number of entries or receipts at a time (`catching_up`).
4. Trouble with the copy is told by `status` and tried again, less and less often. Trouble with the
   primary is the cashier's to tell.

A power cut leaves the copy as after some commit: behind, never in between.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic, TypeVar

from offline_queue.catching_up import CatchUp
from offline_queue.database import Connect, connect_to_write
from offline_queue.errors import BadEntry, BrokenRule, Corrupt, LedgerError, OtherEntry
from offline_queue.files import set_aside
from offline_queue.kept import KeptReader
from offline_queue.replica import Replica
from offline_queue.second_medium import (
    CopyState,
    Place,
    compare_sources,
    is_begun,
    look_at,
    state_of_error,
)

LOOK_S: Final = 5.0
"""How often a medium that is not there, or is level, is looked at; looking is one `stat`."""

FIRST_RETRY_S: Final = 5.0
LONGEST_RETRY_S: Final = 300.0
"""A full or torn medium is tried again after 5, 10, 20 seconds, and at last every five minutes."""

_WATCHED: Final = frozenset(
    {
        *(CopyState.LEVEL, CopyState.MISSING, CopyState.SAME_DISK),
        *(CopyState.AHEAD, CopyState.AFTER),
    }
)
"""States that end from outside, and soon: they are looked at without any backing off."""

OpenedT = TypeVar("OpenedT", KeptReader, Replica)


@dataclass(frozen=True)
class CopyStatus:
    """How the copy stands. Safe to read from any thread.

    Level means that everything is on it. ``behind``: entries that it lacks, as far as is known.
    ``detail``: what the medium said.
    ``aside``: what a damaged or earlier copy was called when this one was begun, None if none was.
    ``proof``: for a fork, the copy's entry, signed by this kiosk's key.
    """

    state: CopyState = CopyState.MISSING
    behind: int = 0
    detail: str = ""
    aside: Path | None = None
    proof: bytes | None = None


class _Opened(Generic[OpenedT]):
    """An open file that knows whether it still is the one under its name."""

    def __init__(self, it: OpenedT) -> None:
        self.it: OpenedT = it
        self._file = _file_at(it.path)

    def is_gone(self) -> bool:
        """Whether it is another file by now, or none."""
        return self._file is None or _file_at(self.it.path) != self._file


class CopyKeeper:
    """Keeps one copy of the ledger at ``primary``. Made, stepped and closed on one thread."""

    def __init__(self, primary: Path, place: Place, *, connect: Connect = connect_to_write) -> None:
        self._connect = connect
        self._primary = primary
        self._place = place
        self._ours: _Opened[KeptReader] | None = None
        self._copy: _Opened[Replica] | None = None
        self._catching_up: CatchUp | None = None
        self._begun_here = False
        self._aside: Path | None = None
        self._failures = 0
        self._not_before_s = float("-inf")
        self._status = CopyStatus()

    @property
    def status(self) -> CopyStatus:
        """How things stand after the last step."""
        return self._status

    def step(self, now_s: float) -> float:
        """Do one step if it is time; return when to call again, on the clock of ``now_s``.

        ``now_s`` is in seconds of a clock that never goes back.
        """
        if now_s < self._not_before_s or self._status.state is CopyState.FORK:
            return max(self._not_before_s, now_s + LOOK_S)
        try:
            more = self._work()
        except OtherEntry as exc:
            self._tell(CopyState.FORK, detail=str(exc), proof=exc.offered)
            return now_s + LOOK_S
        except BrokenRule as exc:  # its rows contradict each other: damage that SQLite can't see
            self._copy_failed(Corrupt(self._place.path, str(exc)))
            more = False
        except LedgerError as exc:
            if exc.path == self._primary:
                self._ours_failed(exc)
            else:
                self._copy_failed(exc)
            more = False
        return now_s if more else self._rest(now_s)

    def close(self) -> None:
        """Give both files back. Twice is harmless."""
        self._close_copy()
        self._close_ours()

    def _work(self) -> bool:
        """Look, meet, catch up; whether there is more to do at once."""
        absent = look_at(self._place, self._primary)
        if absent is not None:
            self._close_copy()
            self._tell(absent)
            return False
        if self._ours is not None and self._ours.is_gone():  # the primary was restored meanwhile
            self.close()
        if self._ours is None:
            self._ours = _Opened(KeptReader.open(self._primary))
        if self._copy is not None and self._copy.is_gone():
            self._close_copy()
        if self._copy is None:
            self._copy = self._meet(self._ours.it)
            if self._copy is not None:
                self._catching_up = CatchUp(self._ours.it, self._copy.it)
        return self._catching_up is not None and self._go_on(self._catching_up)

    def _meet(self, ours: KeptReader) -> _Opened[Replica] | None:
        """Compare; open the copy if it may be written to, or begin one."""
        state = self._state_of_copy(ours)
        match state:
            case CopyState.LEVEL | CopyState.BEHIND:
                self._begun_here = False
                copy = Replica.open(self._place.path, connect=self._connect)
            case CopyState.EMPTY | CopyState.FOLLOWED | CopyState.DAMAGED:
                if state is not CopyState.EMPTY:
                    self._put_aside("damaged" if state is CopyState.DAMAGED else "before")
                self._begun_here = True
                where, whose = self._place.path, ours.identity
                copy = Replica.create(where, whose, connect=self._connect)
            case _:
                self._tell(state)
                return None
        return _Opened(copy)

    def _state_of_copy(self, ours: KeptReader) -> CopyState:
        try:
            if not is_begun(self._place.path):
                return CopyState.EMPTY
            with KeptReader.open(self._place.path) as copy:
                return compare_sources(ours, copy, ours.public_key)
        except LedgerError as exc:
            if exc.path == self._primary or state_of_error(exc) is CopyState.FAILING:
                raise
            return state_of_error(exc)

    def _go_on(self, catching_up: CatchUp) -> bool:
        """Take the next things over; whether there is more to take."""
        try:
            behind = catching_up.entries()
        except BadEntry as exc:
            blameless = self._begun_here or catching_up.ours_is_damaged()
            self._close_copy()
            if blameless:  # a copy that was just begun holds nothing but what was checked
                self._tell(CopyState.OURS_DAMAGED, detail=str(exc))
            else:
                self._put_aside("damaged")
                self._tell(CopyState.DAMAGED, detail=str(exc))
            return False
        if behind:
            self._tell(CopyState.BEHIND, behind=behind)
            return True
        self._failures = 0
        more = catching_up.the_rest()
        self._tell(CopyState.BEHIND if more else CopyState.LEVEL)
        return more

    def _ours_failed(self, exc: LedgerError) -> None:
        """The cashier meets the same fault, and tells it, unless it is in an old page."""
        self.close()
        damaged = isinstance(exc, Corrupt)
        self._tell(CopyState.OURS_DAMAGED if damaged else CopyState.BEHIND, detail=exc.detail)

    def _copy_failed(self, exc: LedgerError) -> None:
        """Start afresh the next time; what SQLite calls damaged is not written to again."""
        self._close_copy()
        state = state_of_error(exc)
        if state is CopyState.DAMAGED:
            try:
                self._put_aside("damaged")
            except LedgerError as again:
                state, exc = CopyState.FAILING, again
        self._tell(state, detail=exc.detail)

    def _put_aside(self, why: str) -> None:
        self._aside = set_aside(self._place.path, why) or self._aside

    def _close_copy(self) -> None:
        if self._copy is not None:
            copy, self._copy, self._catching_up = self._copy, None, None
            copy.it.close()

    def _close_ours(self) -> None:
        if self._ours is not None:
            ours, self._ours = self._ours, None
            ours.it.close()

    def _rest(self, now_s: float) -> float:
        if self._status.state in _WATCHED:
            return now_s + LOOK_S
        self._failures += 1
        wait_s = min(LONGEST_RETRY_S, FIRST_RETRY_S * 2.0 ** min(self._failures - 1, 10))
        self._not_before_s = now_s + wait_s
        return self._not_before_s

    def _tell(
        self, state: CopyState, behind: int = 0, detail: str = "", proof: bytes | None = None
    ) -> None:
        self._status = CopyStatus(state, behind, detail, self._aside, proof)


def _file_at(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
