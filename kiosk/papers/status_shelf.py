"""The status list that counts now: read by the ledger's lane at each sale, renewed by the sync.

A list that has run out counts as none, so nobody is served by it without the node; what it says is
revoked stays revoked all the same. Nothing here reads files or clocks.
"""

import threading
from dataclasses import dataclass

from protocol.status_list import Status, StatusList


@dataclass(frozen=True)
class StatusLook:
    """One look at a credential: ``age_s`` of the list by its signed issue time, None for no list.

    ``revoked`` is also said of a credential that is suspended: it serves nobody until further
    notice.
    """

    revoked: bool
    age_s: int | None


class StatusShelf:
    """Holds one list; safe from any thread. An older list never takes a newer one's place."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._list: StatusList | None = None

    def put(self, newer: StatusList) -> bool:
        """Have ``newer`` count from now on; False, and nothing done, if it is the older one."""
        with self._lock:
            if self._list is not None and newer.issued < self._list.issued:
                return False
            self._list = newer
            return True

    def look(self, index: int, now_s: int) -> StatusLook:
        """Look up a credential's status ``index`` at effective time ``now_s``, epoch seconds.

        A list from the future, as a clock that is behind sees it, is new.
        """
        known = self._held
        if known is None:
            return StatusLook(revoked=False, age_s=None)
        revoked = known.status(index) is not Status.VALID
        age_s = max(0, now_s - known.issued) if now_s < known.expires else None
        return StatusLook(revoked, age_s)

    @property
    def issued_s(self) -> int | None:
        """When the list was signed, epoch seconds; None without one."""
        known = self._held
        return None if known is None else known.issued

    @property
    def _held(self) -> StatusList | None:
        with self._lock:
            return self._list
