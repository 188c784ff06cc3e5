"""An older copy of the ledger is put back, or two machines have one identity.

Told with the real node and a real second medium: the kiosk brings back what it lacks and sells, or
it stops with a proof. Never without proof.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.ledger.opening import FORK_FILE
from offline_queue.errors import Forked
from offline_queue.reader import LedgerReader
from offline_queue.sync import Sync
from offline_queue.sync_status import Disagreement
from protocol.entry import read_entry
from protocol.keys import key_ring
from protocol.receipt import read_receipt
from tests.central_node.machines import ENOUGH_STEPS, Machine, sold_three
from tests.central_node.world import World, make_world


@pytest.fixture
def world() -> Iterator[World]:
    with make_world(opened=False) as world:
        yield world


def test_an_older_copy_put_back_gets_from_the_node_what_it_lacks_and_makes_no_fork(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    sold_three(machine, tmp_path / "image")
    with machine.syncing():
        assert world.balance("rich") == 155
    machine.put_ledger_back(tmp_path / "image")
    machine.sell(world.phones["some"])
    assert machine.restored() == [("node", 2)]
    assert machine.entries() == 5
    with machine.syncing() as sync:
        assert (sync.status.disagreement, sync.status.refused) == (None, ())
    assert world.look().forks == 0
    assert (world.balance("rich"), world.balance("some")) == (155, 20)


def test_an_older_copy_put_back_gets_from_the_second_medium_what_it_lacks_without_the_node(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick")
    sold_three(machine, tmp_path / "image")
    machine.catch_up()
    machine.put_ledger_back(tmp_path / "image")
    machine.cut = True
    machine.sell(world.phones["some"])
    assert machine.restored() == [("second-medium", 2)]
    assert machine.entries() == 5
    machine.cut = False
    with machine.syncing() as sync:
        assert (sync.status.disagreement, sync.status.refused) == (None, ())
    assert world.look().forks == 0
    assert (world.balance("rich"), world.balance("some")) == (155, 20)


def test_what_the_second_medium_has_not_the_node_may_have(world: World, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    machine = Machine(world, tmp_path / "kiosk", stick=stick)
    sold_three(machine, tmp_path / "image")
    machine.catch_up()
    stick.rename(tmp_path / "pulled")
    machine.sell(world.phones["rich"])
    with machine.syncing():
        assert world.balance("rich") == 140
    (tmp_path / "pulled").rename(stick)
    machine.put_ledger_back(tmp_path / "image")
    machine.sell(world.phones["some"])
    assert machine.restored() == [("second-medium", 2), ("node", 1)]
    assert world.look().forks == 0


def test_an_older_copy_put_back_with_neither_is_a_fork_when_the_node_proves_it(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    sold_three(machine, tmp_path / "image")
    with machine.syncing():
        pass
    machine.put_ledger_back(tmp_path / "image")
    machine.cut = True
    machine.sell(world.phones["some"])  # nothing proves anything yet, so it sells
    assert machine.restored() == []
    machine.cut = False
    with pytest.raises(Forked), machine.running():
        pass
    proof = (machine.folder / FORK_FILE).read_bytes()
    other = read_entry(proof, key_ring(world.kiosks[0].signer.public_key)).entry
    assert other.seq == 2
    assert world.balance("rich") == 155


def test_an_older_copy_put_back_and_an_older_copy_on_the_stick_that_sold_apart_are_a_fork(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick", cut=True)
    machine.sell(world.phones["rich"])
    machine.keep_image(tmp_path / "image")
    machine.sell(world.phones["rich"])
    machine.catch_up()
    (tmp_path / "stick").rename(tmp_path / "pulled")
    machine.put_ledger_back(tmp_path / "image")
    machine.sell(world.phones["some"])
    (tmp_path / "pulled").rename(tmp_path / "stick")
    with pytest.raises(Forked), machine.running():
        pass
    assert (machine.folder / FORK_FILE).exists()


def test_two_machines_with_one_identity_that_both_sold_are_a_fork_for_the_second_to_report(
    world: World, tmp_path: Path
) -> None:
    first = Machine(world, tmp_path / "first", cut=True)
    first.sell(world.phones["rich"])
    first.keep_image(tmp_path / "second-image")
    second = Machine(world, tmp_path / "second", seed=2, cut=True)
    second.put_ledger_back(tmp_path / "second-image")
    first.sell(world.phones["rich"])
    second.sell(world.phones["some"])
    first.cut = second.cut = False
    with first.syncing() as sync:
        assert sync.status.disagreement is None
    with pytest.raises(Forked), second.running():
        pass
    assert (world.balance("rich"), world.balance("some")) == (170, 35)


def test_the_fork_of_a_clone_that_is_running_is_proved_by_the_sync(
    world: World, tmp_path: Path
) -> None:
    first = Machine(world, tmp_path / "first")
    first.sell(world.phones["rich"])
    first.keep_image(tmp_path / "image")
    second = Machine(world, tmp_path / "second", seed=2, cut=True)
    second.put_ledger_back(tmp_path / "image")
    with second.running() as ledger, LedgerReader.open(second.path) as reader:
        second.sell_on(ledger, world.phones["some"])
        first.sell(world.phones["rich"])
        with first.syncing():
            pass
        second.cut = False
        keys, dice = world.node.district.receipt_keys, second.random.randbytes
        with second._line() as client:
            sync = Sync(client, reader, keys, ledger.store_receipts, dice, rising_s=lambda: 0.0)
            for _ in range(ENOUGH_STEPS):
                sync.step(0.0)
    assert sync.status.disagreement is Disagreement.FORK
    assert world.look().forks == 1


def test_entries_signed_elsewhere_while_this_run_knew_better_prove_a_fork(
    world: World, tmp_path: Path
) -> None:
    first = Machine(world, tmp_path / "first")
    first.sell(world.phones["rich"])
    with first.syncing():
        pass
    first.keep_image(tmp_path / "image")
    clone = Machine(world, tmp_path / "clone", seed=2)
    clone.put_ledger_back(tmp_path / "image")
    clone.sell(world.phones["some"])
    with clone.syncing():
        pass
    # In this run the node had known just what the first one knows; so nobody rolled it back.
    with pytest.raises(Forked), first.running(agreed=2):
        pass
    proof = read_receipt((first.folder / FORK_FILE).read_bytes(), world.node.district.receipt_keys)
    assert proof.seq == 2
    assert first.entries() == 2
