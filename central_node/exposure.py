"""What can the district lose, and what has it lost? Computed from the books, at any time.

docs/exposure.md has the arithmetic with a query for each number, for whoever wants to do it again
by hand; a test does. All amounts are coins.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, and_, func, literal, select

from central_node.accounts import AccountKind
from central_node.booking_rules import Flag
from central_node.district import District, load_district
from central_node.hold_rules import Decline
from central_node.ids import State
from central_node.revoke_reasons import REPORTED
from central_node.schema import (
    account,
    entry,
    fork,
    hole,
    intent,
    kiosk,
    ledger,
    posting,
    revocation,
    slice_,
)
from central_node.store import Store
from schemes.scheme import Scheme


@dataclass(frozen=True)
class KioskExposure:
    """One kiosk.

    ``live`` is set aside here now, ``held`` kept of free balances by its holds. ``each`` is what
    one more copy of it could cost from now on: the smaller of ``live`` and ``unsent_limit``; to
    retire it may cost ``held`` on top.

    What is known against it: ``retired`` (epoch seconds) with what was ``let_go`` of slices and
    holds then, ``ledgers_at_risk`` for ledgers it lost, ``forks`` of a ledger, and ``holes``,
    entries told as lost, with what was ``closed`` though. ``at_risk`` is what that may cost in all,
    ``lost`` (a part of it) what it has cost so far, reports of lost codes apart.

    ``charged`` and ``converted`` came in here so far: the facility's debt, whether its till has it
    or not, and so in no sum of what the district loses. ``makes_day`` is the most that its key can
    add to that in a day; None: no end.
    """

    number: int
    name: str
    live: int
    held: int
    unsent_limit: int
    each: int
    retired: int | None
    let_go_slices: int
    let_go_held: int
    ledgers_at_risk: tuple[int, ...]
    forks: int
    holes: int
    closed: int
    at_risk: int
    lost: int
    charged: int
    converted: int
    makes_day: int | None


@dataclass(frozen=True)
class Exposure:
    """The whole. ``at_most`` is all that may ever be lost by what is known now, ``lost`` within it.

    ``revoked_open`` is still set aside for credentials that were reported as lost, at kiosks that
    have not closed them; ``lost_revoked`` is what was sold on such after the report.
    """

    scheme: str
    unit: str
    kiosks: tuple[KioskExposure, ...]
    revoked_open: int
    lost_revoked: int
    lost: int
    forks: int
    at_most: int

    def to_json(self) -> dict[str, object]:
        """As the command prints it."""
        return asdict(self)


def expose(folder: Path) -> Exposure:
    """Look through a node's folder, also while it serves. Raises FolderError, StoreBusy."""
    store = Store.open(folder)
    try:
        district = load_district(folder, store)
        with store.read() as connection:
            return exposure(connection, district)
    finally:
        store.close()


def exposure(connection: Connection, district: District) -> Exposure:
    """The whole, inside one transaction."""
    kiosks = _kiosks(connection, district.scheme)
    revoked_open = connection.execute(_REVOKED_OPEN).scalar_one()
    lost_revoked = connection.execute(_LOST.where(entry.c.flag == Flag.REVOKED)).scalar_one()
    return Exposure(
        scheme=district.scheme.id,
        unit=district.scheme.unit_name,
        kiosks=kiosks,
        revoked_open=revoked_open,
        lost_revoked=lost_revoked,
        lost=connection.execute(_LOST).scalar_one(),
        forks=sum(one.forks for one in kiosks),
        at_most=sum(one.at_risk for one in kiosks) + revoked_open + lost_revoked,
    )


def _kiosks(connection: Connection, scheme: Scheme) -> tuple[KioskExposure, ...]:
    sums = {name: _by_kiosk(connection, query) for name, query in _BY_KIOSK.items()}
    risks: dict[int, list[int]] = {}
    for row in connection.execute(_RISKS):
        risks.setdefault(row.kiosk, []).append(row.risk)
    return tuple(
        _kiosk(
            {name: by_kiosk.get(row.number, 0) for name, by_kiosk in sums.items()},
            (row.number, row.name, row.retired),
            tuple(risks.get(row.number, ())),
            scheme,
        )
        for row in connection.execute(_KIOSKS).all()
    )


def _kiosk(
    sums: Mapping[str, int],
    who: tuple[int, str, int | None],
    risks: tuple[int, ...],
    scheme: Scheme,
) -> KioskExposure:
    number, name, retired = who
    unsent_limit = scheme.stand_in.unsent.units
    each = min(sums["live"], unsent_limit)
    let_go = min(sums["let_go_slices"], unsent_limit) + sums["let_go_held"]
    lost_ledgers = sum(min(risk, unsent_limit) for risk in risks)
    holes = min(sums["closed"], unsent_limit) if sums["holes"] else 0
    return KioskExposure(
        number=number,
        name=name,
        retired=retired,
        unsent_limit=unsent_limit,
        each=each,
        ledgers_at_risk=risks,
        at_risk=let_go + lost_ledgers + sums["forks"] * each + holes,
        makes_day=_makes_day(scheme, retired),
        **sums,
    )


def _makes_day(scheme: Scheme, retired: int | None) -> int | None:
    limits = scheme.limits
    if retired is not None or limits.per_charge is None:
        return 0
    return None if limits.charges_kiosk_day is None else limits.charges_kiosk_day.units


def _came_in(kind: AccountKind) -> Select[Any]:
    """By kiosk; such an account is below 0 by it."""
    return (
        select(account.c.owner, -func.sum(posting.c.units))
        .join(posting, posting.c.account == account.c.number)
        .where(account.c.kind == kind)
        .group_by(account.c.owner)
    )


def _by_kiosk(connection: Connection, query: Select[Any]) -> dict[int, int]:
    """Sums by kiosk number."""
    return {row[0]: row[1] for row in connection.execute(query)}


_SALES_LOST = (
    posting.join(account, account.c.number == posting.c.account)
    .join(entry, entry.c.number == posting.c.entry)
    .join(ledger, ledger.c.number == entry.c.ledger)
)
_LOST = (
    select(func.coalesce(-func.sum(posting.c.units), 0))
    .select_from(_SALES_LOST)
    .where(account.c.kind == AccountKind.LOSS)
)
_REVOKED_OPEN = select(func.coalesce(func.sum(slice_.c.left), 0)).where(
    slice_.c.cti.in_(select(revocation.c.cti).where(revocation.c.reason.in_(REPORTED)))
)
_KIOSKS = select(kiosk.c.number, kiosk.c.name, kiosk.c.retired).order_by(kiosk.c.number)
_RISKS = (
    select(ledger.c.kiosk, ledger.c.risk)
    .where(ledger.c.risk.is_not(None))
    .order_by(ledger.c.number)
)
_RELEASED = (
    select(slice_.c.kiosk, func.sum(slice_.c.released))
    .join(kiosk, kiosk.c.number == slice_.c.kiosk)
    .group_by(slice_.c.kiosk)
)
_BY_KIOSK: Mapping[str, Select[Any]] = {
    "live": select(slice_.c.kiosk, func.sum(slice_.c.left)).group_by(slice_.c.kiosk),
    "held": select(intent.c.kiosk, func.sum(intent.c.from_free))
    .where(intent.c.state == literal(State.HELD, literal_execute=True))  # as its index has it
    .group_by(intent.c.kiosk),
    "let_go_slices": _RELEASED.where(slice_.c.closed >= kiosk.c.retired),
    "let_go_held": select(intent.c.kiosk, func.sum(intent.c.from_free))
    .where(intent.c.reason == Decline.KIOSK_RETIRED)
    .group_by(intent.c.kiosk),
    "closed": _RELEASED.where(
        slice_.c.closed.is_not(None),
        kiosk.c.retired.is_(None) | (slice_.c.closed < kiosk.c.retired),
    ),
    "forks": select(ledger.c.kiosk, func.count(func.distinct(ledger.c.number)))
    .join(fork, fork.c.ledger == ledger.c.number)
    .group_by(ledger.c.kiosk),
    "holes": select(ledger.c.kiosk, func.count())
    .join(hole, hole.c.ledger == ledger.c.number)
    .outerjoin(entry, and_(entry.c.ledger == hole.c.ledger, entry.c.seq == hole.c.seq))
    .where(entry.c.number.is_(None))
    .group_by(ledger.c.kiosk),
    "lost": select(ledger.c.kiosk, -func.sum(posting.c.units))
    .select_from(_SALES_LOST)
    .where(account.c.kind == AccountKind.LOSS, entry.c.flag != Flag.REVOKED)
    .group_by(ledger.c.kiosk),
    "charged": _came_in(AccountKind.CHARGED),
    "converted": _came_in(AccountKind.CONVERTED),
}
