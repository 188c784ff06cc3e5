"""People at the machines: they touch what the screen offers and show their phones and cards.

A visitor looks at the screen every few seconds and does what a person would do there, most of the
time. Some are hasty, some change their minds or walk away, some cheat: they show a code that was
shown before, or one copied from somebody else's phone, or the same one altered, or a copied card
whose PIN they guess.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from protocol.code import to_text
from tests.simulation.cards import Card
from tests.simulation.chance import Chance
from tests.simulation.doings import (
    approve,
    asks_badge,
    asks_digits,
    back_service,
    key_in,
    pays_by_card,
    put_in,
    take_leave,
)
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
    CountScreen,
    KeypadScreen,
    NewsScreen,
    ReprintScreen,
    Screen,
    SorryScreen,
    StartScreen,
    TellScreen,
    ThanksScreen,
    WaitScreen,
)

LOOK_S: Final = (1, 9)
MOST_LOOKS: Final = 40
MOST_STARTS: Final = 4  # looks at a first screen, when a code was shown and nothing came of it
WALK_AWAY: Final = 0.02  # at each look
CHANGE_MIND: Final = 0.08
SHOW_FIRST: Final = 0.3  # the code before any touch
TRY_AGAIN: Final = 0.5
MOST_PINS: Final = 4  # looks at a keypad, then an honest person asks elsewhere
WANTS_BACK: Final = 0.7  # of those who come again, where something can be given back
CARER_COMES: Final = 0.5


@dataclass
class Resident:
    """Somebody with coins, homes and a phone; ``number`` is the node's."""

    id: str
    number: int
    homes: tuple[int, ...]
    phone: Phone
    card: Card | None = None
    carer: "Resident | None" = None  # who may vouch beside the card
    former: Phone | None = None  # the phone before, which they still have


@dataclass(frozen=True)
class Shown:
    """What somebody holds before the reader, and types where digits are asked for.

    ``beside``: what a carer shows in the PIN's place.
    """

    text: Callable[[], str]
    pin: Callable[[], str] = lambda: ""
    beside: Callable[[], str] | None = None
    most_pins: int = MOST_PINS


class Visitor:
    """One person at one machine, from the first touch until they leave."""

    def __init__(
        self,
        machine: Machine,
        shown: Shown,
        *,
        hasty: bool,
        back: bool = False,
        timeline: Timeline,
        chance: Chance,
    ) -> None:
        self._machine = machine
        self._holds = shown
        self._pins = 0
        self._hasty = hasty
        self._wants_back = back and chance.happens(WANTS_BACK)
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
            case CodeScreen():
                self._at_code(process)
            case ConfirmScreen():
                self._at_confirm(process)
            case KeypadScreen(cells=cells) if not asks_digits(process):
                return self._at_keypad(process, cells)
            case ThanksScreen() as screen:
                return take_leave(process, screen, self._chance)
            case SorryScreen():
                process.touch(Action.LEAD)
                again, self._again = self._again, False
                return again
            case screen:
                self._elsewhere(process, screen)
        return True  # where it says wait, or out of order: look again

    def _elsewhere(self, process: Process, screen: Screen | None) -> None:
        """Answer what is asked, or look again."""
        chance = self._chance
        match screen:
            case ChooseScreen(choices=choices):
                process.touch(Action.CHOOSE, chance.pick(choices).id)
            case KeypadScreen() as keypad:
                key_in(process, keypad, chance)
            case CountScreen():
                put_in(self._machine, process, chance)
            case NewsScreen() | TellScreen():
                process.touch(Action.LEAD)
            case ReprintScreen():
                process.touch(Action.BACK if chance.happens(CHANGE_MIND) else Action.LEAD)
            case _ if asks_badge(process) and self._shown:
                approve(self._machine, process, self._holds.text(), chance)
            case WaitScreen() if pays_by_card(process) and chance.happens(CHANGE_MIND):
                process.touch(Action.BACK)

    def _at_start(self, process: Process, services: tuple[Choice, ...]) -> bool:
        if self._shown and not self._again:
            return self._looks < MOST_STARTS
        wanted = back_service(process) if self._wants_back else None
        process.touch(Action.CHOOSE, wanted or self._chance.pick(services).id)
        return True

    def _at_code(self, process: Process) -> None:
        if self._chance.happens(0.3):
            process.touch(self._chance.pick((Action.MORE, Action.MORE, Action.FEWER)))
        elif process.terminal.visit.code is not None:
            process.touch(Action.LEAD)
        else:
            self._show()

    def _at_keypad(self, process: Process, cells: tuple[str, ...]) -> bool:
        """The PIN, or a carer's code in its place; who has none goes back."""
        if not self._shown:
            return True  # somebody else's PIN
        self._pins += 1
        beside = self._holds.beside
        if self._pins > self._holds.most_pins:
            return False
        if beside is not None and self._chance.happens(0.5):
            process.scan(beside())
        elif (pin := self._holds.pin()) and not self._chance.happens(CHANGE_MIND):
            type_in(process, cells, pin)
        else:
            process.touch(Action.BACK)
        return True

    def _at_confirm(self, process: Process) -> None:
        if self._chance.happens(CHANGE_MIND):
            process.touch(self._chance.pick((Action.BACK, Action.BACK, Action.START_OVER)))
        else:
            process.touch(Action.LEAD)

    def _show(self) -> None:
        if self._machine.process is not None:
            self._shown = True
            self._machine.process.scan(self._holds.text())

    def _fumble(self, process: Process) -> None:
        """Touch anything, wanted or not."""
        actions = (Action.LEAD, Action.BACK, Action.START_OVER, Action.MORE, Action.CALL_STAFF)
        if self._chance.happens(0.4):
            self._show()
        else:
            process.touch(self._chance.pick(actions))


def type_in(process: Process, cells: tuple[str, ...], digits: str) -> None:
    """Type digits on the keypad, what stands there already erased, and confirm."""
    for _ in filter(None, cells):
        process.touch(Action.ERASE)
    for digit in digits:
        process.touch(Action.DIGIT, digit)
    process.touch(Action.LEAD)


def with_phone(phone: Phone, timeline: Timeline) -> Shown:
    """What an honest person holds before the reader each time."""
    return Shown(lambda: phone.text(timeline.now_ms))


def with_card(holder: Resident, card: Card, timeline: Timeline, chance: Chance) -> Shown:
    """Somebody with their paper card, who mistypes now and then; their carer may be beside them."""
    alone = Shown(lambda: card.text, lambda: card.typed(chance))
    carer = holder.carer
    if carer is None or not chance.happens(CARER_COMES):
        return alone
    return replace(alone, beside=lambda: carer.phone.text(timeline.now_ms))


def with_stolen_card(card: Card, chance: Chance) -> Shown:
    """A thief with a copied card, who guesses for as long as the screen lets them."""
    return Shown(lambda: card.text, lambda: card.stolen_typed(chance), None, MOST_LOOKS)


def as_cheat(victim: Phone, timeline: Timeline, chance: Chance) -> Shown:
    """What a cheat holds there: a picture of a code, shown before or not, or the same altered."""
    code = chance.pick(victim.codes) if victim.codes else victim.code(timeline.now_ms)
    if chance.happens(0.5):
        code = altered(code)
    if chance.happens(0.2):
        code = victim.code(timeline.now_ms)  # what the phone shows just now
    text = to_text(code)
    return Shown(lambda: text)
