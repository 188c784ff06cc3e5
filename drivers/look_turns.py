"""Which harder look is taken at a picture that was not read, and whether one is. Pure.

Another one each time: what one can't read, the next one may. A look that has just read something
is tried every other time, while it reads: what spoils one picture of a phone spoils the next one.
Two limits hold the cost. A scene that stays as it is gets each look once at the suspected place and
once at another. And a scene that changes with every picture for long (a flickering lamp, a crowd,
somebody who wants to keep the kiosk busy) gets a look only now and then: each costs one from a
stock, which fills slowly, and at once when a code is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.looks import LookName

STOCK = (
    90  # three seconds of looks at 30 pictures a second: longer than a hand takes to find the place
)
REFILL_EVERY = 4  # pictures: what goes on changing for longer costs a quarter of that
LUCKY_TRIES = 4  # in vain, and what spoils the picture now is something else


@dataclass(frozen=True, slots=True)
class Turn:
    """One look to be taken: at the suspected place, or at the next busy one."""

    look: LookName
    elsewhere: bool


ROUND = tuple(Turn(look, elsewhere) for elsewhere in (False, True) for look in LookName)


class LookTurns:
    """Hands out the turns for one camera's pictures."""

    def __init__(self) -> None:
        self._number = 0
        self._left = 0
        self._stock = STOCK
        self._pictures = 0
        self._lucky: Turn | None = None
        self._lucky_left = 0
        self._lucky_is_next = False

    @property
    def spent(self) -> bool:
        """True when this scene has had all its looks."""
        return not self._left

    def picture(self, changed: bool) -> None:
        """Count a picture, and whether its scene is a new one."""
        if changed:
            self._left = len(ROUND)
        self._pictures += 1
        if self._pictures % REFILL_EVERY == 0:
            self._stock = min(self._stock + 1, STOCK)

    def take(self) -> Turn | None:
        """Return the next turn; None when this scene has had its looks, or the stock is empty."""
        if not self._left or not self._stock:
            return None
        self._left -= 1
        self._stock -= 1
        if self._lucky is not None and self._lucky_is_next:
            return self._lucky
        turn = ROUND[self._number % len(ROUND)]
        self._number += 1
        return turn

    def told(self, turn: Turn, good: bool) -> None:
        """Hear whether a code was read at `turn`."""
        if good:
            self._lucky, self._lucky_left = turn, LUCKY_TRIES
            self._lucky_is_next = True
            self.read()
        elif turn == self._lucky:
            self._lucky_is_next = False
            self._lucky_left -= 1
            self._lucky = self._lucky if self._lucky_left else None
        else:
            self._lucky_is_next = True

    def read(self) -> None:
        """Hear that a code was read: what is before the camera is worth looking at."""
        self._stock = STOCK
        self._left = len(ROUND)
