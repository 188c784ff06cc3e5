"""What has a showing of a code been used for? It pays once, or vouches once, and never both."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Column, CompoundSelect, Select, and_, bindparam, or_, select

from central_node.schema import entry
from protocol.receipt import Outcome

Showing: TypeAlias = tuple[bytes, bytes]  # cti and counter: one showing of a code


def used_by(shown: Sequence[Showing]) -> tuple[CompoundSelect[Any], dict[str, bytes]]:
    """Entries that these showings have paid or vouched for: the statement and its values."""
    count = 1 << (len(shown) - 1).bit_length()
    padded = [*shown, *[shown[-1]] * (count - len(shown))]
    values: dict[str, bytes] = {}
    for at, (cti, counter) in enumerate(padded):
        values |= {f"cti_{at}": cti, f"counter_{at}": counter}
    return _used_by(count), values


@cache
def _used_by(count: int) -> CompoundSelect[Any]:
    """One OR for each showing: SQLite then seeks each in the index, and in no other form."""
    paid = or_(entry.c.outcome == Outcome.BOOKED, entry.c.bearer.is_not(None))

    def by(cti: Column[Any], counter: Column[Any]) -> Select[Any]:
        each = (
            and_(cti == bindparam(f"cti_{at}"), counter == bindparam(f"counter_{at}"))
            for at in range(count)
        )
        return select(cti, counter, entry.c.id).where(or_(*each), paid)

    columns = entry.c
    return by(columns.cti, columns.counter).union_all(by(columns.carer_cti, columns.carer_counter))
