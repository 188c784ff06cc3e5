"""Giving slices back: closes credentials at the node's word, by an entry of this kiosk for each.

The node reserves a slice until it knows that this kiosk refuses the credential for good. The entry
says so, and the ledger holds to it: nothing is sold to that cti again, online or not. So the order
must come from the node (its answer is signed) and be about a credential that the district has
issued (that is signed by another key).

A credential whose key was withdrawn can't be verified any more, and has to be closed all the same:
the coins set aside for it would stay so for ever. There the node's own word is enough. What a
stolen receipt key gains by that is to refuse people coins, which it could do anyway.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

from structlog.typing import FilteringBoundLogger

from kiosk.desks.books import Books
from kiosk.district import District
from protocol import credential
from protocol.credential import Credential
from protocol.entry import EntryKind, Party, Role
from protocol.errors import ProtocolError, UnknownKey

ASKED: Final = "asked"  # the result of a close_credential entry: by the node


def close_all(
    asked: Sequence[bytes],
    district: District,
    close: Callable[[Credential, bytes], bool],
    log: FilteringBoundLogger,
) -> int:
    """Have ``close`` close each credential in ``asked``; return how many were not closed before.

    ``close(credential, raw)`` says whether it is news. A credential that is not the district's, or
    has no slice here, is left. Raises `LedgerError` as ``close`` does.
    """
    found = [(one, raw) for raw in asked if (one := _closable(raw, district, log)) is not None]
    closed = sum(close(one, raw) for one, raw in found)
    if closed:
        log.info("credentials-closed", count=closed)
    return closed


def _closable(raw: bytes, district: District, log: FilteringBoundLogger) -> Credential | None:
    try:
        try:
            found = credential.read(raw, district.credential_keys)
        except UnknownKey:
            found = credential.claimed(raw)
    except ProtocolError as exc:
        log.warning("close-refused", reason=exc.reason)
        return None
    if district.kiosk not in found.slices or found.scheme != district.scheme.id:
        log.warning("close-refused", reason="not-at-home")
        return None
    return found


def write_closing(books: Books, found: Credential, raw: bytes) -> bool:
    """Write that this kiosk refuses the credential for good; False when it was written before.

    On the ledger's lane. ``raw`` is the credential as it was signed. Raises `LedgerError`.
    """
    if books.ledger.is_closed(found.cti):
        return False
    holder = Party(
        role=Role.HOLDER,
        cti=found.cti,
        counter=None,
        limit_tag=found.limit_tag,
        evidence_hash=sha256(raw).digest(),
    )
    kind = EntryKind.CLOSE_CREDENTIAL
    draft = books.draft(kind, books.fresh_id(), parties=(holder,), result=ASKED)
    books.ledger.append(draft, (raw,))
    return True
