"""What a visit wants done in the world. The terminal hands each to the thread that may do it."""

from dataclasses import dataclass, field

from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.services.base import Lookup, Order, Service


@dataclass(frozen=True)
class CheckPrinter:
    """Ask the printer now; answered by PrinterReported with the same number."""

    number: int = 0


@dataclass(frozen=True)
class AskNode:
    """Commit an intent and ask for a hold; answered by Held, Declined or NoAnswer.

    ``ref``: the first entry of the visit, where this is a further one with the same code.
    ``payee``: whom coins are sent to.
    """

    order: Order
    code: CheckedCode
    approval: CheckedCode | None = None
    ref: bytes | None = None
    payee: CheckedCode | None = None


@dataclass(frozen=True)
class Claim:
    """Give an order that takes no coins its id; answered by Granted or Declined.

    ``approval`` is the badge of the staff who approved it, where one had to.
    """

    order: Order
    code: CheckedCode
    approval: CheckedCode | None = None


@dataclass(frozen=True)
class LookUp:
    """Find what a service asked for; answered by Found or NotFound with the same number."""

    number: int
    service: Service
    lookup: Lookup
    code: CheckedCode | None = None
    approval: CheckedCode | None = None


@dataclass(frozen=True)
class StartCount:
    """Take counts of the machine beside the kiosk from now on, until StopCount.

    Answered by CountTold, each with all that was counted since, or by CounterReported.
    """

    number: int


@dataclass(frozen=True)
class StopCount:
    """The counts of this question are taken, or the person has left them. Once for each start."""

    number: int


@dataclass(frozen=True)
class CheckGate:
    """Ask the board now; answered by GateReported with the same number."""

    number: int


@dataclass(frozen=True)
class TakeTender:
    """Take the rest by the card terminal; answered by TenderTold, TenderTaken or TenderRefused."""

    payment: Payment


@dataclass(frozen=True)
class GiveUpTender:
    """Cut it short. Still either TenderRefused or TenderTaken comes, and only one of them."""

    payment: Payment


@dataclass(frozen=True)
class ReturnTender:
    """Give back what the terminal took, unless the ledger has the payment's entry after all."""

    payment: Payment


@dataclass(frozen=True)
class OfferCode:
    """Show a code of the machine's own for this order; answered by Offered or NoOffer.

    Who scans it with their app is answered as if they had shown their code here: by CodeSeen.
    Offered comes again, under the same number, whenever the text has changed.
    """

    number: int
    order: Order


@dataclass(frozen=True)
class WithdrawOffer:
    """The shown code counts no more. Once for each offer."""

    number: int


@dataclass(frozen=True)
class StandIn:
    """Decide without the node; answered by StoodIn or Declined."""

    payment: Payment


@dataclass(frozen=True)
class Commit:
    """Ask once more what hands the order over, then write its entry, and before it ``also``.

    Answered by Recorded, NotRecorded (the ledger's reason or the printer's) or LedgerFailed.
    """

    payment: Payment


@dataclass(frozen=True)
class Void:
    """Write the void entry of an intent that comes to nothing."""

    payment: Payment
    reason: str


@dataclass(frozen=True)
class Print:
    """Hand over what was paid and record how it went; answered by Printed or PrintFailed.

    As its ``hand_over`` says: a printer prints, a gate opens; what the screen hands over is none of
    this. ``badge``: of the staff who do it for an owner that can't show the code.
    """

    ticket: Ticket
    badge: CheckedCode | None = None


@dataclass(frozen=True)
class CheckPin:
    """Write the try, then compare. Answered by PinRight, PinWrong or PinRefused."""

    number: int
    code: CheckedCode
    pin: str = field(repr=False)


@dataclass(frozen=True)
class SetPin:
    """Write that ``code`` has this PIN from now on. Answered by StaffDone or StaffRefused."""

    number: int
    code: CheckedCode
    badge: CheckedCode
    pin: str = field(repr=False)


@dataclass(frozen=True)
class UnblockPin:
    """Write that the wrong tries of ``code`` count no more. Answered by StaffDone."""

    number: int
    code: CheckedCode
    badge: CheckedCode


@dataclass(frozen=True)
class SetClock:
    """Set the clock to what staff typed: year, month, day, hour, minute, here. Twelve digits.

    ``again``: they have typed the same before, so they mean it however far it is. Answered by
    StaffDone or StaffRefused.
    """

    number: int
    digits: str
    badge: CheckedCode
    again: bool


@dataclass(frozen=True)
class AskForStaff:
    """Look how the machine is; answered by StaffKnows."""

    number: int


@dataclass(frozen=True)
class NoteRefusal:
    """Write that a code was refused, where that helps to find fraud and was not written just now.

    ``code`` only where it is genuine: of a stranger's code nothing is kept.
    """

    reason: str
    code: CheckedCode | None


@dataclass(frozen=True)
class ReopenLedger:
    """Try the ledger again after it failed; answered by LedgerBack or LedgerFailed."""


@dataclass(frozen=True)
class TellStaff:
    """Somebody asked for help."""


@dataclass(frozen=True)
class StaffCame:
    """Nobody waits for help any more: they are here, or the visit is over."""


# Of PINs, refused codes and staff: none of them is about a payment.
DeskEffect = CheckPin | SetPin | UnblockPin | SetClock | AskForStaff | NoteRefusal
# Of services that look up, count, open gates, take other tenders.
ServiceEffect = (
    CheckGate
    | LookUp
    | StartCount
    | StopCount
    | OfferCode
    | WithdrawOffer
    | TakeTender
    | GiveUpTender
    | ReturnTender
    | Claim
)
Effect = (
    CheckPrinter
    | AskNode
    | StandIn
    | Commit
    | Void
    | Print
    | ReopenLedger
    | TellStaff
    | StaffCame
    | DeskEffect
    | ServiceEffect
)
