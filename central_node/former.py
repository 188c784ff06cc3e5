"""Credentials whose key the district trusts no more: what was sold by them is booked all the same.

A kiosk that was away sold by the older key in good faith. The key itself is believed no more, since
a thief may have it; so the very bytes must stand in the books, where all that was ever issued is
kept. A forged credential does not.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from central_node.schema import credential
from protocol import cose
from protocol.cose import MessageType
from protocol.credential import read
from protocol.errors import ProtocolError
from protocol.keys import KeyRing
from protocol.messages import EntryItem

_BY_CTI = select(credential.c.raw).where(
    credential.c.cti.in_(bindparam("ctis", expanding=True)),
)


def credential_in(shown: bytes) -> bytes:
    """The signed credential inside a code, as it stands there. Raises ProtocolError."""
    message = cose.parse(shown, MessageType.PRESENTATION, MessageType.CREDENTIAL)
    return shown if message.credential is None else message.credential


def issued_by(
    connection: Connection, former: KeyRing, items: Iterable[EntryItem]
) -> frozenset[bytes]:
    """The credentials in the evidence of these items that a former key signed and the books have.

    In a district that has dropped no key it costs nothing.
    """
    if not former:
        return frozenset()
    found = {
        raw: cti
        for raw in {raw for item in items for raw in _credentials(item)}
        if (cti := _cti(raw, former)) is not None
    }
    if not found:
        return frozenset()
    rows = connection.execute(_BY_CTI, {"ctis": sorted(found.values())})
    return frozenset(rows.scalars()) & found.keys()


def _credentials(item: EntryItem) -> Iterable[bytes]:
    for shown in item.evidence:
        try:
            yield credential_in(shown)
        except ProtocolError:
            continue  # what is wrong with it is said when the entry is read


def _cti(raw: bytes, former: KeyRing) -> bytes | None:
    try:
        return read(raw, former).cti
    except ProtocolError:
        return None
