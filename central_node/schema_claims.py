"""The node's tables about what coins are made of: earnings, rewards, rights of a day, passes.

A row of `claim` or `reward` stands beside the postings of its entry and says why they are there.
What was taken back of a reward is a row below 0. All are append-only but `campaign`, which keeps
what a rule has given in all: a sum over everything that it ever gave would grow for ever.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Table, Text

from central_node.schema_people import Whole, metadata

claim = Table(
    "claim",  # one earning field of a booked `earn` entry
    metadata,
    Column("entry", ForeignKey("entry.number"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("resident", ForeignKey("resident.number"), nullable=False),
    Column("approver", LargeBinary),  # the badge's cti; NULL where a machine counted alone
    Column("kiosk", ForeignKey("kiosk.number"), nullable=False),
    Column("time", Whole, nullable=False),  # the entry's own
    Column("coins", Whole, nullable=False),
    CheckConstraint("coins > 0"),
    Index("claim_of_resident", "resident", "field", "time"),
    Index("claim_of_approver", "approver", "field", "time"),
    Index("claim_of_kiosk", "kiosk", "field", "time"),
    sqlite_strict=True,
)

counted = Table(
    "counted",  # numbers of what machines counted: each counts once, ever, in the whole district
    metadata,
    Column("evidence", Text, primary_key=True),
    Column("entry", ForeignKey("entry.number"), nullable=False),
    sqlite_strict=True,
)

reward = Table(
    "reward",
    metadata,
    Column("entry", ForeignKey("entry.number"), primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("resident", ForeignKey("resident.number"), nullable=False),
    Column("time", Whole, nullable=False),  # of the sale that it was given for: its month counts
    Column("coins", Whole, nullable=False),
    CheckConstraint("coins <> 0"),
    Index("reward_of_resident", "resident", "time"),
    sqlite_strict=True,
)

campaign = Table(
    "campaign",
    metadata,
    Column("rule", Text, primary_key=True),
    Column("given", Whole, nullable=False),
    CheckConstraint("given >= 0"),
    sqlite_strict=True,
)

daily_right = Table(
    "daily_right",  # what somebody may have once a day, and had
    metadata,
    Column("entry", ForeignKey("entry.number"), primary_key=True),
    Column("limit_tag", LargeBinary, nullable=False),
    Column("resident", ForeignKey("resident.number")),  # NULL: not known, or from version 5 or 6
    Column("item", Text, primary_key=True),
    Column("day", Whole, nullable=False),  # the scheme's days since 1970
    Index("right_of_day", "limit_tag", "item", "day"),
    Index("right_of_resident", "resident", "item", "day"),
    sqlite_strict=True,
)

pass_move = Table(
    "pass_move",  # visits of a pass that was bought, and visits that were made by passes
    metadata,
    Column("entry", ForeignKey("entry.number"), primary_key=True),
    Column("position", Whole, primary_key=True),  # of the line that says it
    Column("resident", ForeignKey("resident.number"), nullable=False),
    Column("place", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("day", Whole, nullable=False),  # the scheme's days since 1970, by the entry's own time
    Column("visits", Whole, nullable=False),  # above 0: bought; -1: made
    Column("last_day", Whole),  # of what was bought; NULL: it was made
    CheckConstraint("(visits > 0) = (last_day IS NOT NULL)"),
    CheckConstraint("visits > 0 OR visits = -1"),
    Index("pass_of_resident", "resident", "place", "service"),
    sqlite_strict=True,
)
