"""Sales written by our own packages, without a screen: believe a code, append, hand over."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from offline_queue.clock import KioskClock
from offline_queue.ledger import Draft, Ledger, Recorded
from offline_queue.records import DONE
from protocol.entry import DecidedBy, Decision, EntryKind, OrderLine, Party, Role
from protocol.ids import uuid7
from protocol.keys import KeyRing
from protocol.resident_code import ResidentCode, check


@dataclass(frozen=True)
class Seller:
    """Sells one thing again and again. `keys`: the node's keys for credentials."""

    ledger: Ledger
    clock: KioskClock
    keys: KeyRing
    scheme: str
    line: OrderLine
    amounts: Mapping[str, int]
    versions: tuple[int, int] = (1, 1)

    def sell(self, evidence: bytes) -> Recorded:
        """Believe a code and record the sale; returns once it is on the disk."""
        now = self.clock()
        code = check(evidence, self.keys, self.scheme, now.time_s)
        draft = Draft(
            EntryKind.SPEND,
            uuid7(now.epoch_ms, os.urandom),
            *self.versions,
            parties=(_payer(code),),
            lines=(self.line,),
            amounts=self.amounts,
            decided=Decision(DecidedBy.STAND_IN, sum(self.amounts.values())),
        )
        return self.ledger.append(draft, (code.evidence,))

    def hand_over(self, sale: Recorded) -> Recorded:
        """Record that the person has the goods."""
        entry_id = uuid7(self.clock().epoch_ms, os.urandom)
        draft = Draft(EntryKind.FULFIL, entry_id, *self.versions, ref=sale.id, result=DONE)
        return self.ledger.append(draft)


def _payer(code: ResidentCode) -> Party:
    evidence_hash = sha256(code.evidence).digest()
    return Party(Role.PAYER, code.cti, code.counter, code.limit_tag, evidence_hash)
