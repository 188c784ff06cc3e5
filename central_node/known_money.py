"""What came in and was given to other people, as far as entries are about it: limits count that.

Asked only where an entry charges or gives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from central_node.came_in import CameIn
from central_node.held_gifts import HeldGifts
from central_node.holders import Holder
from central_node.reward_pools import Pools
from central_node.spending import Spending
from central_node.writers import Writer
from protocol.entry import Entry, EntryKind, Role
from schemes.scheme import Scheme

GIVING = frozenset({EntryKind.TRANSFER})
CHARGING = frozenset({EntryKind.TOP_UP})


@dataclass
class Money:
    """Moves on as entries are decided."""

    transfers: Spending = field(default_factory=lambda: Spending(kinds=GIVING))
    charges: Spending = field(default_factory=lambda: Spending(kinds=CHARGING))
    pools: Pools = field(default_factory=Pools)
    came_in: CameIn = field(default_factory=CameIn)
    gifts: HeldGifts = field(default_factory=HeldGifts)

    def load(
        self,
        connection: Connection,
        writer: Writer,
        entries: Sequence[Entry],
        holders: Mapping[bytes, Holder],
        scheme: Scheme,
    ) -> None:
        """Read what these entries ask for; nothing where none of them charges or gives."""
        self.came_in = CameIn.load(connection, writer, entries, scheme)
        for one in (self.transfers, self.charges):
            ours = [it for it in entries if it.kind in one.kinds]
            if ours:
                people = _people(ours, holders)
                one.load(connection, people, min(it.time for it in ours), scheme)
        giving = [it for it in entries if it.kind in GIVING]
        givers = _people(giving, holders)
        self.pools.load(connection, givers, scheme)
        self.gifts = HeldGifts.load(connection, givers)


def _people(entries: Sequence[Entry], holders: Mapping[bytes, Holder]) -> set[int]:
    """Who gives or is charged for, by the entries' own word."""
    parties = [
        party
        for one in entries
        for party in one.parties
        if party.role is (Role.PAYER if one.kind in GIVING else Role.PAYEE)
    ]
    found = (holders[party.cti].resident for party in parties if party.cti in holders)
    return {resident for resident in found if resident is not None}
