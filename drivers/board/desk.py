"""What hangs on a relay board and what becomes of it: gate, lamp and buzzer of one open port. Pure.

Opened anew, every contact of the board is told to open before anything else. Then a board that can
answer is asked every few seconds what the gate's contact is. Found closed while it should be open,
it is told again and again; what stays closed is `is_stuck`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from drivers.board.ear import Contact
from drivers.board.family import BoardFamily
from drivers.board.gate import GateOutcome, Phase, Pulse
from drivers.board.lights import Pattern, Switch
from drivers.board.line import LATEST_S, Heard, Line
from drivers.errors import BadAddress, BoardLost, GateFailed

POLL_S: Final = 2.0  # a torn cable of a board that answers is known after this and three questions
MAX_UNANSWERED: Final = 3
MAX_CLOSED: Final = 3  # answers in a row that the contact is closed though it should not be
TENTHS_MS: Final = 100
MAX_GATE_MS: Final = 10_000  # longer is no impulse, and nobody may hold a gate open by mistake
RELEASES: Final = 2  # half a command of whoever died may spoil the first


@dataclass(frozen=True)
class Wiring:
    """What hangs on which channel, from 1; 0 is nothing. ``gate_ms``: the gate's impulse."""

    gate: int
    gate_ms: int
    lamp: int
    buzzer: int
    lamp_pattern: Pattern
    buzz_pattern: Pattern

    def check(self, family: BoardFamily) -> None:
        """Raise BadAddress for a channel that the family lacks, or an impulse without bounds."""
        used = (self.gate, self.lamp, self.buzzer)
        if not any(used) or max(used) > family.channels or min(used) < 0:
            raise BadAddress(f"a board {family.name} has the channels 1 to {family.channels}")
        if not 0 < self.gate_ms <= MAX_GATE_MS:
            raise BadAddress(f"a gate's impulse is 1 to {MAX_GATE_MS} ms")


@dataclass(frozen=True)
class GateTold:
    """What became of the opening that was ordered under ``order``."""

    order: int
    outcome: GateOutcome


@dataclass(frozen=True)
class _Opening:
    """One order, and the command that closes the contact."""

    order: int
    pulse: Pulse
    frame: bytes

    def tag(self, phase: Phase) -> str:
        """Return the tag of what is asked in that phase of this opening."""
        return f"{phase} {self.order}"

    def hear(self, heard: Heard) -> None:
        """Take an answer for what it surely says of this opening: of none, or of one phase."""
        held, letting_go = self.tag(Phase.HELD), self.tag(Phase.LETTING_GO)
        if heard.tags == {letting_go}:
            self.pulse.hear(heard.contact, Phase.LETTING_GO)
        elif heard.tags == {held}:
            self.pulse.hear(heard.contact, Phase.HELD)
        elif heard.tags == {held, letting_go} and heard.contact is Contact.CLOSED:
            self.pulse.hear(heard.contact, Phase.HELD)  # it closed, whenever that was asked


class Desk:
    """One open board. ``lamp`` and ``buzzer`` outlive it: the lamp is lit again on the next one.

    ``step`` it often. It raises BoardLost where a board that can answer does not, DeviceBabbles
    where it talks nonsense; take the news first, and `abandon` it.
    """

    def __init__(self, family: BoardFamily, wiring: Wiring, lamp: Switch, buzzer: Switch) -> None:
        self._family = family
        self._wiring = wiring
        self._line = Line(family, wiring.gate or wiring.lamp or wiring.buzzer)
        self._switches = ((wiring.lamp, lamp), (wiring.buzzer, buzzer))
        self._pulse: _Opening | None = None
        self._news: list[GateTold] = []
        self._polled_s = 0.0
        self._answered = False
        self._closed_in_a_row = 0
        self._let_gos = 0  # how often the gate's contact was told to open
        for _, switch in self._switches:
            switch.released()
        for frame in family.releases() * RELEASES:
            self._line.say(frame, urgent=True)
        self._line.ask(self._idle_tag)

    @property
    def is_ready(self) -> bool:
        """Whether all contacts were told to open, and the board has answered if it can."""
        return self._answered if self._family.answers else self._line.is_idle

    @property
    def is_stuck(self) -> bool:
        """Whether the gate's contact stays closed although it was told to open."""
        return self._closed_in_a_row >= MAX_CLOSED

    @property
    def is_resting(self) -> bool:
        """Whether nothing is under way that has to be kept to the hundredth of a second."""
        moving = self._pulse is not None or any(switch.is_wanted for _, switch in self._switches)
        return not moving and self._line.is_idle and not self._line.is_asking

    @property
    def is_letting_go(self) -> bool:
        """Whether the gate's contact was found closed, and is being told to open."""
        return 0 < self._closed_in_a_row < MAX_CLOSED

    def take_news(self) -> tuple[GateTold, ...]:
        """Return what became of openings since the last call."""
        news = tuple(self._news)
        self._news.clear()
        return news

    def open_gate(self, order: int) -> None:
        """Close the gate's contact for its time; what comes of it is news. Refused, too."""
        refused = self._refusal()
        if refused:
            self._news.append(GateTold(order, GateFailed(refused)))
            return
        command = self._family.pulse or self._family.close
        tenths = -(-self._wiring.gate_ms // TENTHS_MS)
        frame = self._family.frame(command, self._wiring.gate, tenths)
        pulse = Pulse(self._wiring.gate_ms / 1000, self._family.answers)
        self._pulse = _Opening(order, pulse, frame)
        self._line.say(frame, urgent=True)

    def _refusal(self) -> str:
        if not self._wiring.gate:
            return "no gate hangs on the board"
        if self._pulse is not None:
            return "the gate is being opened"
        return "the gate's contact is stuck" if self.is_stuck else ""

    def step(self, now_s: float, data: bytes) -> bytes:
        """Take what the board sent by ``now_s`` (monotonic seconds); returns what to write."""
        for heard in self._line.hear(now_s, data):
            self._heard(heard)
        if self._pulse is not None:
            self._step_pulse(now_s, self._pulse)
        else:
            self._poll(now_s)
        self._switch(now_s)
        frame = self._line.due(now_s)
        if self._pulse is not None and frame == self._pulse.frame:
            self._pulse.pulse.begun(now_s)  # what went before it costs it nothing of its time
        return frame

    def abandon(self) -> None:
        """The port is gone or let go: make news of what was under way."""
        if self._pulse is not None:
            self._news.append(GateTold(self._pulse.order, self._pulse.pulse.outcome()))
            self._pulse = None

    @property
    def _idle_tag(self) -> str:
        """Of a question without an opening; an answer from before the last order to open is old."""
        return f"idle {self._let_gos}"

    def _heard(self, heard: Heard) -> None:
        self._answered = True
        opening = self._pulse
        if opening is not None:
            opening.hear(heard)
            if heard.contact is Contact.CLOSED and opening.tag(Phase.LETTING_GO) in heard.tags:
                self._let_go()
        elif self._wiring.gate and heard.tags == {self._idle_tag}:
            self._idle_contact(heard.contact)

    def _idle_contact(self, contact: Contact) -> None:
        if contact is Contact.OPEN:
            self._closed_in_a_row = 0
            return
        self._closed_in_a_row += 1
        self._let_go()
        if not self.is_stuck:
            self._line.ask(self._idle_tag)

    def _let_go(self) -> None:
        self._let_gos += 1
        self._line.say(self._family.frame(self._family.open, self._wiring.gate), urgent=True)

    def _step_pulse(self, now_s: float, opening: _Opening) -> None:
        pulse = opening.pulse
        if pulse.step(now_s):
            self._let_go()
        if pulse.phase is Phase.DONE:
            self._end_pulse(opening)
        elif pulse.is_begun and not pulse.is_confirmed:
            self._line.ask(opening.tag(pulse.phase), urgent=True)

    def _end_pulse(self, opening: _Opening) -> None:
        pulse = opening.pulse
        self._pulse = None
        self._news.append(GateTold(opening.order, pulse.outcome()))
        self._closed_in_a_row = MAX_CLOSED if pulse.is_stuck else 0
        if pulse.is_silent or pulse.is_stuck:
            self._let_go()
            self._polled_s = 0.0  # the next question tells, now: it may be slow, or lost

    def _poll(self, now_s: float) -> None:
        line = self._line
        if line.unanswered >= MAX_UNANSWERED and line.silent_s(now_s) >= LATEST_S:
            raise BoardLost("the relay board answers nothing")
        is_due = now_s - self._polled_s >= POLL_S and not line.is_owed
        if line.unanswered or is_due:
            self._polled_s = now_s
            line.ask(self._idle_tag)

    def _switch(self, now_s: float) -> None:
        for channel, switch in self._switches:
            closed = switch.step(now_s) if channel else None
            if closed is not None:
                command = self._family.close if closed else self._family.open
                self._line.say(self._family.frame(command, channel))
