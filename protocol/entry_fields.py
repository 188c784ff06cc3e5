"""What an entry is made of: kinds, parts, and the one table of which kind has which fields."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Final


class EntryKind(StrEnum):
    """What happened."""

    OPEN = "open"
    SPEND = "spend"
    VOID = "void"
    FULFIL = "fulfil"
    REVERSE = "reverse"
    EARN = "earn"
    DONATE = "donate"
    TRANSFER = "transfer"
    TOP_UP = "top_up"
    CONVERT = "convert"
    TENDER = "tender"
    ADMIT = "admit"
    COLLECT = "collect"
    PIN = "pin"
    CLOSE_CREDENTIAL = "close_credential"
    REFUSE = "refuse"
    CLOCK = "clock"
    CLOSE = "close"


class ClockState(StrEnum):
    """How far the time of an entry can be trusted."""

    TRUSTED = "trusted"
    FLOOR = "floor"
    STAFF_SET = "staff-set"
    UNKNOWN = "unknown"


class DecidedBy(StrEnum):
    """Who said that the coins may be spent."""

    HOLD = "hold"
    STAND_IN = "stand-in"


class Role(StrEnum):
    """What a party does in an entry."""

    PAYER = "payer"
    PAYEE = "payee"
    STAFF = "staff"  # approves, reverses, sets the clock, sells on behalf
    HOLDER = "holder"  # whose right or credential it is, where no coins move
    CARER = "carer"  # vouches with their own code for a card's holder; never pays


class Field(Enum):
    """The fields that some kinds have; the value is the name in Entry."""

    PARTIES = "parties"
    LINES = "lines"
    AMOUNTS = "amounts"
    TENDER = "tender"
    REF = "ref"
    DECIDED = "decided"
    RESULT = "result"
    OPENING = "opening"
    PLACE = "place"


# R required, o optional, . forbidden; in the order of Field.
_TABLE = """
                  parties lines amounts tender ref decided result opening place
open                 .      .      .      .     .     .      .       R      .
spend                R      R      R      o     o     R      .       .      o
void                 o      o      o      .     o     .      R       .      .
fulfil               o      o      .      .     R     .      R       .      .
reverse              R      o      R      o     R     .      o       .      o
earn                 R      o      R      .     o     .      o       .      o
donate               R      o      R      .     o     R      .       .      o
transfer             R      o      R      .     o     R      .       .      o
top_up               R      o      R      R     o     .      .       .      o
convert              R      o      R      o     o     R      .       .      o
tender               o      o      .      R     R     .      o       .      o
admit                R      o      o      .     o     .      o       .      o
collect              o      R      .      .     o     .      o       .      o
pin                  R      .      .      .     o     .      o       .      .
close_credential     R      .      .      .     o     .      o       .      .
refuse               o      o      o      .     o     .      R       .      .
clock                o      .      .      .     o     .      o       .      .
close                o      o      o      .     o     .      o       .      .
"""


class Rule(Enum):
    """Whether a kind has a field."""

    REQUIRED = "R"
    OPTIONAL = "o"
    FORBIDDEN = "."


def _read_table() -> Mapping[EntryKind, Mapping[Field, Rule]]:
    head, *rows = (line.split() for line in _TABLE.strip().splitlines())
    columns = [Field(name) for name in head]
    return MappingProxyType(
        {
            EntryKind(kind): MappingProxyType(dict(zip(columns, map(Rule, marks), strict=True)))
            for kind, *marks in rows
        }
    )


FREE_RIGHT: Final = "free"
"""The result of an `admit` entry by which somebody had what is free for them once a day."""

PREPAID: Final = "prepaid"
"""The result of an `admit` entry by which somebody came in by a pass that the node counts."""

FIELD_TABLE: Mapping[EntryKind, Mapping[Field, Rule]] = _read_table()

# Whose account the coins leave and whose they reach: exactly one of each, or it cannot be booked.
ROLES_TABLE: Mapping[EntryKind, tuple[Role, ...]] = MappingProxyType(
    {
        EntryKind.SPEND: (Role.PAYER,),
        EntryKind.DONATE: (Role.PAYER,),
        EntryKind.TRANSFER: (Role.PAYER, Role.PAYEE),
        EntryKind.EARN: (Role.PAYEE,),
        EntryKind.TOP_UP: (Role.PAYEE,),
        EntryKind.CONVERT: (Role.PAYEE,),
    }
)
