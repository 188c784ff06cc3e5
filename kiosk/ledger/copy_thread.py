"""The copy's thread: the only one that touches the second medium, for a medium can hang.

A stick that is torn out may leave whoever reads or writes it waiting in the kernel, where nothing
can end it. So selling never waits for this thread, opening the ledger waits for `ANSWER_S` at most,
and closing for `JOIN_S`; then the process ends without it.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import Final, TypeVar

from offline_queue.copy_keeper import CopyKeeper
from offline_queue.errors import DiskFailing
from offline_queue.kept import Kept, KeptIntent, KeptReader, Marks
from offline_queue.schema import Identity
from offline_queue.second_medium import Place

ANSWER_S: Final = 15.0  # a disk that slept turns up in less; a restore asks again and again
JOIN_S: Final = 5.0  # a step is a second on a slow stick; a service manager waits longer than this
LONGEST_WAIT_S: Final = 60.0  # a wake-up that got lost costs at most this
HANG_S: Final = 10.0  # a step is a second on a slow stick, with a flush of it that waits some more
MAX_JOBS: Final = 4  # one asker at a time; more means that the medium hangs

ResultT = TypeVar("ResultT")


class CopyThread:
    """Steps a `CopyKeeper` when it is due or when something was recorded.

    ``make`` and ``stepped`` are called on the thread. ``bug`` hears what nobody foresaw.
    """

    def __init__(
        self,
        place: Place,
        make: Callable[[], CopyKeeper],
        rising_s: Callable[[], float],
        stepped: Callable[[CopyKeeper], None],
        bug: Callable[[BaseException], None],
        *,
        answer_s: float = ANSWER_S,
        join_s: float = JOIN_S,
    ) -> None:
        self.place = place
        self.path = place.path
        self._answer_s = answer_s
        self._join_s = join_s
        self._make = make
        self._rising_s = rising_s
        self._stepped = stepped
        self._bug = bug
        self._jobs: Queue[Callable[[], None]] = Queue(MAX_JOBS)
        self._stop = threading.Event()
        self._keeping = threading.Event()
        self._busy_since_s: float | None = None
        self._thread = threading.Thread(target=self._run, name="copy", daemon=True)
        self._thread.start()

    def keep(self) -> None:
        """Begin to keep the copy: the ledger is open. Again is harmless."""
        self._keeping.set()
        self.wake()

    def wake(self) -> None:
        """Something was recorded. Never waits; what is queued already wakes it as well."""
        if self._jobs.empty():
            with suppress(Full):
                self._jobs.put_nowait(_nothing)

    def hangs(self) -> bool:
        """Whether a step has been under way for so long that the copy is not known to follow."""
        since_s = self._busy_since_s
        return since_s is not None and self._rising_s() - since_s > HANG_S

    def call(self, work: Callable[[], ResultT]) -> ResultT:
        """Run ``work`` on the thread and return what it returned; what it raises is raised here.

        Raises `DiskFailing` when the medium does not answer in time.
        """
        answer: Future[ResultT] = Future()

        def job() -> None:
            if not answer.set_running_or_notify_cancel():
                return  # whoever asked has gone on without it
            try:
                answer.set_result(work())
            except Exception as exc:  # noqa: BLE001 - handed to the caller, who knows what it means
                answer.set_exception(exc)

        try:
            self._jobs.put(job, timeout=self._answer_s)
            return answer.result(self._answer_s)
        except (TimeoutError, Full) as exc:
            answer.cancel()
            raise DiskFailing(self.path, "the medium does not answer") from exc

    def close(self) -> bool:
        """Catch up once more, and stop; whether the thread has ended in time.

        One that hangs in the system is left behind.
        """
        self._stop.set()
        self.wake()
        self._thread.join(self._join_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            keeper = self._make()
            try:
                self._loop(keeper)
            finally:
                keeper.close()
        except Exception as exc:  # noqa: BLE001 - a bug must be told, not end a thread in silence
            self._bug(exc)

    def _loop(self, keeper: CopyKeeper) -> None:
        wait_s = LONGEST_WAIT_S
        while not self._stop.is_set():
            self._work_off(wait_s)
            if self._keeping.is_set() and not self._stop.is_set():
                due_s = self._step(keeper, self._rising_s())
                self._stepped(keeper)
                wait_s = min(max(due_s - self._rising_s(), 0.0), LONGEST_WAIT_S)
        self._finish(keeper)

    def _step(self, keeper: CopyKeeper, now_s: float) -> float:
        self._busy_since_s = now_s
        due_s = keeper.step(now_s)
        self._busy_since_s = None
        return due_s

    def _finish(self, keeper: CopyKeeper) -> None:
        """What was recorded last belongs on the copy too, if that takes no longer than closing."""
        end_s = now_s = self._rising_s()
        while self._keeping.is_set() and now_s < end_s + self._join_s / 2:
            if self._step(keeper, now_s) > now_s:
                break
            now_s = self._rising_s()
        if self._keeping.is_set():
            self._stepped(keeper)

    def _work_off(self, wait_s: float) -> None:
        """Do what is asked for, waiting for it at first."""
        try:
            job = self._jobs.get(timeout=wait_s) if wait_s else self._jobs.get_nowait()
            while True:
                job()
                job = self._jobs.get_nowait()
        except Empty:
            return


class DistantCopy:
    """The copy as a source for another thread: each question is asked on the copy's own.

    A context manager. Raises `LedgerError`, also when the medium does not answer in time.
    """

    def __init__(self, thread: CopyThread) -> None:
        self.path = thread.path
        self._thread = thread
        self._reader = thread.call(lambda: KeptReader.open(thread.path))
        self.identity: Identity = self._reader.identity

    def close(self) -> None:
        """Give the file back. `DiskFailing` when the medium does not answer."""
        self._thread.call(self._reader.close)

    def marks(self) -> Marks:
        """How far it is."""
        return self._thread.call(self._reader.marks)

    def hash_at(self, seq: int) -> bytes | None:
        """The hash that is kept for the entry at ``seq``."""
        return self._thread.call(lambda: self._reader.hash_at(seq))

    def entries(self, from_seq: int, limit: int) -> tuple[Kept, ...]:
        """Entries in their order."""
        return self._thread.call(lambda: self._reader.entries(from_seq, limit))

    def receipts(self, from_seq: int, limit: int) -> tuple[tuple[int, bytes], ...]:
        """Receipts in the order of their entries."""
        return self._thread.call(lambda: self._reader.receipts(from_seq, limit))

    def intents(self, from_number: int, limit: int) -> tuple[KeptIntent, ...]:
        """Intents in their order."""
        return self._thread.call(lambda: self._reader.intents(from_number, limit))

    def earlier_entries(self, from_number: int, limit: int) -> tuple[tuple[int, Kept], ...]:
        """Entries of ledgers before this one, by their numbers in the copy."""
        return self._thread.call(lambda: self._reader.earlier_entries(from_number, limit))

    def earlier_ledgers(self) -> tuple[bytes, ...]:
        """The names of ledgers before this one."""
        return self._thread.call(self._reader.earlier_ledgers)


def _nothing() -> None:
    """A wake-up."""
