"""Who accepts a currency: trades that are left out, sellers that are too large."""

import datetime

from schemes.merchant import Merchant
from schemes.rules import ANY, Purse
from schemes.scheme import Scheme


def accepts(scheme: Scheme, merchant: Merchant, purse: Purse, on: datetime.date) -> bool:
    """Whether money of ``purse`` can be spent at ``merchant`` on that day.

    A seller that nobody asked for its yearly sales is not too large.
    """
    if purse.until is not None and on > purse.until:
        return False
    if purse.uses and not {ANY, merchant.sector} & set(purse.uses):
        return False
    return not (
        _trade_left_out(scheme, merchant, purse, on) or _too_large(scheme, merchant, purse, on)
    )


def _trade_left_out(scheme: Scheme, merchant: Merchant, purse: Purse, on: datetime.date) -> bool:
    return any(
        rule.sector == merchant.sector and purse.id not in rule.but and rule.term.holds(on)
        for rule in scheme.excluded_sectors
    )


def _too_large(scheme: Scheme, merchant: Merchant, purse: Purse, on: datetime.date) -> bool:
    sales = merchant.yearly_sales
    return sales is not None and any(
        sales > rule.above and purse.id not in rule.but and rule.term.holds(on)
        for rule in scheme.sales_limits
    )
