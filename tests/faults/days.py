"""What happens in the recorded runs: days of visits with starts, readers and tools between them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from tests.faults.agreements import visit_beside
from tests.faults.beside import Beside
from tests.faults.sales import Shop


class _Day:
    """One start of a kiosk: its ledger, and what lies beside it."""

    def __init__(self, shop: Shop, ledger: Ledger, beside: Beside) -> None:
        self._shop, self.ledger, self._beside = shop, ledger, beside

    def visit(self, number: int) -> None:
        """See `visit_beside`."""
        visit_beside(self._shop, self.ledger, self._beside, number)


@contextmanager
def _day(shop: Shop) -> Iterator[_Day]:
    with shop.opened() as ledger, Beside.opened(shop.disk, early=shop.early) as beside:
        yield _Day(shop, ledger, beside)


def sell_for_a_while(shop: Shop, first: int = 1) -> None:
    """A new or an older ledger: sales, starts, readers beside it, the log put back in all ways."""
    with _day(shop) as day:
        for number in range(first, first + 6):
            day.visit(number)
    with _day(shop) as day:
        for number in range(first + 6, first + 12):
            day.visit(number)
        with LedgerReader.open(shop.path) as reader:  # the log can't begin anew under a reader
            reader.counts()
            for number in range(first + 12, first + 18):
                day.visit(number)
        with closing(sqlite3.connect(shop.path, isolation_level=None)) as tool:
            tool.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        day.visit(first + 18)
        shop.erase(day.ledger)
        day.visit(first + 19)


def sell_as_shipped(shop: Shop) -> None:
    """Enough sales for a log of the size it has in the field to be put back."""
    with _day(shop) as day:
        for number in range(1, 120):
            day.visit(number)
