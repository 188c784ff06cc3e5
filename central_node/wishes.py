"""What the scheme says of an order that is to be held: which money pays, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection

from central_node.days import day_of
from central_node.district import District
from central_node.known_rewards import Rewards
from central_node.merchants import merchant_at
from central_node.spending import Spending, counts_days, held_of
from protocol.entry import EntryKind
from protocol.messages import HoldRequest
from schemes import purses
from schemes.incentives import cashback
from schemes.merchant import Merchant
from schemes.money import Coins


@dataclass(frozen=True)
class Wish:
    """One request by one resident, at the moment and the place that it names."""

    district: District
    request: HoldRequest
    resident: int
    merchant: Merchant

    @classmethod
    def of(cls, district: District, request: HoldRequest, resident: int, place: str | None) -> Self:
        """Who sells is what the published bundle says of the place."""
        merchant = merchant_at(district.published.facilities, place)
        return cls(district, request, resident, merchant)

    @property
    def is_gift(self) -> bool:
        """A donation: of the first purse alone, wherever it is, and nothing comes back of it."""
        return self.request.kind == EntryKind.DONATE

    def there(self, free: Mapping[str, Coins]) -> dict[str, Coins]:
        """Of what purses have free, that which was asked for and may pay there."""
        if self.is_gift:
            return {self.district.purse: free.get(self.district.purse, Coins(0))}
        asked = self.request.purses or (self.district.purse,)
        day = day_of(self.district.scheme, self.request.scanned_at)
        may_pay = purses.may_pay(self.district.scheme, self.merchant, day)
        return {purse: free.get(purse, Coins(0)) for purse in may_pay if purse in asked}

    def split(self, there: Mapping[str, Coins]) -> Mapping[str, Coins] | None:
        """What each purse pays; None if that is too little."""
        scheme, amount = self.district.scheme, Coins(self.request.amount)
        if self.is_gift:
            enough = amount <= there[self.district.purse]
            return {self.district.purse: amount} if enough else None
        day = day_of(scheme, self.request.scanned_at)
        return purses.split(scheme, there, amount, self.merchant, day)

    def spent(self, connection: Connection) -> tuple[Coins, Coins]:
        """What the person spent in this day and month, live holds counted in both."""
        scheme, at = self.district.scheme, self.request.scanned_at
        if not counts_days(scheme):
            return Coins(0), Coins(0)
        spending = Spending()
        spending.load(connection, (self.resident,), at, scheme)
        today, month = spending.sums(scheme, self.resident, at)
        held = held_of(connection, self.resident)
        return today + held, month + held

    def rewards(self, connection: Connection, paid: Mapping[str, Coins]) -> dict[str, Coins]:
        """What is promised back, by rule: within what caps and budgets still allow."""
        scheme, at = self.district.scheme, self.request.scanned_at
        if self.is_gift or not scheme.cashbacks:
            return {}
        rewards = Rewards()
        rewards.load(connection, (self.resident,), at, scheme)
        so_far = rewards.so_far(scheme, self.resident, at, self.request.id)
        return dict(cashback(scheme, self.merchant, paid, day_of(scheme, at), so_far).parts)
