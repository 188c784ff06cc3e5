"""Issues credentials to residents' phones: a one-time token and a P-256 key in, a credential out.

At the issue, coins are set aside for stand-in sales at the home kiosks: at most half of what is
free then, at most the scheme's slice, shared evenly. The same token with the same key gets the same
credential again, so that an answer lost on the way costs nothing. A resident who comes with another
phone has two credentials for a while, each with coins of its own set aside; the older one's come
back when its kiosks have closed it.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from central_node.accounts import Accounts
from central_node.codes import code_hash
from central_node.days import DAY_S, month_end
from central_node.district import District
from central_node.errors import Refused
from central_node.issuing import Issue, Issuer, Random
from central_node.schema import credential, home, kiosk, resident
from protocol.credential import CredentialKind
from protocol.keys import PublicKey
from protocol.problems import ProblemType
from schemes.money import Coins
from schemes.scheme import Scheme

CREDENTIAL_LIFE_S = 30 * DAY_S  # a phone comes back for a new one well within a month
GRACE_S = 7 * DAY_S  # of a new month, in which last month's code still pays, and counts no rights
_HOLDER = select(credential.c.resident).where(credential.c.cti == bindparam("of_cti"))


@dataclass(frozen=True)
class Wallet:
    """Issues phones' credentials; ``random`` gives that many bytes nobody can guess."""

    district: District
    random: Random

    def issue(self, connection: Connection, token: str, key: PublicKey, now: int) -> bytes:
        """The signed credential. Raises Refused for a token that is unknown, late or used."""
        hashed = code_hash(token)
        before = connection.execute(
            select(credential.c.public_key, credential.c.raw).where(
                credential.c.token_hash == hashed
            )
        ).one_or_none()
        if before is None:
            return self._issue(connection, hashed, key, now)
        if before.public_key != key.raw:
            raise Refused(
                ProblemType.TOKEN_USED, "token-used", "This token has served another phone."
            )
        return bytes(before.raw)

    def _issue(self, connection: Connection, hashed: bytes, key: PublicKey, now: int) -> bytes:
        found = select(resident.c.number, resident.c.token_expires)
        row = connection.execute(found.where(resident.c.token_hash == hashed)).one_or_none()
        if row is None:
            raise Refused(
                ProblemType.UNKNOWN_TOKEN, "unknown-token", "No such token was given out."
            )
        if now > row.token_expires:
            raise Refused(
                ProblemType.UNKNOWN_TOKEN, "token-expired", "This token was not used in time."
            )
        wanted = Issue(
            kind=CredentialKind.PHONE,
            resident=row.number,
            life_s=phone_life_s(self.district.scheme, now),
            slices=self._slices(connection, row.number),
            holder=key,
            token_hash=hashed,
        )
        issuer = Issuer(self.district.scheme, self.district.credential_signer, self.random)
        return issuer.issue(connection, wanted, now)

    def _slices(self, connection: Connection, number: int) -> dict[int, int]:
        homes = (
            select(home.c.kiosk)
            .join(kiosk, kiosk.c.number == home.c.kiosk)
            .where(home.c.resident == number, kiosk.c.retired.is_(None))
            .order_by(home.c.kiosk)
        )
        kiosks = list(connection.execute(homes).scalars())
        accounts = Accounts(connection, self.district.scheme.id, self.district.purse)
        free = accounts.standing(number).free
        return share(free, self.district.scheme.stand_in.phone_slice, kiosks)


def phone_life_s(scheme: Scheme, now: int) -> int:
    """How long a code issued now is good: rights are counted by the limit tag of its month, so it
    ends with that month's days of grace, and after 30 days at most."""
    return min(CREDENTIAL_LIFE_S, month_end(scheme, now) + GRACE_S - now)


def share(free: Coins, limit: Coins, kiosks: list[int]) -> dict[int, int]:
    """Slices by kiosk number: half of what is free, up to the limit, shared evenly; none of 0."""
    if not kiosks:
        return {}
    each = min(free.units // 2, limit.units) // len(kiosks)
    return {kiosk: each for kiosk in kiosks if each > 0}


def holder_of(connection: Connection, cti: bytes) -> int | None:
    """The number of the resident who was given this credential; None if it was not issued here."""
    number = connection.execute(_HOLDER, {"of_cti": cti}).scalar()
    return None if number is None else int(number)
