"""What this kiosk believes, kept fresh while it runs. On the sync's thread, over the sync's line.

A newer bundle takes effect in two steps:

1. The node's keys at once: they concern the line and nobody's visit. A kiosk that was away while
   the node changed its keys believes it again with its next question, and a key that was withdrawn
   signs for nobody here any more.
2. All else (prices, limits, credential keys, roster) when nobody is at the machine, by whoever
   hears ``renewed``: a visit ends by the rules that it began with.

Then comes the status list, signed by those keys. It counts at once and for everybody.
"""

from collections.abc import Callable

from structlog.typing import FilteringBoundLogger

from kiosk.config import ConfigError
from kiosk.district import District
from kiosk.node.node_keys import NodeKeys
from kiosk.papers.bundle_keeper import fetch_newer
from kiosk.papers.paper_watch import UNBELIEVED, PaperWatch
from kiosk.papers.refused_paper import PaperRefused
from kiosk.papers.status_keeper import StatusKeeper
from kiosk.papers.status_shelf import StatusShelf
from kiosk.profile.machine import Profile
from offline_queue.clock import KioskClock
from offline_queue.errors import QueueError
from offline_queue.http_transport import Transport
from protocol.messages import HeartbeatAnswer


class PaperDesk:
    """Fetches bundles and status lists. ``renewed`` hears of a district to be adopted at rest."""

    def __init__(
        self,
        profile: Profile,
        district: District,
        keys: NodeKeys,
        shelf: StatusShelf,
        clock: KioskClock,
        renewed: Callable[[District], None],
        log: FilteringBoundLogger,
    ) -> None:
        self._profile = profile
        self._district = district
        self._keys = keys
        self._shelf = shelf
        self._clock = clock
        self._renewed = renewed
        self._log = log
        self._statuses = StatusKeeper(profile.state, district.scheme.id, keys, shelf)
        self._bundle_watch = PaperWatch()
        self._status_watch = PaperWatch()

    @property
    def district(self) -> District:
        """The newest that is believed; the visit may still go by the one before it."""
        return self._district

    @property
    def status_issued_s(self) -> int | None:
        """When the status list that counts was signed, epoch seconds; None without one."""
        return self._shelf.issued_s

    def load(self) -> None:
        """Read the status list that lies here: before the first sale."""
        missing = self._statuses.load()
        if missing:
            self._log.info("status-list", missing=missing)

    def hear(self, answer: HeartbeatAnswer) -> None:
        """Learn from the node what it has: what is newer is fetched at the next look."""
        if answer.bundle_version > self._district.bundle_version:
            self._bundle_watch.told()
        if answer.status_issued > (self._shelf.issued_s or 0):
            self._status_watch.told()

    def look(
        self,
        line: Transport,
        now_s: float,
        *,
        near: bool,
        failure: str | None,
        rising_s: Callable[[], float] | None = None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        """Fetch what is due; ``failure`` is the reason of the sync's last failed step.

        ``rising_s`` tells when a fetch has ended, ``now_s`` if it is not given. ``stopping`` is
        asked between two fetches: each may take its whole time-out.
        """
        ended_s = rising_s or (lambda: now_s)
        unbelieved = failure in UNBELIEVED
        if self._bundle_watch.is_due(now_s, near=near, unbelieved=unbelieved):
            well = self._try("bundle", lambda: self._fetch_bundle(line))
            self._bundle_watch.ended(ended_s(), well=well)
        if not stopping() and self._status_watch.is_due(ended_s(), near=near):
            well = self._try("status-list", lambda: self._fetch_status(line))
            self._status_watch.ended(ended_s(), well=well)

    def _fetch_bundle(self, line: Transport) -> None:
        at_s = self._clock().time_s
        coming = fetch_newer(line, self._profile, self._district, at_s)
        if coming is None:
            return
        self._district = coming
        self._keys.adopt(coming.receipt_keys)
        self._log.info("bundle", version=coming.bundle_version, trust=coming.trust_version)
        self._renewed(coming)

    def _fetch_status(self, line: Transport) -> None:
        if self._statuses.fetch(line, self._clock().time_s):
            self._log.info("status-list", issued=self._shelf.issued_s)

    def _try(self, paper: str, fetch: Callable[[], None]) -> bool:
        """Whether it went well."""
        try:
            fetch()
        except PaperRefused as exc:
            self._log.warning(paper, reason=exc.reason, why=exc.why, detail=str(exc))
        except (QueueError, ConfigError) as exc:
            self._log.warning(paper, reason=exc.reason)
        else:
            return True
        return False
