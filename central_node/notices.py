"""What the serving node gives to anybody who asks: the newest bundle and the list of statuses.

Nobody has to publish by hand what desks and wallets change: whoever asks for the bundle makes the
node look, once a minute, whether its cards are still the published ones, and once a day, after the
scheme's midnight, fill up their slices. A bundle that cannot be made leaves the last one in force.
"""

import threading

import structlog

from central_node.district import Shelf
from central_node.errors import NodeFault
from central_node.publishing import LOOK_EVERY_S, is_due, publish_beside
from central_node.statuses import StatusDesk
from central_node.store import Store

_log = structlog.get_logger()


class Notices:
    """Signed documents of one node; safe to use from several threads."""

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf
        self._lock = threading.Lock()
        self._looked: int | None = None
        self._filled: int | None = None  # the start of the day for which slices were filled up
        self.statuses = StatusDesk()

    def bundle(self, now: int) -> bytes:
        """The newest bundle; ``now`` in epoch seconds."""
        if self._is_time(now):
            try:
                self._publish(now)
            except NodeFault as exc:
                _log.error("publishing", fault=str(exc))
        return self._shelf.district.bundle

    def status_list(self, now: int) -> bytes:
        """The list of statuses, signed within the last hour. Raises StoreBusy."""
        with self._store.read() as connection:
            return self.statuses.current(connection, self._shelf.district, now).raw

    def _is_time(self, now: int) -> bool:
        with self._lock:
            if self._looked is not None and 0 <= now - self._looked < LOOK_EVERY_S:
                return False
            self._looked = now
            return True

    def _publish(self, now: int) -> None:
        district = self._shelf.district
        today = district.scheme.day_start(now)
        fill = today != self._filled
        if not fill:
            with self._store.read() as connection:
                if not is_due(connection, district, now):
                    return
        publish_beside(self._store, district, now, fill=fill)
        self._filled = today
        self._shelf.reload(now)
