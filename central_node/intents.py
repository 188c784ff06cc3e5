"""One id's way: none -> held or declined -> booked | voided. The last two are final.

That they are final whatever the order in which messages come, is enforced by the database: a
trigger refuses to change such a row. No row is ever ended by time.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from central_node.schema import entry, intent
from protocol.receipt import Outcome


class State(StrEnum):
    """Where an id stands; no row means that nobody spoke of it yet."""

    HELD = "held"
    DECLINED = "declined"
    BOOKED = "booked"
    VOIDED = "voided"


OPEN = (State.HELD, State.DECLINED)
FINAL = (State.BOOKED, State.VOIDED)


def find(connection: Connection, id_: bytes) -> Row[Any] | None:
    """The row of an id."""
    return connection.execute(select(intent).where(intent.c.id == id_)).one_or_none()


def add(connection: Connection, **fields: object) -> None:
    """A new row; the columns are those of schema.intent."""
    connection.execute(insert(intent).values(**fields))


def finish(connection: Connection, id_: bytes, kiosk: int, state: State) -> None:
    """End an id. One that this kiosk has ended before, or that is another's, stays as it is."""
    row = find(connection, id_)
    if row is None:
        add(connection, id=id_, kiosk=kiosk, state=state)
    elif row.kiosk == kiosk and row.state in OPEN:
        connection.execute(update(intent).where(intent.c.id == id_).values(state=state))


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
        connection.execute(insert(intent), rows)


def code_in_use(connection: Connection, cti: bytes, counter: bytes, but_id: bytes) -> bool:
    """Whether this showing of a code holds or has paid for another id, at any kiosk."""
    held = select(intent.c.id).where(
        intent.c.cti == cti,
        intent.c.counter == counter,
        intent.c.state.in_((State.HELD, State.BOOKED)),
        intent.c.id != but_id,
    )
    return connection.execute(held.limit(1)).first() is not None or bool(
        spent_by(connection, cti, counter, but_id)
    )


def spent_by(connection: Connection, cti: bytes, counter: bytes, but_id: bytes) -> list[bytes]:
    """Ids of other entries that this showing of a code has paid for."""
    found = select(entry.c.id).where(
        entry.c.cti == cti,
        entry.c.counter == counter,
        entry.c.id != but_id,
        or_(entry.c.outcome == Outcome.BOOKED, entry.c.bearer.is_not(None)),
    )
    return list(connection.execute(found).scalars())
