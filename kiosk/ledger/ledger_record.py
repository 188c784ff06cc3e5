"""What this machine remembers of its ledger outside of it: one small file on the primary's disk.

A ledger file can be lost, or replaced by an older image of itself or by a ledger that has ended,
and can't tell that of itself. The record can: which ledger was begun here last, how much of it the
node has signed to have, and whether the copy was level. It is written whole and flushed. No record,
or one of another key, is a first start: nothing is known.
"""

import threading
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from structlog.typing import FilteringBoundLogger

from kiosk.config import ConfigError
from kiosk.whole import write_whole

MARK_FILE: Final = "ledger.mark"

HexName = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Known(BaseModel):
    """What is remembered. ``ledger`` and ``kid``: 8 bytes each.

    ``at_node``: entries of this ledger that the node has signed to have, the most that it ever had.
    ``level``: the copy lacks nothing but what was recorded in this very moment. ``cut``: the ledger
    was lengthened or restored, and visits whose entries may be lost are not given up yet.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    ledger: HexName
    kid: HexName
    at_node: Annotated[int, Field(ge=0)] = 0
    level: bool = False
    cut: bool = False


class LedgerRecord:
    """The record in the folder ``state`` for the key ``kid``. Used from any thread."""

    def __init__(self, state: Path, kid: bytes, log: FilteringBoundLogger) -> None:
        self.folder = state
        self._kid = kid.hex()
        self._log = log
        self._lock = threading.Lock()
        self._written = self._read()
        self._known = self._written

    @property
    def known(self) -> Known | None:
        """What is remembered of this key's ledger; None before the first start."""
        return self._known

    def begin(self, ledger: bytes) -> None:
        """``ledger`` goes on from here: not known to be on the copy, and nobody's end is open."""
        with self._lock:
            self._keep(self._of(ledger).model_copy(update={"level": False, "cut": False}))

    def lengthen(self, ledger: bytes) -> None:
        """``ledger`` is about to be lengthened or restored; what it holds then may lack its end."""
        with self._lock:
            known = self._of(ledger)
            if known != self._known:  # of no ledger before: the copy may take its place again
                known = known.model_copy(update={"level": True})
            self._keep(known.model_copy(update={"cut": True}))

    def node_has(self, ledger: bytes, size: int) -> None:
        """The node has signed that it has ``size`` entries of ``ledger``."""
        with self._lock:
            known = self._of(ledger)
            if known.at_node < size:
                self._keep(known.model_copy(update={"at_node": size}))

    def copy_is(self, *, level: bool) -> None:
        """Say whether the copy has everything. News before the ledger was begun is none."""
        with self._lock:
            if self._known is not None:
                self._keep(self._known.model_copy(update={"level": level}))

    def _of(self, ledger: bytes) -> Known:
        known = self._known
        if known is not None and known.ledger == ledger.hex():
            return known
        return Known(ledger=ledger.hex(), kid=self._kid)

    def _read(self) -> Known | None:
        try:
            known = Known.model_validate_json((self.folder / MARK_FILE).read_bytes())
        except (OSError, ValidationError):
            return None
        return known if known.kid == self._kid else None

    def _keep(self, known: Known) -> None:
        """Remember in this run in any case; a disk that takes nothing is tried again."""
        self._known = known
        if known == self._written:
            return
        try:
            write_whole(self.folder, {MARK_FILE: known.model_dump_json().encode()})
            self._written = known
        except ConfigError as exc:  # a full disk: the ledger itself says so soon enough
            self._log.warning("mark-unwritten", reason=exc.reason)
