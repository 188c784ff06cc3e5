"""What the copy's state means for this kiosk: the log, the device list, the mark, and stopping."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from structlog.typing import FilteringBoundLogger

from drivers.device import DeviceState
from kiosk.events import Event, LedgerFailed
from kiosk.opening import BEHIND_FILE, keep_proof
from offline_queue.copy_keeper import CopyKeeper, CopyStatus
from offline_queue.errors import LedgerBehind, LedgerError
from offline_queue.files import flush_folder
from offline_queue.second_medium import CopyState

DEVICE: Final = "copy"
FOLLOWING: Final = frozenset({CopyState.LEVEL, CopyState.BEHIND})
"""The copy is there and takes what it lacks. All other states are trouble, and selling goes on."""


class CopyWatch:
    """Called after each step of the copy's keeper, on its thread.

    ``state`` is the kiosk's state folder. ``device`` hears whether the medium works.
    """

    def __init__(
        self,
        state: Path,
        post: Callable[[Event], None],
        device: Callable[[str, DeviceState], None],
        log: FilteringBoundLogger,
    ) -> None:
        self._state = state
        self._post = post
        self._device = device
        self._log = log
        self._told: tuple[object, ...] = ()

    def stepped(self, keeper: CopyKeeper) -> None:
        """Tell what has changed. A copy that is behind for a moment after each sale is no news."""
        status = keeper.status
        if status.state is CopyState.LEVEL:
            self._mark_behind(behind=False)
        following = status.state in FOLLOWING
        news = (following or status.state, status.aside)
        if news == self._told:
            return
        self._told = news
        self._tell(status, following=following)
        if not following:
            self._mark_behind(behind=True)
            self._stop_if_it_must(status)

    def bug(self, error: BaseException) -> None:
        """The keeper met something nobody foresaw: no copy until the next start, and selling on."""
        self._log.error("bug", part=DEVICE, exc_info=error)
        self._device(DEVICE, DeviceState.LOST)
        self._mark_behind(behind=True)

    def _tell(self, status: CopyStatus, *, following: bool) -> None:
        tell = self._log.info if following and status.aside is None else self._log.warning
        aside = None if status.aside is None else status.aside.name
        tell("copy", state=status.state, behind=status.behind, detail=status.detail, aside=aside)
        self._device(DEVICE, DeviceState.FOUND if following else DeviceState.LOST)

    def _stop_if_it_must(self, status: CopyStatus) -> None:
        """A fork for good; a copy that is ahead until the ledger was restored from it."""
        if status.state is CopyState.FORK and status.proof is not None:
            try:
                keep_proof(self._state, status.proof)
            except LedgerError as exc:  # it is still on the medium, and found again at each start
                self._log.error("proof-unwritten", reason=exc.reason)
            self._post(LedgerFailed("fork"))
        if status.state is CopyState.AHEAD:
            self._post(LedgerFailed(LedgerBehind.reason))

    def _mark_behind(self, *, behind: bool) -> None:
        """Remember on the primary's disk that the copy lacks something: it could not say so."""
        mark = self._state / BEHIND_FILE
        try:
            if mark.exists() is not behind:
                mark.touch() if behind else mark.unlink()
                flush_folder(self._state)
        except OSError as exc:
            self._log.warning("mark-unwritten", reason=exc.strerror)
