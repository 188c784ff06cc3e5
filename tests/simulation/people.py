"""People at the machines: they touch what the screen offers and show their phones.

A visitor looks at the screen every few seconds and does what a person would do there, most of the
time. Some are hasty, some change their minds or walk away, some cheat: they show a code that was
shown before, or one copied from somebody else's phone, or the same one altered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from protocol.code import to_text
from tests.simulation.chance import Chance
from tests.simulation.machine import Machine
from tests.simulation.phones import Phone, altered
from tests.simulation.process import Process
from tests.simulation.timeline import Timeline
from ui.contract import (
    Action,
    Choice,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    ReprintScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
)

LOOK_S: Final = (1, 9)
MOST_LOOKS: Final = 40
MOST_STARTS: Final = 4  # looks at a first screen, when a code was shown and nothing came of it
WALK_AWAY: Final = 0.02  # at each look
CHANGE_MIND: Final = 0.08
SHOW_FIRST: Final = 0.3  # the code before any touch
TRY_AGAIN: Final = 0.5


@dataclass
class Resident:
    """Somebody with coins, homes and a phone; ``number`` is the node's."""

    id: str
    number: int
    homes: tuple[int, ...]
    phone: Phone


class Visitor:
    """One person at one machine, from the first touch until they leave."""

    def __init__(
        self,
        machine: Machine,
        text: Callable[[], str],
        *,
        hasty: bool,
        timeline: Timeline,
        chance: Chance,
    ) -> None:
        self._machine = machine
        self._text = text
        self._hasty = hasty
        self._timeline = timeline
        self._chance = chance
        self._looks = 0
        self._again = chance.happens(TRY_AGAIN)
        self._shown = False
        self.left = False

    def come(self) -> None:
        """Begin; the machine may be off."""
        if self._chance.happens(SHOW_FIRST):
            self._show()
        self._look_soon()

    def _look_soon(self) -> None:
        delay_ms = 1000 * self._chance.between(*LOOK_S)
        self._timeline.after(delay_ms, "person", self._look)

    def _look(self) -> None:
        self._looks += 1
        gone = self._chance.happens(WALK_AWAY) or self._looks > MOST_LOOKS
        if self.left or gone or self._machine.process is None or not self._act():
            self.left = True
            return
        self._look_soon()

    def _act(self) -> bool:
        """Do something; False when the visit is over for this person."""
        process = self._machine.process
        if process is None:
            return False
        if self._hasty and self._chance.happens(0.3):
            self._fumble(process)
            return True
        match process.screen:
            case StartScreen(services=services):
                return self._at_start(process, services)
            case ChooseScreen(choices=choices):
                process.touch(Action.CHOOSE, self._chance.pick(choices).id)
            case CodeScreen():
                self._at_code(process)
            case ConfirmScreen():
                self._at_confirm(process)
            case ReprintScreen():
                process.touch(Action.BACK if self._chance.happens(CHANGE_MIND) else Action.LEAD)
            case ThanksScreen() | SorryScreen() as screen:
                process.touch(Action.LEAD)
                again, self._again = self._again, False
                return again and isinstance(screen, SorryScreen)
        return True  # where it says wait, or out of order: look again

    def _at_start(self, process: Process, services: tuple[Choice, ...]) -> bool:
        if self._shown and not self._again:
            return self._looks < MOST_STARTS
        process.touch(Action.CHOOSE, self._chance.pick(services).id)
        return True

    def _at_code(self, process: Process) -> None:
        if self._chance.happens(0.3):
            process.touch(self._chance.pick((Action.MORE, Action.MORE, Action.FEWER)))
        elif process.terminal.visit.code is not None:
            process.touch(Action.LEAD)
        else:
            self._show()

    def _at_confirm(self, process: Process) -> None:
        if self._chance.happens(CHANGE_MIND):
            process.touch(self._chance.pick((Action.BACK, Action.BACK, Action.START_OVER)))
        else:
            process.touch(Action.LEAD)

    def _show(self) -> None:
        if self._machine.process is not None:
            self._shown = True
            self._machine.process.scan(self._text())

    def _fumble(self, process: Process) -> None:
        """Touch anything, wanted or not."""
        actions = (Action.LEAD, Action.BACK, Action.START_OVER, Action.MORE, Action.CALL_STAFF)
        if self._chance.happens(0.4):
            self._show()
        else:
            process.touch(self._chance.pick(actions))


def shown_text(phone: Phone, timeline: Timeline) -> Callable[[], str]:
    """What an honest person holds before the reader each time."""
    return lambda: phone.text(timeline.now_ms)


def cheat_text(victim: Phone, timeline: Timeline, chance: Chance) -> Callable[[], str]:
    """What a cheat holds there: a picture of a code, shown before or not, or the same altered."""
    code = chance.pick(victim.codes) if victim.codes else victim.code(timeline.now_ms)
    if chance.happens(0.5):
        code = altered(code)
    if chance.happens(0.2):
        code = victim.code(timeline.now_ms)  # what the phone shows just now
    text = to_text(code)
    return lambda: text
