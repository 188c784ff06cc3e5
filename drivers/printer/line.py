"""One conversation with a printer: questions out, answers in, and what is believed of them.

Answers have no frame and no name: a byte of a certain form is all there is. So they are counted. A
question earns one answer; what comes beyond that, or is no answer at all, is noise. Some noise is
usual (a plug that wiggles, status that nobody asked for). More than `MAX_NOISE` within two seconds,
or more than `MAX_SURPLUS` real-time answers too many, is a printer that babbles: what it says is
not believed. After a status the wire has to be quiet for a moment, so that a stream of bytes that
look like answers is seen for what it is.

A question in order lies in the printer's buffer behind its job, and its answer may come when that
job is long given up, also on another wire: so what is owed is counted on, from job to job and from
wire to wire, see `Line.owed`. A job is confirmed by two answers more than strangers could have
earned: then at least two of them are its own, however late the others come. What was lost on a torn
wire is never taken off: that costs some milliseconds for each job, and is safe. A token that comes
back (GS ( H function 48) is known to Epson's printers only, so it is not used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from drivers.errors import PrinterBabbles, PrinterUnreachable
from drivers.noise import NoiseMeter
from drivers.printer.contract import PrinterStatus
from drivers.printer.job import ASK_IN_ORDER, CUT, LONGEST_PICTURE_BYTES
from drivers.printer.replies import (
    CLEAR_BUFFERS,
    REAL_TIME_QUESTIONS,
    Reply,
    ReplyKind,
    ReplyParser,
    read_status,
)
from drivers.printer.transport import JOB_TIMEOUT_S, Transport

ANSWER_TIMEOUT_S = 1.0  # printers answer real-time questions within a few milliseconds
BLOCK_REST_S = 0.1  # four bytes that the printer sends in one go, even at 9600 baud
QUIET_S = 0.02  # twenty bytes at 9600 baud: a stream shows itself
MAX_REPLIES = 64  # a printer that chatters without end is not listened to for ever
MAX_NOISE = 128  # bytes in two seconds: thirty changes of state told unasked, and no stream
MAX_SURPLUS = 2  # real-time answers nobody asked for, in one status
OWN_ANSWERS = 2  # that confirm a job: one byte of noise does not
MAX_NUDGES = 2  # questions put to one that is stuck; more would only pile up in its buffer
MAX_OWED = 32  # with a job, 80 kB, before each one to three of them: more than any printer holds
OWED_AT_FIRST = 2 * (1 + MAX_NUDGES)  # as two programs before this one may have left them
OWED_AFTER_CLEARING = 2  # answers on their way as it cleared


class Line:
    """An open wire to a printer, and how many answers of each kind are owed and have come.

    `cut_first`: what hangs out of the printer is cut off before the first job.
    `owed`: so many questions in order may have been left unanswered on other wires.
    """

    def __init__(
        self,
        wire: Transport,
        clock: Callable[[], float],
        *,
        cut_first: bool = False,
        owed: int = OWED_AT_FIRST,
    ) -> None:
        self._wire = wire
        self._before = bytes(LONGEST_PICTURE_BYTES) + CUT * cut_first
        self._clock = clock
        self._parser = ReplyParser()
        self._owed = Counter({ReplyKind.IN_ORDER: owed})
        self._stuck = False
        self._nudges = 0
        self._came: Counter[ReplyKind] = Counter()  # since the last job, those that were owed
        self._surplus = 0  # real-time answers beyond those owed, in this status
        self._noise = NoiseMeter(MAX_NOISE)
        self._asked_in_order = 0
        self._needed = 0

    @property
    def owed(self) -> int:
        """How many questions in order may still be answered, `MAX_OWED` at the most."""
        return min(self._owed[ReplyKind.IN_ORDER], MAX_OWED)

    @property
    def stuck(self) -> bool:
        """True while the last job's questions, and all nudges since, are left unanswered."""
        return self._stuck

    def make_ready(self) -> None:
        """Forget what came before a job; the last look whether the wire is still there."""
        self._receive(0.0)
        if self._parser.in_block:
            self._receive(BLOCK_REST_S)
            self._parser.end_block()
        self._owed = Counter({ReplyKind.IN_ORDER: self.owed})
        self._came.clear()
        self._asked_in_order = 0
        self._needed = self.owed + OWN_ANSWERS

    def send_job(self, job: bytes) -> None:
        """Send a job, which ends with a question in order."""
        before, self._before = self._before, b""
        self._expect(ReplyKind.IN_ORDER)
        self._wire.send(before + job, JOB_TIMEOUT_S)

    def ask_in_order(self) -> None:
        """Ask once more behind what was sent."""
        self._expect(ReplyKind.IN_ORDER)
        self._wire.send(ASK_IN_ORDER, ANSWER_TIMEOUT_S)

    def give_up(self) -> None:
        """Leave the job: it is `stuck` until anything in order is answered."""
        self._stuck, self._nudges = True, 0

    def nudge(self, timeout_s: float) -> None:
        """Ask one that is stuck once more, so that a single lost answer is not missed for ever."""
        if self._stuck and self._nudges < MAX_NUDGES:
            self._nudges += 1
            self._owed[ReplyKind.IN_ORDER] += 1
            self._wire.send(ASK_IN_ORDER, timeout_s)

    def clear(self) -> bool:
        """Ask the printer to forget what it holds; tell whether it says that it has.

        Then its buffer holds no question, and few answers can be on their way.
        """
        self._expect(ReplyKind.CLEARED)
        self._wire.send(CLEAR_BUFFERS, ANSWER_TIMEOUT_S)
        if not self._wait(lambda: self._came[ReplyKind.CLEARED] > 0, ANSWER_TIMEOUT_S):
            return False
        self._owed[ReplyKind.IN_ORDER] = OWED_AFTER_CLEARING
        return True

    @property
    def answered_in_order(self) -> int:
        """How many answers in order came since the last job was sent, its own or not."""
        return self._came[ReplyKind.IN_ORDER]

    @property
    def worked_off(self) -> bool:
        """True once so many came that the last job has been worked off."""
        return self.answered_in_order >= self._needed

    def wait_in_order(self, timeout_s: float) -> bool:
        """Wait until as many answers in order came as were asked since the last job."""
        return self._wait(lambda: self.answered_in_order >= self._asked_in_order, timeout_s)

    def ask_status(self, until_s: float) -> PrinterStatus:
        """Ask DLE EOT 1 to 4; raises `PrinterUnreachable` without the first three by `until_s`.

        Raises `PrinterBabbles` when it says more than that.
        """
        self._surplus = 0
        self._owed[ReplyKind.REAL_TIME] = 0
        *first_three, paper_question = REAL_TIME_QUESTIONS
        printer, offline, error = (self._demand(question, until_s) for question in first_three)
        paper = self._ask(paper_question, until_s)
        self._listen(min(QUIET_S, until_s - self._clock()))
        return read_status(printer, offline, error, paper)

    def close(self) -> None:
        """Let go of the wire."""
        self._wire.close()

    def _expect(self, kind: ReplyKind) -> None:
        self._owed[kind] += 1
        self._asked_in_order += kind is ReplyKind.IN_ORDER

    def _wait(self, is_so: Callable[[], bool], timeout_s: float) -> bool:
        until_s = self._clock() + timeout_s
        for _ in range(MAX_REPLIES):
            left_s = until_s - self._clock()
            if is_so() or left_s <= 0:
                break
            self._receive(left_s)
        return is_so()

    def _listen(self, timeout_s: float) -> None:
        self._wait(lambda: False, timeout_s)

    def _demand(self, question: bytes, until_s: float) -> int:
        value = self._ask(question, until_s)
        if value is None:
            raise PrinterUnreachable("the printer does not answer status questions")
        return value

    def _ask(self, question: bytes, until_s: float) -> int | None:
        self._receive(0.0)  # an answer that came too late for the question before
        until_s = min(until_s, self._clock() + ANSWER_TIMEOUT_S)
        self._send_by(question, until_s)
        for _ in range(MAX_REPLIES):
            left_s = until_s - self._clock()
            if left_s <= 0:
                break
            for reply in self._receive(left_s):
                if reply.kind is ReplyKind.REAL_TIME:
                    return reply.value
        return None

    def _send_by(self, question: bytes, until_s: float) -> None:
        left_s = until_s - self._clock()
        if left_s <= 0:
            raise PrinterUnreachable("the printer takes too long to answer")
        self._expect(ReplyKind.REAL_TIME)
        self._wire.send(question, left_s)

    def _receive(self, timeout_s: float) -> tuple[Reply, ...]:
        """Return the answers that came; raises `PrinterBabbles` when too much else did."""
        replies = self._parser.feed(self._wire.receive(timeout_s))
        noise = self._parser.take_dropped() + sum(not self._was_owed(reply) for reply in replies)
        if self._noise.step(self._clock(), noise) or self._surplus > MAX_SURPLUS:
            self._owed[ReplyKind.IN_ORDER] = MAX_OWED  # of such a one nobody knows
            raise PrinterBabbles("the printer sends what nobody asked for, without end")
        return replies

    def _was_owed(self, reply: Reply) -> bool:
        if self._owed[reply.kind] > 0:
            self._owed[reply.kind] -= 1
            self._came[reply.kind] += 1
            self._stuck = self._stuck and reply.kind is not ReplyKind.IN_ORDER
            return True
        self._surplus += reply.kind is ReplyKind.REAL_TIME
        return False
