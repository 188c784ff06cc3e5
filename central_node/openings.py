"""Does a ledger's opening say what was before it? A kiosk that begins anew must, or staff look.

A kiosk begins a ledger when it lost the one before. If it does not name that one, it has forgotten
it: an old copy of its disk, or somebody who would like it forgotten.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from central_node.schema import ledger
from protocol.entry_parts import Opening

_OTHERS = (
    select(ledger.c.name, ledger.c.before)
    .where(ledger.c.kiosk == bindparam("of_kiosk"), ledger.c.name != bindparam("but_name"))
    .order_by(ledger.c.number)
)


@dataclass(frozen=True)
class KnownLedger:
    """A ledger of the kiosk, and the one that its opening names."""

    name: bytes
    before: bytes | None


def other_ledgers(connection: Connection, kiosk: int, but_name: bytes) -> tuple[KnownLedger, ...]:
    """A kiosk's other ledgers, in the order in which the node came to know them."""
    rows = connection.execute(_OTHERS, {"of_kiosk": kiosk, "but_name": but_name})
    return tuple(KnownLedger(row.name, row.before) for row in rows)


def names_latest(name: bytes, opening: Opening, others: Sequence[KnownLedger]) -> bool:
    """Whether ledger ``name`` names the latest before it: one that no other ledger has named yet.

    Ledgers that come after this one by their own word arrived early and do not count. A ledger that
    the node does not know, though the kiosk says that the node acknowledged some of it, is one that
    the node has lost: that is no fault of the kiosk's.
    """
    after = _after(name, others)
    earlier = [one for one in others if one.name not in after]
    named = {one.before for one in earlier}
    ends = [one.name for one in earlier if one.name not in named]
    if not ends or opening.previous_ledger == ends[-1]:
        return True
    unknown = opening.previous_ledger not in {one.name for one in others}
    return unknown and opening.acknowledged_seq is not None


def _after(name: bytes, others: Sequence[KnownLedger]) -> set[bytes]:
    """Ledger ``name`` with all that come after it by their own word."""
    naming: defaultdict[bytes | None, set[bytes]] = defaultdict(set)
    for one in others:
        naming[one.before].add(one.name)
    after, latest = {name}, {name}
    while latest:
        latest = set[bytes]().union(*(naming[one] for one in latest)) - after
        after |= latest
    return after
