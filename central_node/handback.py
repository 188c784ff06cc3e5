"""Hands a kiosk what the node has of its ledgers, for one that lost its disk. Reads only.

A kiosk gets nothing but entries that its own keys signed, this one and those before it. Codes of
residents go only to the kiosk that they were shown to.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, literal, select

from central_node.answers import Resigner
from central_node.ids import State
from central_node.schema import entry, evidence, intent, ledger
from protocol.messages import (
    MAX_HELD,
    MAX_LEDGERS,
    MAX_PAGE_ENTRIES,
    EntryItem,
    KnownEntry,
    KnownLedger,
    LedgerAnswer,
    LedgerRequest,
)

_LEDGERS = (
    select(ledger.c.name, ledger.c.size, ledger.c.head)
    .where(ledger.c.kiosk == bindparam("of_kiosk"), ledger.c.size > 0)
    .order_by(ledger.c.number.desc())
    .limit(MAX_LEDGERS)
)
_HELD = (
    select(intent.c.id)
    .where(
        intent.c.kiosk == bindparam("of_kiosk"),
        intent.c.state == literal(State.HELD, literal_execute=True),  # which its index is about
    )
    .order_by(intent.c.id)  # UUIDv7: the oldest first
    .limit(MAX_HELD)
)
_PAGE = (
    select(entry.c.number, entry.c.raw, entry.c.receipt)
    .join(ledger, ledger.c.number == entry.c.ledger)
    .where(
        ledger.c.kiosk == bindparam("of_kiosk"),
        ledger.c.name == bindparam("of_name"),
        entry.c.seq >= bindparam("from_seq"),
    )
    .order_by(entry.c.seq)
    .limit(MAX_PAGE_ENTRIES)
)
_CODES = (
    select(evidence.c.entry, evidence.c.bytes)
    .where(evidence.c.entry.in_(bindparam("numbers", expanding=True)))
    .order_by(evidence.c.entry, evidence.c.position)
)


def hand_back(
    connection: Connection, kiosk: int, request: LedgerRequest, resigner: Resigner
) -> LedgerAnswer:
    """What is known of the ledgers of ``kiosk``, and a page of the one that was asked for."""
    newest = connection.execute(_LEDGERS, {"of_kiosk": kiosk})
    ledgers = tuple(KnownLedger(row.name, row.size, row.head) for row in newest)[::-1]
    if request.ledger is None:
        held = connection.execute(_HELD, {"of_kiosk": kiosk}).scalars()
        return LedgerAnswer(ledgers, held=tuple(held))
    return LedgerAnswer(ledgers, _page(connection, kiosk, request, resigner))


def _page(
    connection: Connection, kiosk: int, request: LedgerRequest, resigner: Resigner
) -> tuple[KnownEntry, ...]:
    """Entries from the asked seq on, as many as fit, but always one if there is one."""
    asked = {"of_kiosk": kiosk, "of_name": request.ledger, "from_seq": request.from_seq}
    rows = connection.execute(_PAGE, asked).all()
    codes = _codes(connection, [row.number for row in rows])
    page: list[KnownEntry] = []
    left_bytes = request.max_bytes
    for row in rows:
        shown = tuple(codes.get(row.number, ()))
        left_bytes -= len(row.raw) + len(row.receipt) + sum(map(len, shown))
        if page and left_bytes < 0:
            break
        page.append(KnownEntry(EntryItem(row.raw, shown), resigner.answer(row.receipt)))
    return tuple(page)


def _codes(connection: Connection, numbers: Sequence[int]) -> dict[int, list[bytes]]:
    """The evidence of these entries, by the entry's number."""
    found: dict[int, list[bytes]] = {}
    for row in connection.execute(_CODES, {"numbers": numbers}):
        found.setdefault(row.entry, []).append(row.bytes)
    return found
