"""What can go wrong here, as one tree. Foreign exceptions are mapped once, where they enter.

::

    QueueError
    ├── EnvironmentFault        the machine or the line: wait, make room, call a technician
    │   ├── LedgerError
    │   │   ├── DiskFull        no room for the entry; nothing was written
    │   │   ├── DiskFailing     the medium refused to read or write
    │   │   ├── ReadOnly        the medium or the file may not be written
    │   │   ├── Locked          another process held the lock for longer than the limit
    │   │   ├── CannotOpen      no such file or folder, or no right to it
    │   │   ├── Corrupt         SQLite found its own file damaged
    │   │   ├── NotALedger      the file is something else; it was left as it is
    │   │   ├── NewerSchema     written by a newer program; it was left as it is
    │   │   ├── OtherKey        the ledger was begun with another key than this machine's
    │   │   ├── LedgerGone      a ledger was here; what is left can't take its place
    │   │   ├── HalfRecovered   its recovery was interrupted and must be brought to its end
    │   │   ├── LedgerBehind    the node or the second medium has entries of ours that it lacks
    │   │   ├── CopyAhead       the second medium holds entries of ours that can't be read
    │   │   ├── Forked          this key has signed two entries for one place: the proof is kept
    │   │   └── OutcomeUnknown  a commit failed and reading it back failed too: append again
    │   ├── KeyFileError        the key file is missing, open to others, or no key
    │   ├── BadNodeUrl          the address in the profile can't be used
    │   └── NodeAway            no usable answer in time: cut, refused, timed out, 5xx
    ├── PeerFault               what somebody sent or showed us
    │   ├── AlreadyUsed         this code has served another visit
    │   ├── CredentialClosed    this kiosk has closed the credential for good
    │   ├── PinBlocked          the PIN was tried too often: staff unblocks it
    │   ├── OverReversed        more would be given back than the entry took (`reversing`)
    │   ├── CountUsed           a machine's count has served another earning (`reversing`)
    │   ├── NodeRefused         the node answered with a problem (unsigned, so only a "no")
    │   ├── BadAnswer           not the node's answer to this request; changes nothing
    │   ├── BadEntry            an entry handed in is not this ledger's next one
    │   └── OtherEntry          another entry, signed too, stands at this place: a fork
    └── BugFault                we called it wrongly; never shown to a resident
        ├── WrongThread         a ledger belongs to the thread that opened it
        ├── IdReused            one id, two different contents
        ├── BadDraft            the entry would not be a valid one
        └── BrokenRule          the database refused what this package must never try
"""

from pathlib import Path
from typing import ClassVar


class QueueError(Exception):
    """Base of everything this package raises. ``reason`` is the word for logs and screens."""

    reason: ClassVar[str] = "queue-error"


class EnvironmentFault(QueueError):
    """The machine or the line is not as it should be."""

    reason = "environment"


class PeerFault(QueueError):
    """Somebody else's bytes were refused."""

    reason = "peer"


class BugFault(QueueError):
    """This package was called wrongly, or broke its own rule."""

    reason = "bug"


class LedgerError(EnvironmentFault):
    """The ledger file can't be used as asked; ``path`` is the file."""

    reason = "ledger"

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class DiskFull(LedgerError):
    """No room for the entry; nothing was written."""

    reason = "disk-full"


class DiskFailing(LedgerError):
    """The medium refused to read or write."""

    reason = "disk-failing"


class ReadOnly(LedgerError):
    """The medium or the file may not be written."""

    reason = "read-only"


class Locked(LedgerError):
    """Another process held the lock for longer than the limit."""

    reason = "locked"


class CannotOpen(LedgerError):
    """No such file or folder, or no right to it."""

    reason = "cannot-open"


class Corrupt(LedgerError):
    """SQLite found its own file damaged."""

    reason = "corrupt"


class NotALedger(LedgerError):
    """The file is something else; it was left as it is."""

    reason = "not-a-ledger"


class NewerSchema(LedgerError):
    """Written by a newer program; it was left as it is."""

    reason = "newer-schema"


class OtherKey(LedgerError):
    """The ledger was begun with another key than this machine's."""

    reason = "other-key"


class LedgerGone(LedgerError):
    """A ledger was here and is gone, and nothing that is known to be whole can take its place."""

    reason = "ledger-gone"


class HalfRecovered(LedgerError):
    """Its recovery was interrupted and must be brought to its end."""

    reason = "half-recovered"


class LedgerBehind(LedgerError):
    """The node or the second medium has entries of this ledger that are not in it: open it anew."""

    reason = "ledger-behind"


class CopyAhead(LedgerError):
    """The second medium holds entries that this ledger lacks, and can't be read to its end."""

    reason = "copy-ahead"


class Forked(LedgerError):
    """This key has signed two different entries for one place; the proof was kept."""

    reason = "fork"


class OutcomeUnknown(LedgerError):
    """A commit failed and reading it back failed too. Append the same draft again to find out."""

    reason = "outcome-unknown"


class KeyFileError(EnvironmentFault):
    """The key file is missing, open to others, or no key; ``path`` is the file."""

    reason = "key-file"

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path


class BadNodeUrl(EnvironmentFault):
    """The node's address can't be used: no URL, or plain HTTP to another machine."""

    reason = "bad-node-url"


class NodeAway(EnvironmentFault):
    """No usable answer in time: no connection, cut, timed out, or the node can't serve now."""

    reason = "node-away"


class AlreadyUsed(PeerFault):
    """This code has served another visit; ``visit_id`` is the entry (16 bytes) that used it."""

    reason = "already-used"

    def __init__(self, visit_id: bytes) -> None:
        super().__init__(f"the code was used by entry {visit_id.hex()}")
        self.visit_id = visit_id


class CredentialClosed(PeerFault):
    """This kiosk has closed the credential ``cti`` (8 bytes) and refuses it for good."""

    reason = "credential-closed"

    def __init__(self, cti: bytes) -> None:
        super().__init__(f"credential {cti.hex()} was closed here")
        self.cti = cti


class PinBlocked(PeerFault):
    """The PIN of ``cti`` (8 bytes) was tried as often as it may be; staff unblocks it."""

    reason = "pin-blocked"

    def __init__(self, cti: bytes) -> None:
        super().__init__(f"the PIN of {cti.hex()} was tried too often")
        self.cti = cti


class NodeRefused(PeerFault):
    """The node answered with a problem (RFC 9457). It is unsigned: it counts as "no", no more."""

    reason = "node-refused"

    def __init__(self, problem: str, status: int) -> None:
        super().__init__(f"the node refused: {problem} (status {status})")
        self.problem = problem
        self.status = status


class BadAnswer(PeerFault):
    """What came back is not the node's answer to this request. No state was changed."""

    reason = "bad-answer"


class BadEntry(PeerFault):
    """An entry that was handed in is not the next one; ``seq`` is its place, None if unread."""

    reason = "bad-entry"

    def __init__(self, seq: int | None, detail: str) -> None:
        super().__init__(f"entry {'?' if seq is None else seq}: {detail}")
        self.seq = seq


class OtherEntry(PeerFault):
    """Two entries signed by one key for one place: ``kept`` and ``offered`` prove a fork.

    Both are signed bytes; ``seq`` is the place.
    """

    reason = "other-entry"

    def __init__(self, seq: int, kept: bytes, offered: bytes) -> None:
        super().__init__(f"entry {seq}: another one, signed too, stands here")
        self.seq = seq
        self.kept = kept
        self.offered = offered


class WrongThread(BugFault):
    """A ledger was used by another thread than the one that opened it."""

    reason = "wrong-thread"


class IdReused(BugFault):
    """One id was given two different contents; ``id`` is the 16 bytes."""

    reason = "id-reused"

    def __init__(self, id_: bytes) -> None:
        super().__init__(f"id {id_.hex()} already stands for something else")
        self.id = id_


class BadDraft(BugFault):
    """The entry would not be a valid one: a field is missing, forbidden or out of range."""

    reason = "bad-draft"


class BrokenRule(BugFault):
    """The database refused what this package must never try; the trigger's words are kept."""

    reason = "broken-rule"
