"""Does one entry follow another, and did the node say so? Decides only: no file, no SQL.

`verify` feeds it from a ledger file, `export_check` from an export. What it finds is told in words.
"""

from dataclasses import dataclass, field
from typing import Final

from protocol.entry import GENESIS, ClockState, EntryKind, SignedEntry, entry_hash, read_entry
from protocol.errors import ProtocolError
from protocol.keys import KeyRing
from protocol.receipt import Receipt, read_receipt

MAX_PROBLEMS: Final = 100
"""A damaged ledger has as many problems as entries; the first ones tell what happened."""


@dataclass
class Findings:
    """Problems as sentences. ``chain_ok`` falls when entries are missing, foreign or changed."""

    chain_ok: bool = True
    _sentences: list[str] = field(default_factory=list)
    _more: int = 0

    def problem(self, sentence: str) -> None:
        """Note something that is wrong beside the chain."""
        if len(self._sentences) < MAX_PROBLEMS:
            self._sentences.append(sentence)
        else:
            self._more += 1

    def chain_broken(self, sentence: str) -> None:
        """Note something that breaks the chain."""
        self.chain_ok = False
        self.problem(sentence)

    def told(self) -> tuple[str, ...]:
        """All sentences, the last one saying how many more there are."""
        more = (f"and {self._more} problems more",) if self._more else ()
        return (*self._sentences, *more)


@dataclass(frozen=True)
class Link:
    """One place of the chain: the hash of its bytes, and the entry if it is this kiosk's."""

    seq: int
    hash: bytes
    signed: SignedEntry | None


@dataclass
class ChainCheck:
    """Follows one ledger's chain. ``size`` and what stands below it are what was seen so far.

    ``keys`` is the kiosk's key; ``node_keys`` are those that may sign receipts.
    """

    ledger: bytes
    keys: KeyRing
    node_keys: KeyRing
    found: Findings
    size: int = 0
    hash: bytes = GENESIS
    time_s: int = 0
    trusted_s: int = 0
    node_s: int = 0
    receipts: int = 0
    receipted: int = 0

    def entry(self, raw: bytes, at: int | None = None) -> Link:
        """Take the next entry; ``at`` is the place where it was found, else the one it names."""
        signed, reason = self._read(raw)
        hash_ = entry_hash(raw) if signed is None else signed.hash
        seq = at if at is not None else self.size if signed is None else signed.entry.seq
        here = f"entry {seq}"
        if seq != self.size:
            self.found.chain_broken(f"{here}: entry {self.size} should stand here; it is missing")
        if signed is None:
            self.found.chain_broken(f"{here}: not signed by this kiosk as it stands ({reason})")
        else:
            self._compare(here, seq, signed)
            self._take_time(signed)
        self.size, self.hash = seq + 1, hash_
        return Link(seq, hash_, signed)

    def receipt(self, link: Link, raw: bytes) -> Receipt | None:
        """Take the receipt of the entry at ``link``; the receipt, if the node signed it for it."""
        self.receipts += 1
        if self.receipted == link.seq:
            self.receipted += 1
        here = f"receipt of entry {link.seq}"
        try:
            receipt = read_receipt(raw, self.node_keys)
        except ProtocolError as exc:
            self.found.problem(f"{here}: not signed by the node as it stands ({exc.reason})")
            return None
        self.node_s = max(self.node_s, receipt.time)
        fits = True
        if (receipt.ledger, receipt.seq) != (self.ledger, link.seq):
            fits = False
            self.found.problem(f"{here}: it was signed for another entry")
        if receipt.entry_hash != link.hash:
            fits = False
            self.found.problem(f"{here}: the node confirmed other bytes than the ones kept")
        return receipt if fits else None

    def _read(self, raw: bytes) -> tuple[SignedEntry | None, str]:
        try:
            return read_entry(raw, self.keys), ""
        except ProtocolError as exc:
            return None, exc.reason

    def _compare(self, here: str, seq: int, signed: SignedEntry) -> None:
        entry, found = signed.entry, self.found
        if entry.ledger != self.ledger or entry.seq != seq:
            found.chain_broken(f"{here}: it was signed for another ledger or another place")
        if entry.previous != self.hash:
            found.chain_broken(f"{here}: it does not follow the entry before it")
        if entry.time < self.time_s:
            found.chain_broken(f"{here}: its time is before that of the entry before it")
        if (entry.kind is EntryKind.OPEN) is not (seq == 0):
            found.chain_broken(f"{here}: a ledger has one `open` entry, its first")

    def _take_time(self, signed: SignedEntry) -> None:
        self.time_s = max(self.time_s, signed.entry.time)
        if signed.entry.clock is ClockState.TRUSTED:
            self.trusted_s = signed.entry.time
