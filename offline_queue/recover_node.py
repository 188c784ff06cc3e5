"""Getting back from the node what it has of this kiosk's ledgers.

Only what is not known yet is fetched: of each ledger the entries behind the chain that was found
elsewhere. If those do not follow it, the two differ somewhere before, and all are fetched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from offline_queue.errors import BadAnswer
from offline_queue.kept import Kept
from offline_queue.node_client import NodeClient
from offline_queue.recover_found import Found, Source
from protocol.entry import Entry, read_entry
from protocol.errors import ProtocolError
from protocol.messages import KnownEntry, KnownLedger, LedgerRequest

PAGE_BYTES: Final = 96 * 1024
"""Twenty seconds of the slowest line that is still served (5 kB/s)."""

PAGE_TIMEOUT_S: Final = 60.0
"""For one page; a technician waits, and a slow line needs its time."""


@dataclass(frozen=True)
class NodeSays:
    """What the node told: its ledgers of this kiosk, oldest first, and ids that still hold coins.

    ``time_s``: its signed time, epoch seconds.
    """

    ledgers: tuple[KnownLedger, ...]
    held: tuple[bytes, ...]
    time_s: int

    def size_of(self, ledger: bytes | None) -> int:
        """How many entries it has of a ledger."""
        return next((it.size for it in self.ledgers if it.name == ledger), 0)


def ask_node(client: NodeClient, found: Found) -> NodeSays:
    """Put what the node has and nobody else gave into ``found``.

    Raises `NodeAway`, `NodeRefused`, `BadAnswer` with what was fetched so far left in ``found``,
    and `LedgerError`.
    """
    answer = client.ledger(LedgerRequest(PAGE_BYTES), PAGE_TIMEOUT_S)
    for ledger in answer.ledgers:
        _Fetch(client, found, ledger).run()
    return NodeSays(answer.ledgers, answer.held, client.node_time_s)


@dataclass
class _Fetch:
    """One ledger on its way back."""

    client: NodeClient
    found: Found
    ledger: KnownLedger

    def run(self) -> None:
        name, size = self.ledger.name, self.ledger.size
        known = self.found.outline(name).size
        if known >= size:
            if self.ledger.head not in self.found.hashes_at(name, size - 1):
                self._fetch(0, self._page(0))
            return
        page = self._page(known)
        if page and not self._continues(page[0], known):
            known, page = 0, self._page(0)
        self._fetch(known, page)

    def _continues(self, first: KnownEntry, seq: int) -> bool:
        """Whether the node's entry follows the ones found here, as far as that can be told."""
        entry = self._entry(first)
        before = self.found.hashes_at(self.ledger.name, seq - 1)
        return seq == 0 or entry.seq > seq or entry.previous in before

    def _fetch(self, at: int, page: Sequence[KnownEntry]) -> None:
        """Take this page and those after it. Pages only go forward, so there is an end."""
        while page:
            for known in page:
                entry = self._entry(known)
                if entry.ledger != self.ledger.name or entry.seq < at:
                    raise BadAnswer("not the entries that were asked for")
                kept = Kept(known.item.entry, known.item.evidence, known.receipt)
                self.found.add(Source.NODE, kept)
                at = entry.seq + 1
            page = self._page(at)

    def _page(self, from_seq: int) -> Sequence[KnownEntry]:
        request = LedgerRequest(PAGE_BYTES, self.ledger.name, from_seq)
        return self.client.ledger(request, PAGE_TIMEOUT_S).entries

    def _entry(self, known: KnownEntry) -> Entry:
        try:
            return read_entry(known.item.entry, self.found.kiosk_keys).entry
        except ProtocolError as exc:
            raise BadAnswer(f"an entry that this kiosk did not sign: {exc.reason}") from exc
