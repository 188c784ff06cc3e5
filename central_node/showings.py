"""What has a showing of a code been used for? It serves one visit, whose entries name each other.

A visit may write several entries with one showing: something earned and then spent, a rest that is
given away. Each names an earlier one by `ref`, and all are of one kiosk. Whatever else was paid or
vouched for with the same showing belongs to another visit, and one of them should not have been.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    and_,
    bindparam,
    literal,
    or_,
    select,
)

from central_node.schema import entry, ledger
from protocol.entry import EntryKind
from protocol.receipt import Bearer, Outcome
from protocol.resident_code import ResidentCode
from schemes.money import Coins

Showing: TypeAlias = tuple[bytes, bytes]  # cti and counter: one showing of a code


@dataclass(frozen=True)
class Use:
    """An entry, or a hold, that a showing has paid or vouched for, and what it costs.

    ``ref`` is the entry of the same visit that it names. What was earned costs nothing. ``taken``
    is what of it is the resident's: what the district bears has taken nothing of theirs.
    """

    id: bytes
    kiosk: int
    ref: bytes | None = None
    paid: Coins = Coins(0)
    taken: Coins = Coins(0)


@dataclass(frozen=True)
class Visit:
    """The uses of one showing, told apart: those of this visit, and those of others."""

    mine: tuple[Use, ...] = ()
    others: tuple[Use, ...] = ()

    @property
    def paid(self) -> Coins:
        """What this visit costs besides."""
        return sum((use.paid for use in self.mine), Coins(0))


DEBITS = frozenset({EntryKind.SPEND, EntryKind.DONATE})
"""Kinds by which a resident pays, by a hold or by the stand-in rules."""
HELD_ONLY = frozenset({EntryKind.TRANSFER, EntryKind.CONVERT})
"""Kinds that need the node's own word."""
TAKES = DEBITS | {EntryKind.TRANSFER}
"""Kinds that take a resident's coins."""


def use_of(row: Row[Any]) -> Use:
    """A row of `used_by`."""
    paid = row.coins if row.kind in TAKES else 0
    taken = 0 if row.bearer == Bearer.DISTRICT else paid
    return Use(row.id, row.kiosk, row.ref, Coins(paid), Coins(taken))


def over_signed(code: ResidentCode, uses: Iterable[Use], coins: Coins) -> bool:
    """Whether more would be taken by a code made for one offer than was signed for.

    All uses of the showing count, of this visit or not: the holder has agreed to the offer's coins
    once. An ordinary showing names no coins.
    """
    made = code.presentation
    if made is None or made.challenge is None:
        return False
    taken = sum((use.taken for use in uses), coins)
    return taken > Coins(made.amount or 0)


def answers_offer(code: ResidentCode) -> bool:
    """Whether it was made for what a kiosk offered: it agrees to that, and to nothing else."""
    return code.presentation is not None and code.presentation.challenge is not None


def visit_of(uses: Iterable[Use], id_: bytes, ref: bytes | None, kiosk: int) -> Visit:
    """Tell apart what belongs to one visit with an entry of a kiosk that names ``ref``."""
    linked, mine = {id_, ref} - {None}, list[Use]()
    others = list(dict.fromkeys(uses))
    while True:
        found = [it for it in others if it.kiosk == kiosk and {it.id, it.ref} & linked]
        if not found:
            return Visit(tuple(mine), tuple(others))
        mine += found
        others = [it for it in others if it not in found]
        linked |= {name for it in found for name in (it.id, it.ref) if name is not None}


def used_by(shown: Sequence[Showing]) -> tuple[CompoundSelect[Any], dict[str, bytes]]:
    """What these showings have paid, vouched, got or let in for: the statement and its values."""
    count = 1 << (len(shown) - 1).bit_length()
    padded = [*shown, *[shown[-1]] * (count - len(shown))]
    values: dict[str, bytes] = {}
    for at, (cti, counter) in enumerate(padded):
        values |= {f"cti_{at}": cti, f"counter_{at}": counter}
    return _used_by(count), values


@cache
def _used_by(count: int) -> CompoundSelect[Any]:
    """One OR for each showing: SQLite then seeks each in the index, and in no other form."""
    bearer = entry.c.bearer
    came_in = and_(entry.c.kind == EntryKind.ADMIT, entry.c.outcome == Outcome.NOTED)
    paid = or_(entry.c.outcome == Outcome.BOOKED, bearer.is_not(None), came_in)

    def by(
        cti: Column[Any], counter: Column[Any], coins: ColumnElement[int] = entry.c.coins
    ) -> Select[Any]:
        each = (
            and_(cti == bindparam(f"cti_{at}"), counter == bindparam(f"counter_{at}"))
            for at in range(count)
        )
        told = coins.label("coins")
        columns = (entry.c.id, ledger.c.kiosk, entry.c.ref, entry.c.kind, told, bearer)
        joined = select(cti, counter, *columns).join(ledger, ledger.c.number == entry.c.ledger)
        return joined.where(or_(*each), paid)

    columns = entry.c
    paying = by(columns.cti, columns.counter)
    vouching = by(columns.carer_cti, columns.carer_counter)
    getting = by(columns.payee_cti, columns.payee_counter, literal(0))
    return paying.union_all(vouching, getting)
