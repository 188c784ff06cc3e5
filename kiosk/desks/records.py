"""Between the visit's values and the ledger's: what is written of an order, and read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from kiosk.payment import CheckedCode, Payment, Ticket, TicketLine
from kiosk.services.base import BRINGS, BY_CARD, HandOver, Order, Service
from offline_queue.records import Intent
from protocol.entry import DecidedBy, Entry, EntryKind, OrderLine, Party, Role
from protocol.resident_code import ResidentCode
from schemes.money import Coins, Won
from schemes.rules import PurseKind
from schemes.scheme import Scheme

CARD, DESK = BY_CARD, "desk"
"""How the rest of a price is paid: by the terminal for bank cards, or where staff take it."""
TERMINAL_AWAY: Final = "card-terminal-away"

ROLES: Final[Mapping[EntryKind, Role]] = {
    EntryKind.SPEND: Role.PAYER,
    EntryKind.DONATE: Role.PAYER,
    EntryKind.TRANSFER: Role.PAYER,
    EntryKind.EARN: Role.PAYEE,
    EntryKind.TOP_UP: Role.PAYEE,
    EntryKind.CONVERT: Role.PAYEE,
    EntryKind.REVERSE: Role.PAYEE,
    EntryKind.ADMIT: Role.HOLDER,
    EntryKind.COLLECT: Role.HOLDER,
}
"""What the person who showed the code does in an entry of each kind that an order can become."""


@dataclass(frozen=True)
class Begun:
    """A payment with its id, ready to be asked about; ``voided`` rides along to free old holds.

    ``purses`` may pay here, in the order of their use; ``first`` is the scheme's first, by which
    the order is hashed; ``place`` is the facility's id.
    """

    payment: Payment
    order_hash: bytes
    voided: tuple[bytes, ...]
    purses: tuple[str, ...] = ()
    first: str = ""
    place: str | None = None


def out_before_paid(order: Order, rest_by: str) -> bool:
    """Whether a gate would open although a part of the price has still to be paid at the desk."""
    return bool(order.rest.units) and order.hand_over is HandOver.GATE and rest_by != CARD


def order_lines(order: Order) -> tuple[OrderLine, ...]:
    """Return the lines as an entry holds them; the service's id leads the item's."""
    return tuple(
        OrderLine(f"{order.service}:{line.item}", line.name, line.quantity, line.worth_each.units)
        for line in order.lines
    )


def general_purse(scheme: Scheme) -> str:
    """Return the purse that pays where the node can't split, and that coins are earned into."""
    return next(one.id for one in scheme.purses if one.kind is PurseKind.GENERAL)


def party_of(role: Role, code: ResidentCode, scanned_at_s: int) -> Party:
    """Return somebody by the names on the code; the evidence is named by its hash."""
    return Party(
        role=role,
        cti=code.cti,
        counter=code.counter,
        limit_tag=code.limit_tag,
        evidence_hash=sha256(code.evidence).digest(),
        scanned_at=scanned_at_s,
    )


def parties_of(
    shown: CheckedCode,
    role: Role = Role.PAYER,
    approval: CheckedCode | None = None,
    payee: CheckedCode | None = None,
) -> tuple[Party, ...]:
    """Return the one whose entry it is, to whom they send, who vouches for a card, who approved."""
    party = party_of(role, shown.resident, shown.scanned_at_s)
    to = () if payee is None else (party_of(Role.PAYEE, payee.resident, payee.scanned_at_s),)
    carer = shown.carer
    vouching = () if carer is None else (party_of(Role.CARER, carer.resident, carer.scanned_at_s),)
    if approval is None:
        return party, *to, *vouching
    return party, *to, *vouching, party_of(Role.STAFF, approval.resident, approval.scanned_at_s)


def evidence_of(
    shown: CheckedCode, approval: CheckedCode | None = None, payee: CheckedCode | None = None
) -> tuple[bytes, ...]:
    """Return the codes of `parties_of`, as they were shown."""
    carer = shown.carer
    vouching = () if carer is None else (carer.resident.evidence,)
    badge = () if approval is None else (approval.resident.evidence,)
    to = () if payee is None else (payee.resident.evidence,)
    return shown.resident.evidence, *to, *vouching, *badge


def intent_of(payment: Payment, order_hash: bytes) -> Intent:
    """Return the intent that must be committed before the node hears of ``payment``."""
    code = payment.code.resident
    return Intent(
        id=payment.id,
        evidence=code.evidence,
        order_hash=order_hash,
        amount=payment.order.total.units,
        cti=code.cti,
        counter=code.counter,
        scheme_version=payment.versions[0],
        bundle_version=payment.versions[1],
    )


def ticket_of(entry: Entry, raw: bytes, services: Mapping[str, Service]) -> Ticket:
    """Return what is to be handed over for an entry: all but how is in the signed bytes.

    How, its service tells, also long after the sale; what no service here knows any more is told
    on paper. Coins that came are no coins that were used.
    """
    service, _, item = (entry.lines[0].item if entry.lines else "").partition(":")
    kind = EntryKind(entry.kind)
    lines = tuple(
        TicketLine(line.item.partition(":")[2], line.name, line.quantity, Won(line.unit_price))
        for line in entry.lines
    )
    coins = Coins(sum(entry.amounts.values()))
    earned = kind in BRINGS
    known = services.get(service)
    tender = entry.tender
    return Ticket(
        entry.id,
        entry.seq,
        service,
        lines,
        Coins(0) if earned else coins,
        entry.time,
        raw,
        kind=kind,
        hand_over=HandOver.PRINT if known is None else known.hands_over(item),
        rest=Won(0) if tender is None else Won(tender.amount),
        rest_by="" if tender is None else tender.means,
        earned=coins if earned else Coins(0),
        stood_in=entry.decided is not None and entry.decided.by is DecidedBy.STAND_IN,
    )
