"""How far a test has got in a visit at the odd shop, in one line each."""

from kiosk import effects, events
from kiosk.payment import CheckedCode, Payment, Ticket, TicketLine
from kiosk.services.base import Account, MachineCount, Order
from kiosk.visit import Visit, order
from protocol.entry import DecidedBy
from schemes.money import Coins
from tests.kiosk.odd_services import CARS
from tests.kiosk.people import NOON_S, Card, Node, Resident, badge
from tests.kiosk.shops import odd_shop
from tests.kiosk.test_visit import Walk

ODD_SHOP, NODE = odd_shop(), Node()
PHONE = CheckedCode(Resident(NODE).checked(), NOON_S, used=False)
OTHER = CheckedCode(Resident(NODE, cti=b"neighbor").checked(), NOON_S, used=False)
CARD = Card(NODE).seen()
BADGE = badge(NODE).seen()
ACCOUNT = Account(Coins(7), Coins(7), (), ())
BOTTLES = MachineCount(3, "crate-1-run-7-3")


def odd_walk(*happened: events.Event) -> Walk:
    walk = Walk(ODD_SHOP)
    walk(*happened)
    return walk


def typed(digits: str) -> tuple[events.Event, ...]:
    return (*(events.Typed(digit) for digit in digits), events.Led())


def finds(walk: Walk, lookup: str, fact: object) -> Visit:
    """What was looked up is found, by the newest question."""
    return walk(events.Found(walk.visit.checks, lookup, fact, NOON_S))


def one(walk: Walk, kind: type[effects.Effect]) -> effects.Effect:
    """The only effect of this kind in the last step."""
    (found,) = [it for it in walk.wanted() if isinstance(it, kind)]
    return found


def at_garage() -> Walk:
    """A quote is known and a code is asked for."""
    walk = odd_walk(events.Chose("garage"), *typed("3456"))
    finds(walk, "cars", CARS)
    walk(events.Chose("car-1"))
    finds(walk, "quote", 10)
    return walk


def at_crate(items: int = 3) -> Walk:
    """A machine has counted ``items``."""
    walk = odd_walk(events.Chose("crate"), events.Chose("bottles"), events.CodeSeen(PHONE))
    walk(events.CountTold(walk.visit.counting, MachineCount(items, f"crate-1-run-7-{items}")))
    return walk


def pay_of(
    walk: Walk, wanted: Order | None = None, left: int = 5, rest_by: str = "", id_: int = 112
) -> Payment:
    """What the node, or whoever decides, makes of the order."""
    code = walk.visit.code
    assert code is not None
    wanted = wanted or order(walk.shop, walk.visit)
    has = wanted.total + Coins(left) if wanted.is_decided else Coins(left)
    by = DecidedBy.HOLD
    intent = wanted.is_decided
    return Payment(bytes([id_] * 16), wanted, code, intent, (1, 1), by, has, rest_by=rest_by)


def ticket_of(payment: Payment) -> Ticket:
    wanted = payment.order
    lines = tuple(TicketLine(it.item, it.name, it.quantity, it.worth_each) for it in wanted.lines)
    return Ticket(
        payment.id,
        4,
        wanted.service,
        lines,
        wanted.total,
        NOON_S,
        b"entry",
        kind=wanted.kind,
        hand_over=wanted.hand_over,
        left=payment.left,
    )


def at_stall(won: str = "3100", rest_by: str = "card") -> Walk:
    """The confirm screen of a keyed amount, part of which is paid by other means."""
    walk = odd_walk(events.Chose("stall"), *typed(won), events.CodeSeen(PHONE))
    walk(events.PrinterReported("", walk.visit.checks))
    walk(events.Held(pay_of(walk, rest_by=rest_by)))
    return walk


def sold(left: int = 5) -> Walk:
    """The thanks for a keyed amount, with ``left`` coins left."""
    walk = odd_walk(events.Chose("stall"), *typed("3000"), events.CodeSeen(PHONE))
    walk(events.PrinterReported("", walk.visit.checks))
    paid = pay_of(walk, left=left)
    walk(events.Held(paid), events.Led(), events.Recorded(ticket_of(paid)))
    walk(events.Printed(ticket_of(paid)))
    return walk
