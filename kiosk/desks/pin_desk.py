"""PINs of cards and badges: tried, set, unblocked. Lives on the ledger's lane.

How a PIN is compared, so that no power cut gives a thief another try:

1. A `pin` entry says that somebody tries. The ledger refuses it after five, inside the transaction.
2. Only when it is on the medium the PIN is compared: with an HMAC that needs this kiosk's key, so
   that nobody who has the ledger alone can search for it.
3. Right: an entry says so, naming the try, and the count begins anew. Wrong: nothing is written.

No PIN is kept, logged or shown; what is kept is the HMAC, beside the entry that set it.
"""

import hmac
from typing import Protocol

from kiosk.desks.books import Books
from kiosk.desks.records import party_of
from kiosk.events import Event, LedgerFailed, PinRefused, PinRight, PinWrong, StaffDone
from kiosk.payment import CheckedCode, PinState
from offline_queue.errors import LedgerError, PinBlocked
from offline_queue.pins import MAX_PIN_TRIES, PinResult
from offline_queue.records import Draft
from protocol.credential import CredentialKind
from protocol.entry import EntryKind, Party, Role


class PinKey(Protocol):
    """The key store's key for PINs; it can't be taken out."""

    def mac(self, data: bytes) -> bytes:
        """Return 32 bytes that nobody makes without the key (HMAC-SHA-256)."""


class PinDesk:
    """The desk for the PINs of one kiosk."""

    def __init__(self, books: Books, key: PinKey) -> None:
        self._books = books
        self._key = key

    def state(self, cti: bytes) -> PinState:
        """Return what is known of a PIN. `LedgerError`."""
        ledger = self._books.ledger
        if ledger.pin_of(cti) is None:
            return PinState.NOT_SET
        blocked = ledger.pin_tries(cti) >= MAX_PIN_TRIES
        return PinState.BLOCKED if blocked else PinState.SET

    def check(self, number: int, code: CheckedCode, pin: str) -> Event:
        """Write the try, then compare; the answer carries ``number``."""
        try:
            return self._check(number, code, pin)
        except PinBlocked as exc:
            return PinRefused(number, exc.reason)
        except LedgerError as exc:
            return LedgerFailed(exc.reason)

    def _check(self, number: int, code: CheckedCode, pin: str) -> Event:
        ledger, cti = self._books.ledger, code.resident.cti
        known = ledger.pin_of(cti)
        if known is None:
            return PinRefused(number, "pin-not-set")
        parties, evidence = (_holder(code),), (code.resident.evidence,)
        tried = ledger.try_pin(self._draft(PinResult.TRY, parties), evidence)
        if hmac.compare_digest(known, self._verifier(cti, pin)):
            ledger.append(self._draft(PinResult.RIGHT, parties, tried.id), evidence)
            return PinRight(number)
        left = MAX_PIN_TRIES - ledger.pin_tries(cti)
        return PinWrong(number, left) if left > 0 else PinRefused(number, PinBlocked.reason)

    def set(self, number: int, code: CheckedCode, badge: CheckedCode, pin: str) -> Event:
        """Write that ``code`` has this PIN from now on, said beside ``badge``."""
        draft = self._draft(PinResult.SET, _beside(code, badge))
        try:
            self._books.ledger.set_pin(
                draft, self._verifier(code.resident.cti, pin), _evidence(code, badge)
            )
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        return StaffDone(number)

    def unblock(self, number: int, code: CheckedCode, badge: CheckedCode) -> Event:
        """Write that staff let it be tried again."""
        draft = self._draft(PinResult.UNBLOCKED, _beside(code, badge))
        return self._books.write(draft, _evidence(code, badge)) or StaffDone(number)

    def _verifier(self, cti: bytes, pin: str) -> bytes:
        return self._key.mac(cti + pin.encode("ascii"))

    def _draft(
        self, result: PinResult, parties: tuple[Party, ...], ref: bytes | None = None
    ) -> Draft:
        books = self._books
        return books.draft(
            EntryKind.PIN, books.fresh_id(), parties=parties, ref=ref, result=str(result)
        )


def _holder(code: CheckedCode) -> Party:
    """Whose PIN it is: a card's holder, or staff with their own badge."""
    badge = code.kind is CredentialKind.STAFF
    return party_of(Role.STAFF if badge else Role.HOLDER, code.resident, code.scanned_at_s)


def _beside(code: CheckedCode, badge: CheckedCode) -> tuple[Party, ...]:
    """Whose PIN it is first, then who of the staff is there; staff may set their own."""
    by = party_of(Role.STAFF, badge.resident, badge.scanned_at_s)
    return (_holder(code), by) if code.resident.cti != badge.resident.cti else (by,)


def _evidence(code: CheckedCode, badge: CheckedCode) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys((code.resident.evidence, badge.resident.evidence)))
