"""Taking over from the primary what the copy lacks, a bounded number of things at a time.

What is taken is read first, and the reading is over before the writing begins: a medium that hangs
in the middle of a commit holds nothing of the primary. It is checked once more on its way
(`replica`), and each writing is one transaction on the copy. Entries come first, with the evidence
and the receipt that lie beside them. Once they are level: receipts that came later, intents, what
is known of earlier ledgers, and the mark below which evidence was erased.
"""

from typing import Final

from offline_queue.checking import believed, check, check_earlier
from offline_queue.errors import BadEntry
from offline_queue.former import ring_from
from offline_queue.kept import KeptReader, Marks
from offline_queue.replica import Replica
from protocol.keys import key_ring

STEP_ENTRIES: Final = 128
"""Read at once and written in one transaction: about 200 kB, a second on the slowest stick."""

STEP_ROWS: Final = 512
"""Receipts or intents in one transaction; they are small."""


class CatchUp:
    """From ``ours`` to ``copy``, which holds a prefix of it. Raises `LedgerError`."""

    def __init__(self, ours: KeptReader, copy: Replica) -> None:
        self._ours = ours
        self._copy = copy
        self._intents_at = copy.marks().intents_end
        self._receipts_at: int | None = None  # where to look next; None: at the copy's own end
        self._all_again = False
        self._looked_through = 0  # receipts the primary had when all had been looked at
        self._earlier_at: int | None = None  # where to look next; None: at the copy's own mark
        self._earlier_through = (0, 0, 0)  # the primary's marks of them when all had been looked at

    def entries(self) -> int:
        """Take the next entries over; return how many are lacking then.

        Raises `BadEntry` where one does not fit, `OtherEntry` where another one stands.
        """
        said, size = self._ours.marks(), self._copy.size
        if size < said.size:
            size = self._copy.extend(self._ours.entries(size, STEP_ENTRIES), self._ours.node_keys())
        return max(0, said.size - size)

    def the_rest(self) -> bool:
        """With the entries level, take the next of everything else; whether there is more."""
        said, has = self._ours.marks(), self._copy.marks()
        more = self._receipts(said, has)
        more = self._intents(said) or more
        more = self._earlier(said, has) or more
        if said.erased > has.erased and not more:
            self._copy.erase_below(said.erased)
        if said.earlier_codes_from > has.earlier_codes_from and not more:
            more = self._copy.erase_earlier_below(said.earlier_codes_from) > 0
        return more

    def ours_is_damaged(self) -> bool:
        """Whether one of the next entries is not what it should be, taken alone."""
        keys = key_ring(self._ours.public_key)
        try:
            for item in self._ours.entries(self._copy.size, STEP_ENTRIES):
                check(item, self._ours.name, keys, key_ring())
        except BadEntry:
            return True
        return False

    def _receipts(self, said: Marks, has: Marks) -> bool:
        """From the end first, where they nearly always come.

        One that came late for an old entry is found by looking through all from the mark on, once
        for each time that the primary got new ones.
        """
        if said.receipts in (has.receipts, self._looked_through):
            self._copy.add_receipts((), said.node_s)
            return False
        at = has.receipts_end if self._receipts_at is None else self._receipts_at
        keys = self._ours.node_keys()
        rows = self._ours.receipts(at, STEP_ROWS)
        found = [it for _, raw in rows if (it := believed(raw, keys)) is not None]
        self._copy.add_receipts(found, said.node_s)
        if len(rows) == STEP_ROWS:
            self._receipts_at = rows[-1][0] + 1
            return True
        return self._at_the_end(said, has)

    def _at_the_end(self, said: Marks, has: Marks) -> bool:
        self._receipts_at = None
        if self._copy.marks().receipts < said.receipts and not self._all_again:
            self._receipts_at, self._all_again = has.receipted, True
            return True
        self._looked_through, self._all_again = said.receipts, False
        return False

    def _earlier(self, said: Marks, has: Marks) -> bool:
        """What is known of ledgers before this one: all above the mark of what needs no more."""
        marks = (said.earlier_end, said.earlier_receipted, said.earlier_floor_s)
        if marks == self._earlier_through:
            return False
        at = has.earlier_receipted if self._earlier_at is None else self._earlier_at
        rows = self._ours.earlier_entries(at, STEP_ENTRIES)
        keys, node_keys = ring_from(self._ours), self._ours.node_keys()
        known = [it for _, row in rows if (it := check_earlier(row, keys, node_keys)) is not None]
        self._copy.remember(known, said.earlier_floor_s)
        if len(rows) == STEP_ENTRIES:
            self._earlier_at = rows[-1][0] + 1
            return True
        self._earlier_at, self._earlier_through = None, marks
        return False

    def _intents(self, said: Marks) -> bool:
        if said.intents_end <= self._intents_at:
            return False
        intents = self._ours.intents(self._intents_at, STEP_ROWS)
        self._copy.add_intents(intents)
        self._intents_at = intents[-1].number + 1 if intents else said.intents_end
        return self._intents_at < said.intents_end
