"""What may a kiosk's ledgers before this one still bring in? Asked once, when a ledger begins.

A kiosk begins a ledger when it has lost the one before, with all that it had sold and not sent. If
that one turns up again, its sales come on top of those that the new ledger knows nothing of. At
most: what was set aside at the kiosk when the new ledger began, and what the node has booked that
the opening does not know of, since the kiosk cannot have counted that either.
"""

from sqlalchemy import Connection, bindparam, func, literal, select

from central_node.accounts import AccountKind
from central_node.schema import account, entry, ledger, posting, slice_
from protocol.entry_parts import Opening
from schemes.money import Coins

_OTHERS = select(ledger.c.number).where(ledger.c.kiosk == bindparam("of_kiosk")).limit(1)
_LIVE = select(func.coalesce(func.sum(slice_.c.left), 0)).where(
    slice_.c.kiosk == bindparam("of_kiosk"),
    slice_.c.left > literal(0, literal_execute=True),  # which its index is about
)
_BEFORE = select(ledger.c.number).where(
    ledger.c.kiosk == bindparam("of_kiosk"), ledger.c.name == bindparam("of_name")
)
_BOOKED_AFTER = (
    select(func.coalesce(func.sum(posting.c.units), 0))
    .select_from(entry)
    .join(posting, posting.c.entry == entry.c.number)
    .join(account, account.c.number == posting.c.account)
    .where(
        entry.c.ledger == bindparam("of_ledger"),
        entry.c.seq > bindparam("acknowledged"),
        account.c.kind == AccountKind.TAKINGS,
    )
)
_BOOKED_EVER = (
    select(func.coalesce(func.sum(posting.c.units), 0))
    .select_from(account)
    .join(posting, posting.c.account == account.c.number)
    .where(account.c.kind == AccountKind.TAKINGS, account.c.owner == bindparam("of_kiosk"))
)


def risk_of_ledgers_before(
    connection: Connection, kiosk: int, opening: Opening | None
) -> Coins | None:
    """The most that is sold twice if they turn up; None for a kiosk's first ledger.

    ``opening`` is what the new ledger says of the one before; None where that entry is lost.
    """
    asked = {"of_kiosk": kiosk}
    if connection.execute(_OTHERS, asked).first() is None:
        return None
    live = connection.execute(_LIVE, asked).scalar_one()
    return Coins(live + _unknown_to(connection, kiosk, opening))


def _unknown_to(connection: Connection, kiosk: int, opening: Opening | None) -> int:
    """Coins booked through the kiosk that the opening does not know of."""
    asked = {"of_kiosk": kiosk}
    name = None if opening is None else opening.previous_ledger
    before = connection.execute(_BEFORE, {**asked, "of_name": name}).scalar()
    if opening is None or before is None:
        return int(connection.execute(_BOOKED_EVER, asked).scalar_one())
    seq = -1 if opening.acknowledged_seq is None else opening.acknowledged_seq
    after = connection.execute(_BOOKED_AFTER, {"of_ledger": before, "acknowledged": seq})
    return int(after.scalar_one())
