"""How the sync stands, in values that screens and staff may read from any thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Disagreement(StrEnum):
    """How the node's knowledge of this ledger differs from the ledger. Only a fork is proved."""

    NODE_LOST_ENTRIES = "node-lost-entries"
    NODE_KNOWS_MORE = "node-knows-more"
    NODE_DIFFERS = "node-differs"
    FORK = "fork"


@dataclass(frozen=True)
class Refused:
    """An entry that the node would not take, and why (a slug)."""

    seq: int
    reason: str


@dataclass(frozen=True)
class SyncStatus:
    """What screens and staff see. Safe to read from any thread.

    ``exchanges``: steps that spoke to the node or tried to; ``reachable`` is news only when it has
    grown. ``sent``: entries that have left at least once. ``resent``: how often one left again.
    ``reachable``: None before the first answer or failure. ``away_since_s``: on the clock that
    `Sync.step` is given. ``failure``: the reason of the last failed step, None after a good one.
    """

    exchanges: int = 0
    sent: int = 0
    resent: int = 0
    reachable: bool | None = None
    away_since_s: float | None = None
    failure: str | None = None
    node_time_s: int = 0
    refused: tuple[Refused, ...] = ()
    disagreement: Disagreement | None = None
    fork_proof: bytes | None = None

    def answered(self, node_time_s: int) -> Self:
        """After a believable answer, whatever becomes of what it says."""
        return replace(
            self,
            exchanges=self.exchanges + 1,
            reachable=True,
            away_since_s=None,
            node_time_s=node_time_s,
        )

    def unanswered(self, now_s: float) -> Self:
        """After an exchange without a believable answer."""
        since_s = now_s if self.away_since_s is None else self.away_since_s
        return replace(self, exchanges=self.exchanges + 1, reachable=False, away_since_s=since_s)

    def having_sent(self, seqs: Sequence[int]) -> Self:
        """After these entries have left, some of them again."""
        again = sum(1 for seq in seqs if seq < self.sent)
        furthest = max([self.sent, *(seq + 1 for seq in seqs)])
        return replace(self, sent=furthest, resent=self.resent + again)
