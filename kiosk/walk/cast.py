"""Who comes to the machine in a walk: one of each that a visit tells apart. Nothing is signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from kiosk import events
from kiosk.payment import CheckedCode, PinState, Ticket, TicketLine
from kiosk.services.base import HandOver, Known, Order, OtherCode, ways
from kiosk.services.questions import SAMPLE_HOLDER
from kiosk.visit import Shop
from kiosk.walk.stands import NOON
from protocol.credential import Credential, CredentialKind
from protocol.resident_code import ResidentCode

CARER = b"walkcare"
NOON_S = int(NOON.timestamp())
OWED = 8  # tickets that nobody took: more than a page holds

FEW: Final = ("phone", "badge-without-pin", "phone-of-receiver")
"""Who shows all of a service and little else: the badge approves, and begins no staff mode."""

EACH_TIME: Final = (
    *("phone", "card", "card-with-carer", "phone-of-carer", "badge-without-pin"),
    "phone-of-receiver",
)
"""Whose codes lead on; of all others one screen tells the same, whatever was asked before."""

Coming = tuple[str, events.Event]


def owed_orders(shop: Shop) -> tuple[Order, ...]:
    """Return an order that is printed and one that opens a gate, as far as the shop has them."""
    found: dict[HandOver, Order] = {}
    for service in shop.services.values():
        for asked, known in ways(service, Known(holder=SAMPLE_HOLDER)):
            if asked is None:
                order = service.order(known, 1)
                found.setdefault(order.hand_over, order)
    return tuple(found[how] for how in (HandOver.PRINT, HandOver.GATE) if how in found)


def tickets(shop: Shop) -> tuple[Ticket, ...]:
    """Return tickets that were paid and not handed over, newest first; of each sort in turn."""
    orders = owed_orders(shop)
    numbers = range(1, OWED + 1) if orders else ()
    return tuple(_ticket(orders[number % len(orders) - 1], number) for number in numbers)


def _ticket(wanted: Order, number: int) -> Ticket:
    lines = tuple(
        TicketLine(line.item, line.name, line.quantity, line.worth_each) for line in wanted.lines
    )
    return Ticket(
        bytes([number]) * 16,
        number,
        wanted.service,
        lines,
        wanted.total,
        int((NOON - timedelta(minutes=number)).timestamp()),  # a gate is not owed for long
        b"entry",
        kind=wanted.kind,
        hand_over=wanted.hand_over,
    )


def code(kind: CredentialKind, cti: bytes, scheme: str) -> CheckedCode:
    """Return a code of somebody with ``cti``, as the ledger's lane tells of it."""
    credential = Credential(
        pseudonym="walk" + cti.decode("ascii"),
        expires=NOON_S + 86_400,
        issued=NOON_S - 86_400,
        cti=cti,
        holder=None,
        kind=kind,
        scheme=scheme,
        slices={},
        limit_tag=b"walk",
        price_classes=(),
        status_index=1,
    )
    shown = ResidentCode(credential, None, b"")
    return CheckedCode(shown, NOON_S, used=False, pin=PinState.SET)


def badge(scheme: str) -> CheckedCode:
    """Return the badge of somebody of the staff."""
    return code(CredentialKind.STAFF, b"walkbadg", scheme)


def comings(shop: Shop, scheme: str) -> Iterator[Coming]:
    """Yield everybody who may show a code, by a name for each."""
    for name, shown in _codes(shop, scheme):
        yield name, events.CodeSeen(shown)


def _codes(shop: Shop, scheme: str) -> Iterator[tuple[str, CheckedCode]]:
    yield from _phones(shop, scheme)
    yield from _cards(shop, scheme)
    mine = badge(scheme)
    yield "badge", mine
    yield "badge-without-pin", replace(mine, pin=PinState.NOT_SET)
    yield "badge-blocked", replace(mine, pin=PinState.BLOCKED)


def _phones(shop: Shop, scheme: str) -> Iterator[tuple[str, CheckedCode]]:
    phone = code(CredentialKind.PHONE, b"walkphon", scheme)
    yield "phone", phone
    yield "phone-used", replace(phone, used=True)
    if _has_receivers(shop):
        yield "phone-of-receiver", code(CredentialKind.PHONE, b"walkrecv", scheme)
    for owed in tickets(shop)[: len(owed_orders(shop))]:
        name = "phone-owed-gate" if owed.hand_over is HandOver.GATE else "phone-owed"
        yield name, replace(phone, unfulfilled=(owed,))
    yield "phone-of-carer", code(CredentialKind.PHONE, CARER, scheme)
    yield "phone-of-carer-used", replace(code(CredentialKind.PHONE, CARER, scheme), used=True)


def _has_receivers(shop: Shop) -> bool:
    """Whether a second person's code is asked for anywhere."""
    services = shop.services.values()
    asked = (ask for service in services for ask, _ in ways(service, Known()))
    return any(isinstance(ask, OtherCode) for ask in asked)


def _cards(shop: Shop, scheme: str) -> Iterator[tuple[str, CheckedCode]]:
    alone = code(CredentialKind.CARD, b"walkcard", scheme)
    helped = replace(code(CredentialKind.CARD, b"walkhelp", scheme), carers=frozenset({CARER}))
    yield "card", alone
    yield "card-with-carer", helped
    for pin in (PinState.NOT_SET, PinState.BLOCKED):
        yield f"card-pin-{pin}", replace(alone, pin=pin)
        yield f"card-with-carer-pin-{pin}", replace(helped, pin=pin)
    yield "card-owed", replace(alone, unfulfilled=tickets(shop)[:1])
