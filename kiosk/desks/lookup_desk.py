"""Looks up what services ask of this kiosk's own ledger. Lives on the ledger's lane.

What a partner or the node knows is asked on their own lanes: see `service_room`.
"""

from dataclasses import replace
from typing import Final

from kiosk.desks.books import Books
from kiosk.desks.own_passes import MAX_PASS_ENTRIES, pass_kinds, passes_of, since_s
from kiosk.desks.records import ticket_of
from kiosk.effects import LookUp
from kiosk.events import Event, Found, LedgerFailed
from kiosk.payment import Ticket
from kiosk.services.base import OwnEntries, PassCall, Period, Tallies, Tally, Whose
from offline_queue.errors import LedgerError
from offline_queue.tallies import Counted
from protocol.credential import CredentialKind

LATELY_S: Final = 62 * 86_400
"""Longer than partners keep what was reserved, with a clock that was a month wrong."""
NOBODY: Final = b""
"""A limit tag or cti that nobody has: what is asked of somebody who is not there counts nothing."""


class LookUpDesk:
    """Counts and entries of this kiosk, of this ledger and of those before it."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def look_up(self, asked: LookUp) -> Event:
        """Return Found with whole numbers, or with tickets; LedgerFailed."""
        source = asked.lookup.source
        try:
            if isinstance(source, Tallies):
                fact: object = tuple(self._tally(asked, one) for one in source.of)
            elif isinstance(source, OwnEntries):
                fact = self._own(asked, source)
            else:
                raise TypeError(f"{asked.lookup.id} is no question to the ledger")
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        return Found(asked.number, asked.lookup.id, fact, self._books.moment().time_s)

    def passes(self, asked: LookUp, source: PassCall) -> Found | LedgerFailed:
        """Return Found with what this kiosk itself knows of the person's passes; LedgerFailed.

        A phone's code of an earlier month says nothing of what the new one bought or used.
        """
        books = self._books
        try:
            now_s, scheme = books.moment().time_s, books.district.scheme
            counted = Counted(pass_kinds(), asked.service.id, since_s(now_s), tag=_tag(asked))
            own = [one.entry for one in books.ledger.own(counted, MAX_PASS_ENTRIES)]
            voided = books.ledger.voided_without_receipt()
        except LedgerError as exc:
            return LedgerFailed(exc.reason)
        fact = replace(passes_of(own, source, scheme, now_s), voided=voided)
        if _of_earlier_month(asked, scheme.month_start(now_s)):
            fact = replace(fact, passes=(), here=())
        return Found(asked.number, asked.lookup.id, fact, now_s)

    def _tally(self, asked: LookUp, tally: Tally) -> int:
        ledger = self._books.ledger
        if tally.evidence:
            return ledger.counts_named(tally.evidence)
        tag = _tag(asked) if tally.whose is Whose.PERSON else None
        badge = _badge(asked) if tally.whose is Whose.APPROVER else None
        since_s = self._since_s(tally.period)
        sold_here = self._books.district.facility.services
        services = sold_here if tally.everywhere else (asked.service.id,)
        found = [
            ledger.tally(Counted(tally.kinds, each, since_s, tally.item, tag, badge))
            for each in services
        ]
        return sum(it.coins if tally.coins else it.things for it in found)

    def _own(self, asked: LookUp, source: OwnEntries) -> tuple[Ticket, ...]:
        ledger = self._books.ledger
        since_s = self._since_s(Period.DAY)
        service = source.service or asked.service.id
        counted = Counted(source.kinds, service, since_s, tag=_tag(asked))
        return tuple(
            ticket_of(one.entry, one.raw, self._books.district.facility.services)
            for one in ledger.own(counted)
        )

    def _since_s(self, period: Period) -> int:
        """When the period began; a day turns for a limit as it turns for a card."""
        day_s = self._books.day_start_s()
        if period is Period.LATELY:
            return day_s - LATELY_S
        return day_s if period is Period.DAY else self._books.district.scheme.month_start(day_s)


def _of_earlier_month(asked: LookUp, month_s: int) -> bool:
    credential = None if asked.code is None else asked.code.resident.credential
    if credential is None or credential.kind is not CredentialKind.PHONE:
        return False
    return credential.issued < month_s


def _tag(asked: LookUp) -> bytes:
    return NOBODY if asked.code is None else asked.code.resident.credential.limit_tag


def _badge(asked: LookUp) -> bytes:
    return NOBODY if asked.approval is None else asked.approval.resident.cti
