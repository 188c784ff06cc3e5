"""Which entries were passed over until their next try, so that they delay nobody.

Of those without receipt all below one place wait. Those passed over while all was sent again to a
node that lost data may have a receipt since long: they are kept one by one, as nothing else would
ever offer them again.
"""

from collections.abc import Collection, Iterable
from typing import Final

from offline_queue.reader import LedgerReader
from offline_queue.records import Unsent
from protocol.messages import MAX_LOST_SEQS

REFUSED_RETRY_S: Final = 60.0
"""How often refused entries, or a node that refuses this kiosk, are tried again."""


class Skipped:
    """What waits, and until when. ``from_seq``: those below without receipt wait.

    Those kept one by one are at most as many as one request may name.
    """

    def __init__(self, reader: LedgerReader) -> None:
        self.from_seq = 0
        self.again_at_s = float("-inf")
        self._reader = reader
        self._seqs: set[int] = set()
        self._due: list[int] = []

    def __bool__(self) -> bool:
        return bool(self.from_seq or self._seqs)

    def is_due(self, now_s: float) -> bool:
        """Whether it is time to try them again."""
        return bool(self) and now_s >= self.again_at_s

    def below(self, now_s: float, seq: int) -> None:
        """Leave those below ``seq`` that have no receipt."""
        self._wait(now_s)
        self.from_seq = seq

    def add(self, now_s: float, seqs: Iterable[int]) -> None:
        """Leave these, whether they have a receipt or not."""
        self._wait(now_s)
        self._seqs.update(sorted(set(seqs) - self._seqs)[: MAX_LOST_SEQS - len(self._seqs)])

    def _wait(self, now_s: float) -> None:
        if not self:
            self.again_at_s = now_s + REFUSED_RETRY_S

    def forget(self, seqs: Collection[int]) -> None:
        """The node has these."""
        self._seqs.difference_update(seqs)

    def begin_round(self, now_s: float) -> None:
        """Offer each once more."""
        self.from_seq = 0
        self.again_at_s = now_s + REFUSED_RETRY_S
        self._due = sorted(self._seqs, reverse=True)

    def next(self) -> tuple[Unsent, ...]:
        """The next one of this round that is whole, alone; none if all had their turn."""
        while self._due:
            seq = self._due.pop()
            batch = self._reader.unsent(1, 1, seq, again=True)
            if seq in self._seqs and batch and batch[0].seq == seq and batch[0].intact:
                return batch
        return ()
