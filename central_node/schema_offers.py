"""What the node keeps about codes that kiosks show: answers to live ones, and their way back.

Apart from `schema`, since no query of a sale needs any of it.
"""

from sqlalchemy import (
    Column,
    ColumnClause,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    func,
    literal_column,
)

from central_node.schema import evidence
from central_node.schema_people import Whole, metadata

offer_answer = Table(
    "offer_answer",  # of live offers alone: rows go with the offer's end
    metadata,
    Column("offer", LargeBinary, primary_key=True),
    Column("kiosk", ForeignKey("kiosk.number"), nullable=False),
    Column("until", Whole, nullable=False, index=True),  # epoch s
    Column("evidence", LargeBinary, nullable=False),
    sqlite_strict=True,
)

END_BYTES = 16  # of a signature: no two showings have them in common
_LAST: ColumnClause[int] = literal_column(str(END_BYTES - 1))

evidence_end = func.substr(evidence.c.bytes, func.length(evidence.c.bytes) - _LAST)
"""The end of an entry's evidence, as its index has it; a query must name it in these very words."""

# New in version 8. The whole of the evidence would be on the disk twice.
EVIDENCE_BY_END = Index("evidence_by_end", evidence_end)
