"""One exchange with a card terminal, seen from the kiosk: pure; frames and time are handed in.

What leads to what, and why, stands in `exchange_table`; here are the frames, the repeating and the
clocks of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from drivers.card_terminal.contract import (
    Approved,
    Cancelled,
    Declined,
    DeclineReason,
    NeverHeard,
    NotCancelled,
    TerminalStatus,
)
from drivers.card_terminal.exchange_table import FIRST, TABLE, End, Purpose, Signal, Stage
from drivers.card_terminal.wire import (
    NAK,
    NO_ID,
    OUTCOMES,
    Frame,
    Kind,
    Step,
    ack,
    acks,
    read_approved,
    read_decline,
    read_kept,
    read_status,
    read_step,
    won_payload,
)
from drivers.errors import DriverError, TenderFailed, TenderUnknown, TerminalLost

MAX_REQUEST_NUMBER: Final = 2**32


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the kiosk waits, in seconds.

    `resend_s`: for an acknowledgement, before it sends again, `tries` times in all. `silence_s`:
    for any sign of life of a terminal that has acknowledged; it gives one every two seconds.
    `payment_s`: for a person with a card (60) and a bank (60). `last_s`: once more, after that.
    """

    resend_s: float = 1.0
    tries: int = 4
    silence_s: float = 9.0
    payment_s: float = 130.0
    last_s: float = 70.0


PATIENCE: Final = Patience()


Answer = TerminalStatus | Approved | Declined | NeverHeard | Cancelled | NotCancelled

_KINDS: Final = {
    Stage.GREET: Kind.STATUS,
    Stage.PAY: Kind.PAY,
    Stage.ASK: Kind.ASK,
    Stage.CANCEL: Kind.CANCEL,
    Stage.LAST_ASK: Kind.ASK,
}
_WHY: Final = {
    Signal.NOT_READY: "the card terminal can take no payment now",
    Signal.NEVER_HEARD: "the card terminal never heard of it",
    Signal.SILENT: "the card terminal does not answer",
    Signal.IMPATIENT: "the card terminal takes too long",
    Signal.WITHDRAWN: "it was given up before anybody was asked for a card",
}


class Exchange:
    """One purpose, from its first request to its end; `result` is None until then.

    `number`: of its first request; afterwards `next_number` is that of the next exchange's first.
    """

    def __init__(
        self,
        purpose: Purpose,
        number: int,
        now_s: float,
        payment: bytes = NO_ID,
        won: int = 0,
        patience: Patience = PATIENCE,
    ) -> None:
        self.purpose = purpose
        self.payment = payment
        self.next_number = number
        self.result: Answer | DriverError | None = None
        self.step: Step | None = None  # as the terminal last told it
        self._won = won
        self._patience = patience
        self._until_s = now_s + patience.payment_s
        self._out: list[Frame] = []
        self._enter(FIRST[purpose], now_s)

    @property
    def asks_for_money(self) -> bool:
        """Whether a request for money is on its way out, or has gone out."""
        return self.purpose is Purpose.APPROVE and self._stage is not Stage.GREET

    def frames(self) -> tuple[Frame, ...]:
        """Return what is to be sent now; each once."""
        out, self._out = tuple(self._out), []
        return out

    def receive(self, now_s: float, frame: Frame) -> None:
        """Take a frame that arrived at `now_s` (monotonic seconds)."""
        if frame.kind in OUTCOMES:
            self._out.append(ack(frame))
        if self.result is not None:
            return
        if frame.kind is Kind.NAK and not self._acked:
            self._send_again(now_s)
        elif (frame.number, frame.payment) == (self._request.number, self._request.payment):
            self._hear(now_s, frame)

    def damaged(self) -> None:
        """Say that what arrived was damaged: the terminal sends it again at once."""
        self._out.append(NAK)

    def tick(self, now_s: float) -> None:
        """Let time pass up to `now_s`; to be called every few tenths of a second."""
        if self.result is not None:
            return
        if now_s >= self._until_s:
            self._until_s = now_s + self._patience.last_s
            self._happen(now_s, Signal.IMPATIENT)
        elif now_s >= self._wake_s:
            if self._acked:
                self._happen(now_s, Signal.SILENT)
            else:
                self._send_again(now_s)

    def withdraw(self, now_s: float) -> None:
        """Give up, where that still changes anything."""
        if self.result is None:
            self._happen(now_s, Signal.WITHDRAWN)

    def lose(self, why: str) -> None:
        """End it, since the line is gone: `why`, in words."""
        if self.result is None:
            unasked = self._stage is Stage.GREET
            status = self.purpose is Purpose.STATUS
            self._end(End.LOST if status else End.FAILED if unasked else End.UNKNOWN, why)

    def _enter(self, stage: Stage, now_s: float) -> None:
        self._stage = stage
        payment = NO_ID if stage is Stage.GREET else self.payment
        payload = won_payload(self._won) if stage is Stage.PAY else b""
        self._request = Frame(_KINDS[stage], self.next_number, payment, payload)
        self.next_number = (self.next_number + 1) % MAX_REQUEST_NUMBER
        self._acked = False
        self._sent = 0
        self._send_again(now_s)

    def _send_again(self, now_s: float) -> None:
        if self._sent == self._patience.tries:
            self._happen(now_s, Signal.SILENT)
            return
        self._sent += 1
        self._wake_s = now_s + self._patience.resend_s
        self._out.append(self._request)

    def _hear(self, now_s: float, frame: Frame) -> None:
        if frame.kind is Kind.WORKING:
            self.step = read_step(frame) or self.step
        if frame.kind is Kind.WORKING or acks(frame, self._request):
            self._acked = True
            self._wake_s = now_s + self._patience.silence_s
            return
        heard = _read(frame)
        if heard is not None:
            self._answer = heard[1]
            self._happen(now_s, heard[0])

    def _happen(self, now_s: float, signal: Signal) -> None:
        move = TABLE.get((self.purpose, self._stage, signal))
        if isinstance(move, Stage):
            self._enter(move, now_s)
        elif move is not None:
            self._end(move, _WHY.get(signal, ""))

    def _end(self, end: End, why: str) -> None:
        match end:
            case End.ANSWERED:
                self.result = self._checked(self._answer)
            case End.GIVEN_UP:
                self.result = Declined(DeclineReason.WITHDRAWN)
            case End.FAILED:
                self.result = TenderFailed(f"nothing was paid: {why}")
            case End.UNKNOWN:
                self.result = TenderUnknown(f"it is not known whether it was paid: {why}")
            case End.LOST:
                self.result = TerminalLost(why)

    def _checked(self, answer: Answer) -> Answer | DriverError:
        """Return `answer`, unless it approves what nobody asked for."""
        asked = self._won if self.purpose is Purpose.APPROVE else None
        if isinstance(answer, Approved) and asked is not None and answer.won != asked:
            return TenderUnknown(f"the card terminal approved {answer.won} won for {asked}")
        return answer


def _read(frame: Frame) -> tuple[Signal, Answer] | None:
    """Return what an answer means; None for what is none."""
    match frame.kind:
        case Kind.STATUS_IS:
            status = read_status(frame)
            listens = status in {TerminalStatus.READY, TerminalStatus.BUSY}
            return (Signal.READY if listens else Signal.NOT_READY), status
        case Kind.APPROVED:
            return Signal.APPROVED, read_approved(frame)
        case Kind.DECLINED:
            return Signal.DECLINED, Declined(read_decline(frame))
        case Kind.NEVER_HEARD:
            return Signal.NEVER_HEARD, NeverHeard()
        case Kind.CANCELLED:
            return Signal.CANCELLED, Cancelled()
        case Kind.NOT_CANCELLED:
            return Signal.NOT_CANCELLED, NotCancelled(read_kept(frame))
        case _:
            return None
