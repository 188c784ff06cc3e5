"""The rest of a price by the card terminal: charged at most once, and never kept without a sale.

1. The payment's id is in the book, flushed, before the terminal is asked for money.
2. Approved: that is in the book before the visit hears of it. The visit commits the sale with the
   tender in it, and only then the payment has its end (`sold`).
3. Whatever else: nothing is guessed. What nobody waits for is looked at again and again (`settle`):
   an approved one whose sale is in the ledger, with its tender, has its end; every other one is
   cancelled, and stays in the book until the terminal has said that nobody is charged.

So a kiosk that dies anywhere leaves an open id, and the next start settles it: before the commit
there is no sale, and the charge is given back; afterwards there is one, and it stands. `settle`
asks the ledger first, and never while a visit may still commit: no written sale is given back.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from threading import Lock
from typing import Final

from structlog.typing import FilteringBoundLogger

from drivers.card_terminal.contract import (
    Approved,
    Cancelled,
    CardTerminal,
    NotCancelled,
    TerminalStatus,
)
from drivers.errors import TenderFailed, TenderUnknown, TerminalLost
from kiosk.desks.records import CARD, DESK, TERMINAL_AWAY
from kiosk.desks.tender_book import OpenTender, TenderBook
from kiosk.events import Event, LedgerFailed, TenderRefused, TenderTaken, TenderTold
from kiosk.payment import Payment
from offline_queue.errors import LedgerError
from protocol.entry import Tender

DECLINED: Final = "card-declined"
UNKNOWN: Final = "card-unknown"
GIVEN_BACK: Final = "card-given-back"
"""It had paid, and the terminal has said that this is undone: nobody else may say so."""
IsSold = Callable[[bytes], bool]


class TenderDesk:
    """``take`` on a lane of its own, all else on another one: a payment takes minutes.

    ``fresh_id`` makes ids, on any thread. ``is_sold`` asks the ledger, on its own lane, whether a
    sale is there with a card's tender; `LedgerError` or TimeoutError while it can't tell.
    ``open_changed`` hears whether any payment is without an end that nobody waits for.
    """

    def __init__(
        self,
        terminal: CardTerminal,
        book: TenderBook,
        fresh_id: Callable[[], bytes],
        is_sold: IsSold,
        post: Callable[[Event], None],
        log: FilteringBoundLogger,
        open_changed: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._terminal = terminal
        self._book = book
        self._fresh_id = fresh_id
        self._is_sold = is_sold
        self._post = post
        self._log = log
        self._open_changed = open_changed
        self._lock = Lock()
        self._current: OpenTender | None = None  # what can still be given up
        self._given_up = self._over = b""  # sales: left before they were begun, and taken to an end
        self._noted: set[tuple[bytes, str, str]] = set()  # what the log was told
        self._paying = False

    @property
    def busy(self) -> bool:
        """Whether somebody's payment is under way."""
        return self._paying

    def rest_by(self) -> str:
        """Ask the terminal now: "card" where it can take money, else "desk"."""
        try:
            ready = not self.busy and self._terminal.status() is TerminalStatus.READY
        except TerminalLost:
            ready = False
        return CARD if ready else DESK

    def take(self, payment: Payment) -> Event:
        """Let the person pay the rest: TenderTaken, TenderRefused or LedgerFailed, in minutes."""
        won = payment.order.rest.units
        tender = OpenTender(self._fresh_id(), payment.id, won, waited_for=True)
        with ExitStack() as unless_taken:
            unless_taken.callback(self._paid, tender)
            unless_taken.callback(self._book.leave, tender.id)  # also after a bug
            try:
                event = self._taken(payment, tender)
            except LedgerError as exc:  # the book lies beside the ledger: one holds for both
                return LedgerFailed(exc.reason, unwritten=payment.id)
            if isinstance(event, TenderTaken):
                unless_taken.pop_all()
                self._paid(tender)
        return event

    def _taken(self, payment: Payment, tender: OpenTender) -> Event:
        self._paying, self._over = True, b""
        self._book.begin(tender)
        with self._lock:
            left = self._given_up == payment.id
            self._current = None if left else tender
        if left:
            return self._answer(payment, tender, DECLINED)
        return self._answer(payment, tender, self._asked(payment, tender))

    def _paid(self, tender: OpenTender) -> None:
        with self._lock:
            self._current, self._given_up, self._over = None, b"", tender.sale
        self._paying = False

    def give_up(self, payment: Payment) -> None:
        """End a `take` that waits for a card, or has still to begin; what comes of it, it tells."""
        with self._lock:
            tender = self._current
            if tender is None or tender.sale != payment.id:
                if payment.id != self._over:
                    self._given_up = payment.id
                return
            self._current = None
        self._cancel(tender)

    def sold(self, sale: bytes) -> None:
        """The sale is in the ledger: its payment stands. `LedgerError`."""
        for tender in self._book.open:
            if tender.sale == sale and tender.taken:
                self._book.end(tender.id, "sold")

    def give_back(self, payment: Payment) -> None:
        """Nothing came of the payment: settle it now, and again until that is done."""
        for tender in self._of(payment):
            self._book.leave(tender.id)
        self.settle()

    def leave(self, payment: Payment) -> None:
        """Nobody can say whether the sale is written: whoever settles asks the ledger."""
        for tender in self._of(payment):
            self._book.leave(tender.id)

    def settle(self) -> bool:
        """Look at all that nobody waits for; return whether none is left without an end.

        Not while somebody pays: what is asked of the terminal then waits for them, and giving up
        would wait behind it.
        """
        for tender in () if self.busy else self._left():
            try:
                self._settle(tender)
            except (LedgerError, TimeoutError) as exc:
                self._note(tender, "tender-open", type(exc).__name__)
        left = bool(self._left())
        self._open_changed(left)
        return not left

    def _settle(self, tender: OpenTender) -> None:
        if tender.taken and self._is_sold(tender.sale):
            self._book.end(tender.id, "sold")
        elif isinstance(self._cancel(tender), Cancelled):
            self._book.end(tender.id, "cancelled")

    def _asked(self, payment: Payment, tender: OpenTender) -> Approved | str:
        """Ask for the money; an approval, or the reason why there is none."""

        def told(step: str) -> None:
            self._post(TenderTold(payment, step))

        try:
            outcome = self._terminal.approve(tender.id, tender.won, told)
        except TenderFailed:
            return TERMINAL_AWAY
        except TenderUnknown:
            return UNKNOWN
        return outcome if isinstance(outcome, Approved) else DECLINED

    def _answer(self, payment: Payment, tender: OpenTender, outcome: Approved | str) -> Event:
        if isinstance(outcome, Approved):
            return self._approved(payment, tender, outcome)
        if outcome == UNKNOWN:
            self._book.leave(tender.id)
        else:
            self._book.end(tender.id, outcome)
        return TenderRefused(payment, outcome)

    def _approved(self, payment: Payment, tender: OpenTender, outcome: Approved) -> Event:
        """Given up in the same moment: it is taken back, unless the bank lets it stand."""
        if not self._past_giving_up(tender):
            back = self._cancel(tender)
            if not isinstance(back, NotCancelled):
                reason = UNKNOWN if back is None else GIVEN_BACK
                return self._answer(payment, tender, reason)
        if outcome.won != tender.won:
            self._log.error("tender-of-another-amount")
            return self._answer(payment, tender, UNKNOWN)
        self._book.took(tender.id, outcome.number)
        return TenderTaken(replace(payment, tender=Tender(CARD, tender.won)))

    def _past_giving_up(self, tender: OpenTender) -> bool:
        """Whoever gets True first decides: it was given up, or it was approved before."""
        with self._lock:
            mine = self._current == tender
            if mine:
                self._current = None
        return mine

    def _cancel(self, tender: OpenTender) -> Cancelled | NotCancelled | None:
        """Ask the terminal to charge nobody, now and for ever; None where it does not answer."""
        try:
            outcome = self._terminal.cancel(tender.id)
        except TenderUnknown:
            return None
        if isinstance(outcome, NotCancelled):
            self._note(tender, "tender-not-cancelled", str(outcome.reason))
        return outcome

    def _note(self, tender: OpenTender, event: str, reason: str) -> None:
        """Tell the log why it is open: once, though it is looked at every few seconds."""
        if (tender.id, event, reason) not in self._noted:
            self._noted.add((tender.id, event, reason))
            self._log.warning(event, reason=reason)

    def _of(self, payment: Payment) -> list[OpenTender]:
        return [tender for tender in self._book.open if tender.sale == payment.id]

    def _left(self) -> list[OpenTender]:
        return [tender for tender in self._book.open if not tender.waited_for]
