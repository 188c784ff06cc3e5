"""The rules of a scheme as frozen values; the modules beside this one apply them."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from schemes.dated import Term
from schemes.money import Coins, Won

ANY = "any"  # in a list of sectors or markets: every one
DISTRICT = "district"  # the sector of the district's own facilities


class PurseKind(StrEnum):
    """Where the money of a purse comes from."""

    GENERAL = "general"  # earned or charged by the person
    POLICY = "policy"  # granted for a purpose


class Evidence(StrEnum):
    """Who saw what somebody earns with."""

    BADGE = "badge"
    MACHINE = "machine"


@dataclass(frozen=True)
class Purse:
    """A kind of money inside the scheme; amounts are recorded by purse id.

    ``uses``: the sectors that it may pay in, empty for all. ``until``: the last day on which it can
    be spent, None for money that does not expire.
    """

    id: str
    name: str
    kind: PurseKind = PurseKind.GENERAL
    uses: tuple[str, ...] = ()
    until: datetime.date | None = None


@dataclass(frozen=True)
class Named:
    """A sector or market: the word of the data for it and its name."""

    id: str
    name: str


@dataclass(frozen=True)
class PriceClass:
    """What a number in a resident's code stands for: ``name`` is for the desk."""

    id: int
    name: str


@dataclass(frozen=True)
class Fact:
    """What was reported of a currency and is no rule; ``figure`` where it is a number."""

    id: str
    text: str
    term: Term
    figure: int | None = None


@dataclass(frozen=True)
class BonusRule:
    """More than what was charged. ``percent`` is None for what was announced without a figure.

    ``person_month``: the most of it for one person in a calendar month.
    """

    id: str
    percent: int | None
    term: Term
    per_charge: Coins | None = None
    budget: Coins | None = None
    person_month: Coins | None = None


@dataclass(frozen=True)
class CashbackRule:
    """A part of what was paid, given back: where one of the places fits, everywhere without any.

    ``purses`` are those whose money counts, empty for all general ones. ``per_transaction`` caps
    one payment, ``person_month`` what one person gets by it in a calendar month, ``budget`` all
    that the rule ever gives. Rules that fit add up.
    """

    id: str
    percent: int | None
    term: Term
    sectors: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    merchants: tuple[str, ...] = ()
    purses: tuple[str, ...] = ()
    per_transaction: Coins | None = None
    budget: Coins | None = None
    person_month: Coins | None = None


@dataclass(frozen=True)
class MonthCap:
    """The most that bonus and cashback together give one person in a calendar month."""

    coins: Coins
    term: Term


@dataclass(frozen=True)
class SectorRule:
    """A trade that does not accept the currency, but for the purses of ``but``."""

    sector: str
    term: Term
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class SalesRule:
    """Sellers above so much in a year do not accept it, but for the purses of ``but``."""

    above: Won
    term: Term
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgeRule:
    """From which age on something is earned; ``price_class`` stands for it in a credential.

    A rule of 0 years lifts the limit and needs no class.
    """

    years: int
    term: Term
    price_class: int | None = None


@dataclass(frozen=True)
class EarningField:
    """One way to earn: ``rate`` coins for each item of ``per`` pieces; ``unit`` counts an item.

    The caps are coins of a day: of one person in this field, of one approving badge, of one kiosk.
    """

    id: str
    name: str
    unit: str
    rate: Coins
    evidence: Evidence
    term: Term
    person_day: Coins | None = None
    approver_day: Coins | None = None
    kiosk_day: Coins | None = None
    per: int = 1
    ages: tuple[AgeRule, ...] = ()
