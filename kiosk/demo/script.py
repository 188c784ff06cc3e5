"""What the scripted resident does on each screen. Pure; ``resident`` has the finger and the phone.

The resident takes the first choice everywhere, and the first that has a price where others have
none (who has never been here has no pass to go in by); types the digits that the demo's data has,
shows the phone, agrees, and waits until the ticket is out and the node has confirmed everything.
Where staff have to approve, they hold up their badge, and where somebody else is to get something,
another resident their phone; where a machine counts, the resident puts something in. Whatever else
the kiosk shows is a problem, told with the kiosk's own reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.demo.messages import Counts
from ui.contract import (
    CardScreen,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    CountScreen,
    KeypadScreen,
    NewsScreen,
    OutOfOrderScreen,
    ReprintScreen,
    Screen,
    SorryScreen,
    StartScreen,
    TellScreen,
    ThanksScreen,
)

LEAD = "lead"  # object name of the leading button
CHOICE = "choose:"  # object names of choices begin so
RECEIVER = "scene-receiver"  # the picture of the page that asks for somebody else's code
DIGIT = "digit:"  # and those of keys


@dataclass(frozen=True)
class Touch:
    """Touch what has this object name."""

    name: str


@dataclass(frozen=True)
class ShowPhone:
    """Hold the phone to the camera until the kiosk goes on."""


@dataclass(frozen=True)
class ShowOther:
    """Another resident holds theirs to it, who is to get something."""


@dataclass(frozen=True)
class ShowBadge:
    """Staff hold their badge to the camera until the kiosk goes on."""


@dataclass(frozen=True)
class PutIn:
    """Put things into the machine that counts."""

    items: int


@dataclass(frozen=True)
class Leave:
    """The visit is over; ``problem`` is a sentence, empty when all went well."""

    problem: str = ""


Move = Touch | ShowPhone | ShowOther | ShowBadge | PutIn | Leave
BOTTLES = 10  # what the resident has brought


def next_move(screen: Screen, pressable: Sequence[str], typed: str = "", service: str = "") -> Move:
    """What to do on a screen that has come to rest, given what can be pressed on it.

    ``typed``: the digits to type where some are asked for. ``service``: the id of what is wanted,
    empty for the first there is.
    """
    match screen:
        case StartScreen() if f"{CHOICE}{service}" in pressable:
            return Touch(f"{CHOICE}{service}")
        case StartScreen() | ChooseScreen():
            return _choose(screen, pressable)
        case CodeScreen():
            return Touch(LEAD) if LEAD in pressable else ShowPhone()
        case CardScreen(picture=picture):
            return ShowOther() if picture == RECEIVER else ShowBadge()
        case CountScreen(count=count):
            return Touch(LEAD) if any(letter in "123456789" for letter in count) else PutIn(BOTTLES)
        case KeypadScreen() if typed:
            return _type(typed, _digits_on(screen), pressable)
        case ConfirmScreen() | NewsScreen():
            return Touch(LEAD) if LEAD in pressable else Leave(f"{screen.name}: no way on")
    return _leave(screen)


def _choose(screen: StartScreen | ChooseScreen, pressable: Sequence[str]) -> Move:
    choices = [name for name in pressable if name.startswith(CHOICE)]
    priced: set[str] = set()
    if isinstance(screen, ChooseScreen):
        priced = {f"{CHOICE}{it.id}" for it in screen.choices if it.price is not None}
    if not choices:
        return Leave(f"{screen.name}: nothing can be chosen")
    return Touch(next((name for name in choices if name in priced), choices[0]))


def _leave(screen: Screen) -> Leave:
    match screen:
        case ThanksScreen() | TellScreen():
            return Leave()
        case SorryScreen(reason=reason) | OutOfOrderScreen(reason=reason):
            return Leave(f"{screen.name}: {reason}")
        case ReprintScreen():
            return Leave(f"{screen.name}: a ticket of an earlier visit is offered")
    return Leave(f"{screen.name}: a phone is asked for no such thing")


def is_half_typed(screen: Screen, typed: str) -> bool:
    """Whether some of the digits are there and not all."""
    return isinstance(screen, KeypadScreen) and 0 < _digits_on(screen) < len(typed)


def _digits_on(screen: KeypadScreen) -> int:
    """How many were typed: in places of their own, or as an amount that is read ("12,500원")."""
    if screen.cells:
        return sum(cell != "" for cell in screen.cells)
    return sum(letter.isdigit() for letter in screen.amount) if screen.begun else 0


def _type(typed: str, done: int, pressable: Sequence[str]) -> Move:
    """The next digit, or on when all are there."""
    if done < len(typed):
        return Touch(f"{DIGIT}{typed[done]}")
    return Touch(LEAD) if LEAD in pressable else Leave(f"keypad: {typed} leads nowhere")


def is_settled(counts: Counts) -> bool:
    """Whether the node has confirmed every entry."""
    return counts.recorded > 0 and counts.confirmed == counts.recorded
