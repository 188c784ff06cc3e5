"""One kiosk's sync with a node of the tests, over real HTTP on loopback, in handed-in time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from offline_queue.http_transport import HttpTransport
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.records import CheckedReceipt, Counts
from offline_queue.sync import Sync
from tests.offline_queue.making import KIOSK, NODE_KEYS, NOON_S, Dice, open_ledger
from tests.offline_queue.node_server import Exchange, HonestNode, Node, honestly, serving


@dataclass
class Rig:
    """One kiosk and one node. ``store`` is what hands receipts to the ledger."""

    path: Path
    ledger: Ledger
    sync: Sync
    honest: HonestNode
    server: Node | None
    stored: list[int] = field(default_factory=list)
    store_fails: list[Exception] = field(default_factory=list)
    now_s: float = 100.0

    def run(self, steps: int = 20) -> None:
        """Step as an event loop would that has nothing to wait for, until it is idle."""
        for _ in range(steps):
            next_s = self.sync.step(self.now_s)
            if next_s > self.now_s:
                return
        pytest.fail("the sync never came to rest")

    def wait(self) -> None:
        """Let the time pass that the sync asked for."""
        self.now_s = self.sync.step(self.now_s)

    def counts(self) -> Counts:
        return self.ledger.counts()


@contextmanager
def rig(
    folder: Path,
    behave: Callable[[HonestNode], Callable[[str, bytes, Exchange], None]] | None = None,
    url: str | None = None,
) -> Iterator[Rig]:
    honest = HonestNode()
    with ExitStack() as stack:
        server = None
        if url is None:
            server = stack.enter_context(serving((behave or honestly)(honest)))
            url = server.url
        line = stack.enter_context(HttpTransport(url))
        ledger = stack.enter_context(open_ledger(folder / "ledger.db"))
        reader = stack.enter_context(LedgerReader.open(folder / "ledger.db"))
        client = NodeClient(line, KIOSK, NODE_KEYS, lambda: NOON_S, Dice())
        made: list[Rig] = []

        def store(receipts: Sequence[CheckedReceipt], node_s: int) -> None:
            if made[0].store_fails:
                raise made[0].store_fails.pop()
            made[0].stored.append(ledger.store_receipts(receipts, node_s))

        sync = Sync(client, reader, NODE_KEYS, store, Dice(), rising_s=lambda: made[0].now_s)
        made.append(Rig(folder / "ledger.db", ledger, sync, honest, server))
        yield made[0]
