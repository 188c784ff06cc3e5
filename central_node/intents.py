"""The rows of ids (see ids.py), for holds and for what kiosks tell beside them.

That an ended id stays as it ended, whatever the order in which messages come, is enforced by the
database: a trigger refuses to change such a row. No row is ever ended by time.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    and_,
    bindparam,
    case,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)

from central_node.ids import OPEN, State
from central_node.schema import intent
from central_node.showings import Use, use_of, used_by
from protocol.entry import EntryKind
from schemes.money import Coins

_CTI: BindParameter[bytes] = bindparam("of_cti")
_COUNTER: BindParameter[bytes] = bindparam("of_counter")
_FIND = select(intent).where(intent.c.id == bindparam("of_id"))
_ADD = insert(intent)
_LIVE = intent.c.state.in_((State.HELD, State.BOOKED))
_HELD_BY = union_all(
    select(
        intent.c.id,
        intent.c.kiosk,
        intent.c.ref,
        case((intent.c.kind == EntryKind.CONVERT, 0), else_=intent.c.amount).label("amount"),
    ).where(intent.c.cti == _CTI, intent.c.counter == _COUNTER, _LIVE),
    select(intent.c.id, intent.c.kiosk, intent.c.ref, literal(0)).where(
        intent.c.payee_cti == _CTI, intent.c.payee_counter == _COUNTER, _LIVE
    ),
)


def find(connection: Connection, id_: bytes) -> Row[Any] | None:
    """The row of an id."""
    return connection.execute(_FIND, {"of_id": id_}).one_or_none()


def add(connection: Connection, **fields: object) -> None:
    """A new row; the columns are those of schema.intent."""
    connection.execute(_ADD, fields)


def void_told(connection: Connection, kiosk: int, ids: Sequence[bytes]) -> None:
    """End the ids that a kiosk says came to nothing: only its own, and only those not final."""
    if not ids:
        return
    known = set(connection.execute(select(intent.c.id).where(intent.c.id.in_(ids))).scalars())
    mine = update(intent).where(
        intent.c.id.in_(ids), intent.c.kiosk == kiosk, intent.c.state.in_(OPEN)
    )
    connection.execute(mine.values(state=State.VOIDED))
    fresh = dict.fromkeys(id_ for id_ in ids if id_ not in known)
    if fresh:
        rows = [{"id": id_, "kiosk": kiosk, "state": State.VOIDED} for id_ in fresh]
        connection.execute(_ADD, rows)


def let_go(connection: Connection, kiosk: int, reason: str) -> Coins:
    """Keep no coins any more for what a kiosk holds; what that sets free of free balances.

    The ids stay open: an entry of theirs that still comes is booked without a hold.
    """
    held = and_(intent.c.kiosk == kiosk, intent.c.state == State.HELD)
    freed = select(func.coalesce(func.sum(intent.c.from_free), 0)).where(held)
    coins = Coins(connection.execute(freed).scalar_one())
    ended = update(intent).where(held).values(state=State.DECLINED, reason=reason)
    connection.execute(ended)
    return coins


def uses(connection: Connection, cti: bytes, counter: bytes | None, but_id: bytes) -> list[Use]:
    """What this showing of a code holds, has paid for, vouched for or got, but for one id.

    A card has no counter: it is shown the same each time, for as many visits as there are.
    """
    if counter is None:
        return []
    held = connection.execute(_HELD_BY, {"of_cti": cti, "of_counter": counter})
    found = {row.id: _held(row) for row in held}
    for row in connection.execute(*used_by([(cti, counter)])):
        found[row.id] = use_of(row)
    return [use for use in found.values() if use.id != but_id]


def _held(row: Row[*tuple[Any, ...]]) -> Use:
    """What is held would be the resident's."""
    return Use(row.id, row.kiosk, row.ref, Coins(row.amount), Coins(row.amount))
