"""The node's tables about who takes part: kiosks, residents, credentials, keys, what is published.

`credential` holds all that was ever issued, and `revocation` all that was taken back; neither is
ever changed. Secrets that people carry (enrolment codes, wallet tokens, desk tokens) are kept as
hashes only.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    CursorResult,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from central_node.errors import InvariantBroken
from protocol.credential import CredentialKind

metadata = MetaData()
Whole = BigInteger().with_variant(Integer, "sqlite")  # SQLite's INTEGER has 64 bits already
_PHONE, _CARD, _STAFF = (int(kind) for kind in CredentialKind)


def number_column() -> Column[int]:
    """A table's own number, given by the database."""
    return Column("number", Whole, primary_key=True)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A column that holds one of these words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def number_of(inserted: CursorResult[Any]) -> int:
    """The number that the database gave to the one row inserted."""
    key = inserted.inserted_primary_key
    if key is None:
        raise InvariantBroken("the database gave a new row no number")
    return int(key[0])


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

node_key = Table(
    "node_key",  # the keys made after the seed, and the seed's own once they are dropped
    metadata,
    Column("kid", LargeBinary, primary_key=True),
    Column("role", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("file", Text, nullable=False, unique=True),
    Column("since", Whole, nullable=False),  # epoch s from when this node signs with it
    Column("until", Whole),  # epoch s from when nobody trusts it; NULL: it is in the trust list
    one_of("role", ("credential", "receipt")),
    sqlite_strict=True,
)

kiosk = Table(
    "kiosk",
    metadata,
    number_column(),
    Column("name", Text, nullable=False, unique=True),
    Column("code_hash", LargeBinary, nullable=False, unique=True),
    Column("code_expires", Whole, nullable=False),
    Column("kid", LargeBinary, unique=True),  # the newest key; NULL until enrolled
    Column("public_key", LargeBinary),
    Column("enrolled", Whole),
    Column("retired", Whole),  # epoch s from when it is no kiosk of the district; NULL: it is one
    CheckConstraint("(kid IS NULL) = (public_key IS NULL) AND (kid IS NULL) = (enrolled IS NULL)"),
    sqlite_strict=True,
)

kiosk_key = Table(
    "kiosk_key",  # every key that a kiosk ever had
    metadata,
    Column("kid", LargeBinary, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("kiosk", ForeignKey("kiosk.number"), nullable=False, index=True),
    Column("since", Whole, nullable=False),
    Column("until", Whole),  # epoch s from when another key has its place; NULL: it is the newest
    CheckConstraint("until IS NULL OR until >= since"),
    sqlite_strict=True,
)

kiosk_place = Table(
    "kiosk_place",  # at which facility a kiosk stands, and stood before
    metadata,
    number_column(),
    Column("kiosk", ForeignKey("kiosk.number"), nullable=False, index=True),
    Column("since", Whole, nullable=False),  # epoch s; the earliest holds for all time before
    Column("place", Text, nullable=False),  # a facility's id
    sqlite_strict=True,
)

heartbeat = Table(
    "heartbeat",  # what a kiosk last said of itself
    metadata,
    Column("kiosk", ForeignKey("kiosk.number"), primary_key=True),
    Column("at", Whole, nullable=False),
    Column("told", Whole, nullable=False),  # epoch s, by the kiosk's own clock
    Column("program", Text, nullable=False),
    Column("scheme_version", Whole, nullable=False),
    Column("bundle_version", Whole, nullable=False),
    Column("status_issued", Whole),  # NULL: it has no status list
    Column("clock", Text, nullable=False),
    Column("unsent", Whole, nullable=False),
    Column("oldest_unsent", Whole),
    Column("devices", Text, nullable=False),  # JSON, state by device
    sqlite_strict=True,
)

resident = Table(
    "resident",
    metadata,
    number_column(),
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

price_class = Table(
    "price_class",  # what new codes of a resident hold; never why, and nothing of what ended
    metadata,
    Column("resident", ForeignKey("resident.number"), primary_key=True),
    Column("class", Whole, key="id", primary_key=True),  # an opaque number of the scheme
    sqlite_strict=True,
)

carer = Table(
    "carer",  # whose phone counts as proof beside whose card, and counted when
    metadata,
    number_column(),
    Column("resident", ForeignKey("resident.number"), nullable=False, index=True),
    Column("carer", ForeignKey("resident.number"), nullable=False, index=True),
    Column("since", Whole, nullable=False),
    Column("until", Whole),  # epoch s from when it counts no more; NULL: it does
    CheckConstraint("resident <> carer"),
    CheckConstraint("until IS NULL OR until >= since"),
    sqlite_strict=True,
)
CARER_NOW = Index(
    "carer_now",
    carer.c.resident,
    carer.c.carer,
    unique=True,
    sqlite_where=carer.c.until.is_(None),
)

credential = Table(
    "credential",
    metadata,
    Column("cti", LargeBinary, primary_key=True),
    Column("kind", Whole, nullable=False),  # as in the credential: phone, card, staff badge
    Column("resident", ForeignKey("resident.number")),  # NULL for a badge, which has no account
    Column("token_hash", LargeBinary, unique=True),  # of what the call was made with; NULL: none
    Column("public_key", LargeBinary),
    Column("pseudonym", Text, nullable=False, unique=True),
    Column("status_index", Whole, nullable=False),  # free again some time after it has expired
    Column("issued", Whole, nullable=False),
    Column("expires", Whole, nullable=False),
    Column("home", ForeignKey("kiosk.number")),  # a card's one kiosk
    Column("card_number", Text, unique=True),  # what is printed on a card or badge, for the desk
    Column("name", Text),  # of a card masked, of a badge whole; both for staff only
    Column("raw", LargeBinary, nullable=False),
    CheckConstraint(f"kind IN ({_PHONE}, {_CARD}, {_STAFF})", name="kind_known"),
    CheckConstraint(f"(kind = {_STAFF}) = (resident IS NULL)"),
    CheckConstraint(f"(kind = {_CARD}) = (home IS NOT NULL)"),
    CheckConstraint(f"(kind = {_PHONE}) = (public_key IS NOT NULL)"),
    CheckConstraint(f"(kind = {_PHONE}) = (card_number IS NULL)"),
    CheckConstraint("(card_number IS NULL) = (name IS NULL)"),
    CheckConstraint("expires > issued"),
    sqlite_strict=True,
)
Index("credential_by_status", credential.c.status_index, credential.c.expires)
Index("credential_by_expiry", credential.c.expires, credential.c.status_index)
CREDENTIAL_BY_RESIDENT = Index(
    "credential_by_resident", credential.c.resident, credential.c.kind, credential.c.issued
)

revocation = Table(
    "revocation",  # what was ended for another reason may be reported as lost later
    metadata,
    Column("cti", ForeignKey("credential.cti"), primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("at", Whole, nullable=False),
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

desk_token = Table(
    "desk_token",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # which desk
    Column("expires", Whole, nullable=False),
    sqlite_strict=True,
)
