"""The largest ledger entry that an order can become, measured when a facility is loaded.

Coins are used before a ticket is printed, so a menu whose entry the protocol would not take, or
whose ticket no QR code on paper could hold, must not come into the shop at all.
"""

from collections.abc import Iterator

from kiosk.desks.records import order_lines
from kiosk.services.contract import Service
from kiosk.services.orders import Order
from kiosk.services.questions import SAMPLES
from kiosk.services.ways import ways
from protocol.code import MAX_TICKET_BYTES
from protocol.credential import CTI_BYTES, LIMIT_TAG_BYTES
from protocol.entry import (
    GENESIS,
    ClockState,
    DecidedBy,
    Decision,
    Entry,
    EntryKind,
    Party,
    Role,
    sign_entry,
)
from protocol.errors import Misuse
from protocol.ids import ID_BYTES
from protocol.keys import Algorithm, MemorySigner
from protocol.presentation import COUNTER_BYTES
from protocol.receipt import HASH_BYTES, LEDGER_BYTES
from protocol.shape import MAX_WHOLE
from schemes.money import Coins


class UnticketableOrder(ValueError):
    """An order that could be paid and never be recorded or printed."""


class OverOnePayment(ValueError):
    """An order that can be chosen and never be paid."""


def check_orders(service: Service, purse: str, most: Coins | None = None) -> None:
    """Raise UnticketableOrder, naming the first thing on sale that fits no entry or no ticket.

    OverOnePayment for one by which coins pay more than ``most``, what one payment may be.
    """
    for order in _largest_orders(service):
        size = len(largest_entry(order, purse))
        if size > MAX_TICKET_BYTES:
            raise UnticketableOrder(
                f"{order.lines[0].item}: its entry may have {size} bytes, "
                f"a ticket holds {MAX_TICKET_BYTES}"
            )
        if most is not None and order.pays and order.total > most:
            raise OverOnePayment(
                f"{order.lines[0].item}: {order.quantity} of it are {order.total.units} coins, "
                f"one payment may be {most.units} at most"
            )


def largest_entry(order: Order, purse: str) -> bytes:
    """Return the spend entry for ``order`` with everything but the order at its longest.

    Signed with a key made for this alone: an entry's length doesn't depend on the key.
    """
    entry = Entry(
        ledger=bytes(LEDGER_BYTES),
        seq=MAX_WHOLE,
        previous=GENESIS,
        id=bytes(ID_BYTES),
        kind=EntryKind.SPEND,
        time=MAX_WHOLE,
        clock=max(ClockState, key=len),
        scheme_version=MAX_WHOLE,
        bundle_version=MAX_WHOLE,
        parties=(_payer(),),
        lines=order_lines(order),
        amounts={purse: order.total.units},
        decided=Decision(max(DecidedBy, key=len), order.total.units),
    )
    try:
        return sign_entry(MemorySigner.generate(Algorithm.ESP256), entry)
    except Misuse as exc:
        raise UnticketableOrder(f"{order.lines[0].item}: no valid entry: {exc}") from exc


def _payer() -> Party:
    return Party(
        role=Role.PAYER,
        cti=bytes(CTI_BYTES),
        counter=bytes(COUNTER_BYTES),
        limit_tag=bytes(LIMIT_TAG_BYTES),
        evidence_hash=bytes(HASH_BYTES),
        scanned_at=MAX_WHOLE,
    )


def _largest_orders(service: Service) -> Iterator[Order]:
    """Walk through every choice there is, and take as much of it as may be taken.

    Before a code was shown, too: the page that asks for it tells what the order is.
    """
    for first in SAMPLES:
        for ask, known in ways(service, first):
            if ask is None:
                yield service.order(known, service.order(known, 1).max_quantity)
