"""Keeps what a kiosk says of itself each minute, and tells it what is new. It moves no coins."""

import json

from sqlalchemy import Connection, func, insert, select, update

from central_node import schema
from central_node.closing import to_close
from central_node.kiosks import is_retired
from protocol.messages import HeartbeatAnswer, HeartbeatRequest


def answer_heartbeat(
    connection: Connection, kiosk: int, request: HeartbeatRequest, status_issued: int, now: int
) -> HeartbeatAnswer:
    """Keep it in the kiosk's one row, and answer. ``status_issued`` is when the newest status list
    was made; both times in epoch seconds."""
    _keep(connection, kiosk, request, now)
    newest = select(func.coalesce(func.max(schema.bundle.c.version), 0))
    return HeartbeatAnswer(
        bundle_version=connection.execute(newest).scalar_one(),
        status_issued=status_issued,
        close=to_close(connection, kiosk, now),
        retired=is_retired(connection, kiosk),
    )


def _keep(connection: Connection, kiosk: int, request: HeartbeatRequest, now: int) -> None:
    row = {
        "at": now,
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
    before = connection.execute(update(table).where(table.c.kiosk == kiosk).values(row))
    if before.rowcount == 0:
        connection.execute(insert(table).values(kiosk=kiosk, **row))
