"""Lost and doubled: counted from what was shown, what the ledger holds and what the node booked.
Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.storm.told import Shown

PAIRED = b"pair"
"""In the place of an earning's visit: it belongs to a sale."""


@dataclass(frozen=True)
class Sale:
    """A sale, an earning or a reversal of the ledger. ``code``: (cti, counter), for one visit.

    ``visit``: the id of its first entry; of a reversal, what it gives back. ``pays``: what it does
    to the account, in coins: what is earned and given back counts below 0.
    """

    id: bytes
    coins: int
    code: tuple[bytes, bytes | None]
    visit: bytes = b""
    pays: int = 0
    kind: str = "spend"
    before: bytes = b""  # the id of the entry before it


@dataclass(frozen=True)
class Debits:
    """What the node booked under one id: how often, and how many coins in all."""

    times: int
    coins: int


@dataclass(frozen=True)
class Tally:
    """The storm's figures. A sale counts once in each, however many books agree on it."""

    committed: int
    lost: frozenset[bytes]
    doubled: frozenset[bytes]
    torn: frozenset[bytes] = frozenset()
    problems: tuple[str, ...] = field(default=())


def tally(shown: Iterable[Shown], ledger: Iterable[Sale], node: Mapping[bytes, Debits]) -> Tally:
    """Compare the three.

    Lost: shown, and with these coins not in the ledger or not booked by the node. Doubled: booked
    twice under one id, in the ledger twice, paid by a code that has paid before, or given back
    again.
    Torn: a sale that names what was earned in the same agreement, which is not right before it.
    """
    sales = list(ledger)
    kept = {sale.id: sale.coins for sale in sales}
    lost = {
        it.id
        for it in shown
        if kept.get(it.id) != it.coins or it.id not in node or node[it.id].coins < it.coins
    }
    twice = {id_ for id_, times in Counter(sale.id for sale in sales).items() if times > 1}
    twice |= {id_ for id_, debits in node.items() if debits.times > 1}
    return Tally(
        committed=len(kept),
        lost=frozenset(lost),
        doubled=frozenset(twice | _paid_again(sales) | _back_again(sales)),
        torn=frozenset(_torn(sales)),
        problems=tuple(_differences(kept, node)),
    )


def _paid_again(sales: Iterable[Sale]) -> set[bytes]:
    """Every sale that one code has paid after the first, but for those of the same visit."""
    first: dict[tuple[bytes, bytes | None], bytes] = {}
    visits = (sale for sale in sales if sale.kind != "reverse")
    return {it.id for it in visits if first.setdefault(it.code, it.id) not in (it.id, it.visit)}


def _back_again(sales: Iterable[Sale]) -> set[bytes]:
    """Every reversal but the first of one sale: each gives back all of it."""
    first: dict[bytes, bytes] = {}
    back = (sale for sale in sales if sale.kind == "reverse")
    return {it.id for it in back if first.setdefault(it.visit, it.id) != it.id}


def _torn(sales: Iterable[Sale]) -> Iterable[bytes]:
    """What was agreed to at once is there as two entries, one after the other."""
    known = list(sales)
    linked = {it.before: it for it in known if it.kind == "spend" and it.visit}
    for it in known:
        sale = linked.get(it.id)
        alone = it.kind == "earn" and it.visit == PAIRED and (sale is None or sale.visit != it.id)
        if alone or (it.kind == "spend" and it.visit and it.visit != it.before):
            yield it.id


def _differences(kept: Mapping[bytes, int], node: Mapping[bytes, Debits]) -> Iterable[str]:
    """All sales are delivered at the end: then the node's books are the ledger's."""
    if foreign := node.keys() - kept.keys():
        yield f"the node booked {len(foreign)} sales that are not in the ledger"
    if missing := kept.keys() - node.keys():
        yield f"the node lacks {len(missing)} sales of the ledger"
    other = sum(1 for id_ in kept.keys() & node.keys() if kept[id_] != node[id_].coins)
    if other:
        yield f"the node booked other coins for {other} sales"
