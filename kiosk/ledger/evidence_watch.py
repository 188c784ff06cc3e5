"""When old evidence is erased: once a day, in steps so small that no resident waits for one."""

from collections.abc import Callable
from typing import Final

from structlog.typing import FilteringBoundLogger

from offline_queue.erase import Erased
from offline_queue.errors import LedgerError

LOOK_S: Final = 24 * 3600.0  # evidence gets older by the day
AGAIN_S: Final = 3600.0  # after a failure: whoever needs the ledger has met the same, and told it
PAUSE_S: Final = 5.0  # between two steps, so that what a ledger of years holds delays nobody


class EvidenceWatch:
    """Asks ``erase`` for a step when it is due. Counts are logged, never what was in it.

    ``erase`` runs one step where the ledger lives and waits for it; it raises `LedgerError`.
    """

    def __init__(self, erase: Callable[[], Erased], log: FilteringBoundLogger) -> None:
        self._erase = erase
        self._log = log
        self._due_s = float("-inf")
        self._entries = 0
        self._pieces = 0

    def look(self, now_s: float) -> None:
        """Erase a step if it is time; ``now_s`` only ever goes on."""
        if now_s < self._due_s:
            return
        try:
            step = self._erase()
        except LedgerError as exc:
            self._log.warning("evidence-kept", reason=exc.reason)
            self._due_s = now_s + AGAIN_S
            return
        self._entries += step.entries
        self._pieces += step.pieces
        self._due_s = now_s + (LOOK_S if step.done else PAUSE_S)
        if step.done:
            self._tell()

    def _tell(self) -> None:
        if self._entries:
            self._log.info("evidence-erased", entries=self._entries, pieces=self._pieces)
        self._entries = self._pieces = 0
