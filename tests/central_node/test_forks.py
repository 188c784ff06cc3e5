"""A kiosk whose ledger was copied meets the real node: the fork is proved to both of them."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from central_node.node import Node
from offline_queue.clock import Moment
from offline_queue.http_transport import Document
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.records import Draft
from offline_queue.sync import Sync
from offline_queue.sync_status import Disagreement
from protocol.entry import ClockState, EntryKind
from protocol.receipt import read_receipt
from tests.central_node.world import NOW, PURSE, Phone, World, lines, make_world, stood_in


@dataclass
class Wire:
    """Carries requests to the world's node, without HTTP."""

    world: World

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        return self.world.node.handle(call, body, self.world.now)

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        raise AssertionError(call)


@dataclass
class Till:
    """One kiosk's ledger file, and selling and sending with it."""

    world: World
    path: Path
    random: Random = field(default_factory=lambda: Random(1))  # noqa: S311 - a test's dice

    def sell(self, phone: Phone) -> None:
        """Sell a lunch of 15 coins by the stand-in rules."""
        code = phone.code(self.world.now)
        draft = Draft(
            EntryKind.SPEND,
            self.world.id(),
            1,
            1,
            parties=(code.payer,),
            lines=lines(15),
            amounts={PURSE: 15},
            decided=stood_in(15),
        )
        with self._ledger() as ledger:
            ledger.append(draft, (code.evidence,))

    @contextmanager
    def syncing(self, steps: int = 6) -> Iterator[Sync]:
        """A fresh sync, as after a start, that has made some steps."""
        keys = self.world.node.district.receipt_keys
        signer = self.world.kiosks[0].signer
        with self._ledger() as ledger, LedgerReader.open(self.path) as reader:
            client = NodeClient(
                Wire(self.world), signer, keys, lambda: self.world.now, self.random.randbytes
            )
            store, dice = ledger.store_receipts, self.random.randbytes
            sync = Sync(client, reader, keys, store, dice, rising_s=lambda: 0.0)
            for _ in range(steps):
                sync.step(0.0)
            yield sync

    def copy_to(self, path: Path) -> None:
        """Copy the file as a backup does it."""
        with closing(sqlite3.connect(self.path)) as here, closing(sqlite3.connect(path)) as there:
            here.backup(there)

    def restore(self, path: Path) -> None:
        """Put an old copy in the place of the file."""
        for beside in self.path.parent.glob(f"{self.path.name}-*"):
            beside.unlink()
        shutil.copy(path, self.path)

    def _ledger(self) -> Ledger:
        moment = Moment(self.world.now, ClockState.TRUSTED)
        signer = self.world.kiosks[0].signer
        return Ledger.open(self.path, signer, lambda: moment, self.random.randbytes)


@pytest.fixture
def unopened() -> Iterator[World]:
    with make_world(opened=False) as world:
        yield world


@pytest.fixture
def till(unopened: World, tmp_path: Path) -> Till:
    return Till(unopened, tmp_path / "ledger.db")


def test_a_sale_on_an_old_copy_of_the_ledger_is_a_fork_with_proof(
    till: Till, tmp_path: Path
) -> None:
    phones = till.world.phones
    with till.syncing():
        till.copy_to(tmp_path / "copy.db")
    till.sell(phones["rich"])
    with till.syncing() as sync:
        assert (sync.status.disagreement, sync.status.refused) == (None, ())
    till.restore(tmp_path / "copy.db")
    till.sell(phones["some"])
    with till.syncing() as sync:
        status = sync.status
        assert status.disagreement is Disagreement.FORK
        assert status.fork_proof is not None
    keys = till.world.node.district.receipt_keys
    proof = read_receipt(status.fork_proof, keys)
    with LedgerReader.open(till.path) as reader:
        assert (proof.ledger, proof.seq, reader.counts().receipts) == (reader.name, 1, 1)
        assert reader.hash_at(1) != proof.entry_hash
    assert till.world.look().forks == 1
    assert (till.world.balance("rich"), till.world.balance("some")) == (185, 35)


def test_a_fork_is_found_again_after_each_start(till: Till, tmp_path: Path) -> None:
    with till.syncing():
        till.copy_to(tmp_path / "copy.db")
    till.sell(till.world.phones["rich"])
    with till.syncing():
        pass
    till.restore(tmp_path / "copy.db")
    till.sell(till.world.phones["some"])
    for _ in range(2):
        with till.syncing() as sync:
            assert sync.status.disagreement is Disagreement.FORK
    assert till.world.look().forks == 1


def test_an_old_copy_that_has_sold_nothing_yet_proves_no_fork(till: Till, tmp_path: Path) -> None:
    with till.syncing():
        till.copy_to(tmp_path / "copy.db")
    till.sell(till.world.phones["rich"])
    with till.syncing():
        pass
    till.restore(tmp_path / "copy.db")
    with till.syncing() as sync:
        assert sync.status.disagreement is Disagreement.NODE_KNOWS_MORE
        assert sync.status.fork_proof is None
    assert till.world.look().forks == 0


def test_a_node_restored_from_an_older_backup_alone_is_no_fork_and_nothing_is_lost(
    till: Till, tmp_path: Path
) -> None:
    world, backup = till.world, tmp_path / "node"
    with till.syncing():
        world.close()
        shutil.copytree(world.folder, backup)
        world.node = Node.open(world.folder)
    till.sell(world.phones["rich"])
    with till.syncing():
        assert world.balance("rich") == 185
    world.close()
    shutil.copytree(backup, world.folder, dirs_exist_ok=True)
    world.node = Node.open(world.folder)
    assert world.balance("rich") == 200
    world.now = NOW + 60
    till.sell(world.phones["some"])
    with till.syncing() as sync:
        assert (sync.status.disagreement, sync.status.fork_proof) == (None, None)
        assert sync.status.refused == ()
    assert world.look().forks == 0
    assert (world.balance("rich"), world.balance("some")) == (185, 20)
