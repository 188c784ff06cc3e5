"""A price that coins pay in part: how many coins, and what another tender has to pay."""

from dataclasses import dataclass
from typing import Final

from kiosk.services.asks import Holder
from kiosk.services.contract import Terms
from kiosk.services.orders import Note
from protocol.credential import CredentialKind
from schemes.money import Coins, Won

UNDER_ONE_COIN: Final = "under-one-coin"
"""Something is to be paid, and it is less than a coin: the desk takes it by other means."""


@dataclass(frozen=True)
class Split:
    """``coins`` from the account, ``rest`` by card or at the desk."""

    coins: Coins
    rest: Won

    def notes(self, won: Won) -> tuple[Note, ...]:
        """Tell the whole price where coins don't pay all of it."""
        return (Note("fee", won),) if self.rest > Won(0) else ()


class LessThanACoin(ValueError):
    """Coins can pay nothing of a price, ever."""


def require_a_coin(key: str, won: Won, terms: Terms) -> None:
    """Raise LessThanACoin, naming ``key``, where a price is not worth a coin."""
    if split(won, terms).coins == Coins(0):
        raise LessThanACoin(f"{key}: {won.units} won is less than one coin")


def split(
    won: Won, terms: Terms, coins_for: Won | None = None, holder: Holder | None = None
) -> Split:
    """Let coins pay what fits: whole ones, no more than one payment may be.

    A card's ``holder`` has no more than a day allows, also where the card spent nothing yet.

    ``coins_for``: how much of the price coins may pay at all. Coins and rest together are worth the
    price, or a part of one coin more where the scheme rounds up.
    """
    scheme, day = terms.scheme, terms.on
    full = scheme.price(won, day)
    most = scheme.per_transaction
    if holder is not None and holder.kind is CredentialKind.CARD:
        most = min(most, scheme.stand_in.card_day)
    if coins_for is not None and coins_for < won:
        most = min(most, Coins(coins_for.units // scheme.rate_on(day).units))
    if full.coins <= most:
        return Split(full.coins, full.remainder)
    return Split(most, won - scheme.worth(most, day))


def coins_worth(most: int | None, terms: Terms) -> Won | None:
    """Return the part of a price that so many coins pay at most; None where the file says none."""
    return None if most is None else terms.scheme.worth(Coins(most), terms.on)
