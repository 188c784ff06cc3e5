"""How the node finds who was to get coins of a transfer: that showing of their code is used, too.

Apart from `schema`, since most entries have no payee.
"""

from sqlalchemy import Index

from central_node.schema import entry, intent

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
