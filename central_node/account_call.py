"""Answers what is booked for the person whose code a kiosk was shown. It changes nothing.

A kiosk can ask for nobody but who has just stood there: a scan that is older than a visit is
declined, so a code that was kept opens no account later. A card answers at its home kiosk alone,
which has asked for its PIN.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, RowMapping, bindparam, func, select

from central_node.accounts import AccountKind, Accounts
from central_node.card_days import card_day_left
from central_node.days import day_of
from central_node.district import District
from central_node.hold_rules import SCAN_TOLERANCE_S, Decline
from central_node.merchants import merchant_at
from central_node.places import places_of
from central_node.schema import account, entry, kiosk_key, ledger, posting
from central_node.shown_codes import Shown, read_shown
from protocol.account_call import MAX_MOVES, AccountAnswer, AccountRequest, BookedMove
from protocol.entry import EntryKind, read_entry
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, PublicKey, key_ring
from schemes.money import Coins
from schemes.purses import may_pay

REWARD: Final = "reward"  # a movement that the entry's own kind does not tell: given back for it
_COMES: Final = frozenset(
    {EntryKind.EARN, EntryKind.REVERSE, EntryKind.TOP_UP, EntryKind.CONVERT, EntryKind.TRANSFER}
)
_GOES: Final = frozenset({EntryKind.SPEND, EntryKind.DONATE, EntryKind.TRANSFER})
_PURSES = select(account.c.purse, account.c.units).where(
    account.c.scheme == bindparam("scheme"),
    account.c.kind == AccountKind.RESIDENT,
    account.c.owner == bindparam("resident"),
)
_COMING = posting.c.units > 0  # what was given back for a sale is told beside what it cost
_MOVES = (
    select(
        entry.c.kind,
        func.coalesce(entry.c.time, entry.c.received).label("time"),
        entry.c.raw,
        kiosk_key.c.public_key,
        func.sum(posting.c.units).label("units"),
    )
    .join(account, account.c.number == posting.c.account)
    .join(entry, entry.c.number == posting.c.entry)
    .join(ledger, ledger.c.number == entry.c.ledger)
    .outerjoin(kiosk_key, kiosk_key.c.kid == ledger.c.kid)
    .where(
        account.c.scheme == bindparam("scheme"),
        account.c.kind == AccountKind.RESIDENT,
        account.c.owner == bindparam("resident"),
    )
    .group_by(entry.c.number, _COMING)
    .order_by(entry.c.number.desc(), _COMING.desc())
    .limit(MAX_MOVES)
)


def answer_account(
    connection: Connection, district: District, kiosk: int, request: AccountRequest, now: int
) -> AccountAnswer:
    """The account, or the reason why it is not told. Never raises for a bad code."""
    if abs(now - request.scanned_at) > SCAN_TOLERANCE_S:
        return AccountAnswer(reason=Decline.SCAN_TIME)
    about = request.evidence, request.scheme, request.scanned_at
    shown = read_shown(connection, district, kiosk, *about)
    if isinstance(shown, str):
        return AccountAnswer(reason=shown)
    if shown.is_card and kiosk not in shown.code.credential.slices:
        return AccountAnswer(reason=Decline.NOT_AT_HOME)
    booked = _booked(connection, district, shown.resident)
    return AccountAnswer(
        spendable=_spendable(connection, district, kiosk, shown, request, now).units,
        purses=booked,
        moves=_moves(connection, district, shown.resident),
    )


def _booked(connection: Connection, district: District, resident: int) -> Mapping[str, int]:
    """Booked coins by purse in the scheme's order; a purse that was never used has none."""
    names = {"scheme": district.scheme.id, "resident": resident}
    units: dict[str, int] = {row.purse: row.units for row in connection.execute(_PURSES, names)}
    order = [purse.id for purse in district.scheme.purses]
    return {purse: units.get(purse, 0) for purse in (*order, *sorted(units.keys() - set(order)))}


def _spendable(
    connection: Connection,
    district: District,
    kiosk: int,
    shown: Shown,
    request: AccountRequest,
    now: int,
) -> Coins:
    """What a hold of all purses that may pay there would find, were it asked for here and now."""
    scheme, cti = district.scheme, shown.code.cti
    accounts = Accounts(connection, scheme.id, district.purse, district.others)
    standing, at_home = accounts.standing(shown.resident), accounts.slice_of(cti, kiosk)
    first = standing.free + (at_home.open if at_home else Coins(0))
    there = {**standing.others, district.purse: first}
    place = places_of(connection, kiosk).judged(request.place, now)
    merchant = merchant_at(district.published.facilities, place)
    may = may_pay(scheme, merchant, day_of(scheme, request.scanned_at))
    coins = sum((there.get(purse, Coins(0)) for purse in may), Coins(0))
    if not shown.is_card:
        return max(Coins(0), coins)
    left = card_day_left(connection, scheme, cti, kiosk, request.scanned_at)
    return max(Coins(0), min(coins, left))


def _moves(connection: Connection, district: District, resident: int) -> tuple[BookedMove, ...]:
    """Newest first by their own time; what was booked last is among them."""
    names = {"scheme": district.scheme.id, "resident": resident}
    moves = [_move(row) for row in connection.execute(_MOVES, names).mappings()]
    return tuple(sorted(moves, key=lambda move: move.time, reverse=True))


def _move(row: RowMapping) -> BookedMove:
    usual = _COMES if row["units"] > 0 else _GOES
    kind = row["kind"] if row["kind"] in usual else REWARD
    return BookedMove(row["time"], kind, _name(row["raw"], row["public_key"]), row["units"])


def _name(raw: bytes, point: bytes | None) -> str:
    """What its first line calls it; nothing where this version can't read the entry."""
    if point is None:
        return ""
    try:
        lines = read_entry(raw, key_ring(PublicKey(Algorithm.ESP256, point))).entry.lines
    except ProtocolError:
        return ""
    return lines[0].name if lines else ""
