"""A ledger that is gone, and a node that has less: the kiosk goes on, or says why not."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from central_node.node import Node
from kiosk.ledger.opening import FORK_FILE
from offline_queue.errors import LedgerBehind, LedgerGone, NodeAway
from offline_queue.records import Intent
from protocol.entry import order_hash
from protocol.messages import LedgerRequest
from tests.central_node.machines import Machine, sold_three
from tests.central_node.world import NOW, PURSE, World, lines, make_world


@pytest.fixture
def world() -> Iterator[World]:
    with make_world(opened=False) as world:
        yield world


def test_a_deleted_ledger_comes_back_from_the_second_medium_and_goes_on(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick")
    sold_three(machine, tmp_path / "image")
    machine.catch_up()
    machine.lose_ledger()
    machine.sell(world.phones["some"])
    assert machine.restored() == [("second-medium", 4)]
    with machine.syncing() as sync:
        assert (sync.status.disagreement, sync.status.refused) == (None, ())
    assert world.look().forks == 0
    assert (world.balance("rich"), world.balance("some")) == (155, 20)


def test_a_hold_whose_intent_was_lost_with_the_ledger_ends(world: World, tmp_path: Path) -> None:
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick")
    with machine.syncing():
        pass
    machine.catch_up()
    code, asked = world.phones["rich"].code(NOW), world.id()
    hash_ = order_hash(lines(15), {PURSE: 15})
    with machine._open() as ledger:  # and the power goes before the copy has it
        ledger.begin_intent(
            Intent(asked, code.evidence, hash_, 15, code.credential.cti, code.counter)
        )
    assert world.kiosks[0].hold(code, 15, asked).held
    machine.lose_ledger()
    with machine.syncing(), machine._line() as client:
        assert client.ledger(LedgerRequest(1), 1.0).held == ()
    assert machine.restored() == [("second-medium", 1)]
    assert [line["holds"] for line in machine.log.entries if line["event"] == "holds-ended"] == [1]
    assert world.balance("rich") == 200


@pytest.mark.parametrize("cut", [False, True], ids=["with the node", "without the node"])
def test_a_deleted_ledger_without_a_copy_is_gone_and_no_new_one_begins_in_silence(
    world: World, tmp_path: Path, cut: bool
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    sold_three(machine, tmp_path / "image")
    machine.lose_ledger()
    machine.cut = cut
    with pytest.raises(LedgerGone), machine.running():
        pass
    assert not machine.path.exists()
    assert not (machine.folder / FORK_FILE).exists()


def test_a_copy_that_was_behind_when_the_ledger_went_does_not_take_its_place(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick")
    sold_three(machine, tmp_path / "image")
    machine.catch_up()
    machine.record().copy_is(level=False)
    machine.lose_ledger()
    with pytest.raises(LedgerGone, match="behind"), machine.running():
        pass
    assert not machine.path.exists()


def test_another_machine_of_the_same_folder_with_a_new_key_begins_its_first_ledger(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk", cut=True)
    machine.sell(world.phones["rich"])
    machine.lose_ledger()
    world.kiosks[0], world.kiosks[1] = world.kiosks[1], world.kiosks[0]
    with machine.running() as ledger:
        assert ledger.counts().entries == 1


def test_a_node_restored_from_an_older_backup_stops_nobody_and_gets_all_again(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick")
    machine.sell(world.phones["rich"])
    with machine.syncing():
        pass
    world.close()
    shutil.copytree(world.folder, tmp_path / "node")
    world.node = Node.open(world.folder)
    machine.sell(world.phones["rich"])
    with machine.syncing():
        assert world.balance("rich") == 170
    world.close()
    shutil.copytree(tmp_path / "node", world.folder, dirs_exist_ok=True)
    world.node = Node.open(world.folder)
    world.now = NOW + 60
    machine.sell(world.phones["some"])
    with machine.syncing() as sync:
        assert (sync.status.disagreement, sync.status.fork_proof) == (None, None)
    assert machine.restored() == []
    assert not (machine.folder / FORK_FILE).exists()
    assert world.look().forks == 0
    assert (world.balance("rich"), world.balance("some")) == (170, 20)


def test_a_node_that_has_more_and_hands_nothing_back_is_not_forgotten_when_it_is_away(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    sold_three(machine, tmp_path / "image")
    with machine.syncing():
        pass
    machine.put_ledger_back(tmp_path / "image")
    handle: Callable[[str, bytes, int], bytes] = world.node.handle

    def forgetful(call: str, body: bytes, now: int) -> bytes:
        if call == "ledger":
            raise NodeAway("it does not know this call")
        return handle(call, body, now)

    monkeypatch.setattr(world.node, "handle", forgetful)
    with pytest.raises(LedgerBehind, match="does not know this call"), machine.running():
        pass
    machine.cut = True
    with pytest.raises(LedgerBehind, match="the node has 4 entries, 2 are here"), machine.running():
        pass
    machine.cut = False
    monkeypatch.undo()
    with machine.running() as ledger:
        assert ledger.counts().entries == 4
    assert machine.restored() == [("node", 2)]
