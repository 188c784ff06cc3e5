"""Amounts, things and times as they are read: "15코인" and "(3,000원)", never a bare number."""

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.payment import Ticket
from kiosk.services.base import Service
from kiosk.services.others import apart
from kiosk.speech.words import Words
from protocol.entry import EntryKind
from schemes.money import Coins, Won
from ui.contract import Price

NOON_HOUR = 12
MINUTES = 60  # of an hour


@dataclass(frozen=True)
class Reader:
    """Reads amounts and times aloud in one language and one currency's unit.

    Names of things and units are a facility's and a scheme's Korean; the words know what they are
    called.
    """

    words: Words
    unit: str

    def coins(self, amount: Coins) -> str:
        """Return "15코인"."""
        unit = self.words.of_data(self.unit, amount.units)
        return self.words("amount.coins", count=amount.units, unit=unit)

    @property
    def coined(self) -> bool:
        """Whether the currency has coins of its own; else its unit is the won itself."""
        return self.unit != self.words("slip.unit-of-won")

    def won(self, amount: Won) -> str:
        """Return "12,500원", as an amount of its own."""
        return self.words("amount.won-alone", won=amount.units)

    def off(self, amount: Won) -> str:
        """Return "-1,200원", which was taken off a price."""
        return f"\N{MINUS SIGN}{self.won(amount)}"

    def span(self, minutes: int) -> str:
        """Return "1시간 20분"."""
        hours, rest = divmod(minutes, MINUTES)
        if not hours:
            return self.words("clock.minutes", minutes=rest)
        return self.words("clock.hours" if not rest else "clock.both", hours=hours, minutes=rest)

    def came(self, amount: Coins) -> str:
        """Return "+10코인"."""
        return f"+{self.coins(amount)}"

    def used(self, amount: Coins) -> str:
        """Return "-15코인", with a minus sign and not a hyphen."""
        return f"\N{MINUS SIGN}{self.coins(amount)}"

    def price(self, coins: Coins, worth: Won) -> Price:
        """Return both; the won are left out where a coin is a won."""
        won = "" if coins.units == worth.units else self.words("amount.won", won=worth.units)
        return Price(self.coins(coins), won)

    def parts(self, coins: Coins, worth: Won, rest: Won, *, short: bool = False) -> Price:
        """Return the price of ``coins``, and that a bank card pays ``rest`` beside them."""
        price = self.price(coins, worth)
        if rest == Won(0):
            return price
        key = "amount.rest-short" if short else "amount.rest"
        more, least = (
            self.words(key, won=rest.units),
            self.words("amount.rest-least", won=rest.units),
        )
        return replace(price, more=more, more_short=least)

    def clock(self, now: datetime) -> str:
        """Return "오전 11:42"; noon and midnight read 12."""
        half = "clock.morning" if now.hour < NOON_HOUR else "clock.afternoon"
        return self.words(half, hour=now.hour % NOON_HOUR or NOON_HOUR, minute=now.minute)

    def day(self, at: datetime) -> str:
        """Return "11월 21일"; some languages name their months."""
        month = self.words(f"date.month.{at.month}")
        return self.words("date.day", month=month, day=at.day)

    def date(self, at: datetime, now: datetime) -> str:
        """Return "11월 21일"; of another year "2027년 11월 21일"."""
        if at.year == now.year:
            return self.day(at)
        month = self.words(f"date.month.{at.month}")
        return self.words("date.day-year", year=at.year, month=month, day=at.day)

    def item(self, name: str, quantity: int, unit: str) -> str:
        """Return "점심 식권 1장"; the name alone of what no unit counts."""
        said = self.words.of_data(name)
        if not unit:
            return said
        counted = self.words.of_data(unit, quantity)
        return self.words("confirm.item", name=said, quantity=quantity, unit=counted)

    def receiver(self, name: str) -> str:
        """Return whom coins are sent to; only the name of what is sent says that."""
        _, tail = apart(name)
        return self.words("confirm.to-whom", tail=tail)

    def number(self, quantity: int, unit: str) -> str:
        """Return "1장", where the thing is named elsewhere."""
        counted = self.words.of_data(unit, quantity)
        return self.words("code.quantity", quantity=quantity, unit=counted)

    def ticket(self, ticket: Ticket, service: Service | None) -> str:
        """Return what a ticket is for; of a service that is sold here no more, the name alone."""
        line = ticket.lines[0]
        if ticket.kind is EntryKind.TRANSFER:
            return self.receiver(line.name)
        if service is None:
            return self.words.of_data(line.name)
        return self.item(line.name, line.quantity, service.unit)
