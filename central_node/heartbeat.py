"""Keeps what a kiosk says of itself each minute, and tells it what is new. It moves no coins."""

import json

from sqlalchemy import Connection, func, insert, select, update

from central_node import schema
from central_node.closing import to_close
from central_node.kiosks import is_retired
from protocol.messages import HeartbeatAnswer, HeartbeatRequest

_AHEAD_S = 300  # by how much a good clock of a kiosk may be ahead of ours


def answer_heartbeat(
    connection: Connection, kiosk: int, status_issued: int, now: int
) -> HeartbeatAnswer:
    """What is new for a kiosk. ``status_issued`` is when the newest status list was made; both
    times in epoch seconds."""
    newest = select(func.coalesce(func.max(schema.bundle.c.version), 0))
    return HeartbeatAnswer(
        bundle_version=connection.execute(newest).scalar_one(),
        status_issued=status_issued,
        close=to_close(connection, kiosk, now),
        retired=is_retired(connection, kiosk),
    )


def keep_heartbeat(
    connection: Connection, kiosk: int, request: HeartbeatRequest, told: int, now: int
) -> None:
    """Keep it in the kiosk's one row, if it is newer than what is there.

    ``told`` is the request's own time, ``now`` ours, in epoch seconds. So a request that somebody
    sends once more, later, is no word of the kiosk's. What it told by a clock that was ahead of
    ours gives way to anything.
    """
    row = {
        "at": now,
        "told": told,
        "program": request.program,
        "scheme_version": request.scheme_version,
        "bundle_version": request.bundle_version,
        "status_issued": request.status_issued,
        "clock": request.clock,
        "unsent": request.unsent,
        "oldest_unsent": request.oldest_unsent,
        "devices": json.dumps(dict(request.devices), sort_keys=True),
    }
    table = schema.heartbeat
    before = connection.execute(select(table.c.told).where(table.c.kiosk == kiosk)).scalar()
    if before is None:
        connection.execute(insert(table).values(kiosk=kiosk, **row))
    elif told > before or before > now + _AHEAD_S:
        connection.execute(update(table).where(table.c.kiosk == kiosk).values(row))
