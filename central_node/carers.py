"""Who may vouch for the holder of a card: residents whose phone counts as proof beside it.

No row goes: a sale that comes weeks later is judged by who vouched when it was made.
"""

from sqlalchemy import Connection, case, func, insert, select, update

from central_node.errors import Refused
from central_node.schema import carer, resident
from protocol.bundle import MAX_CARERS
from protocol.problems import ProblemType


def add_carer(connection: Connection, id_: str, carer_id: str, now: int) -> None:
    """Let one resident vouch for another from ``now`` (epoch seconds), by their ids; again is as
    once. Raises Refused."""
    pair = _pair(connection, id_, carer_id)
    present = carer.c.until.is_(None), carer.c.resident == pair["resident"]
    known = select(carer).where(*present, carer.c.carer == pair["carer"])
    if connection.execute(known).first() is not None:
        return
    count = select(func.count()).where(*present)
    if connection.execute(count).scalar_one() >= MAX_CARERS:
        raise Refused(ProblemType.TOO_LARGE, "too-many-carers", f"At most {MAX_CARERS} carers.")
    connection.execute(insert(carer).values(**pair, since=now))


def remove_carer(connection: Connection, id_: str, carer_id: str, now: int) -> None:
    """End that from ``now`` on. Raises Refused where there was nothing to end."""
    pair = _pair(connection, id_, carer_id)
    present = update(carer).where(
        carer.c.resident == pair["resident"],
        carer.c.carer == pair["carer"],
        carer.c.until.is_(None),
    )
    # A clock set back must not end it before it began.
    ended = case((carer.c.since > now, carer.c.since), else_=now)
    if connection.execute(present.values(until=ended)).rowcount != 1:
        raise Refused(ProblemType.NOT_FOUND, "unknown-carer", f"{carer_id} is no carer of {id_}.")


def _pair(connection: Connection, id_: str, carer_id: str) -> dict[str, int]:
    found = select(resident.c.id, resident.c.number).where(resident.c.id.in_([id_, carer_id]))
    numbers: dict[str, int] = {row.id: row.number for row in connection.execute(found)}
    unknown = sorted({id_, carer_id} - numbers.keys())
    if unknown:
        detail = f"There is no resident {unknown[0]}."
        raise Refused(ProblemType.NOT_FOUND, "unknown-resident", detail)
    if id_ == carer_id:
        raise Refused(ProblemType.MALFORMED, "own-carer", "Nobody vouches for themselves.")
    return {"resident": numbers[id_], "carer": numbers[carer_id]}
