"""What goes between this kiosk and its node behind the screen: entries, heartbeats, papers."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from structlog.typing import FilteringBoundLogger

from kiosk.events import LedgerFailed
from kiosk.ledger.evidence_watch import EvidenceWatch
from kiosk.ledger.opening import FORK_FILE, Opening, keep_proof
from kiosk.ledger.till import Till
from kiosk.ledger.upkeep import SyncThread
from kiosk.node.heartbeat import Heart
from kiosk.node.node_watch import NodeWatch
from kiosk.node.retirement import RETIRED, is_retired
from kiosk.outside import Outside
from kiosk.papers.paper_desk import PaperDesk
from kiosk.profile.machine import Profile
from offline_queue.backlog import Backlog
from offline_queue.errors import LedgerBehind, LedgerError
from offline_queue.http_transport import HttpTransport, Transport
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.sender import Begin, own_thread
from offline_queue.sync import Sync
from offline_queue.sync_status import Disagreement, SyncStatus
from protocol.keys import KeyRing

ELSEWHERE: Final = frozenset({Disagreement.NODE_KNOWS_MORE, Disagreement.NODE_DIFFERS})
"""The node has entries of this ledger that are not in it: the ledger is opened anew, which finds
out where they come from before anything more is signed. That the node differs is its word alone,
until it or the ledger's opening shows the other entry."""

NODE_TOLD_S: Final = 60.0
"""How often what the node has is written down: images of a ledger are hours old, and disks wear."""


PAPERS_WAIT_S: Final = 600.0
"""How long papers wait for entries that are on their way: revocations must come through as well."""


class OpenLine(NamedTuple):
    """The line as it is open now, with the client on it and the ledger that is sent over it."""

    line: Transport
    client: NodeClient
    reader: LedgerReader


class Courier:
    """The sync's thread with its own line to the node, and what is learnt from each step.

    ``client`` makes a client of a line, ``keys`` are the node's receipt keys; ``bug`` hears of
    exceptions that nobody foresaw.
    """

    def __init__(
        self,
        profile: Profile,
        till: Till,
        watch: NodeWatch,
        client: Callable[[Transport], NodeClient],
        keys: KeyRing,
        outside: Outside,
        opening: Opening,
        papers: PaperDesk,
        heart: Heart,
        log: FilteringBoundLogger,
        bug: Callable[[BaseException], None],
    ) -> None:
        self.sent = 0
        self.attended = False  # set by the screen's thread: is anybody at the machine?
        self._profile = profile
        self._till = till
        self._watch = watch
        self._client = client
        self._keys = keys
        self._outside = outside
        self._opening = opening
        self._log = log
        self._exchanges = 0
        self._open_line: OpenLine | None = None
        self._backlog: Backlog | None = None
        self._papers = papers
        self._heart = heart
        self._evidence = EvidenceWatch(till.erase_evidence, log)
        self._told: tuple[object, object] = (None, ())
        self._ledger = b""
        self._agreed = False  # in this run: the node has known no more of the ledger than we
        self._node_told_s = float("-inf")
        self._papers_at_s = float("-inf")
        self._thread = SyncThread(self._open, time.monotonic, self._stepped, bug)

    def start(self) -> None:
        """Begin to send; once only."""
        if (self._profile.state / FORK_FILE).exists():  # proved before: a restart does not mend it
            self._outside.post(LedgerFailed("fork"))
        if is_retired(self._profile.state, self._papers.district.kid):
            self._outside.post(LedgerFailed(RETIRED))
        self._thread.start()

    def wake(self) -> None:
        """Something was recorded: send it now."""
        self._thread.wake()

    def close(self) -> None:
        """Stop and join. Twice is harmless."""
        self._thread.close()

    @contextmanager
    def _open(self) -> Iterator[Sync | None]:
        """Make the sync on its own thread, once the ledger is there to be read."""
        if not self._till.is_open():
            yield None  # it comes again by and by
            return
        with (
            HttpTransport(self._profile.node.url) as line,
            LedgerReader.open(self._till.path) as reader,
            own_thread() as begin,
        ):
            client = self._client(line)
            self._open_line = OpenLine(line, client, reader)
            yield self._make_sync(client, reader, begin)

    def _make_sync(self, client: NodeClient, reader: LedgerReader, begin: Begin) -> Sync:
        """The sync of this ledger, and what drains the ledgers before it."""
        keys, store = self._keys, self._till.store_earlier
        rising_s, attended = time.monotonic, lambda: self.attended
        self._ledger = reader.name
        self._backlog = Backlog(client, reader, keys, store, rising_s=rising_s, attended=attended)
        return Sync(
            client,
            reader,
            keys,
            self._till.store_receipts,
            os.urandom,
            rising_s=rising_s,
            attended=attended,
            begin=begin,
        )

    def _stepped(self, sync: Sync) -> None:
        """Learn from one step: is the node near, how much was sent, is there a fork."""
        status = sync.status
        if status.exchanges != self._exchanges:  # a step that only waited has learnt nothing
            self._exchanges = status.exchanges
            (self._watch.answered if status.reachable else self._watch.silent)()
            self._learn_from_answer(sync, time.monotonic())
        if (status.disagreement, status.refused) != self._told:
            self._tell_disagreement(status)
            self._told = (status.disagreement, status.refused)
        self.sent = status.sent
        self._till.count_soon()
        if self._open_line is not None:
            self._look_around(self._open_line, time.monotonic(), sync)
        self._evidence.look(time.monotonic())
        if status.reachable and status.failure is None and not sync.streaming:
            self._drain_earlier()

    def _learn_from_answer(self, sync: Sync, now_s: float) -> None:
        """How much the node has signed to have, and whether the ledger must be opened anew.

        That it has more is told after every such answer: an opening that asked in vain has not
        settled it. That it differs is told once; the sync then sends the entry in question again,
        and what comes back is the proof, or none.
        """
        status = sync.status
        elsewhere = status.reachable and status.disagreement in ELSEWHERE
        if status.reachable and (elsewhere or now_s - self._node_told_s >= NODE_TOLD_S):
            self._opening.node_has(self._ledger, sync.node_size)
            self._node_told_s = now_s
        news = status.disagreement != self._told[0]
        if elsewhere and (news or status.disagreement is Disagreement.NODE_KNOWS_MORE):
            self._outside.post(LedgerFailed(LedgerBehind.reason))
        self._agreed |= status.reachable is True and status.disagreement is None
        if self._agreed:
            self._opening.agreed(max(status.sent, self._till.counts.entries))

    def _drain_earlier(self) -> None:
        """After a good step: send some of what ledgers before this one still have to deliver."""
        if self._backlog is None:
            return
        before = self._backlog.status
        more = self._backlog.step()
        after = self._backlog.status
        if after.done and not before.done and (after.sent or after.refused):
            self._log.info("earlier-ledgers", sent=after.sent, refused=after.refused)
        if more and not self.attended:
            self.wake()

    def _look_around(self, open_: OpenLine, now_s: float, sync: Sync) -> None:
        """Beat first: it tells of papers that are newer. Entries go before papers, for a while."""
        near, stopping = self._watch.near, self._thread.stopping
        self._heart.look(open_.client, open_.reader, now_s, near=near)
        if stopping() or (sync.streaming and now_s - self._papers_at_s < PAPERS_WAIT_S):
            return
        self._papers.look(
            open_.line,
            now_s,
            near=near,
            failure=sync.status.failure,
            rising_s=time.monotonic,
            stopping=stopping,
        )
        self._papers_at_s = time.monotonic()

    def _tell_disagreement(self, status: SyncStatus) -> None:
        """Staff read it in the log; only a proven fork stops the selling for good."""
        refused = [f"{one.seq}: {one.reason}" for one in status.refused]
        self._log.warning("sync", disagreement=status.disagreement, refused=refused)
        if status.disagreement is Disagreement.FORK and status.fork_proof is not None:
            self._outside.post(LedgerFailed("fork"))  # first: a full disk must not hinder it
            try:
                keep_proof(self._profile.state, status.fork_proof)
            except LedgerError as exc:  # the node has it too, and sends it again at each start
                self._log.error("proof-unwritten", reason=exc.reason)
        elif status.disagreement is Disagreement.NODE_LOST_ENTRIES and self._backlog is not None:
            self._backlog.again()
