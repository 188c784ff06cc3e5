"""What the node keeps about codes that kiosks show: how an answer to one is found in the books.

Apart from `schema`, since no query of a sale needs any of it.
"""

from sqlalchemy import ColumnClause, Index, func, literal_column

from central_node.schema import evidence

END_BYTES = 16  # of a signature: no two showings have them in common
_LAST: ColumnClause[int] = literal_column(f"-{END_BYTES}")

evidence_end = func.substr(evidence.c.bytes, _LAST)
"""The end of an entry's evidence, as its index has it; a query must name it in these very words."""

# New in version 8. The whole of the evidence would be on the disk twice.
EVIDENCE_BY_END = Index("evidence_by_end", evidence_end)
