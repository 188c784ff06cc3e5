"""What the books have of one answer to a shown code: entries by its bytes, and whose coins moved.

Only postings to the account of the answer's own holder are told. A kiosk may name somebody's code
as evidence of what is another's: of that they hear that nothing of theirs moved, and no more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, case, func, select

from central_node.accounts import AccountKind
from central_node.holders import holders
from central_node.schema import account, entry, evidence, posting, reward
from central_node.schema_offers import END_BYTES, evidence_end
from central_node.showings import TAKES
from protocol.entry import EntryKind
from protocol.receipt import Bearer, Outcome
from protocol.resident_code import ResidentCode

MAX_ENTRIES: Final = 64  # by one showing: an honest kiosk writes three; what moved coins is first
_MOVED_NONE = case(
    (entry.c.bearer == Bearer.RESIDENT, 0), (entry.c.outcome == Outcome.FLAGGED, 1), else_=0
)
_ENTRIES = (
    select(
        entry.c.number,
        entry.c.id,
        entry.c.kind,
        entry.c.time,
        entry.c.outcome,
        entry.c.bearer,
        entry.c.flag,
        entry.c.resident,
    )
    .join(evidence, evidence.c.entry == entry.c.number)
    .where(evidence_end == bindparam("end"), evidence.c.bytes == bindparam("shown"))
    .order_by(_MOVED_NONE, entry.c.number)
    .limit(MAX_ENTRIES)
)
_REVERSALS = select(entry.c.number).where(
    entry.c.ref.in_(bindparam("ids", expanding=True)),
    entry.c.ref.is_not(None),  # as its index has it
    entry.c.kind == EntryKind.REVERSE,
)
_MOVED = (
    select(posting.c.entry, posting.c.units)
    .join(account, account.c.number == posting.c.account)
    .where(
        posting.c.entry.in_(bindparam("numbers", expanding=True)),
        account.c.kind == AccountKind.RESIDENT,
        account.c.owner == bindparam("of_resident"),
    )
)
_REWARDS = select(func.coalesce(func.sum(reward.c.coins), 0)).where(
    reward.c.entry.in_(bindparam("numbers", expanding=True)),
    reward.c.resident == bindparam("of_resident"),
)


@dataclass(frozen=True)
class Became:
    """What entries made of an answer; ``main`` is the one that the offer was about.

    ``amount`` is what all of these have taken of its holder, or given; ``reward`` what came back
    for it and was not taken back, ``returned`` what was given back of it, ``also`` what was earned
    beside it. ``mine`` is false where ``main`` is about another account than the holder's.
    """

    main: Row[*tuple[Any, ...]]
    mine: bool = True
    amount: int = 0
    also: int = 0
    reward: int = 0
    returned: int = 0


@dataclass(frozen=True)
class _Moves:
    """Postings of one resident's account by entry."""

    units: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def came(self, rows: Iterable[int]) -> int:
        return sum(it for number in rows for it in self.units.get(number, ()) if it > 0)

    def went(self, rows: Iterable[int]) -> int:
        return -sum(it for number in rows for it in self.units.get(number, ()) if it < 0)


def became(connection: Connection, code: ResidentCode, kind: str) -> Became | None:
    """What stands in the books by exactly these bytes, for an offer of a kind; None for nothing."""
    asked = {"end": code.evidence[-END_BYTES:], "shown": code.evidence}
    entries = connection.execute(_ENTRIES, asked).all()
    pays = kind in TAKES
    ours = [one for one in entries if one.kind == kind or (pays and one.kind in TAKES)]
    if not ours:
        return None
    holder = holders(connection, [code.cti]).get(code.cti)
    resident = None if holder is None else holder.resident
    numbers = [one.number for one in ours]
    backs = list(connection.execute(_REVERSALS, {"ids": [one.id for one in ours]}).scalars())
    beside = [one.number for one in entries if one not in ours and one.kind == EntryKind.EARN]
    moves = _moves(connection, [*numbers, *backs, *beside], resident)
    about = {"numbers": [*numbers, *backs], "of_resident": resident}
    reward_ = connection.execute(_REWARDS, about).scalar_one()
    main = min(ours, key=lambda it: (it.number not in moves.units, is_refused(it), it.number))
    came = moves.came([*numbers, *backs]) - moves.went(backs)
    return Became(
        main=main,
        mine=main.resident in (None, resident),
        amount=moves.went(numbers) if pays else moves.came(numbers) - max(reward_, 0),
        also=moves.came(beside),
        reward=reward_,
        returned=came - reward_ if pays else 0,
    )


def is_refused(one: Row[*tuple[Any, ...]]) -> bool:
    """Whether nothing of it was booked."""
    flagged = one.outcome == Outcome.FLAGGED and one.bearer is None
    return flagged or one.outcome == Outcome.VOIDED


def _moves(connection: Connection, numbers: Sequence[int], resident: int | None) -> _Moves:
    found: dict[int, list[int]] = {}
    asked = {"numbers": numbers, "of_resident": resident}
    for number, units in connection.execute(_MOVED, asked):
        found.setdefault(number, []).append(units)
    return _Moves(found)
