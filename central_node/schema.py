"""The node's tables about coins. What was booked is append-only; the database refuses otherwise.

Coins live in `account` and `posting`: a posting is never changed, and those of one entry sum to 0.
What is promised but not yet booked lives beside them: `slice` (coins set aside for stand-in sales
at one kiosk) and `intent` (one id's way: none -> held -> booked | voided). A resident's free
balance is the balance less both. docs/adr/0004-node-accounts.md says why promises are not postings.

Who takes part, and with which keys, is in `schema_people`, and is named here too, so that queries
find all tables in one place. `schema_steps` makes the tables and brings older ones up to date.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    and_,
)

from central_node.schema_claims import campaign, claim, counted, daily_right, pass_move, reward
from central_node.schema_people import (
    Whole,
    bundle,
    carer,
    credential,
    desk_token,
    heartbeat,
    home,
    kiosk,
    kiosk_key,
    limit_tag,
    metadata,
    node_key,
    number_column,
    number_of,
    one_of,
    price_class,
    resident,
    revocation,
)

__all__ = [
    "ACCOUNT_KINDS",
    "ENTRY_BY_REF",
    "ENTRY_OF_CARD",
    "ENTRY_OF_CARER",
    "ENTRY_OF_RESIDENT",
    "INTENT_HELD",
    "INTENT_PROMISED",
    "LEDGER_BY_KIOSK",
    "SLICE_LIVE",
    "SLICE_RELEASED",
    "STATES",
    "account",
    "bundle",
    "campaign",
    "carer",
    "claim",
    "counted",
    "credential",
    "daily_right",
    "desk_token",
    "entry",
    "evidence",
    "fork",
    "heartbeat",
    "hole",
    "home",
    "intent",
    "kiosk",
    "kiosk_key",
    "ledger",
    "limit_tag",
    "metadata",
    "node_key",
    "number_of",
    "pass_move",
    "pin",
    "posting",
    "price_class",
    "resident",
    "revocation",
    "reward",
    "slice_",
]
STATES = ("held", "declined", "booked", "voided")
ACCOUNT_KINDS = ("resident", "takings", "donated", "loss", "issued", "charged", "converted")

slice_ = Table(
    "slice",
    metadata,
    Column("cti", ForeignKey("credential.cti"), primary_key=True),
    Column("kiosk", ForeignKey("kiosk.number"), primary_key=True),
    Column("resident", ForeignKey("resident.number"), nullable=False, index=True),
    Column("reserved", Whole, nullable=False),
    Column("left", Whole, nullable=False),
    Column("released", Whole, nullable=False, server_default="0"),  # back to free, not spent
    Column("closed", Whole),  # epoch s from when nothing more is set aside here; NULL: open
    Column("fill_to", Whole),  # of a card: up to where it is filled up again; NULL: never
    CheckConstraint('"left" >= 0 AND "left" <= reserved'),
    sqlite_strict=True,
)

account = Table(
    "account",
    metadata,
    number_column(),
    Column("scheme", Text, nullable=False),
    Column("purse", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("owner", Whole, nullable=False),  # resident or kiosk number; 0 for the district's own
    Column("units", Whole),  # kept for accounts that may not be overdrawn; NULL: sum the postings
    UniqueConstraint("kind", "owner", "purse", "scheme"),
    one_of("kind", ACCOUNT_KINDS),
    CheckConstraint("units IS NULL OR units >= 0", name="never_overdrawn"),
    CheckConstraint("(kind = 'resident') = (units IS NOT NULL)"),
    sqlite_strict=True,
)

ledger = Table(
    "ledger",
    metadata,
    number_column(),
    Column("kid", LargeBinary, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("kiosk", ForeignKey("kiosk.number"), nullable=False),
    Column("size", Whole, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("before", LargeBinary),  # the ledger that its opening names; NULL: none, or no opening
    Column("trusted", Whole),  # latest time of an entry with a good clock; NULL: none since v. 4
    Column("risk", Whole),  # coins that the ledgers before could sell twice; NULL: none before
    UniqueConstraint("kid", "name"),
    sqlite_strict=True,
)

entry = Table(
    "entry",
    metadata,
    number_column(),
    Column("ledger", ForeignKey("ledger.number"), nullable=False),
    Column("seq", Whole, nullable=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("id", LargeBinary, index=True),  # NULL where this node cannot read the entry's fields
    Column("kind", Text, nullable=False),
    Column("cti", LargeBinary),
    Column("counter", LargeBinary),
    Column("raw", LargeBinary, nullable=False),
    Column("received", Whole, nullable=False),
    Column("time", Whole),  # the entry's own; NULL: unreadable, or from before version 4
    Column("carer_cti", LargeBinary),  # whose code was shown beside a card
    Column("carer_counter", LargeBinary),
    Column("outcome", Text, nullable=False),
    Column("bearer", Text),
    Column("flag", Text),
    Column("ref", LargeBinary),  # an earlier entry of the visit, or the one that it reverses
    Column("resident", Whole),  # the number of whose coins it moved; NULL: nobody's
    Column("coins", Whole, nullable=False, server_default="0"),  # what it moved, 0 before version 5
    Column("payee_cti", LargeBinary),  # whose code was shown to get a transfer's coins
    Column("payee_counter", LargeBinary),
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
    number_column(),
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
    Column("scanned", Whole),  # epoch s of the code's scan; NULL: no hold, or before version 4
    Column("ref", LargeBinary),  # the first entry of the visit that it is a further part of
    Column("from_others", Whole, nullable=False, server_default="0"),  # from further purses, in all
    Column("parts", Text),  # JSON, coins by purse; NULL: all of it is of the first purse
    Column("rewards", Text),  # JSON, coins by rule that were promised; NULL: none
    Column("kind", Text),  # of what the entry will be; NULL: a sale, or before version 10
    Column("payee_hash", LargeBinary),  # of the code shown to get coins, and whose it is
    Column("payee_cti", LargeBinary),
    Column("payee_counter", LargeBinary),
    Column("visit_to", Text),  # place and service of a visit by pass; NULL: it is about coins
    one_of("state", STATES),
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

pin = Table(
    "pin",  # how a kiosk stands with a card's or badge's PIN, by its own entries
    metadata,
    Column("kiosk", ForeignKey("kiosk.number"), primary_key=True),
    Column("cti", LargeBinary, primary_key=True),  # by the kiosk's word; no need to be ours
    Column("tries", Whole, nullable=False),  # since it was right, set or unblocked
    Column("right", Whole),  # epoch s of the entry that says so; NULL: never, or tried since
    Column("clock", Text),  # what that entry says of its clock
    CheckConstraint('("right" IS NULL) = (clock IS NULL)'),
    CheckConstraint("tries >= 0"),
    sqlite_strict=True,
)

# New in version 3; made apart for a database that is older.
LEDGER_BY_KIOSK = Index("ledger_by_kiosk", ledger.c.kiosk)
INTENT_HELD = Index(
    "intent_held", intent.c.kiosk, intent.c.cti, sqlite_where=intent.c.state == "held"
)
# New in version 4: what cards paid, by their time (phones have counters and are not in it), which
# showings of carers were used, and what is set aside at a kiosk now (slices that are used up or
# closed are not), or was given back.
ENTRY_OF_CARD = Index(
    "entry_of_card",
    entry.c.cti,
    entry.c.time,
    sqlite_where=entry.c.cti.is_not(None) & entry.c.counter.is_(None),
)
ENTRY_OF_CARER = Index(
    "entry_of_carer",
    entry.c.carer_cti,
    entry.c.carer_counter,
    sqlite_where=entry.c.carer_cti.is_not(None),
)
SLICE_LIVE = Index("slice_live", slice_.c.kiosk, sqlite_where=slice_.c.left > 0)
SLICE_RELEASED = Index("slice_released", slice_.c.kiosk, sqlite_where=slice_.c.released > 0)
# New in version 5: what belongs to an entry (its reversals, the further ones of its visit), what a
# resident paid in a month, and what live holds have promised to give back.
ENTRY_BY_REF = Index("entry_by_ref", entry.c.ref, sqlite_where=entry.c.ref.is_not(None))
ENTRY_OF_RESIDENT = Index(
    "entry_of_resident",
    entry.c.resident,
    entry.c.time,
    sqlite_where=entry.c.resident.is_not(None),
)
INTENT_PROMISED = Index(
    "intent_promised",
    intent.c.resident,
    sqlite_where=and_(intent.c.state == "held", intent.c.rewards.is_not(None)),
)
