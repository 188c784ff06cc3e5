"""How the node finds who was to get coins of a transfer: that showing of their code is used, too.

And what came in at a kiosk. Apart from `schema`, since most entries are about neither.
"""

from sqlalchemy import Index

from central_node.schema import entry, intent
from protocol.entry import EntryKind

GIFT = EntryKind.TRANSFER
INCOMING = frozenset({EntryKind.TOP_UP, EntryKind.CONVERT})
"""Kinds by which coins come in from outside, at a kiosk."""

# New in version 10.
ENTRY_OF_PAYEE = Index(
    "entry_of_payee",
    entry.c.payee_cti,
    entry.c.payee_counter,
    sqlite_where=entry.c.payee_cti.is_not(None),
)
INTENT_OF_PAYEE = Index(
    "intent_of_payee",
    intent.c.payee_cti,
    intent.c.payee_counter,
    sqlite_where=intent.c.payee_cti.is_not(None),
)
ENTRY_INCOMING = Index(
    "entry_incoming",
    entry.c.ledger,
    entry.c.received,
    sqlite_where=entry.c.kind.in_(sorted(INCOMING)),
)
INTENT_GIFT = Index(
    "intent_gift", intent.c.resident, intent.c.scanned, sqlite_where=intent.c.kind == GIFT
)
