"""What a thing costs whom: a list price, and others for price classes that codes may hold."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, Field, ValidationInfo

from kiosk.config import Section
from kiosk.services.asks import Holder
from kiosk.services.contract import Terms
from kiosk.services.orders import Note
from schemes.money import Coins, Won
from schemes.scheme import Scheme

MAX_PRICE_WON = 1_000_000
CLASSES: Final = "classes"
"""Under which name a facility's context holds the numbers that its scheme names."""


def _named(number: int, info: ValidationInfo) -> int:
    """A typo would give nobody the lower price, and nobody would ever notice."""
    if info.context is not None and number not in info.context[CLASSES]:
        raise ValueError(f"the scheme names no price class {number}")
    return number


PriceClass = Annotated[int, Field(ge=0, le=255), AfterValidator(_named)]  # as codes hold it
PriceClasses = Annotated[tuple[PriceClass, ...], Field(min_length=1, max_length=16)]
OnlyFor = Annotated[tuple[PriceClass, ...], Field(max_length=16)]  # empty: for everybody
PriceWon = Annotated[int, Field(gt=0, le=MAX_PRICE_WON)]


class PriceForSection(Section):
    """``price_for``: another price for people whose code holds one of ``classes``."""

    classes: PriceClasses
    price_won: PriceWon


class UnpayablePrice(ValueError):
    """Coins alone can never pay a price, and no other tender can pay the rest here."""


@dataclass(frozen=True)
class Price:
    """A price in both units, which are worth the same."""

    coins: Coins
    won: Won


@dataclass(frozen=True)
class PriceList:
    """The price of one thing; ``special`` are (classes, price)."""

    usual: Price
    special: tuple[tuple[frozenset[int], Price], ...] = ()

    def of(self, holder: Holder | None) -> Price:
        """Return the lowest price that ``holder`` has a right to; nobody known pays the usual."""
        classes = set() if holder is None else set(holder.price_classes)
        theirs = [price for entitled, price in self.special if entitled & classes]
        return min((self.usual, *theirs), key=lambda price: price.coins)

    def notes(self, holder: Holder | None) -> tuple[Note, ...]:
        """Tell the usual price to whoever pays less."""
        if self.of(holder).coins < self.usual.coins:
            return (Note("list-price", self.usual.coins),)
        return ()


def who_may(classes: Collection[int | None], scheme: Scheme) -> tuple[str, ...]:
    """Return what the scheme calls those whose code holds one of ``classes``."""
    return tuple(one.name for one in scheme.price_classes if one.id in classes)


FREE = Price(Coins(0), Won(0))


def price_list(
    key: str, price_won: int, special: Sequence[PriceForSection], terms: Terms
) -> PriceList:
    """Price one thing by ``terms``; UnpayablePrice names ``key``, the place in its file."""
    usual = whole_price(f"{key}.price_won", price_won, terms)
    return PriceList(
        usual,
        tuple(
            (
                frozenset(one.classes),
                whole_price(f"{key}.price_for.{number}.price_won", one.price_won, terms),
            )
            for number, one in enumerate(special)
        ),
    )


def whole_price(key: str, price_won: int, terms: Terms) -> Price:
    """Tell a price in coins; UnpayablePrice where coins alone can never pay it."""
    price = terms.scheme.price(Won(price_won), terms.on)
    if price.remainder != Won(0):
        raise UnpayablePrice(
            f"{key}: {price_won} won is no whole number of coins on {terms.on}, "
            "and no other tender can pay the rest"
        )
    most = terms.scheme.per_transaction
    if price.coins > most:
        raise UnpayablePrice(
            f"{key}: {price_won} won is {price.coins.units} coins on {terms.on}, "
            f"one payment may be {most.units} at most"
        )
    return Price(price.coins, Won(price_won))


def most_of(usual: int, left: int | None, price: Price, terms: Terms) -> int:
    """Return how many at ``price`` one order may have of which so many are ``left``.

    No more than one payment may be for; 1 where none is left, to name it.
    """
    limits = [usual] if left is None else [usual, left]
    if price.coins > Coins(0):
        limits.append(terms.scheme.per_transaction.units // price.coins.units)
    return max(1, min(limits))
