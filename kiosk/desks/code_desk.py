"""Reads codes: genuine, fresh, and what the ledger, the roster and the status list know of them.

Revoked and closed credentials are refused here, at the scan, whatever carries them, and so is a
card that is at home elsewhere: nothing is asked for with them. Lives on the ledger's lane.
"""

from collections.abc import Callable
from typing import Final, Protocol

from kiosk.desks.books import Books
from kiosk.desks.records import party_of, ticket_of
from kiosk.events import CodeRefused, CodeSeen, Event, LedgerFailed
from kiosk.papers.status_shelf import StatusLook
from kiosk.payment import CheckedCode, PinState
from kiosk.refusals import APART_S, NOTED
from offline_queue.clock import Moment
from offline_queue.errors import LedgerError
from protocol.credential import CredentialKind
from protocol.entry import ClockState, EntryKind, Role
from protocol.errors import CredentialExpired, ProtocolError, TooEarly, TooOld
from protocol.resident_code import ResidentCode, check

AGE_REFUSALS = (TooEarly, TooOld, CredentialExpired)
STAFF_SET_SLACK_S: Final = 300
"""How wrong a clock that staff set by a wrist watch may be."""


class Statuses(Protocol):
    """Where a credential's status is looked up."""

    def look(self, index: int, now_s: int) -> StatusLook:
        """Return what the newest status list says of ``index`` at ``now_s``, epoch seconds."""


class CodeDesk:
    """``pin_state`` tells of a cti what this kiosk knows of its PIN."""

    def __init__(
        self, books: Books, statuses: Statuses, pin_state: Callable[[bytes], PinState]
    ) -> None:
        self._books = books
        self._statuses = statuses
        self._pin_state = pin_state
        self._noted_at_s: dict[str, int] = {}

    def read(self, text: str | bytes, scanned: Moment, challenge: bytes | None = None) -> Event:
        """Check a scanned text; age is judged at the scan and never again.

        ``challenge``: of the machine's own code that it has to answer (bytes, as an app sent them).
        """
        try:
            code = self._check(text, scanned, challenge)
        except AGE_REFUSALS as exc:
            ours = scanned.state is ClockState.UNKNOWN  # then it is not the phone's clock
            return CodeRefused("stand-in-clock-unknown" if ours else exc.reason)
        except ProtocolError as exc:
            return CodeRefused(exc.reason)
        try:
            reason = self._refusal(code, scanned.time_s)
            if reason:
                return CodeRefused(reason, CheckedCode(code, scanned.time_s, used=False))
            return CodeSeen(self.look_up(code, scanned.time_s))
        except LedgerError as exc:
            return LedgerFailed(exc.reason)

    def look_up(self, code: ResidentCode, scanned_at_s: int) -> CheckedCode:
        """Return the code with what is known of it here. `LedgerError`."""
        if code.credential.kind is not CredentialKind.STAFF:  # who may come because of a full disk
            self._books.write_kept()  # else a ticket that came out would be owed
        ledger, counter = self._books.ledger, code.counter
        owed = ledger.unfulfilled(code.cti)
        row = self._books.district.roster.get(code.cti)
        return CheckedCode(
            resident=code,
            scanned_at_s=scanned_at_s,
            used=counter is not None and ledger.is_used(code.cti, counter),
            unfulfilled=tuple(
                ticket_of(one.entry, one.raw, self._books.district.facility.services)
                for one in owed
            ),
            pin=self._pin_state(code.cti) if counter is None else PinState.NOT_SET,
            carers=frozenset(row.carers) if row else frozenset(),
            name=row.name if row else "",
        )

    def note(self, reason: str, code: CheckedCode | None) -> Event | None:
        """Write a `refuse` entry, if that helps to find fraud and none was written just now."""
        books, now_s = self._books, self._books.moment().time_s
        if reason not in NOTED or abs(now_s - self._noted_at_s.get(reason, -APART_S)) < APART_S:
            return None
        try:
            # Not what lies ahead: where a clock was wrong, that may be days in which nothing is.
            if books.ledger.refusals_since(reason, now_s - APART_S, now_s):
                return None
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        parties = () if code is None else (party_of(_role(code), code.resident, code.scanned_at_s),)
        evidence = () if code is None else (code.resident.evidence,)
        refuse = books.draft(EntryKind.REFUSE, books.fresh_id(), parties=parties, result=reason)
        failed = books.write(refuse, evidence)
        if failed is None:
            self._noted_at_s[reason] = now_s
        return failed

    def _check(self, text: str | bytes, scanned: Moment, challenge: bytes | None) -> ResidentCode:
        district = self._books.district
        keys, scheme, at_s = district.credential_keys, district.scheme.id, scanned.time_s
        slack_s = STAFF_SET_SLACK_S if scanned.state is ClockState.STAFF_SET else 0
        try:
            return check(text, keys, scheme, at_s, slack_s=slack_s, challenge=challenge)
        except TooEarly:
            if scanned.state is not ClockState.UNKNOWN:
                raise
            code = check(text, keys, scheme, at_s, judge_age=False, challenge=challenge)
            if code.credential.kind is CredentialKind.STAFF:
                return code  # made since the clock died: else nobody could set it
            raise

    def _refusal(self, code: ResidentCode, now_s: int) -> str:
        """Return why a genuine code is no good here, or nothing."""
        credential, books = code.credential, self._books
        listed = self._statuses.look(credential.status_index, now_s).revoked
        if listed or books.ledger.is_revoked(code.cti):
            return "revoked"
        if books.ledger.is_closed(code.cti):
            return "credential-closed"
        is_card = credential.kind is CredentialKind.CARD
        return "not-at-home" if is_card and books.district.kiosk not in credential.slices else ""


def _role(code: CheckedCode) -> Role:
    return Role.STAFF if code.kind is CredentialKind.STAFF else Role.HOLDER
