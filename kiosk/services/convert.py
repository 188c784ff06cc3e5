"""Points of a card company become coins: by the number in its app, reserved, then taken for good.

The company says how many points are there and keeps those that were chosen. Only then does the node
hold the coins that come. No reservation is left behind by who goes back: what this kiosk has had
reserved for the same number, and has written no entry of, is given up with the next one.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from math import gcd
from typing import Final

from kiosk.services.asks import (
    Ask,
    Digits,
    Fact,
    Known,
    Lookup,
    NodeCall,
    NotFound,
    Option,
    PartnerCall,
    Question,
    Tallies,
)
from kiosk.services.contract import SampledAsk, Samples, Terms
from kiosk.services.convert_replies import (
    MAX_RESERVATION_DIGITS,
    Kept,
    Open,
    There,
    item_of,
    points_of,
    read_kept,
    read_points,
)
from kiosk.services.convert_section import ALL, ConvertSection
from kiosk.services.facts import CAME_IN, KIOSK_LIMIT, booked_lately, fact
from kiosk.services.hours import end_of
from kiosk.services.orders import Line, Note, Order, TicketWords
from kiosk.services.replies import (
    PARTNER_AWAY,
    PARTNER_BABBLES,
    QUOTE_DIFFERS,
    QUOTE_EXPIRED,
    TOO_MANY_TRIES,
    UNKNOWN_NUMBER,
)
from kiosk.services.usual import FromFile
from kiosk.services.ways import SAMPLE_TIME_S
from protocol.entry import EntryKind
from schemes.limits import over_kiosk_day
from schemes.money import Coins, Won

__all__ = ["Convert", "ConvertSection"]

NODE: Final = "node"
NUMBER: Final = "number"
AMOUNT: Final = "amount"
POINTS: Final = "points"  # what is there before a code
FRESH: Final = "fresh"  # and with it
HERE: Final = "here"  # what came in at this kiosk today
TOO_FEW_POINTS: Final = "too-few-points"
NUMBER_SCENE: Final = "scene-order-number"  # digits on a phone
SAMPLE_GOOD_S: Final = 300


class NothingConverted(ValueError):
    """The currency says nothing of money that comes in, so the node lets none."""


class UnevenPoints(ValueError):
    """An amount of points that makes no whole number of coins, or more than come at once."""


@dataclass(frozen=True)
class Free:
    """Points that can be had, and the reservations that are given up for them."""

    points: int
    instead: tuple[str, ...] = ()


class Convert(FromFile[ConvertSection]):
    """The service over one card company's points: it asks the number, and how much."""

    reasons = (
        "node-away",
        UNKNOWN_NUMBER,
        TOO_MANY_TRIES,
        TOO_FEW_POINTS,
        KIOSK_LIMIT,
        QUOTE_EXPIRED,
        QUOTE_DIFFERS,
        PARTNER_AWAY,
        PARTNER_BABBLES,
    )
    asks = 2  # the number, then how much

    def __init__(self, section: ConvertSection, terms: Terms) -> None:
        """Take a file's section; NothingConverted, and UnevenPoints for an amount."""
        super().__init__(section, terms)
        most = terms.scheme.limits.per_charge
        if most is None:
            raise NothingConverted(f"{terms.scheme.id} has no limits.per_charge_coins")
        self._rate = terms.scheme.rate_on(terms.on).units
        self._step = self._rate // gcd(self._rate, section.won_per_point)
        worth = terms.scheme.worth(most, terms.on).units
        self._most = min(section.points_most, worth // section.won_per_point)
        self._amounts = {one.id: one.points for one in section.amount}
        for number, points in enumerate(self._amounts.values()):
            key = f"amount.{number}.points"
            if points % self._step:
                raise UnevenPoints(f"{key}: {points} is no multiple of {self._step}")
            if self._coins(points) > most:
                raise UnevenPoints(f"{key}: {most.units} coins come at once, no more")

    def ask(self, known: Known) -> Ask | None:
        """Ask the number and how much; with a code look again, and have the points kept.

        Nothing is asked while the node is away, which alone lets coins come.
        """
        section, number = self._section, known.answers.get(NUMBER, "")
        if NODE not in known.facts:
            return Lookup(NODE, NodeCall())
        if len(number) != section.places:
            return Digits(
                NUMBER,
                section.number_question,
                section.number_step,
                section.number_message,
                section.places,
                picture=NUMBER_SCENE,
            )
        free = self._free(POINTS, known)
        if isinstance(free, Lookup):
            return free
        points = self._chosen(known, free)
        if points is None:
            return Question(AMOUNT, section.question, section.step, self._options(free))
        return None if known.holder is None else self._ask_kept(points, known)

    def _free(self, stage: str, known: Known) -> Lookup | Free:
        """Return what can be had, or what is looked up first: points, and what was sold of them."""
        there = fact(known, stage, There)
        if there is None:
            return Lookup(stage, PartnerCall("/v1/points", {"digits": known.answers[NUMBER]}))
        if not there.open:
            return Free(there.points)
        sold = fact(known, f"sold-{stage}", tuple)
        if sold is None:
            items = [one.item for one in there.open]
            return booked_lately(f"sold-{stage}", EntryKind.CONVERT, items)
        left = [one for one, entries in zip(there.open, sold, strict=False) if not entries]
        points = there.points + sum(one.points for one in left)
        return Free(points, tuple(one.reservation for one in left))

    def _ask_kept(self, points: int, known: Known) -> Lookup | None:
        limits = self._terms.scheme.limits
        if limits.charges_kiosk_day is not None and HERE not in known.facts:
            return Lookup(HERE, Tallies((CAME_IN,)))
        (here,) = fact(known, HERE, tuple) or (0,)
        if over_kiosk_day(limits, self._coins(points), Coins(here)):
            raise NotFound(KIOSK_LIMIT)
        free = self._free(FRESH, known)
        if isinstance(free, Lookup):
            return free
        kept = fact(known, f"kept-{points}", Kept)
        if kept is None:
            if points > free.points:
                raise NotFound(TOO_FEW_POINTS)
            asked = {"digits": known.answers[NUMBER], "points": points}
            body = {**asked, "instead": list(free.instead)}
            return Lookup(f"kept-{points}", PartnerCall("/v1/reserve", body))
        self._check(kept, points, known.at_s)
        return None

    def _check(self, kept: Kept, points: int, at_s: int | None) -> None:
        """Refuse what is kept of another amount, at another worth, or no more."""
        if (kept.points, kept.won) != (points, self._won(points)):
            raise NotFound(QUOTE_DIFFERS)
        if at_s is not None and at_s > kept.until_s:
            raise NotFound(QUOTE_EXPIRED)

    def _whole(self, points: int) -> int:
        """Return how many of ``points`` make whole coins: what is less than one stays points."""
        return points - points % self._step

    def _chosen(self, known: Known, free: Free) -> int | None:
        answer = known.answers.get(AMOUNT)
        return self._whole(free.points) if answer == ALL else self._amounts.get(answer or "")

    def _options(self, free: Free) -> tuple[Option, ...]:
        """Return the file's amounts that are there; all of it where that is another one."""
        section, whole = self._section, self._whole(free.points)
        if whole <= 0:
            raise NotFound(TOO_FEW_POINTS)
        fit = [one for one in section.amount if one.points <= whole]
        told = [self._option(one.id, one.name, one.picture, one.points) for one in fit]
        if whole <= self._most and whole not in {one.points for one in fit}:
            told.append(self._option(ALL, section.all_name, section.all_picture, whole))
        return tuple(told)

    def _option(self, id_: str, name: str, picture: str, points: int) -> Option:
        return Option(id_, name, picture, self._coins(points), self._won(points))

    def _won(self, points: int) -> Won:
        return Won(points * self._section.won_per_point)

    def _coins(self, points: int) -> Coins:
        return Coins(self._won(points).units // self._rate)

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - points go once
        """Return the conversion: coins that come, and what goes for them."""
        free = self._free(POINTS, known)
        points = None if isinstance(free, Lookup) else self._chosen(known, free)
        if points is None:
            raise NotFound(TOO_FEW_POINTS)
        kept = fact(known, f"kept-{points}", Kept)
        if kept is None and known.holder is not None:
            raise NotFound(QUOTE_DIFFERS)  # nothing is converted that nobody has reserved
        item = item_of(points, kept.reservation if kept else "")
        line = Line(item, self._section.points_name, 1, self._coins(points), self._won(points))
        return replace(
            self._order(line, self.picture),
            kind=EntryKind.CONVERT,
            notes=(Note("points", points),),
            until_s=self._until(kept) if kept else None,
        )

    def _until(self, kept: Kept) -> int:
        """Return the end of the reservation, or of the day where the next one has another rate."""
        scheme, on = self._terms.scheme, self._terms.on
        if scheme.rate_on(on) == scheme.rate_on(on + timedelta(days=1)):
            return kept.until_s
        return min(kept.until_s, end_of(on, scheme).time_s)

    def understand(self, lookup: str, reply: object) -> Fact:
        """Read what is there, or what is kept."""
        return read_points(reply) if lookup in (POINTS, FRESH) else read_kept(reply)

    def samples(self, ask: SampledAsk, known: Known) -> Samples:
        """Return a number; plenty, little and no points; reservations sold and not; one kept."""
        if isinstance(ask, Digits):
            return ("20481733".ljust(self._section.places, "0"),)
        if ask.id == NODE:
            return (True,)
        if ask.id.startswith("sold-"):
            return ((0,), (1,))
        if ask.id == HERE:
            most = self._terms.scheme.limits.charges_kiosk_day
            return ((0,), (0 if most is None else most.units,))
        reservation = "r" + "9" * MAX_RESERVATION_DIGITS
        if ask.id in (POINTS, FRESH):
            return self._samples_there(reservation)
        points = int(ask.id.removeprefix("kept-"))
        until_s = (known.at_s or SAMPLE_TIME_S) + SAMPLE_GOOD_S
        return (Kept(reservation, points, self._won(points), until_s),)

    def ticket(self, item: str, quantity: int) -> TicketWords:  # noqa: ARG002 - points go once
        """Say how many points went."""
        points = points_of(item)
        told = "" if points is None else f"{points:,}{self._section.points_unit}"
        return self._section.slip(told)

    def _samples_there(self, reservation: str) -> Samples:
        """Return what makes all answers, what makes one coin and is reserved, and nothing."""
        most = self._whole(self._most)
        plenty = [most, most - self._step] if most in self._amounts.values() else [most]
        reserved = There(0, (Open(reservation, self._step),))
        return (*map(There, plenty), reserved, There(0))
