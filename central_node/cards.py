"""Issues paper cards to residents and badges to staff, and takes them back.

A card is a bearer code: whoever holds it has it. So it works at one kiosk only, with a PIN, and may
spend little; a resident has one at a time, and a new one ends the one before. Its slice is set
aside as a phone's is: at most half of what is free then, at most the scheme's slice for cards.
A badge opens what staff do at a kiosk; it has no account and pays nothing.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select

from central_node.accounts import Accounts
from central_node.district import District
from central_node.errors import InvariantBroken, Refused
from central_node.issuing import Issue, Issuer, Random
from central_node.masking import masked
from central_node.revoke_reasons import REPORTED, RevokeReason
from central_node.roster import most_cards
from central_node.schema import credential, kiosk, resident, revocation, slice_
from central_node.wallet import share
from protocol.bundle import MAX_MASKED_NAME_CHARS
from protocol.code import to_text
from protocol.credential import CredentialKind
from protocol.problems import ProblemType

__all__ = [
    "BADGE_LIFE_S",
    "CARD_LIFE_S",
    "MAX_NAME_CHARS",
    "NUMBER_DIGITS",
    "Card",
    "CardDesk",
    "RevokeReason",
    "live_numbers",
    "plain_number",
    "spaced_number",
]

CARD_LIFE_S = 3 * 365 * 24 * 3600  # as long as the plastic lasts in a purse
BADGE_LIFE_S = 365 * 24 * 3600  # who works here is looked at once a year
NUMBER_DIGITS = 8  # told by telephone when a card is lost
MAX_NAME_CHARS = MAX_MASKED_NAME_CHARS
_NUMBER_BYTES = 8
_NUMBER_TRIES = 16  # one in 1,000 is taken when a district has 100,000


@dataclass(frozen=True)
class Card:
    """A card or badge as it is handed out. Times in epoch seconds.

    ``number`` is for people, ``code`` is the text of its QR code, ``home`` and ``coins`` (the slice
    set aside at the issue) are a card's.
    """

    number: str
    kind: CredentialKind
    name: str
    home: str | None
    coins: int
    issued: int
    expires: int
    code: str

    @property
    def word(self) -> str:
        """What it is, in one word."""
        return "card" if self.kind is CredentialKind.CARD else "badge"


@dataclass(frozen=True)
class CardDesk:
    """What a desk does about cards, inside one transaction."""

    connection: Connection
    district: District
    random: Random
    desk: str = ""  # which one asks; its requests are its own

    def issue_card(
        self,
        id_: str,
        home: str,
        name: str | None,
        now: int,
        request: str | None = None,
        old: RevokeReason = RevokeReason.LOST,
    ) -> Card:
        """A card for a resident at a kiosk, by their names; ``name`` is masked for staff to see.

        ``old`` is what became of the card before: REPLACED where the desk has it in its hands. The
        same ``request`` gives the same card again. Raises Refused.
        """
        holder, label = self._resident(id_)
        at = self._kiosk(home)
        shown = _checked(masked(label) if name is None else name)
        hashed = _request_hash(self.desk, request)
        before = self._issued_before(hashed, CredentialKind.CARD)
        if before is not None:
            if (before.resident, before.home, before.name) != (holder, at, shown):
                raise _request_used()
            return self.card(before.card_number)
        self._end_older(holder, old, now)
        self._check_room(now)
        wanted = Issue(
            kind=CredentialKind.CARD,
            resident=holder,
            life_s=CARD_LIFE_S,
            slices={at: self._slice(holder, at)},
            token_hash=hashed,
            home=at,
            card_number=self._number(),
            name=shown,
        )
        return self._issue(wanted, now)

    def issue_badge(self, name: str, now: int, request: str | None = None) -> Card:
        """A badge for a member of staff. Raises Refused."""
        hashed = _request_hash(self.desk, request)
        before = self._issued_before(hashed, CredentialKind.STAFF)
        if before is not None:
            if before.name != name:
                raise _request_used()
            return self.card(before.card_number)
        wanted = Issue(
            kind=CredentialKind.STAFF,
            resident=None,
            life_s=BADGE_LIFE_S,
            slices={},
            token_hash=hashed,
            card_number=self._number(),
            name=_checked(name),
        )
        return self._issue(wanted, now)

    def revoke(self, number: str, kind: CredentialKind, reason: RevokeReason, now: int) -> int:
        """End a card or badge by its number; the time from when it is ended (epoch seconds).

        Ending it again gives the first time; only a report changes something then. Raises Refused.
        """
        by_number = credential.c.card_number == plain_number(number)
        found = select(credential.c.cti).where(by_number, credential.c.kind == int(kind))
        cti = self.connection.execute(found).scalar()
        if cti is None:
            raise Refused(ProblemType.NOT_FOUND, "unknown-card", "No such card was given out.")
        return self._revoke(cti, reason, now)

    def revoke_all(self, id_: str, reason: RevokeReason, now: int) -> int:
        """End everything that a resident holds, phones too; how many. Raises Refused."""
        held = self._live(self._resident(id_)[0], now)
        ctis = self.connection.execute(held).scalars().all()
        for cti in ctis:
            self._revoke(cti, reason, now)
        return len(ctis)

    def card(self, number: str) -> Card:
        """A card or badge by its number, as it was issued. Raises Refused."""
        found = (
            select(credential, kiosk.c.name.label("at"))
            .outerjoin(kiosk, kiosk.c.number == credential.c.home)
            .where(credential.c.card_number == plain_number(number))
        )
        row = self.connection.execute(found).one_or_none()
        if row is None:
            raise Refused(ProblemType.NOT_FOUND, "unknown-card", "No such card was given out.")
        aside = select(func.coalesce(func.sum(slice_.c.reserved), 0)).where(slice_.c.cti == row.cti)
        return Card(
            number=row.card_number,
            kind=CredentialKind(row.kind),
            name=row.name,
            home=row.at,
            coins=self.connection.execute(aside).scalar_one(),
            issued=row.issued,
            expires=row.expires,
            code=to_text(row.raw),
        )

    def _issue(self, wanted: Issue, now: int) -> Card:
        issuer = Issuer(self.district.scheme, self.district.credential_signer, self.random)
        issuer.issue(self.connection, wanted, now)
        return self.card(wanted.card_number or "")

    def _resident(self, id_: str) -> tuple[int, str]:
        found = select(resident.c.number, resident.c.label).where(resident.c.id == id_)
        row = self.connection.execute(found).one_or_none()
        if row is None:
            raise Refused(ProblemType.NOT_FOUND, "unknown-resident", "There is no such resident.")
        return row.number, row.label

    def _kiosk(self, name: str) -> int:
        found = select(kiosk.c.number, kiosk.c.retired).where(kiosk.c.name == name)
        row = self.connection.execute(found).one_or_none()
        if row is None or row.retired is not None:
            raise Refused(ProblemType.NOT_FOUND, "unknown-kiosk", "There is no such kiosk.")
        return int(row.number)

    def _slice(self, holder: int, at: int) -> int:
        accounts = Accounts(self.connection, self.district.scheme.id, self.district.purse)
        free = accounts.standing(holder).free
        return share(free, self.district.scheme.stand_in.card_slice, [at]).get(at, 0)

    def _check_room(self, now: int) -> None:
        live = select(func.count()).where(
            credential.c.kind == int(CredentialKind.CARD),
            credential.c.expires > now,
            credential.c.cti.not_in(select(revocation.c.cti)),
        )
        most = most_cards(self.district.published)
        if self.connection.execute(live).scalar_one() >= most:
            detail = f"The bundle has room for {most} cards beside the facilities it carries."
            raise Refused(ProblemType.TOO_LARGE, "too-many-cards", detail)

    def _issued_before(
        self, hashed: bytes | None, kind: CredentialKind
    ) -> Row[*tuple[Any, ...]] | None:
        if hashed is None:
            return None
        found = select(credential).where(credential.c.token_hash == hashed)
        row = self.connection.execute(found).one_or_none()
        if row is not None and row.kind != kind:
            raise _request_used()
        return row

    def _end_older(self, holder: int, why: RevokeReason, now: int) -> None:
        cards = self._live(holder, now).where(credential.c.kind == int(CredentialKind.CARD))
        for cti in self.connection.execute(cards).scalars().all():
            self._revoke(cti, why, now)

    def _live(self, holder: int, now: int) -> Select[bytes]:
        return select(credential.c.cti).where(
            credential.c.resident == holder,
            credential.c.expires > now,
            credential.c.cti.not_in(select(revocation.c.cti)),
        )

    def _revoke(self, cti: bytes, reason: RevokeReason, now: int) -> int:
        """From when it is ended. A report counts from its own time, also of what was ended before;
        nothing else is written twice."""
        before = select(revocation.c.at, revocation.c.reason).where(revocation.c.cti == cti)
        rows = self.connection.execute(before.order_by(revocation.c.at)).all()
        reported = REPORTED & {row.reason for row in rows}
        if not rows or (reason in REPORTED and not reported):
            row = insert(revocation).values(cti=cti, at=now, reason=reason)
            self.connection.execute(row)
        return int(rows[0].at) if rows else now

    def _number(self) -> str:
        for _ in range(_NUMBER_TRIES):
            drawn = int.from_bytes(self.random(_NUMBER_BYTES)) % 10**NUMBER_DIGITS
            number = f"{drawn:0{NUMBER_DIGITS}}"
            taken = select(credential.c.cti).where(credential.c.card_number == number)
            if self.connection.execute(taken).first() is None:
                return number
        raise InvariantBroken(f"no free number in {_NUMBER_TRIES} tries: randomness is broken")


def live_numbers(connection: Connection, kind: CredentialKind, now: int) -> list[str]:
    """The numbers of all cards or badges that count at ``now``, oldest first."""
    found = select(credential.c.card_number).where(
        credential.c.kind == int(kind),
        credential.c.expires > now,
        credential.c.cti.not_in(select(revocation.c.cti)),
    )
    ordered = found.order_by(credential.c.issued, credential.c.card_number)
    return list(connection.execute(ordered).scalars())


def plain_number(typed: str) -> str:
    """A number as people write it, without hyphens and spaces."""
    return typed.replace("-", "").replace(" ", "")


def spaced_number(number: str) -> str:
    """A number as people read it: 1234-5678."""
    half = NUMBER_DIGITS // 2
    return f"{number[:half]}-{number[half:]}"


def _checked(name: str) -> str:
    if not 1 <= len(name) <= MAX_NAME_CHARS or not name.isprintable():
        detail = f"A name on a card has 1 to {MAX_NAME_CHARS} characters."
        raise Refused(ProblemType.MALFORMED, "bad-name", detail)
    return name


def _request_hash(desk: str, request: str | None) -> bytes | None:
    """One for each desk and request: two desks that count from one make two cards."""
    if request is None:
        return None
    named = "\0".join(("desk", desk, request))
    return hashlib.sha256(named.encode("utf-8")).digest()


def _request_used() -> Refused:
    return Refused(ProblemType.TOKEN_USED, "request-used", "This request has made another card.")
