"""A walk through everything that can happen at the machine, for those who look at all screens."""

from kiosk.walk.cast import FEW
from kiosk.walk.explore import Taken, Walk, Walked
from kiosk.walk.stands import NOON, Stand, facilities, stand, stand_of

__all__ = ["FEW", "NOON", "Stand", "Taken", "Walk", "Walked", "facilities", "stand", "stand_of"]
