"""The node's tables. What was booked is append-only, and the database itself refuses otherwise.

Coins live in `account` and `posting`: a posting is never changed, and those of one entry sum to 0.
What is promised but not yet booked lives beside them: `slice` (coins set aside for stand-in sales
at one kiosk) and `intent` (one id's way: none -> held -> booked | voided). A resident's free
balance is the balance less both. docs/adr/0004-node-accounts.md says why promises are not postings.

The triggers are written for SQLite; another engine needs its own.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    CursorResult,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from central_node.errors import InvariantBroken

OLDEST_VERSION, SCHEMA_VERSION = 1, 3
STATES = ("held", "declined", "booked", "voided")
ACCOUNT_KINDS = ("resident", "takings", "loss", "issued")

metadata = MetaData()
Whole = BigInteger().with_variant(Integer, "sqlite")  # SQLite's INTEGER has 64 bits already


def _number() -> Column[int]:
    return Column("number", Whole, primary_key=True)


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


bundle = Table(
    "bundle",
    metadata,
    Column("version", Whole, primary_key=True),
    Column("scheme_id", Text, nullable=False),
    Column("scheme_version", Whole, nullable=False),
    Column("scheme", LargeBinary, nullable=False),
    Column("trust_list", LargeBinary, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    sqlite_strict=True,
)

kiosk = Table(
    "kiosk",
    metadata,
    _number(),
    Column("name", Text, nullable=False, unique=True),
    Column("code_hash", LargeBinary, nullable=False, unique=True),
    Column("code_expires", Whole, nullable=False),
    Column("kid", LargeBinary, unique=True),  # NULL until enrolled
    Column("public_key", LargeBinary),
    Column("enrolled", Whole),
    CheckConstraint("(kid IS NULL) = (public_key IS NULL) AND (kid IS NULL) = (enrolled IS NULL)"),
    sqlite_strict=True,
)

resident = Table(
    "resident",
    metadata,
    _number(),
    Column("id", Text, nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("token_expires", Whole, nullable=False),
    sqlite_strict=True,
)

home = Table(
    "home",
    metadata,
    Column("resident", ForeignKey("resident.number"), primary_key=True),
    Column("kiosk", ForeignKey("kiosk.number"), primary_key=True),
    sqlite_strict=True,
)

credential = Table(
    "credential",
    metadata,
    Column("cti", LargeBinary, primary_key=True),
    Column("resident", ForeignKey("resident.number"), nullable=False),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("pseudonym", Text, nullable=False, unique=True),
    Column("status_index", Whole, nullable=False, unique=True),
    Column("raw", LargeBinary, nullable=False),
    sqlite_strict=True,
)

limit_tag = Table(
    "limit_tag",
    metadata,
    Column("month", Text, primary_key=True),  # "2026-11"
    Column("tag", LargeBinary, primary_key=True),
    Column("resident", ForeignKey("resident.number"), nullable=False),
    UniqueConstraint("month", "resident"),
    sqlite_strict=True,
)

slice_ = Table(
    "slice",
    metadata,
    Column("cti", ForeignKey("credential.cti"), primary_key=True),
    Column("kiosk", ForeignKey("kiosk.number"), primary_key=True),
    Column("resident", ForeignKey("resident.number"), nullable=False, index=True),
    Column("reserved", Whole, nullable=False),
    Column("left", Whole, nullable=False),
    CheckConstraint('"left" >= 0 AND "left" <= reserved'),
    sqlite_strict=True,
)

account = Table(
    "account",
    metadata,
    _number(),
    Column("scheme", Text, nullable=False),
    Column("purse", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("owner", Whole, nullable=False),  # resident or kiosk number; 0 for the district's own
    Column("units", Whole),  # kept for accounts that may not be overdrawn; NULL: sum the postings
    UniqueConstraint("kind", "owner", "purse", "scheme"),
    _one_of("kind", ACCOUNT_KINDS),
    CheckConstraint("units IS NULL OR units >= 0", name="never_overdrawn"),
    CheckConstraint("(kind = 'resident') = (units IS NOT NULL)"),
    sqlite_strict=True,
)

ledger = Table(
    "ledger",
    metadata,
    _number(),
    Column("kid", LargeBinary, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("kiosk", ForeignKey("kiosk.number"), nullable=False),
    Column("size", Whole, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("before", LargeBinary),  # the ledger that its opening names; NULL: none, or no opening
    UniqueConstraint("kid", "name"),
    sqlite_strict=True,
)

entry = Table(
    "entry",
    metadata,
    _number(),
    Column("ledger", ForeignKey("ledger.number"), nullable=False),
    Column("seq", Whole, nullable=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("id", LargeBinary, index=True),  # NULL where this node cannot read the entry's fields
    Column("kind", Text, nullable=False),
    Column("cti", LargeBinary),
    Column("counter", LargeBinary),
    Column("raw", LargeBinary, nullable=False),
    Column("received", Whole, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("bearer", Text),
    Column("flag", Text),
    Column("receipt", LargeBinary, nullable=False),
    UniqueConstraint("ledger", "seq"),
    Index("entry_by_code", "cti", "counter"),
    sqlite_strict=True,
)

evidence = Table(
    "evidence",
    metadata,
    Column("entry", ForeignKey("entry.number"), primary_key=True),
    Column("position", Whole, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
    sqlite_strict=True,
)

posting = Table(
    "posting",
    metadata,
    _number(),
    Column("account", ForeignKey("account.number"), nullable=False, index=True),
    Column("units", Whole, nullable=False),
    Column("entry", ForeignKey("entry.number"), index=True),  # NULL: the seed
    CheckConstraint("units <> 0"),
    sqlite_strict=True,
)

intent = Table(
    "intent",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("kiosk", ForeignKey("kiosk.number"), nullable=False),
    Column("state", Text, nullable=False),
    Column("resident", ForeignKey("resident.number")),  # NULL: final before any hold was asked for
    Column("cti", LargeBinary),
    Column("counter", LargeBinary),
    Column("order_hash", LargeBinary),
    Column("evidence_hash", LargeBinary),
    Column("amount", Whole, nullable=False, default=0),
    Column("from_free", Whole, nullable=False, default=0),
    Column("from_slice", Whole, nullable=False, default=0),
    Column("spendable", Whole, nullable=False, default=0),
    Column("reason", Text),
    _one_of("state", STATES),
    CheckConstraint("from_free >= 0 AND from_slice >= 0"),
    Index("intent_by_resident", "resident", "state"),
    Index("intent_by_code", "cti", "counter"),
    sqlite_strict=True,
)

fork = Table(
    "fork",
    metadata,
    Column("ledger", ForeignKey("ledger.number"), primary_key=True),
    Column("seq", Whole, primary_key=True),  # one proof is proof; a second would only fill the disk
    Column("raw", LargeBinary, nullable=False),
    Column("received", Whole, nullable=False),
    sqlite_strict=True,
)

hole = Table(
    "hole",  # a place that a kiosk told as lost; open as long as there is no entry
    metadata,
    Column("ledger", ForeignKey("ledger.number"), primary_key=True),
    Column("seq", Whole, primary_key=True),
    Column("named", LargeBinary),  # the hash by which the entry after it names it
    Column("told", Whole, nullable=False),
    sqlite_strict=True,
)

_WITH_HOLES = 2  # the first version that has holes, and ledgers with the one before them
_OF_A_KIOSK = (  # new in version 3
    Index("ledger_by_kiosk", ledger.c.kiosk),
    Index("intent_held", intent.c.kiosk, intent.c.cti, sqlite_where=intent.c.state == "held"),
)
_APPEND_ONLY = (bundle, credential, entry, posting, fork)


def create(connection: Connection) -> None:
    """Make all tables and triggers in an empty database."""
    metadata.create_all(connection)
    for trigger in _triggers():
        connection.execute(text(trigger))


def upgrade(connection: Connection, found: int) -> None:
    """Bring the database of an older version to this one. Nothing that was booked is touched."""
    if found < _WITH_HOLES:
        connection.execute(text("ALTER TABLE ledger ADD COLUMN before BLOB"))
        hole.create(connection)
        for trigger in _hole_triggers():
            connection.execute(text(trigger))
    for index in _OF_A_KIOSK:
        index.create(connection)


def number_of(inserted: CursorResult[Any]) -> int:
    """The number that the database gave to the one row inserted."""
    key = inserted.inserted_primary_key
    if key is None:
        raise InvariantBroken("the database gave a new row no number")
    return int(key[0])


def _triggers() -> Iterator[str]:
    for table in _APPEND_ONLY:
        yield _refuse(table, "UPDATE", "1")
        yield _refuse(table, "DELETE", "1")
    yield _refuse(intent, "UPDATE", "OLD.state IN ('booked', 'voided')")
    yield _refuse(intent, "DELETE", "1")
    yield from _hole_triggers()


def _hole_triggers() -> Iterator[str]:
    yield _refuse(hole, "UPDATE", "OLD.named IS NOT NULL")
    yield _refuse(hole, "DELETE", "1")


def _refuse(table: Table, verb: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{table.name}: no {verb}'); END"
    )
