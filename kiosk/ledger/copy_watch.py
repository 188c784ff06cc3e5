"""What the copy's state means for this kiosk: the log, the device list, the mark, and stopping."""

from collections.abc import Callable
from typing import Final

from structlog.typing import FilteringBoundLogger

from drivers.device import DeviceState
from kiosk.events import Event, LedgerFailed
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.ledger.opening import keep_proof
from offline_queue.copy_keeper import CopyKeeper, CopyStatus
from offline_queue.errors import LedgerBehind, LedgerError, LedgerGone
from offline_queue.second_medium import CopyState

DEVICE: Final = "copy"
FOLLOWING: Final = frozenset({CopyState.LEVEL, CopyState.BEHIND})
"""The copy is there and takes what it lacks. All other states are trouble, and selling goes on."""


class CopyWatch:
    """Called after each step of the copy's keeper, on its thread.

    ``record`` remembers on the primary's disk whether the copy is level: a copy that is away could
    not say that it is not. ``device`` hears whether the medium works.
    """

    def __init__(
        self,
        record: LedgerRecord,
        post: Callable[[Event], None],
        device: Callable[[str, DeviceState], None],
        log: FilteringBoundLogger,
    ) -> None:
        self._record = record
        self._post = post
        self._device = device
        self._log = log
        self._told: tuple[object, ...] = ()

    def stepped(self, keeper: CopyKeeper) -> None:
        """Tell what has changed. A copy that is behind for a moment after each sale is no news."""
        status = keeper.status
        self._record.copy_is(level=status.state is CopyState.LEVEL)
        following = status.state in FOLLOWING
        news = (following or status.state, status.aside)
        if news == self._told:
            return
        self._tell(status, following=following)
        self._stop_if_it_must(status)
        self._told = news

    def bug(self, error: BaseException) -> None:
        """The keeper met something nobody foresaw: no copy until the next start, and selling on."""
        self._log.error("bug", part=DEVICE, exc_info=error)
        self._device(DEVICE, DeviceState.LOST)
        self._record.copy_is(level=False)

    def _tell(self, status: CopyStatus, *, following: bool) -> None:
        tell = self._log.info if following and status.aside is None else self._log.warning
        aside = None if status.aside is None else status.aside.name
        tell("copy", state=status.state, behind=status.behind, detail=status.detail, aside=aside)
        self._device(DEVICE, DeviceState.FOUND if following else DeviceState.LOST)

    def _stop_if_it_must(self, status: CopyStatus) -> None:
        """A fork for good; a copy that is ahead until the ledger was restored from it.

        The ledger after ours has the opening say what is to be done.
        """
        if status.state is CopyState.FORK and status.proof is not None:
            self._post(LedgerFailed("fork"))  # first: a full disk must not keep it from stopping
            try:
                keep_proof(self._record.folder, status.proof)
            except LedgerError as exc:  # it is still on the medium, and found again at each start
                self._log.error("proof-unwritten", reason=exc.reason)
        if status.state is CopyState.AHEAD:
            self._post(LedgerFailed(LedgerBehind.reason))
        if status.state is CopyState.AFTER:
            self._post(LedgerFailed(LedgerGone.reason))
