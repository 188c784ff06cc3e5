"""The cards that count, as the bundle lists them, and the slices that stand behind them.

A card's limit is all that was ever set aside for it: it only rises, and less what was booked of it,
it is what is set aside now. Once a day slices are filled up again, as far as half of what is free
allows.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select, update

from central_node.accounts import Accounts
from central_node.district import District
from central_node.schema import carer, credential, kiosk, revocation, slice_
from central_node.wallet import share
from protocol.bundle import MAX_CARERS, MAX_ROSTER, Bundle, RosterRow
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.credential import CredentialKind
from schemes.money import Coins

FILL_AT_ONCE = 200  # cards under one write lock: some milliseconds, so that no hold waits long
ROW_BYTES = 110  # of a bundle: a name of 16 Hangul syllables, four carers, limits below 65,536
_ELSE_BYTES = 2048  # of a bundle around its parts: names, dates, lengths, the signature
_FIRST = b""  # before every cti
_LIVE_CARD = (
    credential.c.kind == int(CredentialKind.CARD),
    credential.c.cti.not_in(select(revocation.c.cti)),
    slice_.c.closed.is_(None),
    kiosk.c.retired.is_(None),
)
_LOW = (
    select(slice_.c.cti, slice_.c.kiosk, slice_.c.resident, slice_.c.left, slice_.c.fill_to)
    .join(credential, credential.c.cti == slice_.c.cti)
    .join(kiosk, kiosk.c.number == slice_.c.kiosk)
    .where(
        *_LIVE_CARD,
        credential.c.expires > bindparam("at"),
        slice_.c.left < slice_.c.fill_to,
        slice_.c.cti > bindparam("after"),
    )
    .order_by(slice_.c.cti)
    .limit(bindparam("most"))
)
_RAISE = (
    update(slice_)
    .where(slice_.c.cti == bindparam("of_cti"), slice_.c.kiosk == bindparam("at_kiosk"))
    .values(left=slice_.c.left + bindparam("more"), reserved=slice_.c.reserved + bindparam("more"))
)


def roster(connection: Connection, now: int) -> tuple[RosterRow, ...]:
    """The cards that count at ``now``, in the order of their ctis."""
    cards = (
        select(
            credential.c.cti,
            credential.c.resident,
            credential.c.home,
            credential.c.name,
            slice_.c.reserved,
        )
        .join(slice_, slice_.c.cti == credential.c.cti)
        .join(kiosk, kiosk.c.number == credential.c.home)
        .where(*_LIVE_CARD, credential.c.expires > now)
        .order_by(credential.c.cti)
    )
    vouching = _carers(connection, now)
    return tuple(
        RosterRow(row.cti, row.home, row.reserved, row.name, vouching.get(row.resident, ()))
        for row in connection.execute(cards)
    )


def fill_up(
    connection: Connection, district: District, now: int, after: bytes = _FIRST
) -> bytes | None:
    """Set aside again, for some cards that count, what was booked of their slices.

    The cards after the cti ``after``; the cti to go on from, None when these were the last. Never
    more than at a card's issue: filled up to the scheme's limit, half of what is free each time, a
    slice would come to hold nearly all that its resident has.
    """
    asked = {"at": now, "after": after, "most": FILL_AT_ONCE}
    low = connection.execute(_LOW, asked).all()
    accounts = Accounts(connection, district.scheme.id, district.purse)
    standings = accounts.standings({row.resident for row in low})
    raised = []
    for row in low:  # a resident has one card that counts, so what is free is asked once for each
        missing = Coins(row.fill_to - row.left)
        more = share(standings[row.resident].free, missing, [row.kiosk]).get(row.kiosk, 0)
        if more:
            raised.append({"of_cti": row.cti, "at_kiosk": row.kiosk, "more": more})
    if raised:
        connection.execute(_RAISE, raised)
    return low[-1].cti if len(low) == FILL_AT_ONCE else None


def fill_all(connection: Connection, district: District, now: int) -> None:
    """The same for all of them in this one transaction."""
    after: bytes | None = _FIRST
    while after is not None:
        after = fill_up(connection, district, now, after)


def most_cards(published: Bundle) -> int:
    """How many cards a bundle has room for beside the rules and facilities that it carries."""
    parts = (published.scheme, published.trust_list, *published.earlier_lists)
    facilities = sum(len(name) + len(text) for name, text in published.facilities.items())
    taken = _ELSE_BYTES + facilities + sum(map(len, parts))
    return min(MAX_ROSTER, (MAX_MESSAGE_BYTES[MessageType.BUNDLE] - taken) // ROW_BYTES)


def same_holders(some: tuple[RosterRow, ...], others: tuple[RosterRow, ...]) -> bool:
    """Whether two rosters differ in nothing but limits."""
    return _holders(some) == _holders(others)


def _carers(connection: Connection, now: int) -> Mapping[int, tuple[bytes, ...]]:
    """The ctis of carers' newest phones, by the resident whom they care for."""
    phones = (
        select(carer.c.resident, carer.c.carer, credential.c.cti)
        .join(credential, credential.c.resident == carer.c.carer)
        .where(
            carer.c.until.is_(None),
            credential.c.kind == int(CredentialKind.PHONE),
            credential.c.expires > now,
            credential.c.cti.not_in(select(revocation.c.cti)),
        )
        .order_by(carer.c.resident, carer.c.carer, credential.c.issued, credential.c.cti)
    )
    newest: dict[int, dict[int, bytes]] = defaultdict(dict)
    for row in connection.execute(phones):
        newest[row.resident][row.carer] = row.cti
    return {who: tuple(ctis.values())[:MAX_CARERS] for who, ctis in newest.items()}


def _holders(rows: tuple[RosterRow, ...]) -> tuple[RosterRow, ...]:
    """A roster without its limits."""
    return tuple(replace(row, limit=0) for row in rows)
