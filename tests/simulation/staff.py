"""Staff at a machine: a badge, its PIN, and the work of staff mode, all of it on the screen.

They set PINs, let blocked ones be tried again, hand over tickets that nobody took, and set a clock
that the machine does not know. What a screen is, its title tells people; here the visit's place
does.
"""

from collections.abc import Sequence
from typing import Final

from kiosk.visit import Place
from kiosk.visit.staff_mode import CARD, CLOCK, OWED, PIN, UNBLOCK
from tests.simulation.cards import Card
from tests.simulation.machine import Machine
from tests.simulation.people import type_in
from tests.simulation.process import Process
from ui.contract import Action, Choice, ChooseScreen, KeypadScreen, SorryScreen, StaffScreen

LOOK_S: Final = (1, 6)
MOST_LOOKS: Final = 80
MOST_JOBS: Final = 4
_WRONG_BY_MIN: Final = (0, 0, 1, -1, 4, -4)  # a wrist watch


class Staff:
    """One member of staff at one machine. ``jobs``: cards and badges that need a PIN here."""

    def __init__(self, machine: Machine, badge: Card, jobs: Sequence[Card]) -> None:
        self._machine = machine
        self._world = machine.world
        self._badge = badge
        self._jobs = list(jobs[:MOST_JOBS])
        self._looks = 0
        self._logged_in = self._clock_set = False

    def come(self) -> None:
        """Begin; the machine may be off."""
        self._look_soon()

    def _look_soon(self) -> None:
        delay_ms = 1000 * self._world.chance.between(*LOOK_S)
        self._world.timeline.after(delay_ms, "staff", self._look)

    def _look(self) -> None:
        self._looks += 1
        process = self._machine.process
        if process is not None and self._looks <= MOST_LOOKS and self._act(process):
            self._look_soon()

    def _act(self, process: Process) -> bool:
        """Do something; False when they go."""
        place, screen = process.terminal.visit.place, process.screen
        if isinstance(screen, KeypadScreen):
            self._at_keypad(process, place, screen.cells)
            return True
        match place, screen:
            case (Place.START, _) | (Place.OUT_OF_ORDER, _):
                if self._logged_in:
                    return False  # the machine has wiped the visit
                process.scan(self._badge.text)
            case Place.STAFF, StaffScreen(choices=choices):
                return self._at_menu(process, choices)
            case Place.STAFF_CARD, _ if self._jobs:
                process.scan(self._jobs[0].text)
            case Place.STAFF_SHOWN, StaffScreen(choices=choices):
                self._at_card(process, choices)
            case Place.STAFF_OWED, ChooseScreen(choices=choices):
                process.touch(Action.CHOOSE, self._world.chance.pick(choices).id)
            case Place.SORRY, SorryScreen():
                del self._jobs[:1]
                process.touch(Action.LEAD if self._jobs else Action.START_OVER)
        return True

    def _at_keypad(self, process: Process, place: Place, cells: tuple[str, ...]) -> None:
        match place:
            case Place.PIN if process.terminal.visit.staff:  # else somebody's card is asked for
                type_in(process, cells, self._badge.typed(self._world.chance))
            case Place.STAFF_NEW_PIN | Place.STAFF_NEW_PIN_AGAIN:
                self._type_new(process, cells)
            case Place.STAFF_CLOCK:
                type_in(process, cells, self._time())

    def _at_menu(self, process: Process, choices: Sequence[Choice]) -> bool:
        self._logged_in = True
        offered = {one.id for one in choices}
        if CLOCK in offered and not self._clock_set:
            self._clock_set = True
            process.touch(Action.CHOOSE, CLOCK)
        elif self._jobs:
            process.touch(Action.CHOOSE, CARD)
        elif OWED in offered and self._world.chance.happens(0.3):
            process.touch(Action.CHOOSE, OWED)
        else:
            process.touch(Action.LEAD)
            return False
        return True

    def _at_card(self, process: Process, choices: Sequence[Choice]) -> None:
        blocked = any(one.id == UNBLOCK for one in choices)
        if blocked and self._world.chance.happens(0.5):
            del self._jobs[:1]
            process.touch(Action.CHOOSE, UNBLOCK)
        else:
            process.touch(Action.CHOOSE, PIN)

    def _type_new(self, process: Process, cells: tuple[str, ...]) -> None:
        pin = self._jobs[0].pin if self._jobs else ""
        type_in(process, cells, pin)
        if process.terminal.visit.place is Place.STAFF_WAIT:
            del self._jobs[:1]

    def _time(self) -> str:
        """Year to minute, as their wrist watch tells it."""
        world = self._world
        offset_s = world.premises.district.scheme.utc_offset_s
        wrong_s = 60 * world.chance.pick(_WRONG_BY_MIN)
        return world.timeline.wall(offset_s + wrong_s).strftime("%Y%m%d%H%M")
