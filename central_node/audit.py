"""Looks through the whole database for anything that breaks an invariant of the protocol.

The numbers are those of the protocol's list. Each check gives sentences for people; none means that
all is well. Signatures are verified again from the bytes kept, so a changed disk is found too.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Case, Connection, Row, and_, case, func, or_, select

from central_node.accounts import PAID, AccountKind, Accounts
from central_node.chain_audit import chains_hold
from central_node.coin_audit import COIN_CHECKS
from central_node.district import District
from central_node.ids import State
from central_node.money_audit import money_is_booked_once
from central_node.pass_audit import passes_are_as_sold
from central_node.schema import (
    account,
    entry,
    intent,
    kiosk,
    ledger,
    posting,
    resident,
    slice_,
)
from central_node.showings import HELD_ONLY, TAKES
from protocol.entry import EntryKind
from protocol.errors import ProtocolError
from protocol.receipt import Bearer, Outcome, read_receipt
from schemes.money import Coins

Check = Callable[[Connection, District], Iterator[str]]
_ENDING = sorted(TAKES | HELD_ONLY | {EntryKind.TOP_UP})  # kinds that book the ids of entries
_DEBITED = (AccountKind.RESIDENT, AccountKind.LOSS)


def audit(connection: Connection, district: District) -> tuple[str, ...]:
    """All problems found, as sentences; reads every row once."""
    return tuple(problem for check in _CHECKS for problem in check(connection, district))


def duplicates(connection: Connection) -> int:
    """How many ids were debited more than once. Must be 0.

    A debit is what an entry takes of a purse, from a resident or from the district's losses.
    """
    debits = func.count(posting.c.number)
    each = (
        select(entry.c.id)
        .join(posting, posting.c.entry == entry.c.number)
        .join(account, account.c.number == posting.c.account)
        .where(account.c.kind.in_(_DEBITED), posting.c.units < 0)
        .group_by(entry.c.id)
        .having(
            or_(
                debits > func.count(func.distinct(account.c.purse)),
                func.count(func.distinct(entry.c.number)) > 1,
            )
        )
    )
    return connection.execute(select(func.count()).select_from(each.subquery())).scalar_one()


def _postings_balance(connection: Connection, _: District) -> Iterator[str]:
    """1: postings sum to 0, per scheme, purse and entry."""
    per_entry = (
        select(
            account.c.scheme,
            account.c.purse,
            posting.c.entry,
            func.sum(posting.c.units).label("sum"),
        )
        .join(account, account.c.number == posting.c.account)
        .group_by(account.c.scheme, account.c.purse, posting.c.entry)
        .having(func.sum(posting.c.units) != 0)
    )
    for row in connection.execute(per_entry):
        yield f"1: postings of entry {row.entry} in {row.scheme} sum to {row.sum}, not 0."


def _kept_balances(connection: Connection, _: District) -> Iterator[str]:
    """1: the balance kept beside the postings is their sum."""
    sums = (
        select(account.c.owner, account.c.units, func.sum(posting.c.units).label("sum"))
        .join(posting, posting.c.account == account.c.number)
        .where(account.c.units.is_not(None))
        .group_by(account.c.number)
    )
    for row in connection.execute(sums):
        if row.units != row.sum:
            yield f"1: resident {row.owner} is kept at {row.units}, postings say {row.sum}."


def _debited_once(connection: Connection, _: District) -> Iterator[str]:
    """2: at most one debit per id."""
    count = duplicates(connection)
    if count:
        yield f"2: {count} ids were debited more than once."


def _debits_have_entries(connection: Connection, _: District) -> Iterator[str]:
    """3: each entry's debit is on the account that its receipt names, and on no other."""
    debits = (
        select(
            entry.c.number,
            entry.c.outcome,
            entry.c.bearer,
            func.sum(_taken(AccountKind.RESIDENT)).label("resident"),
            func.sum(_taken(AccountKind.LOSS)).label("loss"),
        )
        .join(posting, posting.c.entry == entry.c.number)
        .join(account, account.c.number == posting.c.account)
        .where(entry.c.kind.in_(sorted(TAKES)))
        .group_by(entry.c.number)
    )
    for row in connection.execute(debits):
        if not _debit_as_said(row):
            yield f"3: entry {row.number} debits another account than its receipt says."


def _taken(kind: AccountKind) -> Case[int]:
    """What left accounts of a kind; what came back to them is another matter."""
    return case((and_(account.c.kind == kind, posting.c.units < 0), posting.c.units), else_=0)


def _debit_as_said(row: Row[*tuple[Any, ...]]) -> bool:
    if row.outcome == Outcome.BOOKED or row.bearer == Bearer.RESIDENT:
        return bool(row.resident < 0 and row.loss == 0)
    return bool(row.bearer == Bearer.DISTRICT and row.resident == 0 and row.loss < 0)


def _intents_end_by_entries(connection: Connection, _: District) -> Iterator[str]:
    """4, 5: a booked id has its one entry; a voided id was never booked to a resident."""
    joined = (
        select(intent.c.id, intent.c.state, func.count(entry.c.number).label("booked"))
        .outerjoin(
            entry,
            and_(
                entry.c.id == intent.c.id,
                entry.c.kind.in_(_ENDING),
                (entry.c.outcome == Outcome.BOOKED) | entry.c.bearer.is_not(None),
            ),
        )
        .where(intent.c.state.in_((State.BOOKED, State.VOIDED)))
        .group_by(intent.c.id)
    )
    for row in connection.execute(joined):
        if row.state == State.BOOKED and row.booked != 1:
            yield f"4: id {row.id.hex()} is booked by {row.booked} entries."
    wrong = (
        select(entry.c.number)
        .join(intent, intent.c.id == entry.c.id)
        .where(
            intent.c.state != State.BOOKED,
            entry.c.kind.in_(_ENDING),
            (entry.c.outcome == Outcome.BOOKED) | (entry.c.bearer == Bearer.RESIDENT),
        )
    )
    for number in connection.execute(wrong).scalars():
        yield f"5: entry {number} is booked, its id is not."


def _promises_are_covered(connection: Connection, district: District) -> Iterator[str]:
    """9: free + live slices + holds = balance, and free is never below 0."""
    accounts = Accounts(connection, district.scheme.id, district.purse, district.others)
    for number in connection.execute(select(resident.c.number)).scalars().all():
        standing = accounts.standing(number)
        for free in (standing.free, *standing.others.values()):
            if free < Coins(0):
                yield f"9: resident {number} has {free.units} free coins."
    kept = intent.c.from_free + intent.c.from_slice + intent.c.from_others
    wanted = case((intent.c.kind == EntryKind.CONVERT, 0), else_=intent.c.amount)
    parts = select(intent.c.id).where(intent.c.state == State.HELD, kept != wanted)
    for id_ in connection.execute(parts).scalars():
        yield f"9: the hold {id_.hex()} keeps another amount than its own."


def _slices_shrink_by_booking(connection: Connection, _: District) -> Iterator[str]:
    """10: what a slice lost was booked at its kiosk, or given back when it was closed."""
    spent = (
        select(entry.c.cti, ledger.c.kiosk, func.sum(posting.c.units).label("units"))
        .join(ledger, ledger.c.number == entry.c.ledger)
        .join(posting, posting.c.entry == entry.c.number)
        .join(account, account.c.number == posting.c.account)
        .where(account.c.kind.in_(PAID), posting.c.units > 0)
        .group_by(entry.c.cti, ledger.c.kiosk)
        .subquery()
    )
    at_kiosk = and_(spent.c.cti == slice_.c.cti, spent.c.kiosk == slice_.c.kiosk)
    gone = slice_.c.reserved - slice_.c.left - slice_.c.released
    found = (
        select(slice_.c.kiosk)
        .outerjoin(spent, at_kiosk)
        .where(or_(slice_.c.left > 0, slice_.c.closed.is_not(None)))  # or closed before version 4
        .where(gone > func.coalesce(spent.c.units, 0))
    )
    for number in connection.execute(found).scalars():
        yield f"10: a slice at kiosk {number} was released without a booking."


def _slices_are_closed_by_entries(connection: Connection, _: District) -> Iterator[str]:
    """10: a slice was closed by an entry of its kiosk's, or when the kiosk was retired."""
    closing = (
        select(entry.c.number)
        .join(ledger, ledger.c.number == entry.c.ledger)
        .where(
            entry.c.kind == EntryKind.CLOSE_CREDENTIAL,
            entry.c.cti == slice_.c.cti,
            ledger.c.kiosk == slice_.c.kiosk,
        )
    )
    closed = (
        select(slice_.c.kiosk)
        .join(kiosk, kiosk.c.number == slice_.c.kiosk)
        .where(
            or_(slice_.c.closed.is_not(None), slice_.c.released > 0),
            or_(kiosk.c.retired.is_(None), slice_.c.closed < kiosk.c.retired),
            ~closing.exists(),
        )
    )
    for number in connection.execute(closed).scalars():
        yield f"10: a slice at kiosk {number} was closed, but not by the kiosk."


def _holds_of_retired_kiosks(connection: Connection, _: District) -> Iterator[str]:
    """9: a kiosk that is retired keeps no coins: nothing would ever let go of them."""
    kept = (
        select(intent.c.id)
        .join(kiosk, kiosk.c.number == intent.c.kiosk)
        .where(intent.c.state == State.HELD, kiosk.c.retired.is_not(None))
    )
    for id_ in connection.execute(kept).scalars():
        yield f"9: the hold {id_.hex()} is a retired kiosk's."


def _receipts_are_ours(connection: Connection, district: District) -> Iterator[str]:
    """17, 18: each entry has its one receipt, signed, about these bytes and this outcome."""
    found = select(entry, ledger.c.name).join(ledger, ledger.c.number == entry.c.ledger)
    keys = {**district.former_receipt_keys, **district.receipt_keys}
    for row in connection.execute(found):
        try:
            receipt = read_receipt(row.receipt, keys)
        except ProtocolError as exc:
            yield f"18: the receipt of entry {row.number} is no good: {exc.reason}."
            continue
        said = (receipt.ledger, receipt.seq, receipt.entry_hash)
        if said != (row.name, row.seq, row.hash):
            yield f"17: the receipt of entry {row.number} is about another entry."
        if (receipt.outcome, receipt.bearer, receipt.flag) != (row.outcome, row.bearer, row.flag):
            yield f"17: the receipt of entry {row.number} says another outcome than the books."


_CHECKS: tuple[Check, ...] = (
    _postings_balance,
    *COIN_CHECKS,
    money_is_booked_once,
    passes_are_as_sold,
    _kept_balances,
    _debited_once,
    _debits_have_entries,
    _intents_end_by_entries,
    _promises_are_covered,
    _slices_shrink_by_booking,
    _slices_are_closed_by_entries,
    _holds_of_retired_kiosks,
    chains_hold,
    _receipts_are_ours,
)
