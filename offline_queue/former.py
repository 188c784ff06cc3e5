"""The keys that a kiosk signed with before its present one: named in the `open` entry, signed.

A ledger has one key. What it remembers of ledgers before it may have been signed by others, and the
file alone has to say by which: so its `open` entry does, and whatever copies, restores or finds
entries has the keys with them.
"""

from collections.abc import Sequence
from typing import Protocol

from offline_queue.kiosk_ring import former_keys, kiosk_ring, ring_in
from offline_queue.schema import Identity
from protocol.keys import KeyRing

__all__ = ["HasEntries", "former_keys", "kiosk_ring", "ring_from", "ring_in"]


class _Entry(Protocol):
    @property
    def raw(self) -> bytes:
        """The signed bytes."""


class HasEntries(Protocol):
    """A ledger, wherever it comes from: a `second_medium.Source` for instance."""

    @property
    def identity(self) -> Identity:
        """Whose ledger it is."""

    def entries(self, from_seq: int, limit: int) -> Sequence[_Entry]:
        """Entries in their order."""


def ring_from(source: HasEntries) -> KeyRing:
    """The same for any ledger. Raises `LedgerError`."""
    first = source.entries(0, 1)
    return kiosk_ring(source.identity.public_key, first[0].raw if first else None)
