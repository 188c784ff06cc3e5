"""Which money pays: the purses that a seller accepts, what expires first before the rest."""

import datetime
from collections.abc import Mapping

from schemes.acceptance import accepts
from schemes.merchant import Merchant
from schemes.money import Coins
from schemes.rules import Purse, PurseKind
from schemes.scheme import Scheme

__all__ = ["Purse", "PurseKind", "may_pay", "split"]


def may_pay(scheme: Scheme, merchant: Merchant, on: datetime.date) -> tuple[str, ...]:
    """Return the purses that may pay at ``merchant`` on that day, in the order of their use.

    What expires first is used first, then money for a purpose before money for anything, then the
    order of the file. Empty: this seller does not accept the currency.
    """
    open_ = [purse for purse in scheme.purses if accepts(scheme, merchant, purse, on)]
    return tuple(purse.id for purse in sorted(open_, key=_use))


def split(
    scheme: Scheme,
    balances: Mapping[str, Coins],
    amount: Coins,
    merchant: Merchant,
    on: datetime.date,
) -> Mapping[str, Coins] | None:
    """Return what each purse pays of ``amount``; None if those that may pay hold too little.

    The parts sum to ``amount``, and none is above its balance or 0.
    """
    if amount < Coins(0):
        raise ValueError(f"nothing is paid by {amount}")
    parts: dict[str, Coins] = {}
    for purse in may_pay(scheme, merchant, on):
        part = min(amount, balances.get(purse, Coins(0)))
        if part > Coins(0):
            parts[purse] = part
            amount -= part
    return parts if amount == Coins(0) else None


def _use(purse: Purse) -> tuple[datetime.date, bool]:
    return purse.until or datetime.date.max, purse.kind is PurseKind.GENERAL
