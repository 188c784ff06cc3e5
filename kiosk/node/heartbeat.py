"""Once a minute this kiosk tells the node how it does, and does what the node asks of it.

On the sync's thread. It moves no coins: what the node asks becomes entries of this kiosk's own.
"""

from collections.abc import Callable, Mapping
from typing import Final

from structlog.typing import FilteringBoundLogger

from kiosk.config import ConfigError
from kiosk.district import District
from kiosk.ledger.till import Till
from kiosk.node.closing import close_all
from kiosk.node.retirement import is_retired, mark_retired
from kiosk.papers.paper_desk import PaperDesk
from kiosk.profile.machine import Profile
from kiosk.version import PROGRAM
from offline_queue.clock import KioskClock
from offline_queue.errors import BadAnswer, LedgerError, NodeAway, NodeRefused
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from protocol.entry import read_entry
from protocol.errors import ProtocolError
from protocol.keys import key_ring
from protocol.messages import MAX_DEVICES, HeartbeatAnswer, HeartbeatRequest

BEAT_S: Final = 60.0


class Heart:
    """Beats while the node is near. For the thread that owns client and reader.

    ``devices`` tells their states by name; ``till`` writes entries, and ``recorded`` hears of it;
    ``retired`` hears that the district has retired this kiosk.
    """

    def __init__(
        self,
        profile: Profile,
        papers: PaperDesk,
        clock: KioskClock,
        till: Till,
        devices: Callable[[], Mapping[str, str]],
        recorded: Callable[[], None],
        retired: Callable[[], None],
        log: FilteringBoundLogger,
    ) -> None:
        self._profile = profile
        self._papers = papers
        self._clock = clock
        self._till = till
        self._devices = devices
        self._recorded = recorded
        self._retired = retired
        self._log = log
        self._due_s = float("-inf")
        self._failure = ""
        self._told_retired = False

    def look(self, client: NodeClient, reader: LedgerReader, now_s: float, *, near: bool) -> None:
        """Beat if it is time. Raises `LedgerError` when the ledger can't be read."""
        if not near or now_s < self._due_s:
            return
        self._due_s = now_s + BEAT_S
        request = self._request(reader)
        try:
            answer = client.heartbeat(request)
        except (NodeAway, NodeRefused, BadAnswer) as exc:
            self._tell_failure(exc.reason)
            return
        self._tell_failure("")
        self._clock.raise_floor(client.node_time_s)
        self._papers.hear(answer)
        self._obey(answer, self._papers.district)

    def _request(self, reader: LedgerReader) -> HeartbeatRequest:
        district = self._papers.district
        counts = reader.counts()
        unsent = counts.entries - counts.receipts
        return HeartbeatRequest(
            program=PROGRAM,
            scheme_version=district.scheme.version,
            bundle_version=district.bundle_version,
            status_issued=self._papers.status_issued_s,
            clock=self._clock().state,
            devices=tuple(sorted(self._devices().items())[:MAX_DEVICES]),
            unsent=unsent,
            oldest_unsent=oldest_unsent_s(reader) if unsent else None,
        )

    def _obey(self, answer: HeartbeatAnswer, district: District) -> None:
        try:
            if close_all(answer.close, district, self._till.close_credential, self._log):
                self._recorded()
        except LedgerError as exc:  # the node asks again with the next beat
            self._log.warning("closing-later", reason=exc.reason)
        if answer.retired:
            self._retire(district)

    def _retire(self, district: District) -> None:
        """Stop in this run in any case; the mark is for the next, and tried until it is there."""
        if not self._told_retired:
            self._told_retired = True
            self._log.warning("retired")
            self._retired()
        if is_retired(self._profile.state, district.kid):
            return
        try:
            mark_retired(self._profile.state, district.kid)
        except ConfigError as exc:
            self._log.error("retirement-unwritten", reason=exc.reason)

    def _tell_failure(self, reason: str) -> None:
        """Once each: a node that knows no heartbeat is asked for years."""
        if reason and reason != self._failure:
            self._log.warning("heartbeat", reason=reason)
        self._failure = reason


def oldest_unsent_s(reader: LedgerReader) -> int | None:
    """When the oldest entry without a receipt was made, epoch seconds; None when none tells it."""
    oldest = reader.unsent(1, 0)
    if not oldest or not oldest[0].intact:
        return None
    try:
        return read_entry(oldest[0].raw, key_ring(reader.public_key)).entry.time
    except ProtocolError:
        return None
