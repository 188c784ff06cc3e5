"""The values of one payment as it travels between screen, ledger and node."""

from dataclasses import dataclass

from kiosk.services.base import Order
from protocol.entry import DecidedBy
from protocol.resident_code import ResidentCode
from schemes.money import Coins, Won


@dataclass(frozen=True)
class TicketLine:
    """One line of a recorded order, as the entry holds it."""

    item: str
    name: str
    quantity: int
    each: Won  # as in the price list


@dataclass(frozen=True)
class Ticket:
    """What was paid and is to be printed. Built from the signed entry, so it survives a crash."""

    id: bytes  # of the spend entry
    number: int  # seq in this ledger, the number a clerk can call out
    service: str
    lines: tuple[TicketLine, ...]
    used: Coins
    time_s: int
    entry: bytes  # the signed entry: goes into the ticket's QR
    left: Coins | None = None  # known only at the sale itself
    stood_in: bool = False  # decided without the node: what is left is told as such
    again: bool = False  # printed after a first try that may have come out

    @property
    def quantity(self) -> int:
        """How many things in all."""
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True)
class CheckedCode:
    """A code that is genuine and was fresh when it was scanned."""

    resident: ResidentCode
    scanned_at_s: int  # effective time
    used: bool  # its (cti, counter) already served a visit
    unfulfilled: tuple[Ticket, ...] = ()  # paid by this person here, never handed out


@dataclass(frozen=True)
class Payment:
    """One id's way from question to entry. A changed order is a new payment."""

    id: bytes
    order: Order
    code: CheckedCode
    intent: bool  # an intent was committed under this id, so a void must follow if no spend does
    decided_by: DecidedBy | None = None
    spendable: Coins = Coins(0)  # before this payment
    from_slice: Coins = Coins(0)

    @property
    def left(self) -> Coins:
        """What can still be spent here afterwards."""
        return self.spendable - self.order.total
