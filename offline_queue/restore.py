"""Restoring the primary from the second medium, before the ledger is opened for selling.

1. Read how far both are. Nothing to do unless the copy holds more (`second_medium`).
2. A copy that says it holds more must prove it: some entry for a place that the primary lacks is
   there and signed by this kiosk's key. One that has none is damaged, and is no reason to do
   anything.
3. The primary is there and holds the beginning: the entries after it are added to it, some hundreds
   in each transaction, checked one by one. A power cut leaves it longer than before and never
   shorter; the next start goes on.
4. The primary is gone, or empty: a draft is built beside it, checked entry by entry, flushed, and
   closed so that it has no log of its own. A log that was left without its file may hold signed
   entries that no copy has: that is for `recover` (`LedgerGone`). Whatever else was left under the
   primary's name gets another one. Then the draft gets the primary's name, and the folder is
   flushed. A power cut leaves no primary and the copy as it was, or the whole one.
5. From 2 on it is proved that this key has signed more than the primary holds. To sell on without
   that would sign a second entry for a place that has one. So if 3 or 4 fails, nothing is sold:
   `CopyAhead`, and it is tried again.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offline_queue.checking import believed, check, check_earlier
from offline_queue.database import mapped
from offline_queue.errors import (
    BadEntry,
    BrokenRule,
    CopyAhead,
    DiskFailing,
    LedgerError,
    LedgerGone,
)
from offline_queue.files import flush_file, flush_folder, set_aside
from offline_queue.former import ring_from
from offline_queue.kept import KeptReader
from offline_queue.replica import Replica
from offline_queue.second_medium import CopyState, Source, compare_sources, is_begun
from protocol.keys import KeyRing, PublicKey, key_ring

BATCH_ENTRIES: Final = 256
BATCH_ROWS: Final = 512
"""What one transaction takes: some 100 kB, so that memory does not grow with the ledger."""

DRAFT: Final = "restoring"
"""The word in the name of what is being built. It is no ledger yet: what a power cut left of it is
removed, since all that it holds is in the copy."""


@dataclass(frozen=True)
class Restored:
    """What came back: ``entries`` that the primary lacked; ``aside``: what was under its name."""

    entries: int
    aside: Path | None = None


def restore_if_ahead(
    primary: Path, key: PublicKey, copy: Source, node_keys: KeyRing
) -> Restored | CopyState:
    """Restore the ledger at ``primary`` from ``copy`` if that holds more; else say how it stands.

    ``key`` is this kiosk's; receipts count when a key of ``node_keys`` made them. Nobody else may
    write to the primary meanwhile. Raises `OtherEntry` with the proof of a fork, `CopyAhead` when
    the copy has more and can't be read to its end, `LedgerGone` where a log is left without its
    file, `LedgerError` of the primary or the copy.
    """
    state = state_of(primary, key, copy)
    return restore(primary, copy, node_keys) if state is CopyState.AHEAD else state


def state_of(primary: Path, key: PublicKey, copy: Source) -> CopyState:
    """What ``copy`` is to the ledger at ``primary``; one that is ahead has proved that it is.

    Raises `OtherEntry` with the proof of a fork, `LedgerError` of the primary or the copy.
    """
    size = 0
    if is_begun(primary):
        with KeptReader.open(primary) as ours:
            state, size = compare_sources(ours, copy, key), ours.marks().size
    else:
        state = compare_sources(None, copy, key)
    if state is CopyState.AHEAD and not _has_entry_from(copy, size):
        return CopyState.DAMAGED
    return state


def restore(primary: Path, copy: Source, node_keys: KeyRing) -> Restored:
    """Bring back what ``copy`` has and the ledger at ``primary`` lacks; see `restore_if_ahead`."""
    try:
        if is_begun(primary):
            return _lengthen(primary, copy, node_keys)
        _require_no_log(primary)
        return _rebuild(primary, copy, node_keys)
    except (BadEntry, BrokenRule) as exc:
        raise CopyAhead(primary, f"the copy has more and is damaged: {exc}") from exc
    except LedgerError as exc:
        if exc.path != copy.path:
            raise
        raise CopyAhead(primary, f"the copy has more: {exc}") from exc


def _has_entry_from(copy: Source, size: int) -> bool:
    """Whether it holds an entry that this key signed for the place ``size`` or one after it.

    Nearly always the first; one after damage proves it as well, though it can't be put in.
    """
    keys, at, limit = key_ring(copy.identity.public_key), size, 1
    while items := copy.entries(at, limit):
        for item in items:
            try:
                if check(item, copy.identity.name, keys, key_ring()).it.seq >= size:
                    return True
            except BadEntry:
                continue
        at, limit = at + len(items), BATCH_ENTRIES
    return False


def _lengthen(primary: Path, copy: Source, node_keys: KeyRing) -> Restored:
    with Replica.open(primary) as ours:
        before = ours.size
        _take_entries(ours, copy, node_keys)
        _take_receipts(ours, copy, node_keys)
        _take_intents(ours, copy)
        _take_earlier(ours, copy, node_keys)
        return Restored(ours.size - before)


def _require_no_log(primary: Path) -> None:
    """A log that was left without its file holds the newest entries, which no copy may have."""
    log = primary.with_name(f"{primary.name}-wal")
    with mapped(primary):
        if log.exists() and log.stat().st_size:
            raise LedgerGone(primary, f"it is gone, and its log {log.name} is left")


def _rebuild(primary: Path, copy: Source, node_keys: KeyRing) -> Restored:
    draft = primary.with_name(f"{primary.name}.{DRAFT}")
    with mapped(draft):
        for part in ("", "-wal", "-shm"):
            draft.with_name(draft.name + part).unlink(missing_ok=True)
    with Replica.create(draft, copy.identity) as ours:
        _take_entries(ours, copy, node_keys)
        _take_intents(ours, copy)
        _take_earlier(ours, copy, node_keys)
        size = ours.size
    aside = set_aside(primary, "gone")
    with mapped(primary):
        if any(draft.parent.glob(f"{draft.name}-*")):  # a rename would part it from its log
            raise DiskFailing(primary, "the log of the restored ledger was not put back")
        flush_file(draft)
        draft.rename(primary)
        flush_folder(primary.parent)
    return Restored(size, aside)


def _take_entries(ours: Replica, copy: Source, node_keys: KeyRing) -> None:
    end, size = copy.marks().size, ours.size
    while size < end:
        items = copy.entries(size, BATCH_ENTRIES)
        if not items:
            raise BadEntry(size, "it is missing")
        size = ours.extend(items, node_keys)


def _take_receipts(ours: Replica, copy: Source, node_keys: KeyRing) -> None:
    """The node's time comes with them; the copy's own word for it is signed by nobody."""
    at = ours.marks().receipted
    while rows := copy.receipts(at, BATCH_ROWS):
        found = [it for _, raw in rows if (it := believed(raw, node_keys)) is not None]
        ours.add_receipts(found)
        at = rows[-1][0] + 1


def _take_intents(ours: Replica, copy: Source) -> None:
    at = 0
    while intents := copy.intents(at, BATCH_ROWS):
        ours.add_intents(intents)
        at = intents[-1].number + 1


def _take_earlier(ours: Replica, copy: Source, node_keys: KeyRing) -> None:
    """What was known of ledgers before this one: codes and slices that were used there."""
    keys, at = ring_from(copy), 0
    while rows := copy.earlier_entries(at, BATCH_ENTRIES):
        found = (check_earlier(row, keys, node_keys) for _, row in rows)
        ours.remember([it for it in found if it is not None])
        at = rows[-1][0] + 1
