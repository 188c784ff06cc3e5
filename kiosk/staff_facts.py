"""How the machine is, as staff mode shows it: plain values."""

from dataclasses import dataclass

from kiosk.payment import Ticket
from protocol.entry import ClockState


@dataclass(frozen=True)
class StaffFacts:
    """One look at the machine.

    ``unsent``: entries that the node has not confirmed; ``unsent_for_s``: the age of the oldest of
    them in seconds, None if there is none. ``near``: the node has answered of late. ``devices``:
    name and state of each. ``owed``: tickets that were paid and not handed over, newest first.
    """

    unsent: int
    unsent_for_s: int | None
    clock: ClockState
    near: bool
    devices: tuple[tuple[str, str], ...]
    owed: tuple[Ticket, ...]
