"""Is what was charged, given and converted in the books once, whole, and for whom it was said?

Computed once more of the bytes that kiosks signed: an entry that was booked has exactly the
postings that its kind makes, one that was not has none, and nothing else moves coins out of the
accounts of what came in.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, func, or_, select

from central_node.accounts import DISTRICT, AccountKind
from central_node.district import District
from central_node.schema import account, credential, entry, ledger, posting, reward
from protocol.entry import EntryKind, kept_entry
from protocol.receipt import Bearer, Outcome

_Posting: TypeAlias = tuple[str, int, str, int]  # an account's kind, owner and purse; units

_FROM = {EntryKind.TOP_UP: AccountKind.CHARGED, EntryKind.CONVERT: AccountKind.CONVERTED}
_KINDS = sorted({*_FROM, EntryKind.TRANSFER})
_ENTRIES = (
    select(
        entry.c.number,
        entry.c.kind,
        entry.c.raw,
        entry.c.resident,
        entry.c.coins,
        ledger.c.kiosk,
        credential.c.resident.label("payee"),
        or_(entry.c.outcome == Outcome.BOOKED, entry.c.bearer == Bearer.RESIDENT).label("booked"),
    )
    .join(ledger, ledger.c.number == entry.c.ledger)
    .outerjoin(credential, credential.c.cti == entry.c.payee_cti)
    .where(entry.c.kind.in_(_KINDS))
)
_POSTINGS = (
    select(posting.c.entry, posting.c.units, account.c.purse, account.c.kind, account.c.owner)
    .join(account, account.c.number == posting.c.account)
    .join(entry, entry.c.number == posting.c.entry)
    .where(or_(entry.c.kind.in_(_KINDS), account.c.kind.in_(sorted(_FROM.values()))))
)
_BONUSES = (
    select(reward.c.entry, func.sum(reward.c.coins).label("coins"))
    .join(entry, entry.c.number == reward.c.entry)
    .where(entry.c.kind.in_(_KINDS))
    .group_by(reward.c.entry)
)


def money_is_booked_once(connection: Connection, district: District) -> Iterator[str]:
    """1, 2: each entry that charges, gives or converts moved what it says, or nothing."""
    found: defaultdict[int, list[_Posting]] = defaultdict(list)
    for row in connection.execute(_POSTINGS):
        found[row.entry].append((row.kind, row.owner, row.purse, row.units))
    bonuses: dict[int, int] = {row.entry: row.coins for row in connection.execute(_BONUSES)}
    for row in connection.execute(_ENTRIES):
        wanted = _wanted(row, district.purse, bonuses.pop(row.number, 0)) if row.booked else []
        told = sum(kept_entry(row.raw).amounts.values()) if row.booked else 0
        if sorted(found.pop(row.number, [])) != sorted(wanted) or row.coins > told:
            yield f"2: entry {row.number} ({row.kind}) does not move what it says, once."
    for number in sorted({*found, *bonuses}):
        yield f"1: entry {number} moves coins of what came in, and may not."


def _wanted(row: Row[*tuple[Any, ...]], purse: str, bonus: int) -> list[_Posting]:
    """The postings of a booked entry."""
    person = (AccountKind.RESIDENT.value, row.resident, purse)
    payee = (AccountKind.RESIDENT.value, row.payee, purse)
    if row.kind == EntryKind.TRANSFER:
        return [(*person, -row.coins), (*payee, row.coins)] if payee != person else []
    source = (_FROM[EntryKind(row.kind)].value, row.kiosk, purse)
    charged = [(*source, -row.coins), (*person, row.coins)]
    issued = (AccountKind.ISSUED.value, DISTRICT, purse)
    return [*charged, (*issued, -bonus), (*person, bonus)] if bonus else charged
