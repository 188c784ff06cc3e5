"""The second medium: what the copy of a ledger is to it. Decides; reads little, writes nothing.

The primary commits, then the copy: a sale never waits for the second medium. So the copy is level,
or behind by what was sold since; and it is ahead only of a primary that has lost something.

=============  =================================================================================
found          what is done (`copy_keeper` while selling, `restore` before a ledger is opened)
=============  =================================================================================
level          nothing
behind         it catches up, in steps, on its own thread
empty          it is begun
ahead          the primary is restored from it before anything more is sold
followed       the ledger before ours, maybe of a former key: set aside, a new copy is begun
after          the copy's ledger began when ours had ended, and names it: the kiosk stops
missing        sell and warn; it catches up when it is back
same-disk      its folder lies on the primary's disk (nothing is mounted there): as missing
failing        full, read-only, torn away: sell and warn, try again with a fresh connection
damaged        set aside by another name, never deleted; a new copy is begun; warn
foreign        another kiosk's or another program's file: left alone; warn
other-ledger   another ledger of this kiosk, which ours does not name: left alone; warn
ours-damaged   the primary's own bytes are no good at a place: nothing is copied over; warn
fork           both are signed by this key and differ at one place: the kiosk stops
=============  =================================================================================
"""

from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from stat import S_ISDIR
from typing import Final, Protocol

from offline_queue.checking import require_same
from offline_queue.database import connect_to_read, mapped
from offline_queue.errors import (
    BadEntry,
    Corrupt,
    LedgerError,
    NewerSchema,
    NotALedger,
)
from offline_queue.former import former_keys
from offline_queue.kept import Kept, KeptIntent, Marks
from offline_queue.schema import Identity, refuse_foreign
from protocol.entry import read_entry
from protocol.errors import ProtocolError
from protocol.keys import KeyRing, PublicKey, key_ring

_SQLITE_HEADER: Final = b"SQLite format 3\x00"


class CopyState(StrEnum):
    """What the copy is to the ledger; the table above says what follows from it."""

    LEVEL = "level"
    BEHIND = "behind"
    EMPTY = "empty"
    AHEAD = "ahead"
    FOLLOWED = "followed"
    AFTER = "after"
    MISSING = "missing"
    SAME_DISK = "same-disk"
    FAILING = "failing"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    OTHER_LEDGER = "other-ledger"
    OURS_DAMAGED = "ours-damaged"
    FORK = "fork"


@dataclass(frozen=True)
class Facts:
    """What a ledger file says of itself.

    ``follows``: the ledger that its `open` entry names, signed. ``before``: that one, and all of
    which it remembers entries. ``former``: the keys of this kiosk before its own.
    """

    identity: Identity
    size: int
    follows: bytes | None = None
    before: tuple[bytes, ...] = ()
    former: tuple[PublicKey, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where the copy lies. ``same_disk``: it may be on the primary's own disk, as on a bench."""

    path: Path
    same_disk: bool = False


class Source(Protocol):
    """Where a ledger's entries can be had; `kept.KeptReader` is one. Raises `LedgerError`."""

    @property
    def identity(self) -> Identity:
        """Whose ledger it is."""

    @property
    def path(self) -> Path:
        """The file, as `LedgerError` names it."""

    def marks(self) -> Marks:
        """How far it is."""

    def hash_at(self, seq: int) -> bytes | None:
        """The hash that is kept for the entry at ``seq``."""

    def entries(self, from_seq: int, limit: int) -> tuple[Kept, ...]:
        """Entries in their order."""

    def receipts(self, from_seq: int, limit: int) -> tuple[tuple[int, bytes], ...]:
        """Receipts in the order of their entries."""

    def intents(self, from_number: int, limit: int) -> tuple[KeptIntent, ...]:
        """Intents in their order."""

    def earlier_entries(self, from_number: int, limit: int) -> tuple[tuple[int, Kept], ...]:
        """Entries of ledgers before this one, by their numbers in this file."""

    def earlier_ledgers(self) -> tuple[bytes, ...]:
        """The names of the ledgers before this one of which it remembers entries."""


def compare(ours: Facts | None, copy: Facts | None, key: PublicKey, alike: bool) -> CopyState:
    """What ``copy`` is to ``ours``; None is a file that is not there or was not begun.

    ``key`` is this kiosk's. ``alike``: the two hold the same entry at the last place that both
    have; without that one of them is damaged, or they are two histories: `DAMAGED` here means "look
    closer" (`tell_apart`).
    """
    if copy is None:
        return CopyState.EMPTY
    if copy.identity.public_key != key:
        return CopyState.FOLLOWED if _is_of_a_former_key(ours, copy) else CopyState.FOREIGN
    if ours is None:
        return CopyState.AHEAD
    if copy.identity.name != ours.identity.name:
        if copy.follows == ours.identity.name:
            return CopyState.AFTER
        followed = copy.identity.name in ours.before
        return CopyState.FOLLOWED if followed else CopyState.OTHER_LEDGER
    if not alike:
        return CopyState.DAMAGED
    if copy.size > ours.size:
        return CopyState.AHEAD
    return CopyState.BEHIND if copy.size < ours.size else CopyState.LEVEL


def _is_of_a_former_key(ours: Facts | None, copy: Facts) -> bool:
    """Whether the copy is a ledger before ours, from before the kiosk got another key."""
    if ours is None or copy.identity.public_key not in ours.former:
        return False
    return copy.identity.name in ours.before


def compare_sources(ours: Source | None, copy: Source | None, key: PublicKey) -> CopyState:
    """Read what `compare` wants to know, and look closer where they differ.

    Raises `OtherEntry` with the proof of a fork, `LedgerError`.
    """
    facts = None if ours is None else facts_of(ours)
    theirs = None if copy is None else facts_of(copy)
    if ours is None or copy is None or facts is None or theirs is None:
        return compare(facts, theirs, key, alike=True)
    state = compare(facts, theirs, key, alike=_alike(ours, copy, min(facts.size, theirs.size)))
    return tell_apart(ours, copy) if state is CopyState.DAMAGED else state


def tell_apart(ours: Source, copy: Source) -> CopyState:
    """Which of two files of one ledger is damaged, where they hold different entries.

    Raises `OtherEntry` when neither is: both entries are signed, and that proves a fork.
    """
    keys = key_ring(ours.identity.public_key)
    seq = _first_difference(ours, copy)
    mine, theirs = ours.entries(seq, 1), copy.entries(seq, 1)
    if not (mine and _is_signed(mine[0].raw, keys)):
        return CopyState.OURS_DAMAGED
    if theirs and _is_signed(theirs[0].raw, keys):
        try:
            require_same(seq, mine[0].raw, theirs[0].raw, keys)
        except BadEntry:
            return CopyState.DAMAGED  # the same entry under another signature proves nothing
    return CopyState.DAMAGED


def facts_of(source: Source) -> Facts:
    """What a ledger says of itself. Raises `LedgerError`."""
    first = source.entries(0, 1)
    follows = _follows(source.identity, first[0].raw) if first else None
    former = former_keys(source.identity.public_key, first[0].raw) if first else ()
    before = source.earlier_ledgers()
    if follows is not None:
        before = (follows, *before)
    return Facts(source.identity, source.marks().size, follows, before, former)


def _follows(whose: Identity, opening: bytes) -> bytes | None:
    try:
        entry = read_entry(opening, key_ring(whose.public_key)).entry
    except ProtocolError:
        return None  # whoever compares or verifies the entries finds that
    if entry.opening is None or entry.ledger != whose.name:
        return None
    return entry.opening.previous_ledger


def is_begun(path: Path) -> bool:
    """Whether there is a ledger in the file at ``path``.

    False for no file, an empty one, and one that has its tables and says nothing yet. Raises
    `NotALedger`, `NewerSchema`, `LedgerError`.
    """
    with mapped(path):
        if not path.exists() or path.stat().st_size == 0:
            return False
        refuse_foreign(path)
        with closing(connect_to_read(path)) as connection:
            named = "SELECT count(*) FROM sqlite_schema WHERE name = 'ledger'"
            if not connection.execute(named).fetchone()[0]:
                return False
            return bool(connection.execute("SELECT count(*) FROM ledger").fetchone()[0])


def look_at(place: Place, primary: Path) -> CopyState | None:
    """Whether the medium of ``place`` is there: None, or what is the matter with it.

    The folder of a medium that is not mounted often is there all the same, on the primary's disk:
    a copy in it would be lost with the primary.
    """
    try:
        there = place.path.parent.stat()
    except (FileNotFoundError, NotADirectoryError):
        return CopyState.MISSING
    except OSError:
        return CopyState.FAILING
    if not S_ISDIR(there.st_mode):
        return CopyState.MISSING
    if not place.same_disk and there.st_dev == primary.parent.stat().st_dev:
        return CopyState.SAME_DISK
    return None


def state_of_error(exc: LedgerError) -> CopyState:
    """What an error of the copy's file says about it."""
    match exc:
        case Corrupt():
            return CopyState.DAMAGED
        case NewerSchema():
            return CopyState.FOREIGN
        case NotALedger():
            return CopyState.FOREIGN if _is_a_database(exc.path) else CopyState.DAMAGED
        case _:
            return CopyState.FAILING


def _is_a_database(path: Path) -> bool:
    """Another program's data; anything else under this name is what a torn cable left."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE_HEADER)) == _SQLITE_HEADER
    except OSError:
        return True  # not to be read now: so it is left alone


def _alike(ours: Source, copy: Source, shared: int) -> bool:
    return shared == 0 or ours.hash_at(shared - 1) == copy.hash_at(shared - 1)


def _first_difference(ours: Source, copy: Source) -> int:
    """The first place with different hashes: from there on a chain never agrees again."""
    low, high = 0, min(ours.marks().size, copy.marks().size) - 1
    while low < high:
        middle = (low + high) // 2
        if ours.hash_at(middle) == copy.hash_at(middle):
            low = middle + 1
        else:
            high = middle
    return low


def _is_signed(raw: bytes, keys: KeyRing) -> bool:
    try:
        read_entry(raw, keys)
    except ProtocolError:
        return False
    return True
