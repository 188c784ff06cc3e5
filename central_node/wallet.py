"""Issues credentials to residents' phones: a one-time token and a P-256 key in, a credential out.

At the issue, coins are set aside for stand-in sales at the home kiosks: at most half of what is
free then, at most the scheme's slice, shared evenly. The same token with the same key gets the same
credential again, so that an answer lost on the way costs nothing.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, insert, select

from central_node.accounts import Accounts
from central_node.codes import code_hash
from central_node.district import District
from central_node.errors import InvariantBroken, Refused
from central_node.schema import credential, home, limit_tag, resident, slice_
from protocol.credential import (
    CTI_BYTES,
    LIMIT_TAG_BYTES,
    PSEUDONYM_CHARS,
    Credential,
    CredentialKind,
    issue,
)
from protocol.keys import PublicKey
from protocol.problems import ProblemType
from schemes.money import Coins

Random = Callable[[int], bytes]
CREDENTIAL_LIFE_S = 30 * 24 * 3600  # a phone comes back for a new one well within a month
_PSEUDONYM_BYTES = 8  # 12 characters of Base32 need 7.5
_TAG_TRIES = 8  # 4 random bytes meet one of 100,000 residents' tags once in 40,000 tries
_HOLDER = select(credential.c.resident).where(credential.c.cti == bindparam("of_cti"))


@dataclass(frozen=True)
class Wallet:
    """Issues credentials; ``random`` gives that many bytes nobody can guess."""

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
        made = self._credential(connection, row.number, key, now)
        raw = issue(self.district.credential_signer, made)
        self._record(connection, row.number, made, raw, hashed)
        return raw

    def _credential(
        self, connection: Connection, number: int, key: PublicKey, now: int
    ) -> Credential:
        name = base64.b32encode(self.random(_PSEUDONYM_BYTES)).decode("ascii")
        issued_so_far = select(func.count()).select_from(credential)
        return Credential(
            pseudonym=name[:PSEUDONYM_CHARS].lower(),
            expires=now + CREDENTIAL_LIFE_S,
            issued=now,
            cti=self.random(CTI_BYTES),
            holder=key,
            kind=CredentialKind.PHONE,
            scheme=self.district.scheme.id,
            slices=self._slices(connection, number),
            limit_tag=self._limit_tag(connection, number, now),
            price_classes=(),
            status_index=connection.execute(issued_so_far).scalar_one(),
        )

    def _slices(self, connection: Connection, number: int) -> dict[int, int]:
        homes = select(home.c.kiosk).where(home.c.resident == number).order_by(home.c.kiosk)
        kiosks = list(connection.execute(homes).scalars())
        accounts = Accounts(connection, self.district.scheme.id, self.district.purse)
        free = accounts.standing(number).free
        return share(free, self.district.scheme.stand_in.phone_slice, kiosks)

    def _limit_tag(self, connection: Connection, number: int, now: int) -> bytes:
        """The resident's tag of this calendar month (UTC): the same at every issue in it."""
        month = datetime.fromtimestamp(now, UTC).strftime("%Y-%m")
        this_month = select(limit_tag.c.tag).where(limit_tag.c.month == month)
        mine = this_month.where(limit_tag.c.resident == number)
        tag = connection.execute(mine).scalar()
        if tag is not None:
            return bytes(tag)
        for _ in range(_TAG_TRIES):
            fresh = self.random(LIMIT_TAG_BYTES)
            if connection.execute(this_month.where(limit_tag.c.tag == fresh)).first() is None:
                row = insert(limit_tag).values(month=month, tag=fresh, resident=number)
                connection.execute(row)
                return fresh
        raise InvariantBroken(f"no free limit tag in {_TAG_TRIES} tries: randomness is broken")

    def _record(
        self, connection: Connection, number: int, made: Credential, raw: bytes, hashed: bytes
    ) -> None:
        row = {
            "cti": made.cti,
            "resident": number,
            "token_hash": hashed,
            "kind": int(made.kind),
            "public_key": made.holder.raw if made.holder else None,
            "pseudonym": made.pseudonym,
            "status_index": made.status_index,
            "issued": made.issued,
            "expires": made.expires,
            "raw": raw,
        }
        connection.execute(insert(credential).values(row))
        for kiosk, coins in made.slices.items():
            kept = {"cti": made.cti, "kiosk": kiosk, "resident": number}
            connection.execute(insert(slice_).values(**kept, reserved=coins, left=coins))


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
