"""Who sells: what a scheme has to know of a facility to tell who accepts and what is given back."""

from dataclasses import dataclass

from schemes.money import Won


@dataclass(frozen=True)
class Merchant:
    """A seller as the district registered it. ``sector`` is one of the scheme's words for trades.

    ``market``: the traditional market that it stands in, empty for none. ``yearly_sales``: as told
    at the last check, None where nobody asked. ``discount_percent``: what the seller itself takes
    off. A facility of the district has the sector ``district``.
    """

    id: str
    sector: str = "district"
    market: str = ""
    yearly_sales: Won | None = None
    discount_percent: int = 0
