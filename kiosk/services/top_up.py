"""Topping up: money by bank card, or cash that staff take, becomes coins; a bonus on top by rule.

What is told of a bonus is the most that it can be: the node knows what was given before. What could
refuse it is known before a card pays, but for what the ledger itself has to say. Cash is taken
before its badge is shown: what hangs on the badge, and on the paper, is known after.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from kiosk.services.asks import (
    Approval,
    Ask,
    Digits,
    Known,
    Lookup,
    NotFound,
    Option,
    Period,
    Question,
    Tallies,
    Tally,
    TerminalCall,
    Whose,
)
from kiosk.services.contract import SampledAsk, Samples, Terms
from kiosk.services.facts import CAME_IN, KIOSK_LIMIT, fact
from kiosk.services.hours import end_of
from kiosk.services.orders import BY_CARD, BY_CASH, Line, Order, TicketWords
from kiosk.services.top_up_sections import AmountSection, CashSection, TopUpSection
from kiosk.services.usual import FromFile
from protocol.entry import EntryKind
from schemes.incentives import bonus
from schemes.limits import over_charge, over_kiosk_day
from schemes.money import Coins, Won

__all__ = ["TopUp", "TopUpSection"]

WAY, AMOUNT, KEYED, OTHER, APPROVAL = "way", "amount", "keyed", "other", "approval"
TERMINAL, CHARGED, TAKEN = "terminal", "charged", "taken"
CHARGE: Final = "charge"  # what its order line is called
TERMINAL_AWAY: Final = "card-terminal-away"
ZERO, TOO_LARGE, TOO_SMALL, NOT_A_STEP = (
    "amount-zero",
    "amount-too-large",
    "amount-too-small",
    "amount-no-step",
)
BADGE_LIMIT: Final = "charge-badge-limit"
CASH_LEFT: Final = "cash-left"  # told by the visit, where somebody leaves theirs
LIMITS: Final = {
    "over-limit": TOO_LARGE,
    "over-day-limit": "charge-day-limit",
    "over-month-limit": "charge-month-limit",
}
_TOP_UP = (EntryKind.TOP_UP,)


class NoWholeCoins(ValueError):
    """Money that can't be charged: a part of it would be lost, or it is above a limit."""


class TopUp(FromFile[TopUpSection]):
    """The service over one facility's amounts, by the scheme's rules of one day."""

    reasons = (
        TERMINAL_AWAY,
        ZERO,
        TOO_LARGE,
        TOO_SMALL,
        NOT_A_STEP,
        BADGE_LIMIT,
        CASH_LEFT,
        KIOSK_LIMIT,
        *(reason for limit, reason in LIMITS.items() if limit != "over-limit"),
    )

    def __init__(self, section: TopUpSection, terms: Terms) -> None:
        """Take a file's amounts; NoWholeCoins names the first that can't be charged."""
        super().__init__(section, terms)
        self._amounts = {str(one.won): one for one in section.amount}
        for number, one in enumerate(section.amount):
            self._require(f"amount.{number}.won", one.won)
        if section.keyed is not None:
            for key in ("least_won", "most_won", "step_won"):
                self._require(f"keyed.{key}", getattr(section.keyed, key))

    def questions(self) -> int:
        """Return how many: by what, how much of those to choose, how much else."""
        section = self._section
        both = section.card is not None and section.cash is not None
        return int(both) + bool(section.amount) + (section.keyed is not None)

    def ask(self, known: Known) -> Ask | None:
        """Look at the terminal; ask by what, how much; then for the person limits and a badge."""
        if self._section.card is not None and TERMINAL not in known.facts:
            return Lookup(TERMINAL, TerminalCall())
        asked = self._ask_way(known) or self._ask_amount(known)
        return asked if asked or known.holder is None else self._ask_after_code(known)

    def order(self, known: Known, quantity: int) -> Order:  # noqa: ARG002 - one charge at a time
        """Return the charge: all of it is paid by another tender, nothing by coins."""
        won, way = self._won(known), self._way(known)
        coins = self._coins(won)
        line = Line(CHARGE, self._section.item, 1, coins, won)
        on_top = self._bonus(coins, 0)
        return replace(
            self._order(line, self._picture(known)),
            kind=EntryKind.TOP_UP,
            rest=won,
            rest_by=way,
            reward=on_top if on_top > Coins(0) else None,
            until_s=self._until(coins),
        )

    def samples(self, ask: SampledAsk, known: Known) -> Samples:  # noqa: ARG002 - as the contract has it
        """Return amounts to try; a terminal that works, and none; nothing charged yet, and all."""
        if isinstance(ask, Digits):
            keyed = self._section.keyed
            return () if keyed is None else (str(keyed.least_won), str(keyed.most_won), "0")
        if ask.id == TERMINAL:
            return True, False
        if ask.id == TAKEN:
            cash = self._section.cash
            return (0,), (self._coins(Won(cash.badge_day_won)).units if cash else 0,)
        limits = self._terms.scheme.limits
        full = (limits.charges_day, limits.charges_month, limits.charges_kiosk_day)
        day, month, here = (0 if most is None else most.units for most in full)
        return (0, 0, 0), (day, month, 0), (0, 0, here)

    def ticket(self, item: str, quantity: int) -> TicketWords:  # noqa: ARG002 - one charge
        """Return its title and its help: large, a narrow paper would break an amount in two."""
        return self._section.slip("")

    def _ask_way(self, known: Known) -> Question | None:
        """Ask by what where both are possible; a terminal that does not work is closed."""
        section, ready = self._section, known.facts.get(TERMINAL) is True
        if section.card is None or section.cash is None:
            if section.card is not None and not ready:
                raise NotFound(TERMINAL_AWAY)
            return None
        if known.answers.get(WAY) in (BY_CARD, BY_CASH):
            return None
        card, cash = section.card, section.cash
        away = "" if ready else card.away
        options = (
            Option(BY_CARD, card.name, card.picture, note=away, closed=not ready),
            Option(BY_CASH, cash.name, cash.picture),
        )
        return Question(WAY, section.way_question, section.way_step, options)

    def _ask_amount(self, known: Known) -> Question | Digits | None:
        section, chosen = self._section, known.answers.get(AMOUNT, "")
        if section.amount and chosen not in self._amounts and not self._keys(known):
            return Question(AMOUNT, section.question, section.step, self._options())
        if not self._keys(known):
            return None
        if KEYED not in known.answers:
            return self._digits()
        self._check_keyed(self._won(known))
        return None

    def _keys(self, known: Known) -> bool:
        """Whether the amount is keyed in, by choice or since none can be chosen."""
        if self._section.keyed is None:
            return False
        return not self._section.amount or known.answers.get(AMOUNT) == OTHER

    def _options(self) -> tuple[Option, ...]:
        amounts = tuple(map(self._option, self._section.amount))
        keyed = self._section.keyed
        return amounts if keyed is None else (*amounts, Option(OTHER, keyed.answer, keyed.picture))

    def _option(self, one: AmountSection) -> Option:
        won = Won(one.won)
        return Option(str(one.won), one.name, one.picture, self._coins(won), won)

    def _digits(self) -> Digits | None:
        keyed = self._section.keyed
        if keyed is None:
            return None
        return Digits(
            KEYED,
            keyed.title,
            keyed.step,
            keyed.message,
            len(str(keyed.most_won)),
            exact=False,
            unit=keyed.amount_unit,
            most=keyed.most_won,
        )

    def _check_keyed(self, won: Won) -> None:
        keyed = self._section.keyed
        if keyed is None or won == Won(0):
            raise NotFound(ZERO)
        if won > Won(keyed.most_won):
            raise NotFound(TOO_LARGE)
        if won < Won(keyed.least_won):
            raise NotFound(TOO_SMALL)
        if won.units % keyed.step_won:
            raise NotFound(NOT_A_STEP)

    def _ask_after_code(self, known: Known) -> Ask | None:
        """Look up what was charged before; cash then needs a badge that may still take it."""
        limits = self._terms.scheme.limits
        ends = (limits.charges_day, limits.charges_month, limits.charges_kiosk_day)
        if ends != (None, None, None) and CHARGED not in known.facts:
            theirs = (_coins_of(Whose.PERSON, one) for one in (Period.DAY, Period.MONTH))
            return Lookup(CHARGED, Tallies((*theirs, CAME_IN)))
        coins = self._coins(self._won(known))
        today, month, here = (*_numbers(known, CHARGED), 0, 0, 0)[:3]
        over = over_charge(limits, coins, Coins(today), Coins(month))
        if over:
            raise NotFound(LIMITS[over])
        if over_kiosk_day(limits, coins, Coins(here)):
            raise NotFound(KIOSK_LIMIT)
        cash = self._section.cash
        if cash is None or self._way(known) != BY_CASH:
            return None
        return self._ask_badge(cash, known)

    def _ask_badge(self, cash: CashSection, known: Known) -> Ask | None:
        won, room = self._won(known), self._coins(Won(cash.badge_day_won))
        if self._coins(won) > room:
            raise NotFound(TOO_LARGE)  # for any badge: nobody is to hand the money over first
        if known.approver is None:
            words = (cash.approval_title, cash.approval_step, cash.approval_message)
            return Approval(APPROVAL, *words, won=won)
        if TAKEN not in known.facts:
            return Lookup(TAKEN, Tallies((_coins_of(Whose.APPROVER, Period.DAY),)))
        taken = (*_numbers(known, TAKEN), 0)[0]
        if Coins(taken) + self._coins(won) > room:
            raise NotFound(BADGE_LIMIT)
        return None

    def _way(self, known: Known) -> str:
        section = self._section
        if section.card is not None and section.cash is not None:
            return known.answers[WAY]
        return BY_CASH if section.card is None else BY_CARD

    def _won(self, known: Known) -> Won:
        return Won(int(known.answers[KEYED if self._keys(known) else AMOUNT]))

    def _picture(self, known: Known) -> str:
        chosen = self._amounts.get(known.answers.get(AMOUNT, ""))
        return (chosen.picture if chosen else "") or self.picture

    def _coins(self, won: Won) -> Coins:
        return self._terms.scheme.price(won, self._terms.on).coins

    def _bonus(self, coins: Coins, days: int) -> Coins:
        """Return what comes on top at most, so many days after the day of the file's rules."""
        on = self._terms.on + timedelta(days=days)
        return bonus(self._terms.scheme, coins, on).coins

    def _until(self, coins: Coins) -> int | None:
        """Return the end of the day where the next one has another rate or another bonus."""
        scheme, on = self._terms.scheme, self._terms.on
        rate_stays = scheme.rate_on(on) == scheme.rate_on(on + timedelta(days=1))
        if rate_stays and self._bonus(coins, 0) == self._bonus(coins, 1):
            return None
        return end_of(on, scheme).time_s

    def _require(self, key: str, won: int) -> None:
        scheme, on = self._terms.scheme, self._terms.on
        coins = self._coins(Won(won))
        if coins == Coins(0) or scheme.worth(coins, on) != Won(won):
            raise NoWholeCoins(f"{key}: {won} won is no whole number of coins on {on}")
        over = over_charge(scheme.limits, coins, Coins(0), Coins(0))
        over = over or KIOSK_LIMIT * over_kiosk_day(scheme.limits, coins, Coins(0))
        if over:
            raise NoWholeCoins(f"{key}: {won} won, {coins.units} coins are {over}")


def _coins_of(whose: Whose, period: Period) -> Tally:
    """All that was charged at this kiosk, whichever of its services did it."""
    return Tally(_TOP_UP, whose=whose, period=period, coins=True, everywhere=True)


def _numbers(known: Known, lookup: str) -> tuple[int, ...]:
    return fact(known, lookup, tuple) or ()
