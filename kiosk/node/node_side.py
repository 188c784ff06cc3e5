"""This kiosk's dealings with the node: keys that are believed, lines, papers, heartbeats."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from structlog.typing import FilteringBoundLogger

from kiosk.district import District
from kiosk.ledger.opening import Opening
from kiosk.ledger.till import Till
from kiosk.node.courier import Courier
from kiosk.node.heartbeat import Heart
from kiosk.node.node_keys import NodeKeys
from kiosk.node.node_watch import NodeWatch
from kiosk.outside import Outside
from kiosk.papers.paper_desk import PaperDesk
from kiosk.papers.status_shelf import StatusShelf
from kiosk.profile.machine import Profile
from offline_queue.clock import KioskClock
from offline_queue.http_transport import HttpTransport, Transport
from offline_queue.node_client import NodeClient
from protocol.keys import Signer


class NodeSide:
    """What all who talk to the node share. ``status`` is the list that sales look at."""

    def __init__(
        self,
        profile: Profile,
        district: District,
        signer: Signer,
        clock: KioskClock,
        status: StatusShelf,
        outside: Outside,
        log: FilteringBoundLogger,
    ) -> None:
        self.keys = NodeKeys(district.receipt_keys)
        self.watch = NodeWatch()
        self._profile = profile
        self._signer = signer
        self._clock = clock
        self._outside = outside
        self._log = log
        self._papers = PaperDesk(profile, district, self.keys, status, clock, outside.renewed, log)
        self._papers.load()

    def client(self, line: Transport) -> NodeClient:
        """Return a client that speaks over ``line`` with this kiosk's key."""
        return NodeClient(line, self._signer, self.keys, self._now_s, os.urandom)

    @contextmanager
    def short_line(self) -> Iterator[NodeClient]:
        """Open a line for a few questions."""
        with HttpTransport(self._profile.node.url) as line:
            yield self.client(line)

    def courier(
        self,
        till: Till,
        opening: Opening,
        devices: Callable[[], Mapping[str, str]],
        recorded: Callable[[], None],
        bug: Callable[[BaseException], None],
    ) -> Courier:
        """Return the sync's thread; ``recorded`` hears that it had an entry written."""
        profile, papers, log, out = self._profile, self._papers, self._log, self._outside
        heart = Heart(profile, papers, self._clock, till, devices, recorded, out.retired, log)
        return Courier(
            profile,
            till,
            self.watch,
            self.client,
            self.keys,
            out,
            opening,
            papers,
            heart,
            log,
            bug,
        )

    def _now_s(self) -> int:
        return self._clock().time_s
