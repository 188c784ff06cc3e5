"""What one person touches, from what they have come for to the first screen again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk import events
from kiosk.events import Event
from kiosk.terminal import Terminal
from kiosk.visit import Place
from tests.storm.plan import Mind, Visit, Wish
from ui.contract import ChooseScreen, Screen

WON: Final = "600"


@dataclass
class Customer:
    """Somebody with ``visit``. ``touch`` does it; ``bring`` has a count told under its number."""

    visit: Visit
    terminal: Terminal
    touch: Callable[[Event], None]
    bring: Callable[[int], None]
    changes: bool = True  # their mind, once

    def order(self) -> bool:
        """Say what is wanted, until a code is asked for; False where nothing can be counted."""
        match self.visit.wish:
            case Wish.MEAL:
                self._choose("meals", "lunch")
            case Wish.BACK:
                self._choose("cancel")
            case Wish.EARN:
                self._choose("earn")
                return self._is_counted()
            case Wish.PAIR:
                self._choose("shop")
                for digit in WON:
                    self.touch(events.Typed(digit))
                self.touch(events.Led())
                self._choose("bottles")
                return self._is_counted()
        return True

    def go_on(self, screen: Screen | None) -> bool:
        """Touch what this person touches on the screen; False where nothing can be."""
        match self.terminal.visit.place, self.visit.mind:
            case Place.CONFIRMING, Mind.LEAVES:
                self.touch(events.StartedOver())
                if self.terminal.visit.place is Place.CONFIRMING:
                    self.touch(events.StartedOver())  # what was counted is lost: that is meant
            case Place.CONFIRMING, Mind.CHANGES if self.changes:
                self.changes = False
                self._change()
            case ((Place.CONFIRMING | Place.REPRINT), _):
                self.touch(events.Led())
            case ((Place.THANKS | Place.SORRY), _):
                self.touch(events.StartedOver())
            case Place.ASKING, _ if isinstance(screen, ChooseScreen):
                self._choose(screen.choices[0].id)
            case _:
                return False
        return True

    def _change(self) -> None:
        """Go back for one more, and agree to that; of what is one, there is no more."""
        if self.visit.wish is Wish.MEAL:
            self.touch(events.WentBack())
            self.touch(events.WantedMore())
        self.touch(events.Led())

    def _choose(self, *ids: str) -> None:
        for id_ in ids:
            self.touch(events.Chose(id_))

    def _is_counted(self) -> bool:
        """What was told to be safe before is nobody's any more: then there is nothing to take."""
        for sequence in self.visit.counts:
            self.bring(sequence)
        self.touch(events.Led())
        if self.terminal.visit.place is not Place.COUNTING:
            return True
        self.touch(events.StartedOver())
        return False
