"""Visits that are more than a sale: earned and spent, given away, given back, counted, by card.

What kind of visit it is goes by its number, as in `sales.Shop.visit`, which comes first.
"""

from dataclasses import replace
from typing import Final

from kiosk.desks.count_desk import evidence as named
from offline_queue.ledger import Draft, Ledger
from protocol.entry import EntryKind, Role
from tests.faults.beside import CARD, Beside, counted
from tests.faults.sales import EARNED, Shop
from tests.offline_queue.making import code, id_of, payer, spend

MILLION: Final = 1_000_000
GIVEN, BACK, COUNTS, BY_CARD = 10 * MILLION, 11 * MILLION, 12 * MILLION, 13 * MILLION
"""Added to a visit's number, for the id of what is given away, given back, counted, by card."""


def visit_beside(shop: Shop, ledger: Ledger, beside: Beside, number: int) -> None:
    """One visit, and what belongs to it besides."""
    shop.visit(ledger, number)
    match number % 6:
        case 0:
            give_back(shop, ledger, number)
        case 1:
            give_rest(shop, ledger, number)
        case 3:
            earn_counted(shop, ledger, beside, number)
        case 4:
            pay_by_card(shop, ledger, beside, number)
    if number % 3:  # else it has time until the next visit
        beside.tell(ledger.path)


def give_back(shop: Shop, ledger: Ledger, number: int) -> None:
    """She takes her ticket back, with another showing of her code."""
    bought, shown = spend(number), code(BACK + number)
    payee = replace(payer(BACK + number), role=Role.PAYEE)
    back = Draft(
        EntryKind.REVERSE,
        id_of(BACK + number),
        1,
        1,
        parties=(payee,),
        lines=bought.lines,
        amounts=bought.amounts,
        ref=bought.id,
    )
    shop.append(ledger, back, shown[2])


def give_rest(shop: Shop, ledger: Ledger, number: int) -> None:
    """She gives a small rest away by one touch: the same showing paid, and earned, before."""
    bought = spend(number, coins=1)
    gift = replace(
        bought, kind=EntryKind.DONATE, id=id_of(GIVEN + number), ref=id_of(EARNED + number)
    )
    shop.append(ledger, gift, code(number)[2])


def earn_counted(shop: Shop, ledger: Ledger, beside: Beside, number: int) -> None:
    """A machine counts her bottles; she agrees to what they are worth."""
    beside.count(number)
    shown = COUNTS + number
    earned = Draft(
        EntryKind.EARN,
        id_of(shown),
        1,
        1,
        parties=(replace(payer(shown), role=Role.PAYEE),),
        amounts={"general": 1},
        result=named(counted(number)),
    )
    shop.append(ledger, earned, code(shown)[2])


def pay_by_card(shop: Shop, ledger: Ledger, beside: Beside, number: int) -> None:
    """Coins pay a part, a bank card the rest: money first, then the sale, then its end."""
    sale = BY_CARD + number
    beside.charge(sale)
    shop.append(ledger, spend(sale, tender=CARD), code(sale)[2])
    beside.sold(sale)
