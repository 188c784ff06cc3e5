"""What a technician asks of the second medium: is the copy there, and does it follow the ledger.

Reads only. A medium that hangs in the system is given up after `LOOK_S`, on a thread of its own.
"""

import queue
import threading
from pathlib import Path
from typing import Final

from kiosk.health.finding import Finding
from kiosk.profile.machine import Profile
from offline_queue.errors import LedgerError, OtherEntry
from offline_queue.kept import KeptReader
from offline_queue.second_medium import (
    CopyState,
    Place,
    compare_sources,
    is_begun,
    look_at,
    state_of_error,
)

PART: Final = "copy"
LOOK_S: Final = 20.0  # a disk that slept turns up in less

_PUT_IT_IN: Final = "put it in and mount it; the running kiosk catches up by itself"
_ADVICE: Final = {
    CopyState.MISSING: _PUT_IT_IN,
    CopyState.SAME_DISK: _PUT_IT_IN,
    CopyState.FAILING: "see to its cable, its room and its file system, or put in another one",
    CopyState.DAMAGED: "start the kiosk: it sets the copy aside and begins a new one; replace a"
    " medium that damages again",
    CopyState.FOREIGN: "this medium is another machine's: put in the one that belongs here",
    CopyState.OTHER_LEDGER: "keep this medium: run 'kiosk ledger recover --profile FILE', then put"
    " in an empty one",
    CopyState.AFTER: "keep this medium: an ended ledger was put in the place of a later one; run"
    " 'kiosk ledger recover --profile FILE'",
    CopyState.OURS_DAMAGED: "run 'kiosk ledger verify' on the ledger, then 'kiosk ledger recover"
    " --profile FILE'; leave the copy as it is",
    CopyState.FORK: "call the district before anything else: this key has signed two different"
    " entries for one place",
}
_FOUND: Final = {
    CopyState.MISSING: "the medium is not there",
    CopyState.SAME_DISK: "nothing is mounted there: the folder lies on the ledger's own disk",
    CopyState.FAILING: "it can't be read",
    CopyState.DAMAGED: "it is damaged",
    CopyState.FOREIGN: "it is another machine's or another program's",
    CopyState.OTHER_LEDGER: "it is of another ledger of this machine",
    CopyState.AFTER: "it holds the ledger that this machine began when this one had ended",
    CopyState.OURS_DAMAGED: "the ledger is damaged where the copy is whole",
    CopyState.FORK: "ledger and copy have different entries at one place",
}


def look_at_copy(profile: Profile, primary: Path) -> list[Finding]:
    """Return what the copy is to the ledger at ``primary``; nothing where the profile names none.

    Takes `LOOK_S` at most.
    """
    if profile.ledger is None:
        return []
    place = profile.ledger.place()
    answers: queue.Queue[Finding] = queue.Queue()
    look = threading.Thread(target=lambda: answers.put(_look(place, primary)), daemon=True)
    look.start()
    try:
        return [answers.get(timeout=LOOK_S)]
    except queue.Empty:
        return [_finding(CopyState.FAILING, f"{place.path}: it does not answer")]


def _look(place: Place, primary: Path) -> Finding:
    try:
        absent = look_at(place, primary)
        if absent is not None:
            return _finding(absent, str(place.path.parent))
        return _compare(place.path, primary)
    except OtherEntry as exc:
        return _finding(CopyState.FORK, str(exc))
    except LedgerError as exc:
        if exc.path == primary:  # another part says so
            return Finding(PART, True, f"{place.path}: no ledger to compare it with")
        return _finding(state_of_error(exc), str(exc))


def _compare(path: Path, primary: Path) -> Finding:
    if not is_begun(path):
        return Finding(PART, True, f"{path}: nothing on it yet; the kiosk begins it")
    with KeptReader.open(path) as copy:
        has = copy.marks().size
        if not is_begun(primary):
            return Finding(PART, True, f"{path}: {has} entries, and no ledger: it is restored")
        with KeptReader.open(primary) as ours:
            size = ours.marks().size
            return _follows(compare_sources(ours, copy, ours.public_key), path, size, has)


def _follows(state: CopyState, path: Path, size: int, has: int) -> Finding:
    match state:
        case CopyState.LEVEL:
            return Finding(PART, True, f"{path}: level, {has} entries")
        case CopyState.BEHIND:
            return Finding(PART, True, f"{path}: behind by {size - has} entries, it catches up")
        case CopyState.AHEAD:
            more = has - size
            return Finding(PART, True, f"{path}: ahead by {more} entries: the kiosk restores them")
        case CopyState.EMPTY | CopyState.FOLLOWED:
            return Finding(PART, True, f"{path}: of the ledger before; the kiosk begins a new copy")
        case _:
            return _finding(state, str(path))


def _finding(state: CopyState, detail: str) -> Finding:
    return Finding(PART, False, f"{_FOUND[state]}: {detail}", _ADVICE[state])
