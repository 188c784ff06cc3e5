"""Which credentials count no more, as the signed list that kiosks keep (Token Status List draft).

Made from the books when it is asked for: anew after each revocation, whoever made it, and at least
once an hour, so that a kiosk can tell by the age of its list how long it has heard of nothing.
"""

import threading
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection, func, select

from central_node.district import District
from central_node.errors import FolderError, NodeFault
from central_node.issuing import status_room
from central_node.schema import credential, revocation
from protocol.errors import Misuse
from protocol.keys import Signer
from protocol.status_list import Status, StatusList, pack, sign_status_list

TTL_S = 3600
_log = structlog.get_logger()


@dataclass(frozen=True)
class SignedList:
    """A list as it is served, and when it was made (epoch seconds)."""

    raw: bytes
    issued: int


@dataclass(frozen=True)
class _Basis:
    """What a list was made from; another basis makes another list."""

    revoked: int
    scheme: str
    signer: Signer


class StatusDesk:
    """Keeps the newest list; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._basis: _Basis | None = None
        self._signed = SignedList(b"", -1)

    def current(self, connection: Connection, district: District, now: int) -> SignedList:
        """The list in force at ``now`` (epoch seconds).

        Of two lists the one made later counts, so no two have the same time, however fast one
        revocation follows another. Raises FolderError where the books make none.
        """
        with self._lock:
            counted = connection.execute(select(func.count()).select_from(revocation))
            basis = _Basis(counted.scalar_one(), district.scheme.id, district.receipt_signer)
            fresh = self._signed.issued <= now < self._signed.issued + TTL_S
            if basis != self._basis or not fresh:
                issued = max(now, self._signed.issued + 1)
                self._signed = _sign(connection, district, issued, now)
                self._basis = basis
            return self._signed

    def issued(self, connection: Connection, district: District, now: int) -> int:
        """When the list in force was made; where none can be made now, the last one, 0 for none."""
        try:
            return self.current(connection, district, now).issued
        except NodeFault as exc:
            _log.error("status-list", fault=str(exc))
            return max(0, self._signed.issued)


def _sign(connection: Connection, district: District, issued: int, now: int) -> SignedList:
    try:
        made = status_list(connection, district, issued, now)
        return SignedList(sign_status_list(district.receipt_signer, made), issued)
    except Misuse as exc:
        raise FolderError(f"The books make no status list: {exc}.") from exc


def status_list(connection: Connection, district: District, issued: int, now: int) -> StatusList:
    """What the books say: the revoked ones that would count otherwise; the rest are valid.

    It ends when kiosks stop by its age alone.
    """
    revoked = (
        select(credential.c.status_index)
        .join(revocation, revocation.c.cti == credential.c.cti)
        .where(credential.c.expires > now)
    )
    statuses = dict.fromkeys(connection.execute(revoked).scalars(), Status.INVALID)
    return StatusList(
        scheme=district.scheme.id,
        issued=issued,
        expires=issued + max(TTL_S, district.scheme.stand_in.status_age_s),
        ttl_s=TTL_S,
        statuses=pack(statuses, status_room(connection, district.scheme, now)),
    )
