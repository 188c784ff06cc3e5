"""Which credentials should a kiosk close? Those that nobody can show in good faith any more.

What was set aside for such a credential would stay set aside for ever: the node cannot know what a
kiosk has sold and not sent yet. So it asks the kiosk, which then refuses the credential for good
and says so in its ledger. When that entry is booked, everything sold before it is too, and the rest
of the slice is the resident's again.
"""

from sqlalchemy import Connection, bindparam, literal, or_, select

from central_node.schema import credential, kiosk, revocation, slice_
from protocol.messages import MAX_CLOSE

_NEWER = credential.alias("newer")
_ENDED = or_(
    select(revocation.c.cti).where(revocation.c.cti == credential.c.cti).exists(),
    credential.c.expires <= bindparam("at"),
    select(_NEWER.c.cti)
    .where(
        _NEWER.c.resident == credential.c.resident,
        _NEWER.c.kind == credential.c.kind,
        _NEWER.c.issued > credential.c.issued,
    )
    .exists(),
)
_TO_CLOSE = (
    select(credential.c.raw)
    .join(slice_, slice_.c.cti == credential.c.cti)
    .join(kiosk, kiosk.c.number == slice_.c.kiosk)
    .where(
        slice_.c.kiosk == bindparam("at_kiosk"),
        slice_.c.left > literal(0, literal_execute=True),  # which its index is about
        slice_.c.closed.is_(None),
        kiosk.c.retired.is_(None),
        _ENDED,
    )
    .order_by(credential.c.issued, credential.c.cti)
    .limit(MAX_CLOSE)
)


def to_close(connection: Connection, number: int, now: int) -> tuple[bytes, ...]:
    """Credentials as they were signed, the oldest first: expired, revoked, or followed by a newer
    one of the same resident and kind, with coins still set aside at this kiosk."""
    found = connection.execute(_TO_CLOSE, {"at_kiosk": number, "at": now})
    return tuple(found.scalars())
