"""Whose code was shown at a kiosk, or the reason why it does not count. It changes nothing."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from central_node.district import District
from central_node.hold_rules import Decline
from central_node.holders import holders
from central_node.kiosks import is_retired
from central_node.schema import kiosk_key
from protocol.credential import CredentialKind
from protocol.errors import ProtocolError, WrongScheme
from protocol.offer import check_shown
from protocol.resident_code import ResidentCode

_KIDS = select(kiosk_key.c.kid).where(kiosk_key.c.kiosk == bindparam("of_kiosk"))


@dataclass(frozen=True)
class Shown:
    """A code that counts, and whose it is."""

    resident: int
    code: ResidentCode

    @property
    def is_card(self) -> bool:
        """Whether the same bytes are shown every time."""
        return self.code.credential.kind is CredentialKind.CARD


def read_shown(
    connection: Connection, district: District, kiosk: int, shown: bytes, scheme: str, at: int
) -> Shown | str:
    """The code as this kiosk was shown it, or made for an offer of this kiosk.

    Its age is that at the scan, ``at`` in epoch seconds. A text is the reason of a decline.
    """
    if is_retired(connection, kiosk):
        return Decline.KIOSK_RETIRED
    kids = frozenset(connection.execute(_KIDS, {"of_kiosk": kiosk}).scalars())
    try:
        if scheme != district.scheme.id:
            raise WrongScheme(f"{scheme} is not kept here")
        code = check_shown(shown, district.credential_keys, scheme, at, kids)
    except ProtocolError as exc:
        return exc.reason
    return owner_of(connection, code)


def owner_of(connection: Connection, code: ResidentCode) -> Shown | str:
    """Whose genuine code it is, if it is in the books, not revoked, and has an account."""
    holder = holders(connection, (code.cti,)).get(code.cti)
    if holder is None:
        return Decline.UNKNOWN_CREDENTIAL
    if holder.revoked is not None:
        return Decline.REVOKED
    if holder.resident is None:
        return Decline.KIND_NOT_SERVED  # a badge, which has no account
    return Shown(holder.resident, code)
