"""What pieces of a ledger make up, wherever they were found. Decides only: no file, no socket.

Each piece is an entry that the kiosk's key signed, so it is genuine; what is open is whether all of
them are there and whether they agree. An entry names the hash of the one before it. So:

1. From seq 0 on, entries that follow one another are the chain, up to the first place of which
   nothing is known or about which there is doubt.
2. A place is in doubt when two entries were signed for it, or when its successor names another
   hash than the one found there: then there was another, seen or not. That is a fork.
3. What lies behind such a place is genuine and was sold, but does not prove what came before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from protocol.entry import GENESIS
from protocol.messages import LostRange


@dataclass(frozen=True)
class Link:
    """One signed entry's place in a ledger: its seq, its hash, and the hash it names as before."""

    seq: int
    hash: bytes
    previous: bytes


@dataclass(frozen=True)
class Outline:
    """What is there of a ledger.

    Entries below ``size`` follow one another without a doubt; ``head`` is the last one's hash.
    ``found``: places with an entry. ``reach``: how many places there were at least. ``missing``:
    places below ``reach`` without an entry, as ranges, both ends included. ``forks``: places for
    which more than one entry was signed.
    """

    size: int
    head: bytes
    found: int
    reach: int
    missing: tuple[LostRange, ...]
    forks: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Whether every place that anybody knows of is in the chain."""
        return self.size == self.reach


def outline(links: Iterable[Link], reach: int = 0) -> Outline:
    """Fit ``links`` together. They rise by seq; those of one seq differ in their hash.

    ``reach`` is how many entries there must have been, from somebody who counted them.
    """
    maker = _Outliner()
    for seq, there in groupby(links, lambda link: link.seq):
        maker.step(seq, tuple(there))
    return maker.result(reach)


class _Outliner:
    """Goes up the places one by one; remembers the two newest."""

    def __init__(self) -> None:
        self._heads = [GENESIS]  # the chain's newest hash, behind the one before it
        self._size = 0
        self._sure = True  # nothing missing and nothing in doubt so far
        self._next = 0
        self._before: frozenset[bytes] | None = frozenset({GENESIS})  # None: not known
        self._found = 0
        self._missing: list[LostRange] = []
        self._forks: list[int] = []

    def step(self, seq: int, there: tuple[Link, ...]) -> None:
        if seq > self._next:
            self._missing.append((self._next, seq - 1))
            self._before, self._sure = None, False
        doubted = self._before is not None and any(it.previous not in self._before for it in there)
        if doubted:
            self._doubt(seq - 1)
        if len(there) > 1:
            self._doubt(seq)
        if self._sure and not doubted:
            self._heads = [self._heads[-1], there[0].hash]
            self._size = seq + 1
        self._before = frozenset(it.hash for it in there)
        self._found, self._next = self._found + 1, seq + 1

    def result(self, reach: int) -> Outline:
        if reach > self._next:
            self._missing.append((self._next, reach - 1))
        return Outline(
            size=self._size,
            head=self._heads[-1],
            found=self._found,
            reach=max(reach, self._next),
            missing=tuple(self._missing),
            forks=tuple(self._forks),
        )

    def _doubt(self, seq: int) -> None:
        """Another entry was signed for ``seq``: the chain ends before it."""
        seq = max(seq, 0)  # the first entry names no entry before it: then it is in doubt itself
        if not self._forks or self._forks[-1] != seq:
            self._forks.append(seq)
        if self._sure and self._size > seq:
            self._size, self._heads = seq, self._heads[:1]
        self._sure = False
