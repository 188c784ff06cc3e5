"""The log: JSON lines about the machine, never about a person.

What is logged is what happened and its named reason. No code, pseudonym, amount of a balance or
evidence goes in here: the ledger holds what must be held, signed.
"""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog
from structlog.typing import FilteringBoundLogger

from kiosk.events import CountTold, Erased, Event, HintGiven, Ticked, Touched, Typed
from kiosk.visit import Visit
from offline_queue.database import mapped

LOG_FILE = "kiosk.jsonl"
MAX_LOG_BYTES = 5_000_000  # some weeks of a busy kiosk
KEPT_LOGS = 4
QUIET = (Ticked, Touched, Typed, Erased, HintGiven, CountTold)


class Journal:
    """``log`` writes to ``folder``/kiosk.jsonl, turned over by size; ``close`` ends that."""

    def __init__(self, folder: Path) -> None:
        """Open the file. Raises `LedgerError`: the ledger lies beside it, on the same medium."""
        path = folder / LOG_FILE
        with mapped(path):
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                path, maxBytes=MAX_LOG_BYTES, backupCount=KEPT_LOGS, encoding="utf-8"
            )
        self._logger = logging.Logger("kiosk", logging.INFO)  # its own: no library's
        self._logger.addHandler(self._handler)
        self.log: FilteringBoundLogger = structlog.wrap_logger(
            self._logger,
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        )

    def close(self) -> None:
        """Close the file; what is logged afterwards goes nowhere."""
        self._logger.addHandler(logging.NullHandler())
        self._logger.removeHandler(self._handler)  # or the next line would open the file again
        self._handler.close()


def note(log: FilteringBoundLogger, before: Visit, event: Event, after: Visit) -> None:
    """Write what an event did to a visit. The passing of time alone is not news.

    Nor are keys of the keypad: the times between them say something about a PIN.
    """
    if isinstance(event, QUIET) and before.place is after.place:
        return
    reason = getattr(event, "reason", None) or getattr(event, "problem", None)
    facts = {"before": before.place, "after": after.place}
    log.info(type(event).__name__, **facts, **({"reason": reason} if reason else {}))
