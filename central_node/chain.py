"""Where does a signed entry belong in its ledger? The chain in memory; no database.

A place below the ledger's size has an entry or is a hole: an entry that the kiosk told to be lost.
A hole waits for its entry for ever. What the node can hold against one that turns up: its successor
names its hash, if that is there, and it names its predecessor's, if that is there.

    the place            the entry                         what becomes of it
    has this entry       -                                 its receipt again
    has its twin         -                                 refused: other-signature
    has another          -                                 proof of a fork, kept
    is a hole            twin of what its successor names  refused: other-signature
    is a hole            not the one its successor names   proof of a fork, kept
    is a hole            names another predecessor         refused: other-history
    is a hole            else                              taken, the hole is mended
    comes next           names another predecessor         refused: other-history
    comes next           else                              taken
    comes later          all between is told as lost       taken, what is between become holes
    comes later          else                              refused: gap

A twin is the same entry under the signature that anybody can make of the first: it says the same,
so it proves nothing against the kiosk, but it has another hash and cannot stand in the chain.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from central_node.errors import InvariantBroken
from central_node.readings import Reading
from protocol.entry import GENESIS
from protocol.messages import LostRange, Refusal


class NotTaken(StrEnum):
    """Why a signed entry is not taken, besides the protocol's own reasons."""

    WRONG_LEDGER = "wrong-ledger"
    GAP = "gap"
    OTHER_HISTORY = "other-history"  # its predecessor is not the entry that the node has
    OTHER_SIGNATURE = "other-signature"  # the node has, or knows by its hash, the very same entry


@dataclass
class Chain:
    """What the node has of one ledger, moving on as entries are placed.

    ``head`` is the hash of the entry at ``size - 1``, which is never a hole. ``hashes`` are those
    of entries at and beside the places to be asked for, ``holes`` the open ones there, each with
    the hash that its successor names. The last four are what placing brought.
    """

    name: bytes
    size: int = 0
    head: bytes = GENESIS
    lost: tuple[LostRange, ...] = ()
    hashes: dict[int, bytes] = field(default_factory=dict)
    holes: dict[int, bytes | None] = field(default_factory=dict)
    taken: list[Reading] = field(default_factory=list)
    forks: dict[int, bytes] = field(default_factory=dict)
    new_holes: dict[int, bytes | None] = field(default_factory=dict)
    named: dict[int, bytes] = field(default_factory=dict)

    def place(self, reading: Reading) -> int | Refusal:
        """The seq of the entry whose receipt is the answer, or why there is none."""
        if reading.ledger != self.name:
            return Refusal(NotTaken.WRONG_LEDGER)
        if reading.seq in self.hashes:
            return self._again(reading, self.hashes[reading.seq], reading.seq)
        if reading.seq in self.holes:
            return self._mend(reading)
        return self._append(reading)

    def _again(self, reading: Reading, known: bytes, answer: int) -> int | Refusal:
        """An entry for a place whose entry has the hash ``known``."""
        if known == reading.hash:
            return answer
        if known == reading.twin_hash:
            return Refusal(NotTaken.OTHER_SIGNATURE)
        self.forks.setdefault(reading.seq, reading.raw)
        return answer

    def _mend(self, reading: Reading) -> int | Refusal:
        seq, named = reading.seq, self.holes[reading.seq]
        if named is not None and named != reading.hash:
            # The next one's receipt vouches for another predecessor: the kiosk's proof.
            return self._again(reading, named, seq + 1)
        before = self.hashes.get(seq - 1) if seq else GENESIS
        if before is not None and before != reading.previous:
            return Refusal(NotTaken.OTHER_HISTORY)
        del self.holes[seq]
        return self._take(reading)

    def _append(self, reading: Reading) -> int | Refusal:
        seq = reading.seq
        if seq < self.size:
            raise InvariantBroken(f"place {seq} of a ledger of {self.size} was not looked up")
        if seq == self.size and reading.previous != self.head:
            return Refusal(NotTaken.OTHER_HISTORY)
        if not self._lost_until(seq):
            return Refusal(NotTaken.GAP)
        between = dict.fromkeys(range(self.size, seq))
        self.holes |= between
        self.new_holes |= between
        self.size, self.head = seq + 1, reading.hash
        return self._take(reading)

    def _lost_until(self, seq: int) -> bool:
        """Whether everything from the size to just before ``seq`` is told as lost."""
        reached = self.size
        for first, last in self.lost:
            if first <= reached <= last:
                reached = last + 1
        return reached >= seq

    def _take(self, reading: Reading) -> int:
        before = reading.seq - 1
        if before in self.holes:
            self.holes[before] = reading.previous
            of_holes = self.new_holes if before in self.new_holes else self.named
            of_holes[before] = reading.previous
        self.hashes[reading.seq] = reading.hash
        self.taken.append(reading)
        return reading.seq
