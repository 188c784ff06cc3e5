"""What can happen to a visit: touches, codes, answers of the node, the ledger and the printer."""

from dataclasses import dataclass
from typing import Final

from kiosk.gestures import (
    AskedForAid,
    CalledStaff,
    Chose,
    Erased,
    Gesture,
    HeadsetIn,
    HeadsetOut,
    Led,
    StartedOver,
    Touched,
    TurnedPage,
    Typed,
    WantedFewer,
    WantedLanguages,
    WantedMore,
    WantedPause,
    WantedReplay,
    WentBack,
)
from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.service_events import (
    CounterReported,
    CountTold,
    Found,
    GateReported,
    Granted,
    NoOffer,
    NotFound,
    Offered,
    ServiceEvent,
    TenderRefused,
    TenderTaken,
    TenderTold,
)
from kiosk.staff_events import (
    PinRefused,
    PinRight,
    PinWrong,
    StaffDone,
    StaffEvent,
    StaffKnows,
    StaffRefused,
)

NO_CAMERA: Final = "no-camera"
READERS_LOST: Final = "readers-lost"

__all__ = [
    "NO_CAMERA",
    "READERS_LOST",
    "AskedForAid",
    "CalledStaff",
    "Chose",
    "CodeRefused",
    "CodeSeen",
    "CountTold",
    "CounterReported",
    "Declined",
    "Erased",
    "Event",
    "Found",
    "GateReported",
    "Granted",
    "HeadsetIn",
    "HeadsetOut",
    "Held",
    "HintGiven",
    "Led",
    "LedgerBack",
    "LedgerFailed",
    "NoAnswer",
    "NoOffer",
    "NotFound",
    "NotRecorded",
    "Offered",
    "PinRefused",
    "PinRight",
    "PinWrong",
    "PrintFailed",
    "Printed",
    "PrinterReported",
    "ReadersReported",
    "Recorded",
    "StaffDone",
    "StaffKnows",
    "StaffRefused",
    "StartedOver",
    "StoodIn",
    "TenderRefused",
    "TenderTaken",
    "TenderTold",
    "Ticked",
    "Touched",
    "TurnedPage",
    "Typed",
    "VoiceReported",
    "WantedFewer",
    "WantedLanguages",
    "WantedMore",
    "WantedPause",
    "WantedReplay",
    "WentBack",
]


@dataclass(frozen=True)
class VoiceReported:
    """How the voice is: ``problem`` is its named reason, empty when it can be heard."""

    problem: str


@dataclass(frozen=True)
class CodeSeen:
    """A genuine, fresh code was scanned and looked up in the ledger."""

    code: CheckedCode


@dataclass(frozen=True)
class CodeRefused:
    """Something was scanned that is no good; ``reason`` is the protocol's name for it.

    ``code`` only where it is genuine all the same, e.g. revoked.
    """

    reason: str
    code: CheckedCode | None = None


@dataclass(frozen=True)
class PrinterReported:
    """The printer's state: ``problem`` is its named reason, empty when it can print.

    ``check`` is the number of the question that it answers; 0 is a look in passing. ``warning`` is
    what staff should see to soon while it still prints ("paper-low"), empty when there is nothing.
    """

    problem: str
    check: int = 0
    warning: str = ""


@dataclass(frozen=True)
class ReadersReported:
    """What reads codes: ``problem`` names what is lost, empty while the camera is there.

    `NO_CAMERA`: another one reads, but there is no picture. `READERS_LOST`: nothing reads.
    """

    problem: str


@dataclass(frozen=True)
class HintGiven:
    """What the person could do so that their code is read: a `ScanHint`; "" takes it back."""

    hint: str


@dataclass(frozen=True)
class Held:
    """The node holds the coins."""

    payment: Payment


@dataclass(frozen=True)
class Declined:
    """The node or the stand-in rules say no; ``reason`` is theirs."""

    payment: Payment
    reason: str


@dataclass(frozen=True)
class NoAnswer:
    """The node is away or did not answer in time (then the payment has its intent)."""

    payment: Payment


@dataclass(frozen=True)
class StoodIn:
    """The stand-in rules allow it without the node."""

    payment: Payment


@dataclass(frozen=True)
class Recorded:
    """The entry is committed: coins are used."""

    ticket: Ticket


@dataclass(frozen=True)
class NotRecorded:
    """The ledger refused the entry by name; no coins were used."""

    payment: Payment
    reason: str


@dataclass(frozen=True)
class LedgerFailed:
    """The ledger can't be written: nothing may be sold until a technician has looked.

    ``unwritten``: the id of a payment that is known to be on no disk; its coins were not used.
    """

    reason: str
    unwritten: bytes = b""


@dataclass(frozen=True)
class LedgerBack:
    """The ledger could be opened and recovered again."""


@dataclass(frozen=True)
class Printed:
    """The printer confirmed the ticket."""

    ticket: Ticket


@dataclass(frozen=True)
class PrintFailed:
    """The printer did not confirm the ticket; it is offered again."""

    ticket: Ticket
    reason: str


@dataclass(frozen=True)
class Ticked:
    """Time went on; the moment itself is handed to every transition."""


Event = (
    Gesture
    | ServiceEvent
    | StaffEvent
    | VoiceReported
    | CodeSeen
    | CodeRefused
    | PrinterReported
    | ReadersReported
    | HintGiven
    | Held
    | Declined
    | NoAnswer
    | StoodIn
    | Recorded
    | NotRecorded
    | LedgerFailed
    | LedgerBack
    | Printed
    | PrintFailed
    | Ticked
)
