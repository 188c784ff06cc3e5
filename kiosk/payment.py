"""The values of one payment as it travels between screen, ledger and node."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.services.orders import HandOver, Order
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy, EntryKind, Tender
from protocol.resident_code import ResidentCode
from schemes.money import Coins, Won

TAIL_CHARS = 4


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
    kind: EntryKind = EntryKind.SPEND
    hand_over: HandOver = HandOver.PRINT
    rest: Won = Won(0)  # of the price, what another tender paid or has to pay
    rest_by: str = ""  # "card", or "desk" where it is still to be paid
    reward: Coins | None = None  # given back when it is booked; known only at the sale itself
    earned: Coins = Coins(0)  # by another entry of the same agreement
    taken_off: Won = Won(0)  # of the usual price; known only at the sale itself
    left: Coins | None = None  # known only at the sale itself
    stood_in: bool = False  # decided without the node: what is left is told as such
    again: bool = False  # printed after a first try that may have come out

    @property
    def quantity(self) -> int:
        """How many things in all."""
        return sum(line.quantity for line in self.lines)


class PinState(StrEnum):
    """What this kiosk knows of the PIN of a card or badge."""

    NOT_SET = "not-set"  # also after a lost ledger: a PIN lies nowhere else
    SET = "set"
    BLOCKED = "blocked"  # too many wrong tries: a desk helps


@dataclass(frozen=True)
class Carer:
    """Who vouches for a card's holder, by a code of their own. They never pay."""

    resident: ResidentCode
    scanned_at_s: int  # effective time


@dataclass(frozen=True)
class Proof:
    """That a card is in its holder's hand: its PIN was right, or ``carer`` stands beside them."""

    carer: Carer | None = None


@dataclass(frozen=True)
class CheckedCode:
    """A code that is genuine and was fresh when it was scanned, with what the ledger knows of it.

    ``name`` is the holder's masked name, for the eyes of staff alone. ``carers`` are the ctis that
    may vouch for a card. ``pin`` and ``proof`` mean nothing for a phone: its key is its proof.
    """

    resident: ResidentCode
    scanned_at_s: int  # effective time
    used: bool  # its (cti, counter) already served a visit
    unfulfilled: tuple[Ticket, ...] = ()  # paid by this person here, never handed out
    pin: PinState = PinState.NOT_SET
    proof: Proof | None = None
    carers: frozenset[bytes] = frozenset()
    name: str = field(default="", repr=False)

    @property
    def tail(self) -> str:
        """The end of its pseudonym, by which its owner knows it again."""
        return self.resident.credential.pseudonym[-TAIL_CHARS:].upper()

    @property
    def kind(self) -> CredentialKind:
        """What carries the code."""
        return self.resident.credential.kind

    @property
    def proved(self) -> bool:
        """Whether coins may be asked for with it. A badge never pays."""
        if self.kind is CredentialKind.CARD:
            return self.proof is not None
        return self.kind is CredentialKind.PHONE

    @property
    def for_offer(self) -> bool:
        """Whether it was made for a code that this machine has shown, and for that order alone."""
        presentation = self.resident.presentation
        return presentation is not None and presentation.challenge is not None

    @property
    def carer(self) -> Carer | None:
        """Who vouches for it, if that is its proof."""
        return None if self.proof is None else self.proof.carer


@dataclass(frozen=True)
class Payment:
    """One id's way from question to entry. A changed order is a new payment."""

    id: bytes
    order: Order
    code: CheckedCode
    intent: bool  # an intent was committed under this id, so a void must follow if no spend does
    versions: tuple[int, int]  # of scheme and bundle: what it was priced by is what its entry names
    decided_by: DecidedBy | None = None
    spendable: Coins = Coins(0)  # before this payment
    from_slice: Coins = Coins(0)
    amounts: Mapping[str, int] = field(default_factory=dict, hash=False)  # coins by purse, decided
    reward: Coins | None = None  # what comes back, by the node's word or else at most
    approval: CheckedCode | None = None  # the badge that approved
    also_id: bytes = b""  # of the entry of ``order.also``
    rest_by: str = ""  # how the rest is paid: "card", or "desk" where no terminal works
    tender: Tender | None = None  # what another means has paid
    ref: bytes | None = None  # the first entry of the visit, where this is a further one
    payee: CheckedCode | None = None  # whose coins they are to be, where somebody sends them

    @property
    def left(self) -> Coins:
        """What can still be spent here afterwards; what is earned counts once it is booked."""
        return self.spendable - self.order.total if self.order.pays else self.spendable


def taken_off(order: Order) -> Won:
    """Return how much cheaper ``order`` is than usual, where its notes tell it in won."""
    told = (it.value for it in order.notes if it.key in ("discount", "taken-off"))
    return sum((value for value in told if isinstance(value, Won)), Won(0))
