"""When to look for newer rules: by the hour, and sooner when the node is not believed."""

from collections.abc import Callable
from typing import Final

from structlog.typing import FilteringBoundLogger

from kiosk.config import ConfigError
from offline_queue.errors import BadAnswer, NodeRefused, QueueError

LOOK_S: Final = 3600.0  # prices and keys change by the day
RESCUE_S: Final = 60.0  # a kiosk that missed a change of keys must not wait an hour for each try
UNBELIEVED: Final = frozenset({BadAnswer.reason, NodeRefused.reason})


class BundleWatch:
    """Asks ``fetch`` when it is due; ``renewed`` hears that newer rules lie ready.

    The node's keys may have changed while this kiosk was away: then none of its answers is
    believed, and only a bundle can help, for it brings the keys along, signed by the root.
    """

    def __init__(
        self, fetch: Callable[[], bool], renewed: Callable[[], None], log: FilteringBoundLogger
    ) -> None:
        self._fetch = fetch
        self._renewed = renewed
        self._log = log
        self._asked_at_s = float("-inf")

    def look(self, now_s: float, *, near: bool, failure: str | None) -> None:
        """Fetch if it is time; ``failure`` is the reason of the sync's last failed step."""
        unbelieved = failure in UNBELIEVED
        if not (near or unbelieved):
            return
        if now_s - self._asked_at_s < (RESCUE_S if unbelieved else LOOK_S):
            return
        self._asked_at_s = now_s
        try:
            newer = self._fetch()
        except (QueueError, ConfigError) as exc:
            self._log.warning("bundle", reason=exc.reason)
            return
        if newer:
            self._log.info("bundle", reason="newer")
            self._renewed()
