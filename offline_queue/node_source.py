"""What the node has of a ledger, as a source to compare the ledger with and to lengthen it by.

Asked before the first sale of a start: a ledger file that was rolled back, by a restored disk image
or a copy that was behind, does not know that it was. The node's answers are signed; each entry in
them is signed by this kiosk's own key besides, so the node can hand back nothing that is not ours.
"""

from pathlib import Path
from typing import Final

from offline_queue.errors import (
    BadAnswer,
    CannotOpen,
    NodeAway,
    NodeRefused,
)
from offline_queue.kept import Kept, KeptIntent, Marks
from offline_queue.node_client import NodeClient
from offline_queue.schema import Identity
from protocol.entry import entry_hash, read_entry
from protocol.errors import ProtocolError
from protocol.keys import key_ring
from protocol.messages import EntriesRequest, LedgerRequest

ASK_TIMEOUT_S: Final = 2.0
"""For what the node knows: a resident who comes at once after a power cut waits no longer."""

PAGE_BYTES: Final = 96 * 1024
PAGE_TIMEOUT_S: Final = 30.0
"""20 s of the slowest line that is still served."""


class NodeSource:
    """One ledger as the node knows it now. A page at a time is kept.

    ``path`` is the node's name in errors. Raises `CannotOpen` when the node does not answer.
    """

    def __init__(self, client: NodeClient, identity: Identity, path: Path) -> None:
        self.path = path
        self.identity = identity
        self._client = client
        self._page: dict[int, Kept] = {}
        self._marks = self._ask()

    def held(self) -> tuple[bytes, ...]:
        """Ids of this kiosk for which the node holds coins and has no entry."""
        try:
            return self._client.ledger(LedgerRequest(1), ASK_TIMEOUT_S).held
        except (NodeAway, NodeRefused, BadAnswer) as exc:
            raise CannotOpen(self.path, str(exc)) from exc

    def marks(self) -> Marks:
        """How many entries the node knew when it was asked, and the last one's hash."""
        return self._marks

    def hash_at(self, seq: int) -> bytes | None:
        """The hash of the node's entry at ``seq``."""
        if seq == self._marks.size - 1:
            return self._marks.head
        found = self.entries(seq, 1)
        return entry_hash(found[0].raw) if found else None

    def entries(self, from_seq: int, limit: int) -> tuple[Kept, ...]:
        """Entries from ``from_seq`` on with their receipts, up to the node's next hole."""
        if from_seq not in self._page:
            self._fetch(from_seq)
        found: list[Kept] = []
        while len(found) < limit and from_seq + len(found) in self._page:
            found.append(self._page[from_seq + len(found)])
        return tuple(found)

    def receipts(self, from_seq: int, limit: int) -> tuple[tuple[int, bytes], ...]:  # noqa: ARG002 - as a source has it
        """None: they come with their entries, and for older ones by the sync."""
        return ()

    def intents(self, from_number: int, limit: int) -> tuple[KeptIntent, ...]:  # noqa: ARG002 - as a source has it
        """None: a node has holds."""
        return ()

    def earlier_entries(self, from_number: int, limit: int) -> tuple[tuple[int, Kept], ...]:  # noqa: ARG002 - as a source has it
        """None: the node has those ledgers themselves."""
        return ()

    def earlier_ledgers(self) -> tuple[bytes, ...]:
        """None: as above."""
        return ()

    def _ask(self) -> Marks:
        try:
            request = EntriesRequest(self.identity.name, ())
            answer = self._client.send_entries(request, ASK_TIMEOUT_S)
        except (NodeAway, NodeRefused, BadAnswer) as exc:
            raise CannotOpen(self.path, str(exc)) from exc
        return Marks(size=answer.size, head=answer.head or Marks().head)

    def _fetch(self, from_seq: int) -> None:
        keys = key_ring(self.identity.public_key)
        request = LedgerRequest(PAGE_BYTES, self.identity.name, from_seq)
        try:
            answer = self._client.ledger(request, PAGE_TIMEOUT_S)
            items = [Kept(it.item.entry, it.item.evidence, it.receipt) for it in answer.entries]
            self._page = {read_entry(item.raw, keys).entry.seq: item for item in items}
        except ProtocolError as exc:
            raise CannotOpen(self.path, f"it hands back what is not ours: {exc.reason}") from exc
        except (NodeAway, NodeRefused, BadAnswer) as exc:
            raise CannotOpen(self.path, str(exc)) from exc
