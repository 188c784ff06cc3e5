"""What a visit wants done in the world. The terminal hands each to the thread that may do it."""

from dataclasses import dataclass

from kiosk.payment import CheckedCode, Payment, Ticket
from kiosk.services.base import Order


@dataclass(frozen=True)
class CheckPrinter:
    """Ask the printer now; answered by PrinterReported with the same number."""

    number: int = 0


@dataclass(frozen=True)
class AskNode:
    """Commit an intent and ask for a hold; answered by Held, Declined or NoAnswer."""

    order: Order
    code: CheckedCode


@dataclass(frozen=True)
class StandIn:
    """Decide without the node; answered by StoodIn or Declined."""

    payment: Payment


@dataclass(frozen=True)
class Commit:
    """Ask the printer once more, then write the spend entry.

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
    """Print the ticket and record how it went; answered by Printed or PrintFailed."""

    ticket: Ticket


@dataclass(frozen=True)
class ReopenLedger:
    """Try the ledger again after it failed; answered by LedgerBack or LedgerFailed."""


@dataclass(frozen=True)
class TellStaff:
    """Somebody asked for help."""


Effect = CheckPrinter | AskNode | StandIn | Commit | Void | Print | ReopenLedger | TellStaff
