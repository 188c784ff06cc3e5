"""What a card terminal does with requests and cards: pure; frames, time and its book handed in.

The promises that the kiosk relies on are kept here:

- An id is charged at most once, and what became of it is in the book before it is said.
- Asked about an id it does not know, it writes down that it never heard of it, and refuses it from
  then on: a request for money that was under way comes too late.
- A cancelled id is never charged, and what was charged is given back before "cancelled" is said.
- After a power cut, what had no end is closed before anything is answered. Where the bank had been
  asked, the terminal does not know either: it is "asking the bank" until the bank has said.
- One payment at a time; another id is declined meanwhile, for good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from time import time
from typing import Final

from drivers.card_terminal.book import Book, Entry, EntryState
from drivers.card_terminal.contract import (
    MAX_WON,
    Approved,
    DeclineReason,
    KeptReason,
    TerminalStatus,
)
from drivers.card_terminal.wire import (
    NAK,
    OUTCOMES,
    REQUESTS,
    Frame,
    Kind,
    Step,
    ack,
    acks,
    approved_payload,
    decline_payload,
    kept_payload,
    read_won,
    status_payload,
)

ALIVE_S: Final = 2.0  # between two signs of life during a payment
RESEND_S: Final = 1.0
TRIES: Final = 4  # of an outcome that nobody acknowledges; whoever needs it asks


class Person(StrEnum):
    """What whoever stands at the terminal does."""

    PAYS = "pays"
    IS_DECLINED = "is-declined"
    WAITS = "waits"  # or has walked away


@dataclass(frozen=True, slots=True)
class Scene:
    """Terminal, person and bank as they are now.

    `card_after_s`: how long a person looks for the card. `bank_s`: how long the bank takes.
    `card_wait_s`: how long the terminal waits for a card. `takes_back`: whether the bank takes an
    approved payment back. `cut_approved`: whether the bank had approved what a power cut ended
    while it was asked. `settle_s`: how long a terminal that is on again needs to hear that of it;
    with `bank_away` it does not hear it at all.
    """

    person: Person = Person.PAYS
    card_after_s: float = 0.0
    bank_s: float = 0.0
    card_wait_s: float = 60.0
    bank_away: bool = False
    takes_back: bool = True
    cut_approved: bool = False
    settle_s: float = 0.0
    out_of_order: bool = False


@dataclass(slots=True)
class _Payment:
    """The payment that is going on."""

    id: bytes
    won: int
    number: int | None  # of the last request about it: to that one all is said; None: to nobody
    since_s: float
    step: Step = Step.CARD
    accepted: bool = True
    alive_s: float = 0.0
    was_cut: bool = False  # by a power cut, while the bank was asked


class TerminalEngine:
    """A terminal that has just been switched on, with what its book says."""

    def __init__(
        self, book: Book, scene: Scene | None = None, wall_clock: Callable[[], float] = time
    ) -> None:
        self.scene = scene or Scene()
        self._book = book
        self._wall_clock = wall_clock
        self._payment: _Payment | None = None
        self._cut: _Payment | None = None  # one at most: there is one payment at a time
        self._out: list[Frame] = []
        self._unheard: Frame | None = None  # an outcome that nobody has acknowledged yet
        self._sent = 0
        self._resend_s = 0.0
        for payment in book.unsettled:  # the power went in the middle
            self._close(payment)

    def frames(self) -> tuple[Frame, ...]:
        """Return what is to be sent now; each once."""
        out, self._out = tuple(self._out), []
        return out

    def receive(self, now_s: float, frame: Frame) -> None:
        """Take a frame that arrived at `now_s` (monotonic seconds)."""
        self._switched_on(now_s)
        if frame.kind in REQUESTS:
            if frame.kind is not Kind.STATUS:  # its answer is as good
                self._out.append(ack(frame))
            self._take(now_s, frame)
        elif self._unheard is not None and acks(frame, self._unheard):
            self._unheard = None
        elif self._unheard is not None and frame.kind is Kind.NAK:
            self._resend_s = now_s

    def damaged(self) -> None:
        """Say that what arrived was damaged."""
        self._out.append(NAK)

    def tick(self, now_s: float) -> None:
        """Let time pass up to `now_s`; to be called every few tenths of a second."""
        self._switched_on(now_s)
        if self._payment is not None:
            self._go_on(now_s, self._payment)
        if self._unheard is not None and now_s >= self._resend_s:
            self._send_outcome(now_s, self._unheard)

    def _close(self, payment: bytes) -> None:
        """Settle what had no end: no card was charged before the bank was asked."""
        entry = self._book.get(payment)
        if entry is None or entry.state is not EntryState.AT_BANK:
            self._decline(payment, DeclineReason.INTERRUPTED)
            return
        self._cut = _Payment(payment, entry.won, None, 0.0, Step.BANK, was_cut=True)

    def _switched_on(self, now_s: float) -> None:
        """Begin to ask the bank for what the power cut ended."""
        if self._cut is not None:
            self._cut.since_s = now_s
            self._payment, self._cut = self._cut, None

    def _take(self, now_s: float, frame: Frame) -> None:
        match frame.kind:
            case Kind.STATUS:
                self._say(now_s, frame, Kind.STATUS_IS, status_payload(self._status()))
            case Kind.PAY:
                self._pay(now_s, frame)
            case Kind.ASK:
                self._tell(now_s, frame, self._entry(frame, EntryState.NEVER_HEARD))
            case _:
                self._cancel(now_s, frame)

    def _status(self) -> TerminalStatus:
        if self.scene.out_of_order or self._book.full:
            return TerminalStatus.OUT_OF_ORDER
        if self._payment is not None:
            return TerminalStatus.BUSY
        return TerminalStatus.BANK_AWAY if self.scene.bank_away else TerminalStatus.READY

    def _entry(self, frame: Frame, otherwise: EntryState) -> Entry:
        """Return what is known of the frame's id, written down as `otherwise` where that is none.

        A full book takes nothing more; nor is anybody charged then.
        """
        entry = self._book.get(frame.payment)
        if entry is not None:
            return entry
        new = Entry(otherwise)
        return new if self._book.full else self._book.write(frame.payment, new)

    def _pay(self, now_s: float, frame: Frame) -> None:
        entry = self._book.get(frame.payment)
        if entry is None:
            entry = self._begin(now_s, frame)
        self._tell(now_s, frame, entry)

    def _begin(self, now_s: float, frame: Frame) -> Entry:
        won = read_won(frame)
        if self._book.full:
            return Entry(EntryState.DECLINED)
        if self._payment is not None:
            return self._decline(frame.payment, DeclineReason.BUSY)
        if not 0 < won <= MAX_WON:
            return self._decline(frame.payment, DeclineReason.AMOUNT)
        if self.scene.out_of_order:
            return self._decline(frame.payment, DeclineReason.OTHER)
        if self.scene.bank_away:
            return self._decline(frame.payment, DeclineReason.BANK_AWAY)
        self._payment = _Payment(frame.payment, won, frame.number, now_s)
        return self._book.write(frame.payment, Entry(EntryState.TAKEN, won))

    def _cancel(self, now_s: float, frame: Frame) -> None:
        entry = self._entry(frame, EntryState.CANCELLED)
        if entry.state is EntryState.AT_BANK:
            self._say(now_s, frame, Kind.NOT_CANCELLED, kept_payload(KeptReason.TOO_LATE))
        elif entry.state is EntryState.APPROVED and not self.scene.takes_back:
            self._say(now_s, frame, Kind.NOT_CANCELLED, kept_payload(KeptReason.BANK))
        else:
            if entry.state in {EntryState.TAKEN, EntryState.APPROVED}:
                self._book.write(frame.payment, Entry(EntryState.CANCELLED, entry.won))
            if self._payment is not None and self._payment.id == frame.payment:
                self._payment = None
            self._say(now_s, frame, Kind.CANCELLED)

    def _tell(self, now_s: float, frame: Frame, entry: Entry) -> None:
        """Answer a request by what is known of its id."""
        if self._payment is not None and self._payment.id == frame.payment:
            self._payment.number = frame.number
            self._payment.alive_s = now_s
            self._go_on(now_s, self._payment)
        elif entry.approved is not None:
            self._say(now_s, frame, Kind.APPROVED, approved_payload(entry.approved))
        elif entry.state is EntryState.NEVER_HEARD and frame.kind is Kind.ASK:
            self._say(now_s, frame, Kind.NEVER_HEARD)
        else:
            given_up = entry.state is not EntryState.DECLINED
            reason = DeclineReason.WITHDRAWN if given_up else entry.reason
            self._say(now_s, frame, Kind.DECLINED, decline_payload(reason))

    def _go_on(self, now_s: float, payment: _Payment) -> None:
        """Move the payment as far as it is by now, and give a sign of life."""
        waited_s = now_s - payment.since_s
        if payment.step is Step.CARD:
            self._look_for_card(now_s, payment, waited_s)
        elif payment.was_cut:
            self._settle(now_s, payment, waited_s)
        elif waited_s >= self.scene.bank_s:
            self._end(now_s, payment, self._decide(payment))
        asked = payment.number
        if self._payment is payment and asked is not None and now_s >= payment.alive_s:
            payment.alive_s = now_s + ALIVE_S
            self._out.append(Frame(Kind.WORKING, asked, payment.id, bytes([payment.step])))

    def _look_for_card(self, now_s: float, payment: _Payment, waited_s: float) -> None:
        if self.scene.person is not Person.WAITS and waited_s >= self.scene.card_after_s:
            payment.accepted = self.scene.person is Person.PAYS
            payment.step = Step.BANK
            payment.since_s = payment.alive_s = now_s
            self._book.write(payment.id, Entry(EntryState.AT_BANK, payment.won))
        elif waited_s >= self.scene.card_wait_s:
            self._end(now_s, payment, self._decline(payment.id, DeclineReason.NO_CARD))

    def _settle(self, now_s: float, payment: _Payment, waited_s: float) -> None:
        """The bank knows what became of it; nobody else does."""
        if self.scene.bank_away or waited_s < self.scene.settle_s:
            return
        if self.scene.cut_approved:
            entry = self._decide(payment)
        else:
            entry = self._decline(payment.id, DeclineReason.INTERRUPTED)
        self._end(now_s, payment, entry)

    def _decide(self, payment: _Payment) -> Entry:
        if not payment.accepted:
            return self._decline(payment.id, DeclineReason.BANK)
        number = f"{len(self._book.charges) + 1:08}"
        approved = Approved(payment.won, number, int(self._wall_clock()))
        return self._book.write(payment.id, Entry(EntryState.APPROVED, payment.won, approved))

    def _end(self, now_s: float, payment: _Payment, entry: Entry) -> None:
        self._payment = None
        if payment.number is not None:
            self._tell(now_s, Frame(Kind.PAY, payment.number, payment.id), entry)

    def _decline(self, payment: bytes, reason: DeclineReason) -> Entry:
        return self._book.write(payment, Entry(EntryState.DECLINED, reason=reason))

    def _say(self, now_s: float, frame: Frame, kind: Kind, payload: bytes = b"") -> None:
        """Answer a request; an outcome is said again until it is acknowledged."""
        answer = Frame(kind, frame.number, frame.payment, payload)
        if kind not in OUTCOMES:
            self._out.append(answer)
            return
        self._unheard, self._sent = answer, 0
        self._send_outcome(now_s, answer)

    def _send_outcome(self, now_s: float, answer: Frame) -> None:
        self._out.append(answer)
        self._sent += 1
        self._resend_s = now_s + RESEND_S
        if self._sent == TRIES:
            self._unheard = None
