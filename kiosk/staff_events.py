"""What the desks for PINs and for staff answer. ``kiosk.events`` hands it all on."""

from dataclasses import dataclass

from kiosk.staff_facts import StaffFacts


@dataclass(frozen=True)
class PinRight:
    """The PIN of question ``check`` is the one that was set."""

    check: int


@dataclass(frozen=True)
class PinWrong:
    """It is not; ``left`` more tries until a desk has to help."""

    check: int
    left: int


@dataclass(frozen=True)
class PinRefused:
    """It was not even compared; ``reason`` names why."""

    check: int
    reason: str


@dataclass(frozen=True)
class StaffKnows:
    """How the machine is, for staff; the answer to question ``check``."""

    check: int
    facts: StaffFacts


@dataclass(frozen=True)
class StaffDone:
    """What staff asked for in question ``check`` is written."""

    check: int


@dataclass(frozen=True)
class StaffRefused:
    """It can't be done; ``reason`` names why."""

    check: int
    reason: str


StaffEvent = PinRight | PinWrong | PinRefused | StaffKnows | StaffDone | StaffRefused
