"""The open ledger with what every entry needs: rules in force, fresh ids, the moment.

Shared by the desks of the ledger's lane; it belongs to that lane's thread.

What has happened outside, a ticket that came out, can't be taken back by a ledger that is closed or
full. It is kept here until it is written, before anybody is asked what is owed; only a process that
is killed before that forgets it, and then the ticket is owed.
"""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.district import District
from kiosk.events import Event, LedgerBack, LedgerFailed
from offline_queue.clock import Moment, card_day_start
from offline_queue.errors import CannotOpen, LedgerError
from offline_queue.ledger import Ledger
from offline_queue.records import Draft
from protocol.entry import EntryKind
from protocol.ids import uuid7


class PowerGone(LedgerError):
    """The mains are gone: the ledger was closed, and is opened when they are back."""

    reason = "power"


class Books:
    """``moment`` tells effective time, ``random`` gives bytes for ids. `adopt` brings new rules."""

    def __init__(
        self,
        open_ledger: Callable[[], Ledger],
        district: District,
        moment: Callable[[], Moment],
        random: Callable[[int], bytes],
    ) -> None:
        self.district = district
        self.moment = moment
        self._open_ledger = open_ledger
        self._random = random
        self._opened: Ledger | None = None
        self.opening = False  # read from any thread: that may take minutes
        self.without_power = False  # then nobody opens it
        self._kept: deque[tuple[Draft, Sequence[bytes]]] = deque()  # not in the ledger yet

    def open(self) -> LedgerFailed | None:
        """Open the ledger, on the thread that will own it, and void what a crash left."""
        if self.without_power:
            return LedgerFailed(PowerGone.reason)
        self.opening = True
        try:
            self._opened = self._open_ledger()
            self._opened.recover()
            self.write_kept()
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        finally:
            self.opening = False
        return None

    def reopen(self) -> Event:
        """Try again after a failure: open, recover, and so know what became of everything."""
        if self.without_power:
            return LedgerFailed(PowerGone.reason)
        self.close()
        return self.open() or LedgerBack()

    def put_away(self) -> None:
        """Close it, with its log put back into the file and flushed."""
        if self._opened is not None:
            with suppress(LedgerError):  # what is recorded is safe in the log as well
                self._opened.put_back_log()
        self.close()

    def finish(self) -> None:
        """Write what is kept, at the kiosk's end: there is no later. Also without power."""
        if not self._kept:
            return
        self.without_power = False
        self.reopen()

    def close(self) -> None:
        """Give the ledger back."""
        if self._opened is not None:
            self._opened.close()
        self._opened = None

    @property
    def is_open(self) -> bool:
        """Whether there is a ledger to work on."""
        return self._opened is not None

    @property
    def ledger(self) -> Ledger:
        """The open ledger; CannotOpen or PowerGone while there is none."""
        if self._opened is not None:
            return self._opened
        if self.without_power:
            raise PowerGone(Path("ledger"), "it was closed")
        raise CannotOpen(Path("ledger"), "it is not open")

    @property
    def versions(self) -> tuple[int, int]:
        """Of scheme and bundle, as entries and intents name them."""
        return self.district.scheme.version, self.district.bundle_version

    def fresh_id(self) -> bytes:
        """Return an id that sorts by time."""
        return uuid7(self.moment().epoch_ms, self._random)

    def draft(self, kind: EntryKind, id_: bytes, **fields: Any) -> Draft:  # noqa: ANN401 - as Draft has them
        """Return an entry under the rules in force."""
        return Draft(kind, id_, *self.versions, **fields)

    def write(self, draft: Draft, evidence: Sequence[bytes] = ()) -> LedgerFailed | None:
        """Write an entry; what goes wrong stops the kiosk."""
        try:
            self.ledger.append(draft, evidence)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        return None

    def write_for_sure(self, draft: Draft, evidence: Sequence[bytes] = ()) -> LedgerFailed | None:
        """Write what has happened already; where that can't be done now, it is kept."""
        self._kept.append((draft, evidence))
        try:
            self.write_kept()
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        return None

    def write_kept(self) -> None:
        """Write what could not be written before. `LedgerError`."""
        while self._kept:
            self.ledger.append(*self._kept[0])
            self._kept.popleft()

    def day_start_s(self) -> int:
        """When the day began that counts for a card, epoch seconds (see `card_day_start`)."""
        known_s = self.ledger.last_trusted_s()
        return card_day_start(self.moment(), known_s, self.district.scheme.day_start)
