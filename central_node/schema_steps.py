"""Makes the node's tables and triggers, and brings a database of an older version to this one.

A step runs in one transaction: after a power cut the database is what it was, or all new. Nothing
that was booked is touched. The triggers are written for SQLite; another engine needs its own.
"""

from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Connection, RowMapping, Table, insert, literal_column, select, text

from central_node.errors import InvariantBroken
from central_node.pass_entries import fill_passes
from central_node.schema import (
    ENTRY_BY_REF,
    ENTRY_OF_CARD,
    ENTRY_OF_CARER,
    ENTRY_OF_RESIDENT,
    INTENT_HELD,
    INTENT_PROMISED,
    LEDGER_BY_KIOSK,
    SLICE_LIVE,
    SLICE_RELEASED,
    account,
    bundle,
    campaign,
    carer,
    claim,
    counted,
    credential,
    daily_right,
    desk_token,
    entry,
    fork,
    heartbeat,
    hole,
    intent,
    kiosk,
    kiosk_key,
    metadata,
    node_key,
    pass_move,
    pin,
    posting,
    price_class,
    revocation,
    reward,
)
from central_node.schema_money import ENTRY_INCOMING, ENTRY_OF_PAYEE, INTENT_GIFT, INTENT_OF_PAYEE
from central_node.schema_offers import EVIDENCE_BY_END, offer_answer
from central_node.schema_people import kiosk_place
from protocol import cbor, cose
from protocol.cose import MessageType
from protocol.credential import CredentialKind
from protocol.errors import ProtocolError

OLDEST_VERSION, SCHEMA_VERSION = 1, 10
_WITH_HOLES, _WITH_INDEXES, _WITH_CARDS, _WITH_CLAIMS = 2, 3, 4, 5  # the first that have them
_WITH_CLASSES, _WITH_RIGHTS, _WITH_RECEIPTS, _WITH_PASSES, _WITH_MONEY = 6, 7, 8, 9, 10
_APPEND_ONLY = (bundle, entry, posting, fork)
_APPEND_ONLY_CREDENTIALS = (credential, revocation)
_APPEND_ONLY_CLAIMS = (claim, counted, reward, daily_right)
_APPEND_ONLY_LATER = (*_APPEND_ONLY_CLAIMS, kiosk_place, pass_move)
_NEW_COLUMNS = (  # of version 4
    "kiosk ADD COLUMN retired INTEGER",
    "slice ADD COLUMN released INTEGER NOT NULL DEFAULT 0",
    "slice ADD COLUMN closed INTEGER",
    "slice ADD COLUMN fill_to INTEGER",
    "entry ADD COLUMN time INTEGER",
    "entry ADD COLUMN carer_cti BLOB",
    "entry ADD COLUMN carer_counter BLOB",
    "ledger ADD COLUMN trusted INTEGER",
    "ledger ADD COLUMN risk INTEGER",
    "intent ADD COLUMN scanned INTEGER",
)
_NEW_TABLES = (node_key, kiosk_key, heartbeat, carer, revocation, desk_token, pin)
_NEWER_COLUMNS = (  # of version 5; what was booked before stays without them
    "entry ADD COLUMN ref BLOB",
    "entry ADD COLUMN resident INTEGER",
    "entry ADD COLUMN coins INTEGER NOT NULL DEFAULT 0",
    "intent ADD COLUMN ref BLOB",
    "intent ADD COLUMN from_others INTEGER NOT NULL DEFAULT 0",
    "intent ADD COLUMN parts TEXT",
    "intent ADD COLUMN rewards TEXT",
)
_NEWEST_COLUMNS = (  # of version 10
    "entry ADD COLUMN payee_cti BLOB",
    "entry ADD COLUMN payee_counter BLOB",
    "intent ADD COLUMN kind TEXT",
    "intent ADD COLUMN payee_hash BLOB",
    "intent ADD COLUMN payee_cti BLOB",
    "intent ADD COLUMN payee_counter BLOB",
)
_ISSUED, _EXPIRES = 6, 4  # claims of a CWT (RFC 8392)


def create(connection: Connection) -> None:
    """Make all tables and triggers in an empty database."""
    metadata.create_all(connection)
    kept = (*_APPEND_ONLY, *_APPEND_ONLY_CREDENTIALS, *_APPEND_ONLY_LATER)
    for table in kept:
        _run(connection, _append_only(table))
    _run(connection, _intent_triggers())
    _run(connection, _hole_triggers())
    _run(connection, _carer_triggers())


def upgrade(connection: Connection, found: int) -> None:
    """Bring the database of version ``found`` to this one. Raises InvariantBroken for bytes in it
    that this node never wrote; the transaction is then to be rolled back."""
    if found < _WITH_HOLES:
        connection.execute(text("ALTER TABLE ledger ADD COLUMN before BLOB"))
        hole.create(connection)
        _run(connection, _hole_triggers())
    if found < _WITH_INDEXES:
        LEDGER_BY_KIOSK.create(connection)
        INTENT_HELD.create(connection)
    if found < _WITH_CARDS:
        _add_cards(connection)
    if found < _WITH_CLAIMS:
        _add_claims(connection)
    if found < _WITH_CLASSES:
        price_class.create(connection)
    if _WITH_CLAIMS <= found < _WITH_RIGHTS:
        _remake(connection, daily_right, lambda row: {**row, "resident": None})
        _run(connection, _append_only(daily_right))
    if found < _WITH_RECEIPTS:
        EVIDENCE_BY_END.create(connection)
        offer_answer.create(connection)
        kiosk_place.create(connection)
        _run(connection, _append_only(kiosk_place))
    if found < _WITH_PASSES:
        _add_passes(connection)
    if found < _WITH_MONEY:
        _add_money(connection, found)


def _add_cards(connection: Connection) -> None:
    for column in _NEW_COLUMNS:
        connection.execute(text(f"ALTER TABLE {column}"))
    _remake(connection, credential, _phone)
    for table in _NEW_TABLES:
        table.create(connection)
    ENTRY_OF_CARD.create(connection)
    ENTRY_OF_CARER.create(connection)
    SLICE_LIVE.create(connection)
    SLICE_RELEASED.create(connection)
    for table in _APPEND_ONLY_CREDENTIALS:
        _run(connection, _append_only(table))
    _run(connection, _carer_triggers())
    keys = select(kiosk.c.kid, kiosk.c.public_key, kiosk.c.number, kiosk.c.enrolled)
    connection.execute(
        insert(kiosk_key).from_select(
            ["kid", "public_key", "kiosk", "since"], keys.where(kiosk.c.kid.is_not(None))
        )
    )


def _add_claims(connection: Connection) -> None:
    """Accounts for donations, and what is noted of earnings, rewards, rights and visits."""
    for column in _NEWER_COLUMNS:
        connection.execute(text(f"ALTER TABLE {column}"))
    _remake(connection, account, dict)
    for table in (*_APPEND_ONLY_CLAIMS, campaign):
        table.create(connection)
    for index in (ENTRY_BY_REF, ENTRY_OF_RESIDENT, INTENT_PROMISED):
        index.create(connection)
    for table in _APPEND_ONLY_CLAIMS:
        _run(connection, _append_only(table))


def _add_passes(connection: Connection) -> None:
    """Count the passes that kiosks of the next version have sold, and the visits by them."""
    connection.execute(text("ALTER TABLE intent ADD COLUMN visit_to TEXT"))
    pass_move.create(connection)
    fill_passes(connection)
    _run(connection, _append_only(pass_move))


def _add_money(connection: Connection, found: int) -> None:
    """Accounts for what is charged and converted, and who gets a transfer's coins."""
    for column in _NEWEST_COLUMNS:
        connection.execute(text(f"ALTER TABLE {column}"))
    ENTRY_OF_PAYEE.create(connection)
    INTENT_OF_PAYEE.create(connection)
    ENTRY_INCOMING.create(connection)
    INTENT_GIFT.create(connection)
    if found >= _WITH_CLAIMS:  # else made just now
        _remake(connection, account, dict)


def _remake(
    connection: Connection, table: Table, row: Callable[[RowMapping], dict[str, object]]
) -> None:
    """SQLite cannot take a NOT NULL or a CHECK from a table: copy, drop, make anew, fill.

    Other tables name its rows all the while, so that the database looks at foreign keys only when
    the transaction ends; filling the table of that name is what it then counts. Dropping a table
    fires no trigger.
    """
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    old = connection.execute(select(literal_column("*")).select_from(table)).mappings().all()
    connection.execute(text(f"DROP TABLE {table.name}"))
    table.create(connection)
    if old:
        connection.execute(insert(table), [row(one) for one in old])


def _phone(old: RowMapping) -> dict[str, object]:
    """A row of before: all were phones, and only the signed bytes told from when to when."""
    try:
        claims = cbor.decode(cose.parse(old["raw"], MessageType.CREDENTIAL).payload)
    except ProtocolError as exc:
        raise InvariantBroken("a credential in the books is none") from exc
    if not isinstance(claims, Mapping) or not {_ISSUED, _EXPIRES} <= claims.keys():
        raise InvariantBroken("a credential in the books has no dates")
    dates = {"issued": claims[_ISSUED], "expires": claims[_EXPIRES]}
    return {**old, "kind": int(CredentialKind.PHONE), **dates}


def _append_only(table: Table) -> Iterator[str]:
    yield _refuse(table, "UPDATE", "1")
    yield _refuse(table, "DELETE", "1")


def _intent_triggers() -> Iterator[str]:
    yield _refuse(intent, "UPDATE", "OLD.state IN ('booked', 'voided')")
    yield _refuse(intent, "DELETE", "1")


def _hole_triggers() -> Iterator[str]:
    yield _refuse(hole, "UPDATE", "OLD.named IS NOT NULL")
    yield _refuse(hole, "DELETE", "1")


def _carer_triggers() -> Iterator[str]:
    yield _refuse(carer, "UPDATE", "OLD.until IS NOT NULL")
    yield _refuse(carer, "DELETE", "1")


def _refuse(table: Table, verb: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{table.name}: no {verb}'); END"
    )


def _run(connection: Connection, statements: Iterator[str]) -> None:
    for statement in statements:
        connection.execute(text(statement))
