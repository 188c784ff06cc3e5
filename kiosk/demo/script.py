"""What the scripted resident does on each screen. Pure; ``resident`` has the finger and the phone.

The resident buys the first meal of the first service: chooses, shows the phone, agrees, and waits
until the ticket is out and the node has confirmed everything. Whatever else the kiosk shows is a
problem, told with the kiosk's own reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.demo.messages import Counts
from ui.contract import (
    CardScreen,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    KeypadScreen,
    NewsScreen,
    OutOfOrderScreen,
    ReprintScreen,
    SorryScreen,
    StaffScreen,
    StartScreen,
    ThanksScreen,
    VoiceScreen,
)

LEAD = "lead"  # object name of the leading button
CHOICE = "choose:"  # object names of choices begin so


@dataclass(frozen=True)
class Touch:
    """Touch what has this object name."""

    name: str


@dataclass(frozen=True)
class ShowPhone:
    """Hold the phone to the camera until the kiosk goes on."""


@dataclass(frozen=True)
class Leave:
    """The visit is over; ``problem`` is a sentence, empty when all went well."""

    problem: str = ""


Move = Touch | ShowPhone | Leave
Question = (
    StartScreen
    | ChooseScreen
    | CodeScreen
    | ConfirmScreen
    | ThanksScreen
    | SorryScreen
    | OutOfOrderScreen
    | ReprintScreen
    | CardScreen
    | KeypadScreen
    | StaffScreen
    | NewsScreen
    | VoiceScreen
)  # every screen but the one that passes by itself


def next_move(screen: Question, pressable: Sequence[str]) -> Move:
    """What to do on a screen that has come to rest, given what can be pressed on it."""
    match screen:
        case StartScreen() | ChooseScreen():
            choice = next((name for name in pressable if name.startswith(CHOICE)), None)
            return Touch(choice) if choice else Leave(f"{screen.name}: nothing can be chosen")
        case CodeScreen():
            return Touch(LEAD) if LEAD in pressable else ShowPhone()
        case ConfirmScreen():
            return Touch(LEAD) if LEAD in pressable else Leave("confirm: one can't agree")
        case ThanksScreen():
            return Leave()
        case SorryScreen(reason=reason) | OutOfOrderScreen(reason=reason):
            return Leave(f"{screen.name}: {reason}")
        case ReprintScreen():
            return Leave(f"{screen.name}: a ticket of an earlier visit is offered")
        case NewsScreen():
            return Touch(LEAD)
        case CardScreen() | KeypadScreen() | StaffScreen() | VoiceScreen():
            return Leave(f"{screen.name}: a phone is asked for no such thing")


def is_settled(counts: Counts, tickets: int) -> bool:
    """Whether the ticket is out and the node has confirmed every entry."""
    return tickets > 0 and counts.recorded > 0 and counts.confirmed == counts.recorded
