"""What this kiosk's own entries say of one person's passes. Pure.

What is told of a code is what was bought and used with it here. The newest entries go to the node
with every question, which takes of them what it has not booked yet.
"""

from collections.abc import Collection, Sequence
from typing import Final

from kiosk.services.base import PassCall, PassesLeft
from kiosk.services.hours import local_day, month_end
from protocol.entry import PREPAID, Entry, EntryKind
from protocol.pass_call import MAX_COMING, Coming
from schemes.passes import MAX_VALID_DAYS, Bought, Visited, day_number, left_of, read_pass
from schemes.scheme import Scheme

MAX_PASS_ENTRIES: Final = 400
"""Of one code at one kiosk: a visit on each day of the longest pass, and the sales."""
_DAY_S: Final = 24 * 3600


def pass_kinds() -> Collection[EntryKind]:
    """Return the kinds of entries that sell a pass or let in by one."""
    return EntryKind.SPEND, EntryKind.ADMIT


def since_s(now_s: int) -> int:
    """Return since when entries may matter: a pass, and the visits of what it was bought beside."""
    return max(0, now_s - 2 * MAX_VALID_DAYS * _DAY_S)


def passes_of(entries: Sequence[Entry], source: PassCall, scheme: Scheme, now_s: int) -> PassesLeft:
    """Return what is left by these entries, newest first, of which nothing was given back."""
    today, untold = day_number(local_day(now_s, scheme)), dict(source.untold)
    counted, before = _Pool(), _Pool()
    coming: list[Coming] = []
    for entry in entries:
        day = local_day(entry.time, scheme)
        item = entry.lines[0].item.partition(":")[2] if entry.lines else ""
        read = read_pass(item)
        if entry.kind is EntryKind.SPEND and read is not None:
            counted.bought.append(Bought(day_number(day), read.visits, read.last_day))
            coming.append(Coming(entry.id, day_number(day), read.visits, read.last_day))
        elif entry.kind is EntryKind.SPEND and item in untold:
            last = day_number(month_end(day))
            before.bought.append(Bought(day_number(day), untold[item], last))
        elif entry.kind is EntryKind.ADMIT and item == source.visit:
            is_counted = entry.result == PREPAID
            (counted if is_counted else before).visits.append(Visited(day_number(day)))
            if is_counted:
                coming.append(Coming(entry.id, day_number(day)))
    return PassesLeft(
        left_of(counted.bought, counted.visits, today),
        told=False,
        here=left_of(before.bought, before.visits, today),
        coming=tuple(coming[:MAX_COMING]),
    )


class _Pool:
    """Passes, and the visits that they pay for."""

    def __init__(self) -> None:
        self.bought: list[Bought] = []
        self.visits: list[Visited] = []
