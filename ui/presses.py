"""When a press counts: a shaking hand presses once, and with the voice choosing is not doing. Pure.

While the voice is on, the first press of a control only points at it, so that the voice can name
it; the second press of the same one does it. A new screen forgets what was pointed at.
"""

from dataclasses import dataclass
from enum import Enum, auto

from ui.contract import Action
from ui.focus import name_of

REPEAT_S = 0.5  # presses within this time of one that counted are the same press, shaking
KEY_REPEAT_S = 0.15
"""The same for a key of the keypad, where a digit twice is meant: nobody lifts and sets a finger
down again on purpose within it, and a PIN like 1123 loses no digit."""

KEYPAD = (Action.DIGIT, Action.ERASE)


class Outcome(Enum):
    """What comes of a press."""

    NOTHING = auto()  # it was the last one again, shaking
    POINT = auto()
    ACT = auto()


@dataclass(frozen=True)
class _Press:
    """A press that counted, when it came in monotonic seconds, and whether it only pointed."""

    action: Action
    name: str
    at_s: float
    pointed: bool

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
        self._voice = False
        self._counted: _Press | None = None

    def voiced(self, voice: bool) -> None:
        """Take note whether the voice is on; when that changes nothing is pointed at."""
        if voice != self._voice:
            self.forget()
        self._voice = voice

    def forget(self) -> None:
        """Point at nothing any more."""
        self.pointed_at = ""

    def point(self, action: Action, argument: str) -> bool:
        """Point at a control without pressing it; return whether the voice is on to name it."""
        if self._voice:
            self.pointed_at = name_of(action, argument)
        return self._voice

    def press(self, action: Action, argument: str, now_s: float) -> Outcome:
        """Return what comes of a press at ``now_s`` monotonic seconds."""
        name = name_of(action, argument)
        if self._counted is not None and self._counted.repeated_by(name, now_s):
            return Outcome.NOTHING
        points = self._points_first(action) and name != self.pointed_at
        self._counted = _Press(action, name, now_s, points)
        if points:
            self.pointed_at = name
            return Outcome.POINT
        if not self._points_first(action):
            self.forget()
        return Outcome.ACT

    def _points_first(self, action: Action) -> bool:
        """Return whether a press only points at first: replay does no more than speak."""
        at_once = action is Action.REPLAY or (self.digits_at_once and action in KEYPAD)
        return self._voice and not at_once
