"""Lost and doubled: counted from what was shown, what the ledger holds and what the node booked.
Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.storm.told import Shown


@dataclass(frozen=True)
class Sale:
    """A spend entry of the ledger. ``code``: (cti, counter), which may pay once."""

    id: bytes
    coins: int
    code: tuple[bytes, bytes | None]


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
    problems: tuple[str, ...] = field(default=())


def tally(shown: Iterable[Shown], ledger: Iterable[Sale], node: Mapping[bytes, Debits]) -> Tally:
    """Compare the three.

    Lost: shown, and with these coins not in the ledger or not booked by the node. Doubled: booked
    twice under one id, in the ledger twice, or paid by a code that has paid before.
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
        doubled=frozenset(twice | _paid_again(sales)),
        problems=tuple(_differences(kept, node)),
    )


def _paid_again(sales: Iterable[Sale]) -> set[bytes]:
    """Every sale but the first that one code has paid."""
    first: dict[tuple[bytes, bytes | None], bytes] = {}
    return {sale.id for sale in sales if first.setdefault(sale.code, sale.id) != sale.id}


def _differences(kept: Mapping[bytes, int], node: Mapping[bytes, Debits]) -> Iterable[str]:
    """All sales are delivered at the end: then the node's books are the ledger's."""
    if foreign := node.keys() - kept.keys():
        yield f"the node booked {len(foreign)} sales that are not in the ledger"
    if missing := kept.keys() - node.keys():
        yield f"the node lacks {len(missing)} sales of the ledger"
    other = sum(1 for id_ in kept.keys() & node.keys() if kept[id_] != node[id_].coins)
    if other:
        yield f"the node booked other coins for {other} sales"
