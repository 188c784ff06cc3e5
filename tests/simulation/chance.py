"""The one source of randomness: everything that a run decides or signs comes from its seed."""

import random
from collections.abc import Sequence
from typing import TypeVar

from protocol.keys import SECRET_BYTES, Algorithm, MemorySigner

ItemT = TypeVar("ItemT")


class Chance:
    """A seeded generator with the few questions that a simulation asks."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a simulation has to repeat itself

    def bytes(self, count: int) -> bytes:
        """As `os.urandom`, for the product's ``random(n)`` seams."""
        return self._random.randbytes(count)

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens now."""
        return probability > 0 and self._random.random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return self._random.randint(low, high)

    def pick(self, items: Sequence[ItemT]) -> ItemT:
        """One of them."""
        return items[self._random.randrange(len(items))]

    def times(self, mean: float) -> int:
        """How often something happens that happens ``mean`` times on average."""
        whole = int(mean)
        return whole + (1 if self.happens(mean - whole) else 0)

    def upto(self, high: float) -> float:
        """A number from 0 to ``high``, small ones more often."""
        return high * self._random.random() ** 2

    def signer(self, algorithm: Algorithm) -> MemorySigner:
        """A key whose signatures are the same in every run (RFC 6979 for ECDSA)."""
        return MemorySigner.from_secret(algorithm, self.bytes(SECRET_BYTES), deterministic=True)
