"""Writes what was decided about some entries: a few statements, each for all of them.

The order of tables is fixed, and rows that others may change are changed in the order of their
keys: on a database with a lock for each row, two transactions can then never wait for each other.
New rows wait for nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Self, TypeAlias

from sqlalchemy import Connection, Executable, bindparam, func, insert, select, update

from central_node.accounts import Accounts, Move
from central_node.ids import State
from central_node.known import Known
from central_node.plans import Plan
from central_node.readings import Reading
from central_node.schema import (
    claim,
    counted,
    daily_right,
    entry,
    evidence,
    intent,
    pass_move,
    reward,
)
from central_node.writers import Writer

Row: TypeAlias = Mapping[str, object]

_LAST = select(func.coalesce(func.max(entry.c.number), 0))
_END_ID = (
    update(intent).where(intent.c.id == bindparam("of_id")).values(state=bindparam("to_state"))
)
_ADD_ID, _ADD_ENTRY, _ADD_EVIDENCE = insert(intent), insert(entry), insert(evidence)
_ADD_CLAIM, _ADD_COUNTED, _ADD_REWARD = insert(claim), insert(counted), insert(reward)
_ADD_RIGHT, _ADD_PASS = insert(daily_right), insert(pass_move)


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
    claims: list[Row] = field(default_factory=list)
    counted: list[Row] = field(default_factory=list)
    rewards: list[Row] = field(default_factory=list)
    rights: list[Row] = field(default_factory=list)
    passes: list[Row] = field(default_factory=list)

    @classmethod
    def after(cls, connection: Connection) -> Self:
        """Nothing yet. Only under the write lock are the numbers still free at the end."""
        return cls(connection.execute(_LAST).scalar_one())

    def add(self, writer: Writer, reading: Reading, plan: Plan, receipt: bytes) -> int:
        """Take an entry in with its receipt; its number."""
        self.last += 1
        told = {"number": self.last, "ledger": writer.ledger}
        self.entries.append({**told, **_row(reading, plan, receipt, writer.now)})
        self.evidence += [
            {"entry": self.last, "position": at, "bytes": code}
            for at, code in enumerate(reading.evidence)
        ]
        self.claims += [
            {"entry": self.last, "kiosk": writer.kiosk, **asdict(one), "coins": one.coins.units}
            for one in plan.claims
        ]
        if plan.counted is not None and plan.is_booked:
            self.counted.append({"evidence": plan.counted, "entry": self.last})
        self.rewards += [
            {"entry": self.last, **asdict(one), "coins": one.coins.units} for one in plan.given
        ]
        self.rights += [{"entry": self.last, **asdict(one)} for one in plan.rights]
        self.passes += [{"entry": self.last, **asdict(one)} for one in plan.passes]
        return self.last

    def write(self, connection: Connection, accounts: Accounts, known: Known, now: int) -> None:
        """Write everything, and what became of ids, slices and PINs."""
        _many(connection, _ADD_ENTRY, self.entries)
        _many(connection, _ADD_EVIDENCE, self.evidence)
        _many(connection, _ADD_CLAIM, self.claims)
        _many(connection, _ADD_COUNTED, self.counted)
        _many(connection, _ADD_REWARD, self.rewards)
        _many(connection, _ADD_RIGHT, self.rights)
        _many(connection, _ADD_PASS, self.passes)
        accounts.post(self.moves)
        accounts.draw_slices(known.kiosk, known.drawn.items())
        accounts.close_slices(known.kiosk, known.closing, now)
        ended = [{"of_id": id_, "to_state": state} for id_, state in _by_key(known.ended_ids)]
        _many(connection, _END_ID, ended)
        kiosk = known.kiosk
        new = [{"id": id_, "kiosk": kiosk, "state": state} for id_, state in _by_key(known.new_ids)]
        _many(connection, _ADD_ID, new)
        known.cards.write(connection, known.kiosk)
        known.rewards.write(connection)


def _row(reading: Reading, plan: Plan, receipt: bytes, now: int) -> Row:
    body, booking, person = reading.entry, plan.booking, plan.person
    return {
        "seq": reading.seq,
        "hash": reading.hash,
        "id": body and body.id,
        "kind": str(body.kind) if body else booking.flag,
        "cti": person.cti if person else plan.closes,
        "counter": person and person.counter,
        "carer_cti": reading.carer and reading.carer.cti,
        "carer_counter": reading.carer and reading.carer.counter,
        "payee_cti": reading.payee and reading.payee.cti,
        "payee_counter": reading.payee and reading.payee.counter,
        "raw": reading.raw,
        "received": now,
        "time": body and body.time,
        "outcome": booking.outcome,
        "bearer": booking.bearer,
        "flag": booking.flag,
        "ref": body and body.ref,
        "resident": plan.resident,
        "coins": plan.coins.units,
        "receipt": receipt,
    }


def _by_key(ids: Mapping[bytes, State]) -> list[tuple[bytes, State]]:
    return sorted(ids.items())


def _many(connection: Connection, statement: Executable, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(statement, rows)
