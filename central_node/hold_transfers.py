"""Answers whether one resident may give coins to another: the first purse's free balance alone.

Slices stay where they are, for days without the node, and what came as a reward or for a purpose is
not the resident's to give away (`reward_pools`). Live holds count in the limits of a day and a
month. The payee's code is one showing of theirs in the payer's visit: it was scanned before the
payer's, which may have taken its time, and is used with it.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from central_node import intents
from central_node.accounts import Accounts
from central_node.card_days import card_day_left
from central_node.district import District
from central_node.hold_rows import decline, row_of
from central_node.hold_rules import SCAN_TOLERANCE_S, Decline
from central_node.ids import State
from central_node.known_money import GIVING
from central_node.places import places_of
from central_node.reward_pools import Pools
from central_node.sale_times import MAX_VISIT_S
from central_node.showings import Use, Visit, visit_of
from central_node.shown_codes import Shown, owner_of
from central_node.spending import Spending, gifts_held_of
from protocol.errors import ProtocolError
from protocol.messages import HoldAnswer, HoldRequest
from protocol.resident_code import MAX_AGE_S, MAX_AHEAD_S, ResidentCode, check
from schemes.limits import over_transfer
from schemes.money import Coins

_NOTHING = Coins(0)


@dataclass(frozen=True)
class _Asked:
    """One request, with the books to answer it from; ``shown`` is who gives."""

    connection: Connection
    district: District
    kiosk: int
    request: HoldRequest
    shown: Shown
    now: int

    def answer(self) -> HoldAnswer:
        """Keep the coins, or decline by the first reason that applies."""
        request = self.request
        payee = self._payee()
        spendable = self._transferable()
        reason = self._refusal() or (payee if isinstance(payee, Decline) else None)
        reason = reason or self._broken(spendable)
        if reason is not None or isinstance(payee, Decline):
            no = reason or Decline.PAYEE_REFUSED
            return decline(self.connection, self.kiosk, request, no, self.shown, spendable)
        row = row_of(self.kiosk, request, self.shown, spendable, payee)
        intents.add(self.connection, **row, state=State.HELD, from_free=request.amount)
        return HoldAnswer(request.id, True, spendable.units, 0)

    def _refusal(self) -> Decline | None:
        """Why nothing is given here and now, whoever gets it."""
        request, shown, first = self.request, self.shown, {self.district.purse}
        served = self.district.scheme.limits.per_transfer is not None
        if not served or not request.amount or not set(request.purses) <= first:
            return Decline.KIND_NOT_SERVED
        if abs(self.now - request.scanned_at) > SCAN_TOLERANCE_S:
            return Decline.SCAN_TIME
        if places_of(self.connection, self.kiosk).denies(request.place, self.now):
            return Decline.OTHER_PLACE
        if self._visit(self._uses(shown.code)).others:
            return Decline.ALREADY_USED
        if shown.is_card and self.kiosk not in shown.code.credential.slices:
            return Decline.NOT_AT_HOME
        return None

    def _payee(self) -> ResidentCode | Decline:
        """The code of whom it goes to, if it is a good one of somebody else."""
        scheme, at = self.district.scheme.id, self.request.scanned_at
        keys, shown = self.district.credential_keys, self.request.payee or b""
        try:
            code = check(shown, keys, scheme, at, judge_age=False)
        except ProtocolError:
            return Decline.PAYEE_REFUSED
        owner = owner_of(self.connection, code)
        if isinstance(owner, str) or not _in_visit(code, at):
            return Decline.PAYEE_REFUSED
        if owner.resident == self.shown.resident:
            return Decline.SAME_PERSON
        return Decline.PAYEE_REFUSED if self._visit(self._uses(code)).others else code

    def _transferable(self) -> Coins:
        """What the payer may give away now."""
        district, resident = self.district, self.shown.resident
        accounts = Accounts(self.connection, district.scheme.id, district.purse, district.others)
        pools = Pools()
        pools.load(self.connection, (resident,), district.scheme)
        return pools.transferable(resident, accounts.standing(resident).free)

    def _broken(self, spendable: Coins) -> Decline | None:
        scheme, request, shown = self.district.scheme, self.request, self.shown
        resident, amount = shown.resident, Coins(request.amount)
        given, at = Spending(kinds=GIVING), request.scanned_at
        given.load(self.connection, (resident,), at, scheme)
        held = gifts_held_of(self.connection, resident)
        today, month = given.sums(scheme, resident, at)
        broken = over_transfer(scheme.limits, amount, today + held, month + held)
        if broken:
            return Decline(broken)
        most = scheme.limits.per_transfer  # of a visit too: else `ref` would let one give any sum
        if most is not None and self._visit(self._uses(shown.code)).paid + amount > most:
            return Decline.OVER_LIMIT
        if shown.is_card and amount > card_day_left(
            self.connection, scheme, shown.code.cti, self.kiosk, at
        ):
            return Decline.OVER_DAY_LIMIT
        return Decline.NOT_ENOUGH if amount > spendable else None

    def _uses(self, code: ResidentCode) -> list[Use]:
        return intents.uses(self.connection, code.cti, code.counter, self.request.id)

    def _visit(self, uses: list[Use]) -> Visit:
        return visit_of(uses, self.request.id, self.request.ref, self.kiosk)


def answer_transfer(
    connection: Connection,
    district: District,
    kiosk: int,
    request: HoldRequest,
    shown: Shown,
    now: int,
) -> HoldAnswer:
    """Keep the coins for whom they are given to, or decline. Never raises for a bad code."""
    return _Asked(connection, district, kiosk, request, shown, now).answer()


def _in_visit(code: ResidentCode, at: int) -> bool:
    """Whether it can have been scanned in the visit in which the payer's code was, ``at``."""
    shown = code.credential if code.presentation is None else code.presentation
    old = code.presentation is not None and shown.issued < at - MAX_AGE_S - MAX_VISIT_S
    return not old and shown.issued <= at + MAX_AHEAD_S and at < code.credential.expires
