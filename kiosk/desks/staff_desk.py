"""What staff ask of the machine: how it is, and what time it is. Lives on the ledger's lane."""

from calendar import timegm
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, Protocol

from kiosk.desks.books import Books
from kiosk.desks.records import party_of, ticket_of
from kiosk.events import Event, LedgerFailed, StaffDone, StaffKnows, StaffRefused
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import CheckedCode, Ticket
from kiosk.staff_facts import StaffFacts
from offline_queue.clock import AHEAD_LIMIT_S
from offline_queue.errors import LedgerError
from protocol.entry import ClockState, EntryKind, Role, read_entry
from protocol.keys import key_ring

OWED_FOR_S: Final = 31 * 24 * 3600
"""How far back staff look for tickets that nobody took: a month, as bank statements go."""
MINUTE_S: Final = 60
OFF_LIMIT_S: Final = 180 * 24 * 3600
"""How far ahead of the floor staff may set the clock: a kiosk that was off for half a year is a
technician's, and no slip in the year is taken however often it is typed."""


class StaffClock(Protocol):
    """The clock that staff may set."""

    def set_by_staff(self, time_s: int) -> bool:
        """Take it that it is ``time_s``, epoch seconds; False where the clock is known by now."""

    def forget_staff(self) -> None:
        """Go on as if staff had said nothing."""


class StaffDesk:
    """``devices`` tells the state of each device by name; called on the ledger's lane."""

    def __init__(
        self,
        books: Books,
        clock: StaffClock,
        watch: NodeWatch,
        devices: Callable[[], Mapping[str, str]],
    ) -> None:
        self._books = books
        self._clock = clock
        self._watch = watch
        self._devices = devices

    def look(self, number: int) -> Event:
        """Look how the machine is; the answer carries ``number``."""
        try:
            return StaffKnows(number, self._facts())
        except LedgerError as exc:
            return LedgerFailed(exc.reason)

    def set_clock(self, number: int, digits: str, badge: CheckedCode, *, again: bool) -> Event:
        """Set the clock to twelve digits: year, month, day, hour and minute on a wall clock here.

        Refused is what is no time, what is over already (the floor), and what is too far ahead of
        it: the times of entries never fall, so a slip of the finger into another year would stay in
        the ledger for good. From `AHEAD_LIMIT_S` on, or past the end of the rules in force, it is
        taken only where it was typed ``again``. The rules may have ended while the kiosk was off;
        then it sells nothing by itself, but knows the time.
        """
        typed_s = _wall_time_s(digits)
        if typed_s is None:
            return StaffRefused(number, "clock-no-time")
        time_s = typed_s - self._books.district.scheme.utc_offset_s
        try:
            least_s = self._floor_s()
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        refusal = self._refusal(time_s, least_s, again)
        if refusal:
            return StaffRefused(number, refusal)
        return self._set(number, max(time_s, least_s), badge)  # within the minute that was typed

    def _refusal(self, time_s: int, least_s: int, again: bool) -> str:
        """Return why staff's word is not taken, or nothing."""
        if time_s + MINUTE_S <= least_s:
            return "clock-too-early"
        if time_s >= least_s + OFF_LIMIT_S:
            return "clock-too-late"
        ended = time_s >= self._books.district.bundle_expires_s
        far = ended or time_s > least_s + AHEAD_LIMIT_S
        return "clock-far" if far and not again else ""

    def _set(self, number: int, time_s: int, badge: CheckedCode) -> Event:
        """Set it and write so, at the new time; what can't be written was never said."""
        books = self._books
        if not self._clock.set_by_staff(time_s):
            return StaffRefused(number, "clock-known")
        by = party_of(Role.STAFF, badge.resident, badge.scanned_at_s)
        clock = books.draft(EntryKind.CLOCK, books.fresh_id(), parties=(by,))
        failed = books.write(clock, (badge.resident.evidence,))
        if failed:
            self._clock.forget_staff()
        return failed or StaffDone(number)

    def _floor_s(self) -> int:
        """What it is at least. A time that staff set themselves is none: they may put it right."""
        floor_s, now = self._books.ledger.floor_s(), self._books.moment()
        return floor_s if now.state is ClockState.STAFF_SET else max(floor_s, now.time_s)

    def _facts(self) -> StaffFacts:
        counts, now = self._books.ledger.counts(), self._books.moment()
        oldest_s = self._oldest_unsent_s()
        return StaffFacts(
            unsent=counts.entries - counts.receipts,
            unsent_for_s=None if oldest_s is None else max(0, now.time_s - oldest_s),
            clock=now.state,
            near=self._watch.near,
            devices=tuple(sorted(self._devices().items())),
            owed=self._owed(now.time_s - OWED_FOR_S),
        )

    def _oldest_unsent_s(self) -> int | None:
        ledger = self._books.ledger
        for one in ledger.unsent(1, 1):  # always one, if there is one
            if one.intact:
                return read_entry(one.raw, key_ring(ledger.public_key)).entry.time
        return None

    def _owed(self, since_s: int) -> tuple[Ticket, ...]:
        """Newest first: its owner most likely stands there."""
        owed = self._books.ledger.unfulfilled(since_s=since_s, newest=True)
        services = self._books.district.facility.services
        return tuple(ticket_of(one.entry, one.raw, services) for one in owed)


def _wall_time_s(digits: str) -> int | None:
    """Return twelve digits as seconds since 1970 on a wall clock, or None for no time."""
    try:
        return timegm(datetime.strptime(digits, "%Y%m%d%H%M").timetuple())  # noqa: DTZ007 - a wall's
    except ValueError:
        return None
