"""What an answer to a batch says of each entry sent. Decides only; touches no file and no socket.

Each receipt must carry the node's signature and this ledger's name, and belong to the very entry at
its place in the batch. One that does not, or a refusal, concerns that entry alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from offline_queue.errors import BadAnswer
from offline_queue.receipts import check_receipt
from offline_queue.records import CheckedReceipt, Unsent
from offline_queue.sync_status import Disagreement, Refused
from protocol.keys import KeyRing
from protocol.messages import EntriesAnswer, Refusal

GAP: Final = "gap"
"""The node lacks an entry before this one, and was not told that it is lost."""

NOT_ITS_BYTES: Final = frozenset({GAP, "other-history", BadAnswer.reason})
"""Why an entry has no receipt although its own bytes may be good: the node speaks of the entries
before it, or its receipt was not to be believed."""


@dataclass
class Sorted:
    """The answer taken apart. ``fork_proof``: a receipt for an entry that this ledger lacks."""

    receipts: list[CheckedReceipt] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    fork_proof: bytes | None = None

    @property
    def unfit(self) -> list[int]:
        """Places whose own bytes the node would not take."""
        return [it.seq for it in self.refused if it.reason not in NOT_ITS_BYTES]

    def held_back_by(self, unfit: int) -> int | None:
        """The first place after ``unfit`` that was refused for the entries before it."""
        return next((it.seq for it in self.refused if it.seq > unfit and it.reason == GAP), None)


@dataclass(frozen=True)
class Judge:
    """Judges answers about one ledger; ``hash_at`` tells the hash of its entry at a seq."""

    ledger: bytes
    keys: KeyRing
    hash_at: Callable[[int], bytes | None]

    def sort(self, batch: Sequence[Unsent], answer: EntriesAnswer) -> Sorted:
        """Take ``answer`` apart; it has one item for each entry of ``batch``."""
        found = Sorted()
        for item, raw in zip(batch, answer.receipts, strict=True):
            if isinstance(raw, Refusal):
                found.refused.append(Refused(item.seq, raw.reason))
            else:
                self._sort_receipt(found, item, raw)
        return found

    def compare(self, answer: EntriesAnswer, entries: int, confirmed: int) -> Disagreement | None:
        """What the node says it knows against a ledger of so many entries.

        It had ``confirmed`` entries up to there before. None: nothing speaks against it.
        """
        if answer.size > entries:
            return Disagreement.NODE_KNOWS_MORE
        if answer.size and self.hash_at(answer.size - 1) != answer.head:
            return Disagreement.NODE_DIFFERS
        return Disagreement.NODE_LOST_ENTRIES if answer.size < confirmed else None

    def _sort_receipt(self, found: Sorted, item: Unsent, raw: bytes) -> None:
        try:
            checked = check_receipt(raw, self.keys)
            fits = self._fits(checked, item)
        except BadAnswer:
            found.refused.append(Refused(item.seq, BadAnswer.reason))
            return
        if fits:
            found.receipts.append(checked)
            return
        found.fork_proof = raw
        found.refused.append(Refused(item.seq, BadAnswer.reason))

    def _fits(self, checked: CheckedReceipt, item: Unsent) -> bool:
        """Whether the receipt is for this entry; False if it is for one that this ledger lacks."""
        receipt = checked.receipt
        if receipt.ledger != self.ledger:
            raise BadAnswer("a receipt for another ledger")
        ours = receipt.seq == item.seq
        if receipt.entry_hash != (item.hash if ours else self.hash_at(receipt.seq)):
            return False
        if not ours:
            raise BadAnswer("a receipt for another entry")
        return True
