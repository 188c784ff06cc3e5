"""What may a kiosk's ledgers before this one still bring in? Asked once, when a ledger begins.

A kiosk begins a ledger when it has lost the one before, with all that it had sold and not sent. If
that one turns up again, its sales come on top of those that the new ledger knows nothing of. At
most: what was set aside at the kiosk when the new ledger began, and what the opening does not know
that it is gone: what the node has booked, and what it gave back to residents because the kiosk had
closed their credentials or was retired.

A kiosk that changed its key has lost nothing: its new ledger knows all of the one before. The node
sees that where the one before was signed by the key before, and has nothing that the opening lacks.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, literal, or_, select

from central_node.accounts import PAID
from central_node.schema import account, entry, ledger, posting, slice_
from protocol.entry import EntryKind
from protocol.entry_parts import Opening
from protocol.keys import Algorithm, PublicKey
from schemes.money import Coins

_LEDGERS = (
    select(ledger.c.number, ledger.c.name, ledger.c.before, ledger.c.kid)
    .where(ledger.c.kiosk == bindparam("of_kiosk"))
    .order_by(ledger.c.number)
)
_LIVE = select(func.coalesce(func.sum(slice_.c.left), 0)).where(
    slice_.c.kiosk == bindparam("of_kiosk"),
    slice_.c.left > literal(0, literal_execute=True),  # which its index is about
)
_RELEASED = select(func.coalesce(func.sum(slice_.c.released), 0)).where(
    slice_.c.kiosk == bindparam("of_kiosk"),
    slice_.c.released > literal(0, literal_execute=True),  # as above
)
_BOOKED = (
    select(func.coalesce(func.sum(posting.c.units), 0))
    .select_from(entry)
    .join(posting, posting.c.entry == entry.c.number)
    .join(account, account.c.number == posting.c.account)
    .where(account.c.kind.in_(PAID), posting.c.units > 0)
)
_REACHED = select(func.coalesce(func.max(entry.c.number), 0)).where(
    entry.c.ledger == bindparam("of_ledger"), entry.c.seq <= bindparam("acknowledged")
)


@dataclass(frozen=True)
class _Row:
    number: int
    name: bytes
    before: bytes | None
    kid: bytes


@dataclass(frozen=True)
class _Known:
    """What an opening knows of: the ledger ``before`` as far as ``seq``, and the ``earlier`` ones
    as far as they were booked by then, which is up to entry ``number``. Of ``others``, nothing."""

    before: int
    seq: int
    number: int
    earlier: tuple[int, ...]
    others: tuple[int, ...]

    @classmethod
    def by(cls, connection: Connection, opening: Opening, rows: Sequence[_Row]) -> Self | None:
        """None where the ledger that it names is not here."""
        by_name = {row.name: row for row in rows}
        before = by_name.get(opening.previous_ledger or b"")
        if before is None:
            return None
        chain, at = [before.number], before
        while at.before in by_name and by_name[at.before].number not in chain:
            at = by_name[at.before]
            chain.append(at.number)
        seq = -1 if opening.acknowledged_seq is None else opening.acknowledged_seq
        asked = {"of_ledger": before.number, "acknowledged": seq}
        reached = connection.execute(_REACHED, asked).scalar_one()
        others = tuple(row.number for row in rows if row.number not in chain)
        return cls(before.number, seq, reached, tuple(chain[1:]), others)

    @property
    def entries(self) -> ColumnElement[bool]:
        """Which entries that is."""
        before = and_(entry.c.ledger == self.before, entry.c.seq <= self.seq)
        if not self.earlier:
            return before
        return or_(before, and_(entry.c.ledger.in_(self.earlier), entry.c.number <= self.number))


def risk_of_ledgers_before(
    connection: Connection, kiosk: int, opening: Opening | None
) -> Coins | None:
    """The most that is sold twice if they turn up; None for a kiosk's first ledger.

    ``opening`` is what the new ledger says of the one before; None where that entry is lost.
    """
    asked = {"of_kiosk": kiosk}
    rows = [_Row(*row) for row in connection.execute(_LEDGERS, asked)]
    if not rows:
        return None
    known = None if opening is None else _Known.by(connection, opening, rows)
    unknown = _booked(connection, rows, known) + _released(connection, kiosk, known)
    if unknown == 0 and opening is not None and known is not None:
        before = next(row for row in rows if row.number == known.before)
        if _is_rekeyed(opening, before.kid):
            return Coins(0)
    return Coins(connection.execute(_LIVE, asked).scalar_one() + unknown)


def _is_rekeyed(opening: Opening, kid: bytes) -> bool:
    """Whether the ledger before was signed by the key before: then nothing of it is lost."""
    if not opening.former_keys:
        return False
    return PublicKey(Algorithm.ESP256, opening.former_keys[-1]).kid == kid


def _booked(connection: Connection, rows: Sequence[_Row], known: _Known | None) -> int:
    """Coins booked through the kiosk that the opening does not know of."""
    if known is None:
        return _sum(connection, [row.number for row in rows])
    later = entry.c.seq > known.seq
    found = _sum(connection, [known.before], later) + _sum(connection, known.others)
    return found + _sum(connection, known.earlier, entry.c.number > known.number)


def _sum(connection: Connection, ledgers: Collection[int], *which: ColumnElement[bool]) -> int:
    if not ledgers:
        return 0
    booked = _BOOKED.where(entry.c.ledger.in_(ledgers), *which)
    return int(connection.execute(booked).scalar_one())


def _released(connection: Connection, kiosk: int, known: _Known | None) -> int:
    """Coins of closed credentials, given back, of whose closing the opening does not know."""
    released = _RELEASED
    if known is not None:
        told = select(entry.c.number).where(
            entry.c.cti == slice_.c.cti, entry.c.kind == EntryKind.CLOSE_CREDENTIAL, known.entries
        )
        released = released.where(~told.exists())
    return int(connection.execute(released, {"of_kiosk": kiosk}).scalar_one())
