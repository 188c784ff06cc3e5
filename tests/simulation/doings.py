"""What a person does where a service asks for more than a choice: digits, bottles, a badge, a rest.

Each returns nothing and touches the machine once or twice, as one look at the screen allows.
"""

from typing import Final

from kiosk.services.meal_cancel import MealCancel
from kiosk.visit import Place
from tests.simulation.chance import Chance
from tests.simulation.machine import Machine
from tests.simulation.process import Process
from ui.contract import Action, KeypadScreen, ThanksScreen

PUTS_MORE: Final = 0.6  # at each look at a machine that counts
MOST_PIECES: Final = 40
GIVES_REST: Final = 0.7
STAFF_COME: Final = 0.7  # when a badge is asked for
_WON: Final = (300, 1_200, 2_600, 4_000, 9_900, 25_000)


def asks_digits(process: Process) -> bool:
    """Whether the keypad on the screen is a service's, and not for a PIN."""
    return process.terminal.visit.place is Place.KEYING


def key_in(process: Process, screen: KeypadScreen, chance: Chance) -> None:
    """Digits that a service asks for: a number in cells, or an amount."""
    digits = "".join(str(chance.between(0, 9)) for _ in screen.cells)
    for _ in filter(None, screen.cells):
        process.touch(Action.ERASE)
    for digit in digits or str(chance.pick(_WON)):
        process.touch(Action.DIGIT, digit)
    process.touch(Action.LEAD)


def put_in(machine: Machine, process: Process, chance: Chance) -> None:
    """Put something into the machine beside, or say that this was all."""
    if chance.happens(PUTS_MORE):
        machine.devices.counter.drop(chance.between(1, MOST_PIECES), process.side.counts)
    else:
        process.touch(Action.LEAD)


def pays_by_card(process: Process) -> bool:
    """Whether the card terminal is at work."""
    return process.terminal.visit.place is Place.TENDERING


def back_service(process: Process) -> str | None:
    """The service by which people take their own tickets back, where there is one."""
    services = process.premises.shop.services
    return next((id_ for id_, it in services.items() if isinstance(it, MealCancel)), None)


def asks_badge(process: Process) -> bool:
    """Whether staff are asked to approve."""
    return process.terminal.visit.place is Place.APPROVING


def approve(machine: Machine, process: Process, own: str, chance: Chance) -> None:
    """Staff come with a badge; or somebody tries their own code, or gives up."""
    if chance.happens(STAFF_COME):
        process.scan(chance.pick(machine.world.badges).text)
    elif chance.happens(0.5):
        process.scan(own)
    else:
        process.touch(Action.BACK)


def take_leave(process: Process, screen: ThanksScreen, chance: Chance) -> bool:
    """Give the small rest away where that is offered; whether the person stays for it."""
    if screen.more is None or not chance.happens(GIVES_REST):
        process.touch(Action.LEAD)
        return False
    process.touch(Action.CHOOSE, screen.more.id)
    return True
