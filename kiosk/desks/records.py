"""Between the visit's values and the ledger's: what is written of an order, and read back."""

from dataclasses import dataclass
from hashlib import sha256

from kiosk.payment import CheckedCode, Payment, Ticket, TicketLine
from kiosk.services.base import Order
from offline_queue.records import Intent
from protocol.entry import DecidedBy, Entry, OrderLine, Party, Role
from protocol.resident_code import ResidentCode
from schemes.money import Coins, Won


@dataclass(frozen=True)
class Begun:
    """A payment with its id, ready to be asked about; ``voided`` rides along to free old holds."""

    payment: Payment
    order_hash: bytes
    voided: tuple[bytes, ...]


def order_lines(order: Order) -> tuple[OrderLine, ...]:
    """Return the lines as an entry holds them; the service's id leads the item's."""
    return tuple(
        OrderLine(f"{order.service}:{line.item}", line.name, line.quantity, line.worth_each.units)
        for line in order.lines
    )


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


def parties_of(shown: CheckedCode) -> tuple[Party, ...]:
    """Return the one who pays, and who vouches for their card."""
    payer = party_of(Role.PAYER, shown.resident, shown.scanned_at_s)
    carer = shown.carer
    if carer is None:
        return (payer,)
    return payer, party_of(Role.CARER, carer.resident, carer.scanned_at_s)


def evidence_of(shown: CheckedCode) -> tuple[bytes, ...]:
    """Return the codes of `parties_of`, as they were shown."""
    carer = shown.carer
    beside = () if carer is None else (carer.resident.evidence,)
    return shown.resident.evidence, *beside


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


def ticket_of(entry: Entry, raw: bytes) -> Ticket:
    """Return what is to be handed over for a spend entry: all of it is in the signed bytes."""
    service = entry.lines[0].item.partition(":")[0]
    lines = tuple(
        TicketLine(line.item.partition(":")[2], line.name, line.quantity, Won(line.unit_price))
        for line in entry.lines
    )
    used = Coins(sum(entry.amounts.values()))
    stood_in = entry.decided is not None and entry.decided.by is DecidedBy.STAND_IN
    return Ticket(entry.id, entry.seq, service, lines, used, entry.time, raw, stood_in=stood_in)
