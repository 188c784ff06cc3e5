"""When a press counts: a shaking hand presses once, and with the voice choosing is not doing. Pure.

While the voice is on, the first press of a control only points at it, so that the voice can name
it; the second press of the same one does it. A new screen or a new notice forgets what was pointed
at, and so does time. A touch that was asked for answers the question and presses nothing.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto

from ui.contract import Action
from ui.focus import name_of

REPEAT_S = 0.5  # presses that follow one another within this time are one press, shaking
KEY_REPEAT_S = 0.15
"""The same for a key of the keypad, where a digit twice is meant: nobody lifts and sets a finger
down again on purpose within it, and a PIN like 1123 loses no digit."""

POINTED_S = 30.0  # who presses later than this after pointing is told again what it is
KEYPAD = (Action.DIGIT, Action.ERASE)
OFTEN = (*KEYPAD, Action.MORE, Action.FEWER, Action.PAGE)
"""What a quick finger presses several times on purpose, and can take back: here the time runs from
the press that counted. Elsewhere it runs from the last, or a long burst would agree in the end."""


class Outcome(Enum):
    """What comes of a press."""

    NOTHING = auto()  # it was the last one again, shaking
    POINT = auto()
    ACT = auto()


@dataclass(frozen=True)
class _Press:
    """A press that counted, and whether it only pointed; a touch that answered has no action.

    ``at_s`` is the monotonic second from which repeats are told.
    """

    action: Action | None
    name: str
    at_s: float
    pointed: bool = False

    def shaken(self, now_s: float) -> "_Press":
        """Return this press after it was repeated at ``now_s``."""
        return self if self.action in OFTEN and not self.pointed else replace(self, at_s=now_s)

    def repeated_by(self, name: str, at_s: float) -> bool:
        """Return whether a press of ``name`` is this one again, from a shaking hand.

        A key of the keypad and a press that points leave their screen standing, so another control
        after it is meant. After any other press the next one may land on a screen that has not been
        read yet.
        """
        passed_s = at_s - self.at_s
        if self.pointed:
            return name == self.name and passed_s < REPEAT_S
        if self.action in KEYPAD:
            return name == self.name and passed_s < KEY_REPEAT_S
        return passed_s < REPEAT_S


class Presses:
    """Tells what comes of each press. ``pointed_at`` is the control's name, or empty."""

    def __init__(self) -> None:
        self.digits_at_once = False
        self.pointed_at = ""
        self._pointed_s = 0.0
        self._voice = False
        self._counted: _Press | None = None
        self._came_s = float("-inf")
        self._asked = False
        self._answers = False

    def voiced(self, voice: bool) -> None:
        """Take note whether the voice is on; when that changes nothing is pointed at."""
        if voice != self._voice:
            self.forget()
        self._voice = voice

    def forget(self) -> None:
        """Point at nothing any more."""
        self.pointed_at = ""

    def came(self, now_s: float) -> None:
        """Take note of a new page: nobody has read yet what its button would agree to."""
        self.forget()
        self._came_s = now_s
        self._asked = False

    def woke(self, now_s: float) -> None:
        """Take note of a touch that woke the panel: it presses nothing, nor does its bouncing."""
        self.forget()
        self._counted = _Press(None, "", now_s)

    def noticed(self, *, asks: bool) -> None:
        """Take note of a new notice: what was pointed at before it is no answer to it."""
        self.forget()
        self._asked = asks

    def began(self, now_s: float) -> None:
        """Take note of a finger or a key that came down, wherever: it may be an answer."""
        self._answers, self._asked = self._asked, False
        if self._answers:
            self._counted = _Press(None, "", now_s)

    def point(self, action: Action, argument: str, now_s: float) -> bool:
        """Point at a control without pressing it; return whether the voice is on to name it."""
        if self._voice:
            self._point(name_of(action, argument), now_s)
        return self._voice

    def press(self, action: Action, argument: str, now_s: float) -> Outcome:
        """Return what comes of a press at ``now_s`` monotonic seconds."""
        name = name_of(action, argument)
        if self._counted is not None and self._counted.repeated_by(name, now_s):
            self._counted = self._counted.shaken(now_s)
            return Outcome.NOTHING
        if self._answers or self._asked:
            self._asked = False
            self._counted = _Press(None, "", now_s)
            return Outcome.NOTHING
        points = self._points_first(action) and not self._points_at(name, now_s)
        self._counted = _Press(action, name, now_s, points)
        if points:
            self._point(name, now_s)
            return Outcome.POINT
        if self._too_soon(action, now_s):
            return Outcome.NOTHING
        if not self._points_first(action):
            self.forget()
        return Outcome.ACT

    def _point(self, name: str, now_s: float) -> None:
        self.pointed_at, self._pointed_s = name, now_s

    def _points_at(self, name: str, now_s: float) -> bool:
        return name == self.pointed_at and now_s - self._pointed_s < POINTED_S

    def _too_soon(self, action: Action, now_s: float) -> bool:
        return action is Action.LEAD and now_s - self._came_s < REPEAT_S

    def _points_first(self, action: Action) -> bool:
        """Return whether a press only points at first: replay does no more than speak."""
        at_once = action is Action.REPLAY or (self.digits_at_once and action in KEYPAD)
        return self._voice and not at_once
