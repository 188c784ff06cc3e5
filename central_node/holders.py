"""Whose credential is it, is it still good, and who may vouch for its holder?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, case, func, select

from central_node.revoke_reasons import REPORTED
from central_node.schema import carer, credential, revocation

_HOLDERS = (
    select(
        credential.c.cti,
        credential.c.resident,
        func.min(revocation.c.at).label("revoked"),
        func.min(case((revocation.c.reason.in_(REPORTED), revocation.c.at))).label("reported"),
    )
    .outerjoin(revocation, revocation.c.cti == credential.c.cti)
    .where(credential.c.cti.in_(bindparam("ctis", expanding=True)))
    .group_by(credential.c.cti, credential.c.resident)
)
_CARERS = select(carer.c.resident, carer.c.carer, carer.c.since, carer.c.until).where(
    carer.c.resident.in_(bindparam("residents", expanding=True))
)

Pair: TypeAlias = tuple[int, int]  # a resident, and one who may vouch for them


@dataclass(frozen=True)
class Holder:
    """The holder of a credential of ours: a resident's number, None for a badge.

    ``revoked`` is the node's time from when it does not count any more, ``reported`` that from when
    its holder has it no more, by a report that may come later; both in epoch seconds.
    """

    resident: int | None
    revoked: int | None
    reported: int | None = None


@dataclass(frozen=True)
class Span:
    """A time in epoch seconds of the node; ``until`` None: it goes on."""

    since: int
    until: int | None


def holders(connection: Connection, ctis: Collection[bytes]) -> Mapping[bytes, Holder]:
    """Holders by cti, of the credentials that were issued here."""
    if not ctis:
        return {}
    rows = connection.execute(_HOLDERS, {"ctis": sorted(ctis)})
    return {row.cti: Holder(row.resident, row.revoked, row.reported) for row in rows}


def carers(connection: Connection, residents: Collection[int]) -> Mapping[Pair, tuple[Span, ...]]:
    """When who might vouch for whom."""
    if not residents:
        return {}
    found: dict[Pair, tuple[Span, ...]] = {}
    for row in connection.execute(_CARERS, {"residents": sorted(residents)}):
        pair = row.resident, row.carer
        found[pair] = (*found.get(pair, ()), Span(row.since, row.until))
    return found
