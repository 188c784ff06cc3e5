"""Writes what was decided about some entries: a few statements, each for all of them.

The order of tables is fixed, and rows that others may change are changed in the order of their
keys: on a database with a lock for each row, two transactions can then never wait for each other.
New rows wait for nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self, TypeAlias

from sqlalchemy import Connection, Executable, bindparam, func, insert, select, update

from central_node.accounts import Accounts, Move
from central_node.bookings import Plan
from central_node.ids import State
from central_node.known import Known
from central_node.readings import Reading
from central_node.schema import entry, evidence, intent

Row: TypeAlias = Mapping[str, object]

_LAST = select(func.coalesce(func.max(entry.c.number), 0))
_END_ID = (
    update(intent).where(intent.c.id == bindparam("of_id")).values(state=bindparam("to_state"))
)
_ADD_ID, _ADD_ENTRY, _ADD_EVIDENCE = insert(intent), insert(entry), insert(evidence)


@dataclass
class Booked:
    """Entries of one kiosk that were decided, with all that is to be written for them.

    ``last`` is the number of the newest entry in the table: numbers are given here, so that nothing
    is asked back.
    """

    last: int
    entries: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    @classmethod
    def after(cls, connection: Connection) -> Self:
        """Nothing yet. Only under the write lock are the numbers still free at the end."""
        return cls(connection.execute(_LAST).scalar_one())

    def add(self, ledger: int, reading: Reading, plan: Plan, receipt: bytes, now: int) -> int:
        """Take an entry in with its receipt; its number."""
        self.last += 1
        self.entries.append(
            {"number": self.last, "ledger": ledger, **_row(reading, plan, receipt, now)}
        )
        self.evidence += [
            {"entry": self.last, "position": at, "bytes": code}
            for at, code in enumerate(reading.evidence)
        ]
        return self.last

    def write(self, connection: Connection, accounts: Accounts, known: Known, now: int) -> None:
        """Write everything, and what became of ids, slices and PINs."""
        _many(connection, _ADD_ENTRY, self.entries)
        _many(connection, _ADD_EVIDENCE, self.evidence)
        accounts.post(self.moves)
        accounts.draw_slices(known.kiosk, known.drawn.items())
        accounts.close_slices(known.kiosk, known.closing, now)
        ended = [{"of_id": id_, "to_state": state} for id_, state in _by_key(known.ended_ids)]
        _many(connection, _END_ID, ended)
        kiosk = known.kiosk
        new = [{"id": id_, "kiosk": kiosk, "state": state} for id_, state in _by_key(known.new_ids)]
        _many(connection, _ADD_ID, new)
        known.cards.write(connection, known.kiosk)


def _row(reading: Reading, plan: Plan, receipt: bytes, now: int) -> Row:
    body, booking, payer = reading.entry, plan.booking, plan.payer
    return {
        "seq": reading.seq,
        "hash": reading.hash,
        "id": body and body.id,
        "kind": str(body.kind) if body else booking.flag,
        "cti": payer.cti if payer else plan.closes,
        "counter": payer and payer.counter,
        "carer_cti": reading.carer and reading.carer.cti,
        "carer_counter": reading.carer and reading.carer.counter,
        "raw": reading.raw,
        "received": now,
        "time": body and body.time,
        "outcome": booking.outcome,
        "bearer": booking.bearer,
        "flag": booking.flag,
        "receipt": receipt,
    }


def _by_key(ids: Mapping[bytes, State]) -> list[tuple[bytes, State]]:
    return sorted(ids.items())


def _many(connection: Connection, statement: Executable, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(statement, rows)
