"""What all credentials have in common: fresh names, the month's limit tag, a status index, a row.

Key, cti, status index and pseudonym are new at each issue and random, so that two codes of one
resident have nothing in common but the limit tag, which is the month's.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from central_node.days import month_name
from central_node.errors import InvariantBroken, Refused
from central_node.price_classes import classes_of
from central_node.schema import credential, limit_tag, slice_
from protocol.credential import (
    CTI_BYTES,
    LIMIT_TAG_BYTES,
    PSEUDONYM_CHARS,
    Credential,
    CredentialKind,
    issue,
)
from protocol.keys import PublicKey, Signer
from protocol.problems import ProblemType
from protocol.status_list import MAX_STATUSES
from schemes.scheme import Scheme

Random = Callable[[int], bytes]
MIN_STATUSES = 4096  # indexes to draw from, however few credentials there are: 1 KiB of status list
STATUSES_EACH = 2  # twice as many as credentials: half are free, and nobody can count the issued
STATUS_MARGIN_S = 24 * 3600  # lists are an hour old when they are fetched, and clocks are off
_INDEX_TRIES = 64  # each is taken with a chance of a half at most
_PSEUDONYM_BYTES = 8  # 12 characters of Base32 need 7.5
_TAG_TRIES = 8  # 4 random bytes meet one of 100,000 residents' tags once in 40,000 tries


@dataclass(frozen=True)
class Issue:
    """One credential to be made, and what its row says beside the signed bytes.

    ``resident`` is None for a badge. ``token_hash``: of what the call was made with, so that the
    same call again gets the same credential. ``home``, ``card_number`` and ``name`` are a card's.
    """

    kind: CredentialKind
    resident: int | None
    life_s: int
    slices: Mapping[int, int]
    holder: PublicKey | None = None
    token_hash: bytes | None = None
    home: int | None = None
    card_number: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Issuer:
    """Signs credentials of one scheme; ``random`` gives that many bytes nobody can guess."""

    scheme: Scheme
    signer: Signer
    random: Random

    def issue(self, connection: Connection, wanted: Issue, now: int) -> bytes:
        """Make, sign and record a credential, and set its slices aside; the signed bytes."""
        made = self._credential(connection, wanted, now)
        raw = issue(self.signer, made)
        connection.execute(insert(credential).values(_row(wanted, made, raw)))
        for kiosk, coins in wanted.slices.items():
            fill_to = coins if wanted.kind is CredentialKind.CARD else None
            kept = {
                "cti": made.cti,
                "kiosk": kiosk,
                "resident": wanted.resident,
                "fill_to": fill_to,
            }
            connection.execute(insert(slice_).values(**kept, reserved=coins, left=coins))
        return raw

    def _credential(self, connection: Connection, wanted: Issue, now: int) -> Credential:
        name = base64.b32encode(self.random(_PSEUDONYM_BYTES)).decode("ascii")
        return Credential(
            pseudonym=name[:PSEUDONYM_CHARS].lower(),
            expires=now + wanted.life_s,
            issued=now,
            cti=self.random(CTI_BYTES),
            holder=wanted.holder,
            kind=wanted.kind,
            scheme=self.scheme.id,
            slices=wanted.slices,
            limit_tag=self._limit_tag(connection, wanted.resident, now),
            price_classes=classes_of(connection, wanted.resident),
            status_index=self._status_index(connection, now),
        )

    def _limit_tag(self, connection: Connection, number: int | None, now: int) -> bytes:
        """The resident's tag of the scheme's calendar month: the same at every issue in it."""
        if number is None:
            return self.random(LIMIT_TAG_BYTES)  # a badge has no rights to count
        month = month_name(self.scheme, now)
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

    def _status_index(self, connection: Connection, now: int) -> int:
        """A free index, drawn: in a row they would tell who was issued when, and beside whom."""
        since = counted_from(self.scheme, now)
        if _counted(connection, since)[0] >= MAX_STATUSES // STATUSES_EACH:
            detail = "There are as many credentials as a status list has room for."
            raise Refused(ProblemType.TOO_LARGE, "too-many-credentials", detail)
        room = status_room(connection, self.scheme, now)
        for _ in range(_INDEX_TRIES):
            drawn = int.from_bytes(self.random(8)) % room
            taken = select(credential.c.cti).where(
                credential.c.status_index == drawn, credential.c.expires > since
            )
            if connection.execute(taken).first() is None:
                return drawn
        raise InvariantBroken(f"no free status index in {_INDEX_TRIES} tries: randomness is broken")


def status_room(connection: Connection, scheme: Scheme, now: int) -> int:
    """How many status indexes there are now, free ones included; the length of the status list.

    All that count are below it, also where there were more of them once.
    """
    count, highest = _counted(connection, counted_from(scheme, now))
    wanted = min(STATUSES_EACH * (count + 1), MAX_STATUSES)
    return max(MIN_STATUSES, wanted, highest + 1)


def counted_from(scheme: Scheme, now: int) -> int:
    """Credentials that ended by then (epoch seconds) need their status index no more.

    They were on lists until they ended, and for as long as such a list may be gone by.
    """
    return now - scheme.stand_in.status_age_s - STATUS_MARGIN_S


def _counted(connection: Connection, since: int) -> tuple[int, int]:
    """How many credentials have a status index of their own, and the highest of these."""
    highest = func.coalesce(func.max(credential.c.status_index), -1)
    found = select(func.count(), highest).where(credential.c.expires > since)
    count, last = connection.execute(found).one()
    return count, last


def _row(wanted: Issue, made: Credential, raw: bytes) -> dict[str, object]:
    return {
        "cti": made.cti,
        "kind": int(made.kind),
        "resident": wanted.resident,
        "token_hash": wanted.token_hash,
        "public_key": None if made.holder is None else made.holder.raw,
        "pseudonym": made.pseudonym,
        "status_index": made.status_index,
        "issued": made.issued,
        "expires": made.expires,
        "home": wanted.home,
        "card_number": wanted.card_number,
        "name": wanted.name,
        "raw": raw,
    }
