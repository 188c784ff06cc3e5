"""A folder as a medium below SQLite: what was called on its files, and which call is to fail.

`recorder.plugged` brings SQLite's calls here.
"""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tests.faults.medium import Call, Medium, Said


class Kind(Enum):
    """Calls that can fail."""

    OPEN = "open"
    READ = "read"
    WRITE = "write"
    TRUNCATE = "truncate"
    SYNC = "sync"
    DELETE = "delete"
    SIZE = "size"
    LOCK = "lock"
    SHARED = "shared memory"


class Effect(Enum):
    """What a failing call has done."""

    NOTHING = "not done"
    HALF = "half done"  # a write: its first half
    ALL = "done but reported failed"
    FORGOTTEN = "never to be done, and the cache does not tell"  # a sync, as on Linux
    REVERTED = "never to be done, and what was written is gone at once"  # a sync


@dataclass(frozen=True)
class Fault:
    """Fails the ``at``-th (from 1) of the calls ``kinds`` with SQLite's result ``code``.

    ``lasting``: and every later one of them.
    """

    at: int
    kinds: frozenset[Kind]
    code: int
    effect: Effect = Effect.NOTHING
    lasting: bool = False


class Disk:
    """The files of ``folder`` on a medium."""

    def __init__(self, folder: Path, medium: Medium | None = None) -> None:
        """What is in the folder now is on the medium for certain, or as ``medium`` has it.

        ``room_bytes``: how much the files may still grow; None for as much as they like.
        """
        self.folder = folder.resolve()
        self.start = {
            it.name: it.read_bytes() for it in folder.iterdir() if not it.name.endswith("-shm")
        }
        self.medium = Medium(self.start) if medium is None else medium
        self.calls: list[Call] = []
        self.seen: list[tuple[Kind, str]] = []
        self.room_bytes: int | None = None
        self._fault: Fault | None = None

    def log(self, call: Call) -> None:
        """Add ``call`` to what happened."""
        self.calls.append(call)
        self.medium.take(call)

    def say(self, what: str, id_: bytes, hash_: bytes = b"") -> None:
        """Note what somebody was told at this point."""
        self.log(Said(what, id_, hash_))

    def arm(self, fault: Fault) -> None:
        """Count calls from here on, and fail as ``fault`` says."""
        self._fault, self.seen = fault, []

    def mend(self) -> None:
        """Fail no more."""
        self._fault = None

    def takes(self, more_bytes: int) -> bool:
        """Whether there is room for a file to grow by so much; it is taken then."""
        if self.room_bytes is None or more_bytes <= 0:
            return True
        fits = more_bytes <= self.room_bytes
        self.room_bytes -= more_bytes if fits else 0
        return fits

    @property
    def struck(self) -> bool:
        """Whether the armed fault has come."""
        return self._fault is not None and len(self.seen) >= self._fault.at

    def strikes(self, kind: Kind, name: str) -> Fault | None:
        """The fault that this call on the file ``name`` meets, if any. Counts it."""
        fault = self._fault
        if fault is None or kind not in fault.kinds:
            return None
        self.seen.append((kind, name))
        now = len(self.seen)
        return fault if now == fault.at or (fault.lasting and now > fault.at) else None
