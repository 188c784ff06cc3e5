"""Whose credential is it, is it still good, and who may vouch for its holder?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, select

from central_node.cards import RevokeReason
from central_node.schema import carer, credential, revocation

REPORTED = frozenset({RevokeReason.LOST, RevokeReason.STOLEN, RevokeReason.MISTAKE})
"""Reasons for which nobody should pay who shows the code no more: its holder reported it, or the
office was wrong. Who has a newer one, or has left, can still show the old one, and pays for it."""

_HOLDERS = (
    select(credential.c.cti, credential.c.resident, revocation.c.at, revocation.c.reason)
    .outerjoin(revocation, revocation.c.cti == credential.c.cti)
    .where(credential.c.cti.in_(bindparam("ctis", expanding=True)))
)
_CARERS = select(carer.c.resident, carer.c.carer, carer.c.since, carer.c.until).where(
    carer.c.resident.in_(bindparam("residents", expanding=True))
)

Pair: TypeAlias = tuple[int, int]  # a resident, and one who may vouch for them


@dataclass(frozen=True)
class Holder:
    """The holder of a credential of ours: a resident's number, None for a badge.

    ``revoked`` is the node's time from when it does not count any more, in epoch seconds;
    ``reported``: because its holder has it no more.
    """

    resident: int | None
    revoked: int | None
    reported: bool = False


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
    return {row.cti: Holder(row.resident, row.at, row.reason in REPORTED) for row in rows}


def carers(connection: Connection, residents: Collection[int]) -> Mapping[Pair, tuple[Span, ...]]:
    """When who might vouch for whom."""
    if not residents:
        return {}
    found: dict[Pair, tuple[Span, ...]] = {}
    for row in connection.execute(_CARERS, {"residents": sorted(residents)}):
        pair = row.resident, row.carer
        found[pair] = (*found.get(pair, ()), Span(row.since, row.until))
    return found
