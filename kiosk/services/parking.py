"""Parking: the plate by its last four digits, which car, and what it has to pay by now.

The parking system says which cars are inside and quotes a fee for one. The kiosk reckons the fee by
its own rules from the entry time that the driver has seen, and goes on only where both agree.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.services.asks import (
    Ask,
    At,
    Digits,
    Fact,
    Holder,
    Known,
    Lookup,
    NotFound,
    Option,
    PartnerCall,
    Question,
)
from kiosk.services.contract import SampledAsk, Samples, Terms
from kiosk.services.facts import booked_lately, fact
from kiosk.services.orders import HandOver, Line, Note, Order, TicketWords, counted
from kiosk.services.parking_fee import Stay, day_fee, due, fee, leave_by_s, rights_of
from kiosk.services.parking_replies import FoundCar, Quote, costs, read_cars, read_quote, stayed
from kiosk.services.parking_samples import cars_of, quote_of
from kiosk.services.parking_section import ParkingSection
from kiosk.services.replies import PARTNER_AWAY, PARTNER_BABBLES, QUOTE_DIFFERS, QUOTE_EXPIRED
from kiosk.services.split import UNDER_ONE_COIN, Split, coins_worth, require_a_coin, split
from kiosk.services.usual import FromFile
from protocol.entry import EntryKind
from schemes.money import Coins, Won

__all__ = ["Parking", "ParkingSection"]

PLATE, CAR = "plate", "car"
PLATE_DIGITS: Final = 4

UNKNOWN_PLATE: Final = "unknown-plate"
ALREADY_LEFT: Final = "already-left"
NOTHING_TO_PAY: Final = "nothing-to-pay"
ALREADY_PAID: Final = "already-paid"

CLOCKS_APART_S: Final = 300
"""How far the parking system's clock may be from ours: its minutes cost money."""


class Parking(FromFile[ParkingSection]):
    """The service over one car park's rules, which its parking system has too.

    At an exit the gate opens, elsewhere a slip says that it is paid.
    """

    reasons = (
        UNKNOWN_PLATE,
        ALREADY_LEFT,
        QUOTE_EXPIRED,
        QUOTE_DIFFERS,
        NOTHING_TO_PAY,
        UNDER_ONE_COIN,
        ALREADY_PAID,
        PARTNER_AWAY,
        PARTNER_BABBLES,
    )
    drives = True
    asks = 2  # the digits, then which car

    def __init__(self, section: ParkingSection, terms: Terms) -> None:
        """Take a car park's rules; LessThanACoin where no day costs as much."""
        super().__init__(section, terms)
        self.hand_over = HandOver(section.hand_over)
        self._rules = section.rules()
        self._cars = {car.id: car for car in section.car}
        self._discounts = {discount.id: discount.name for discount in section.discount}
        require_a_coin("day_most_won", day_fee(self._rules), terms)

    def ask(self, known: Known) -> Ask | None:
        """Ask the digits, look for cars, ask which, look up the fee; with a code once more."""
        section, digits = self._section, known.answers.get(PLATE, "")
        if len(digits) != PLATE_DIGITS:
            return Digits(
                PLATE,
                section.digits_question,
                section.digits_step,
                section.digits_message,
                PLATE_DIGITS,
            )
        cars = fact(known, f"cars-{digits}", tuple)
        if cars is None:
            return Lookup(f"cars-{digits}", PartnerCall("/v1/cars", {"digits": digits}))
        car = _chosen(cars, known)
        if car is None:
            return Question(CAR, section.question, section.step, tuple(map(self._option, cars)))
        return self._ask_quote(car, known)

    def _ask_quote(self, car: FoundCar, known: Known) -> Lookup | None:
        rights = self._rights(known.holder)
        lookup = _quote_id(car, known.holder, rights)
        quote = fact(known, lookup, Quote)
        if quote is None:
            return Lookup(lookup, PartnerCall("/v1/quote", {"stay": car.stay, "rights": rights}))
        self._check(car, quote, rights, known.at_s)
        return None if known.holder is None else self._look_whether_sold(quote, known)

    def _look_whether_sold(self, quote: Quote, known: Known) -> Lookup | None:
        """A stay that was paid here and that the partner has not heard of is not sold anew."""
        sold = fact(known, f"sold-{quote.id}", tuple)
        if sold is None:
            return booked_lately(f"sold-{quote.id}", EntryKind.SPEND, [quote.id])
        if sold[0] and quote.stay.paid == Won(0):
            raise NotFound(ALREADY_PAID)
        return None

    def _check(self, car: FoundCar, quote: Quote, rights: Sequence[str], at_s: int | None) -> None:
        """Refuse a quote that is not for what the driver saw, or not what this kiosk reckons."""
        stay = quote.stay
        if quote.id != car.stay or (stay.entered_s, stay.kind) != (car.entered_s, car.kind):
            raise NotFound(QUOTE_DIFFERS)
        if at_s is not None and at_s > quote.until_s:
            raise NotFound(QUOTE_EXPIRED)
        if at_s is not None and abs(at_s - stay.at_s) > CLOCKS_APART_S:
            raise NotFound(QUOTE_DIFFERS)
        if due(self._rules, _entitled(stay, rights)) != quote.won:
            raise NotFound(QUOTE_DIFFERS)
        if quote.won == Won(0) and not self._is_told(_entitled(stay, rights)):
            raise NotFound(NOTHING_TO_PAY)
        if quote.won > Won(0) and self._split(quote, None).coins == Coins(0):
            raise NotFound(UNDER_ONE_COIN)

    def _is_told(self, stay: Stay) -> bool:
        """Whether something comes of a stay that costs nothing.

        At a gate the car goes out. Elsewhere the exit knows what is free by itself, but not that a
        code has taken the whole fee off.
        """
        full = fee(self._rules, stay).full
        return self.hand_over is HandOver.GATE or (full > Won(0) and stay.paid_until_s is None)

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - a car is paid for once
        """Return the payment of what is due, or the way out for nothing."""
        car = _chosen(known.facts[f"cars-{known.answers[PLATE]}"], known)
        if car is None:
            raise NotFound(UNKNOWN_PLATE)
        rights = self._rights(known.holder)
        quote = fact(known, _quote_id(car, known.holder, rights), Quote)
        if quote is None:
            raise NotFound(QUOTE_EXPIRED)
        if quote.won == Won(0):
            return self._free(car, quote)
        return self._paid(car, quote, rights, self._split(quote, known.holder))

    def _free(self, car: FoundCar, quote: Quote) -> Order:
        line = Line(car.stay, self._section.free_name, 1, Coins(0), Won(0))
        made = self._order(line, self._picture_of(car))
        told, until_s = stayed(car, quote), quote.until_s
        return replace(made, kind=EntryKind.ADMIT, notes=told, until_s=until_s)

    def _split(self, quote: Quote, holder: Holder | None) -> Split:
        coins_for = coins_worth(self._section.coins_most, self._terms)
        return split(quote.won, self._terms, coins_for, holder)

    def _paid(self, car: FoundCar, quote: Quote, rights: Sequence[str], part: Split) -> Order:
        line = Line(car.stay, self._section.fee_name, 1, part.coins, quote.won)
        reckoned = fee(self._rules, _entitled(quote.stay, rights))
        told = *stayed(car, quote), *costs(reckoned, quote, self._discounts)
        notes = (*told, *part.notes(quote.won), *self._leave_by(quote))
        made = self._order(line, self._picture_of(car))
        return replace(made, rest=part.rest, notes=notes, until_s=quote.until_s)

    def _leave_by(self, quote: Quote) -> tuple[Note, ...]:
        """Tell until when one may leave who has still to drive to the exit."""
        if self.hand_over is HandOver.GATE:
            return ()
        return (Note("leave-by", At(leave_by_s(self._rules, quote.stay.at_s))),)

    def understand(self, lookup: str, reply: object) -> Fact:
        """Read cars or a quote; unknown-plate where no car has such a plate."""
        if not lookup.startswith("cars-"):
            return read_quote(reply)
        cars = read_cars(reply)
        if not cars:
            raise NotFound(UNKNOWN_PLATE)
        return cars

    def samples(self, ask: SampledAsk, known: Known) -> Samples:
        """Return digits, cars of every kind and length of stay, and the quote for one of them."""
        if isinstance(ask, Digits):
            return ("3456",)
        if ask.id.startswith("sold-"):
            return ((0,), (1,))
        if ask.id.startswith("cars-"):
            return (cars_of(tuple(self._cars), known.at_s),)
        car = _chosen(known.facts[f"cars-{known.answers[PLATE]}"], known)
        rights = frozenset(self._rights(known.holder))
        return () if car is None else (quote_of(car, self._rules, rights, known.at_s),)

    def ticket(self, item: str, quantity: int) -> TicketWords:  # noqa: ARG002 - the stay has no words
        """Say that a car is paid for, and how long it may take to leave."""
        section = self._section
        leave = (section.leave_label, f"{section.leave_min}{section.minutes_unit}")
        return section.slip(counted(quantity, self.unit), leave)

    def owed_s(self, item: str) -> int | None:  # noqa: ARG002 - as the contract has it
        """A gate is owed for as long as the car may take to leave: the next stay is another one."""
        return self._section.leave_min * 60 if self.hand_over is HandOver.GATE else None

    def _rights(self, holder: Holder | None) -> list[str]:
        return sorted(rights_of(self._rules, holder.price_classes if holder else ()))

    def _option(self, car: FoundCar) -> Option:
        kind = self._cars.get(car.kind)
        note, picture = (kind.name, kind.picture) if kind else ("", "")
        return Option(car.stay, car.shown, picture, note=note, since=At(car.entered_s))

    def _picture_of(self, car: FoundCar) -> str:
        kind = self._cars.get(car.kind)
        return kind.picture if kind else self.picture


def _quote_id(car: FoundCar, holder: Holder | None, rights: Sequence[str]) -> str:
    """Name the lookup of one car: for anybody, or anew for a person with these rights."""
    return "-".join(["quote" if holder else "price", car.stay, *rights])


def _chosen(cars: Fact, known: Known) -> FoundCar | None:
    found = cars if isinstance(cars, tuple) else ()
    return next((car for car in found if car.stay == known.answers.get(CAR)), None)


def _entitled(stay: Stay, rights: Sequence[str]) -> Stay:
    """Return a stay with what its driver's code entitles to besides its own record."""
    return replace(stay, rights=stay.rights | set(rights))
