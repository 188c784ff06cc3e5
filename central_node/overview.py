"""What `central-node show` tells: balances, kiosks, entries, flags, and what the audit found.

Balances are booked ones: what a hold or a slice keeps is still the resident's.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from central_node.accounts import DISTRICT, AccountKind, Accounts, Standing
from central_node.audit import audit, duplicates
from central_node.district import District, load_district
from central_node.schema import (
    claim,
    entry,
    fork,
    heartbeat,
    hole,
    intent,
    kiosk,
    ledger,
    resident,
    reward,
)
from central_node.schema_people import kiosk_place
from central_node.store import Store
from central_node.told import ToldView, told
from protocol.receipt import Outcome
from schemes.money import Coins

MAX_FLAGS_SHOWN = 100  # the newest; the count tells how many there are
_EARNED = select(func.coalesce(func.sum(claim.c.coins), 0))
_REWARDED = select(func.coalesce(func.sum(reward.c.coins), 0))
_OPEN = (  # places told as lost that have no entry yet
    select(ledger.c.name, hole.c.seq)
    .join(ledger, ledger.c.number == hole.c.ledger)
    .outerjoin(entry, and_(entry.c.ledger == hole.c.ledger, entry.c.seq == hole.c.seq))
    .where(entry.c.number.is_(None))
)


@dataclass(frozen=True)
class ResidentView:
    """One resident; all in coins. ``balance`` is that of the first purse, of which ``free``,
    ``slices`` and ``held`` are parts; ``purses`` are the others."""

    id: str
    label: str
    balance: int
    free: int
    slices: int
    held: int
    purses: Mapping[str, int]


@dataclass(frozen=True)
class HeartbeatView:
    """What a kiosk last said of itself, ``at`` the node's time. Times in epoch seconds."""

    at: int
    program: str
    bundle_version: int
    status_issued: int | None
    clock: str
    unsent: int
    oldest_unsent: int | None
    devices: Mapping[str, str]


@dataclass(frozen=True)
class KioskView:
    """One kiosk; ``takings`` and what was ``donated`` at it in coins, less what was given back;
    ``entries`` over all its ledgers. ``charged`` and ``converted`` came in at it: its facility owes
    their worth.

    ``retired`` in epoch seconds, ``place`` the newest in the register, None for a kiosk that is
    believed where it stands; ``heartbeat`` is None for one that never beat.
    """

    number: int
    name: str
    enrolled: bool
    entries: int
    takings: int
    donated: int
    charged: int
    converted: int
    retired: int | None = None
    place: str | None = None
    heartbeat: HeartbeatView | None = None


@dataclass(frozen=True)
class FlagView:
    """One flagged entry, or a place: "fork", where a second entry was signed, or "lost", a hole."""

    ledger: str
    seq: int
    flag: str
    bearer: str | None


@dataclass(frozen=True)
class Overview:
    """The whole.

    Of the coins ``issued``, ``earned`` and ``rewarded`` were made by entries, the rest by the seed;
    what was taken back of rewards is off. ``charged`` and ``converted`` were paid for. ``holes``
    are entries told as lost, ``duplicates`` ids that were debited twice, ``told`` is what kiosks
    noted and staff should see, ``problems`` the audit's sentences. Where it was not ``audited``,
    there are no duplicates and problems, whatever the books hold.
    """

    scheme: str
    unit: str
    root_public_key: str
    bundle_version: int
    residents: tuple[ResidentView, ...]
    kiosks: tuple[KioskView, ...]
    entries: int
    booked: int
    voided: int
    noted: int
    flagged: int
    forks: int
    holes: int
    holds: int
    loss: int
    issued: int
    earned: int
    charged: int
    converted: int
    donated: int
    rewarded: int
    audited: bool
    duplicates: int
    flags: tuple[FlagView, ...]
    told: tuple[ToldView, ...]
    problems: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """As the command prints it; ``balances`` of all purses by resident id come on top."""
        balances = {one.id: one.balance + sum(one.purses.values()) for one in self.residents}
        return {**asdict(self), "balances": balances}


def look(folder: Path, *, audited: bool = True) -> Overview:
    """Look through a node's folder, also while it serves. Raises FolderError, StoreBusy."""
    store = Store.open(folder)
    try:
        district = load_district(folder, store)
        with store.read() as connection:
            return overview(connection, district, audited=audited)
    finally:
        store.close()


def overview(connection: Connection, district: District, *, audited: bool = True) -> Overview:
    """The whole, inside one transaction. The audit reads every entry there is, the rest few."""
    accounts = Accounts(connection, district.scheme.id, district.purse, district.others)
    counted = select(entry.c.outcome, func.count()).group_by(entry.c.outcome)
    outcomes: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted)}
    held = select(func.count()).where(intent.c.state == "held")
    kiosks = _kiosks(connection, accounts)
    return Overview(
        scheme=district.scheme.id,
        unit=district.scheme.unit_name,
        root_public_key=district.root.raw.hex(),
        bundle_version=district.bundle_version,
        residents=_residents(connection, accounts),
        kiosks=kiosks,
        entries=sum(outcomes.values()),
        booked=outcomes.get(Outcome.BOOKED, 0),
        voided=outcomes.get(Outcome.VOIDED, 0),
        noted=outcomes.get(Outcome.NOTED, 0),
        flagged=outcomes.get(Outcome.FLAGGED, 0),
        forks=connection.execute(select(func.count()).select_from(fork)).scalar_one(),
        holes=connection.execute(select(func.count()).select_from(_OPEN.subquery())).scalar_one(),
        holds=connection.execute(held).scalar_one(),
        loss=-accounts.total(AccountKind.LOSS, DISTRICT).units,
        issued=-accounts.total(AccountKind.ISSUED, DISTRICT).units,
        earned=connection.execute(_EARNED).scalar_one(),
        charged=sum(one.charged for one in kiosks),
        converted=sum(one.converted for one in kiosks),
        donated=sum(one.donated for one in kiosks),
        rewarded=connection.execute(_REWARDED).scalar_one(),
        audited=audited,
        duplicates=duplicates(connection) if audited else 0,
        flags=_flags(connection),
        told=told(connection),
        problems=audit(connection, district) if audited else (),
    )


def _residents(connection: Connection, accounts: Accounts) -> tuple[ResidentView, ...]:
    rows = connection.execute(select(resident).order_by(resident.c.number)).all()
    return tuple(
        _resident(row.id, row.label, accounts.standing(row.number), accounts.purses(row.number))
        for row in rows
    )


def _resident(
    id_: str, label: str, standing: Standing, purses: Mapping[str, Coins]
) -> ResidentView:
    return ResidentView(
        id=id_,
        label=label,
        balance=standing.balance.units,
        free=standing.free.units,
        slices=standing.sliced.units,
        held=standing.held.units,
        purses={purse: coins.units for purse, coins in sorted(purses.items())},
    )


def _kiosks(connection: Connection, accounts: Accounts) -> tuple[KioskView, ...]:
    stood = select(kiosk_place).order_by(kiosk_place.c.number)
    places = {row.kiosk: row.place for row in connection.execute(stood)}  # the newest stays
    beats = {row.kiosk: row for row in connection.execute(select(heartbeat))}
    sizes = (
        select(kiosk, func.coalesce(func.sum(ledger.c.size), 0).label("entries"))
        .outerjoin(ledger, ledger.c.kiosk == kiosk.c.number)
        .group_by(kiosk.c.number)
        .order_by(kiosk.c.number)
    )
    return tuple(
        KioskView(
            number=row.number,
            name=row.name,
            enrolled=row.kid is not None,
            entries=row.entries,
            takings=accounts.total(AccountKind.TAKINGS, row.number).units,
            donated=accounts.total(AccountKind.DONATED, row.number).units,
            charged=-accounts.total(AccountKind.CHARGED, row.number).units,
            converted=-accounts.total(AccountKind.CONVERTED, row.number).units,
            retired=row.retired,
            place=places.get(row.number),
            heartbeat=_heartbeat(beats.get(row.number)),
        )
        for row in connection.execute(sizes).all()
    )


def _heartbeat(row: Row[Any] | None) -> HeartbeatView | None:
    if row is None:
        return None
    return HeartbeatView(
        at=row.at,
        program=row.program,
        bundle_version=row.bundle_version,
        status_issued=row.status_issued,
        clock=row.clock,
        unsent=row.unsent,
        oldest_unsent=row.oldest_unsent,
        devices=json.loads(row.devices),
    )


def _flags(connection: Connection) -> tuple[FlagView, ...]:
    """Proofs of forks first, then holes, then the newest flagged entries."""
    forks = select(ledger.c.name, fork.c.seq).join(ledger, ledger.c.number == fork.c.ledger)
    flagged = (
        select(ledger.c.name, entry.c.seq, entry.c.flag, entry.c.bearer)
        .join(ledger, ledger.c.number == entry.c.ledger)
        .where(entry.c.outcome == Outcome.FLAGGED)
        .order_by(entry.c.number.desc())
    )
    shown = connection.execute(forks.limit(MAX_FLAGS_SHOWN)).all()
    proofs = tuple(FlagView(row.name.hex(), row.seq, "fork", None) for row in shown)
    lost = connection.execute(_OPEN.order_by(ledger.c.number, hole.c.seq).limit(MAX_FLAGS_SHOWN))
    holes = tuple(FlagView(row.name.hex(), row.seq, "lost", None) for row in lost)
    rows = connection.execute(flagged.limit(MAX_FLAGS_SHOWN)).all()
    return (
        proofs
        + holes
        + tuple(FlagView(row.name.hex(), row.seq, row.flag, row.bearer) for row in rows)
    )
