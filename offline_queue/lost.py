"""Which entries of this ledger can't be delivered whole, as the node is told of them.

An entry whose bytes the node will not take (damaged on this disk, say) must not keep the ones after
it from being booked. The request then names it as lost, and the node takes what follows. It stays
in the ledger and is offered again now and then: a copy may have mended it.
"""

from collections.abc import Iterable

from protocol.messages import MAX_LOST_RANGES, MAX_LOST_SEQS, LostRange


class LostPlaces:
    """The places of such entries, by seq. At most as many as one request may name."""

    def __init__(self) -> None:
        self._seqs: set[int] = set()

    def learn(self, seqs: Iterable[int], known: int = 0) -> int | None:
        """Add places; return the first that is news, None if none is.

        The node has long known ``known`` entries: it keeps the places below as they are, and none
        there need be named. Should it know less one day, they are found again.
        """
        self._seqs = {seq for seq in self._seqs if seq >= known}
        found = {seq for seq in seqs if seq >= known}
        fresh = sorted(found - self._seqs)[: MAX_LOST_SEQS - len(self._seqs)]
        self._seqs.update(fresh)
        return fresh[0] if fresh else None

    def forget(self, seqs: Iterable[int]) -> None:
        """These have got their receipt after all."""
        self._seqs.difference_update(seqs)

    def ranges(self, first: int, last: int) -> tuple[LostRange, ...]:
        """The places from ``first`` to ``last`` as ranges for a request, both ends included."""
        found: list[LostRange] = []
        for seq in sorted(seq for seq in self._seqs if first <= seq <= last):
            if found and found[-1][1] == seq - 1:
                found[-1] = (found[-1][0], seq)
            else:
                found.append((seq, seq))
        return tuple(found[:MAX_LOST_RANGES])
