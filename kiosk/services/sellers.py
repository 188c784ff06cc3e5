"""Whether a scheme lets a seller take its money: judged when a facility is loaded."""

from kiosk.services.contract import Terms
from schemes.purses import may_pay
from schemes.rules import DISTRICT


class NotAcceptedHere(ValueError):
    """The scheme leaves this seller out, or knows no such trade or market.

    ``key`` is that of the facility file.
    """

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key
        self.reason = reason


def check_seller(terms: Terms) -> None:
    """Raise NotAcceptedHere, naming the key of the facility file and the reason."""
    scheme, seller = terms.scheme, terms.merchant
    _known("merchant.sector", seller.sector, [DISTRICT, *(one.id for one in scheme.sectors)])
    if seller.market:
        _known("merchant.market", seller.market, [one.id for one in scheme.markets])
    if not may_pay(scheme, seller, terms.on):
        sales = seller.yearly_sales
        told = "" if sales is None else f" with {sales.units} won a year"
        reason = f"{seller.sector}{told} is not accepted by {scheme.id} on {terms.on}"
        raise NotAcceptedHere("merchant.sector", reason)


def _known(key: str, name: str, names: list[str]) -> None:
    if name not in names:
        raise NotAcceptedHere(key, f"{name} is none of {', '.join(names) or 'nothing'}")
