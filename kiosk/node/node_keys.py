"""The node's keys as they are believed at this moment, shared by all who check its signatures."""

from collections.abc import Iterator, Mapping

from protocol.keys import KeyRing, PublicKey


class NodeKeys(Mapping[bytes, PublicKey]):
    """A key ring whose content is exchanged as a whole while the kiosk runs; safe from any thread.

    Whoever was given it (the sync, the hold's client, a restore) goes by the new keys from the next
    signature on: a key that was withdrawn is a stranger's at once, also for an answer under way.
    """

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    def adopt(self, ring: KeyRing) -> None:
        """Believe these keys from now on, and no others."""
        self._ring = ring

    def __getitem__(self, kid: bytes) -> PublicKey:
        return self._ring[kid]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._ring)

    def __len__(self) -> int:
        return len(self._ring)

    def __repr__(self) -> str:
        return f"NodeKeys({', '.join(kid.hex() for kid in self._ring)})"
