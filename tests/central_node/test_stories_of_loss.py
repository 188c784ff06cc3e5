"""A ledger that was lost or replaced is not gone on with where entries of ours are elsewhere.

The opening with the real node, real files and the real record of what was begun here.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.ledger.copy_watch import CopyWatch
from kiosk.ledger.opening import FORK_FILE
from offline_queue import catching_up, node_source, restore
from offline_queue.clock import KioskClock
from offline_queue.copy_keeper import CopyKeeper
from offline_queue.errors import LedgerBehind, LedgerGone, NodeAway
from offline_queue.kept import Kept
from offline_queue.records import Draft, Intent
from offline_queue.recover import Job, Report, recover
from offline_queue.recover_build import Maker
from protocol.entry import EntryKind, order_hash
from tests.central_node.machines import Machine, sold_three
from tests.central_node.world import NOW, PURSE, World, lines, make_world, stood_in


@pytest.fixture
def world() -> Iterator[World]:
    with make_world(opened=False) as world:
        yield world


def recovered(machine: Machine) -> Report:
    """As the command does it, with the node."""
    world = machine.world
    clock = KioskClock(lambda: world.now * 1000, 0, lambda: 0.0)
    maker = Maker(world.kiosks[0].signer, clock, machine.random.randbytes)
    keys = world.node.district.receipt_keys
    with machine._line() as client:
        fork, known = machine.folder / FORK_FILE, machine.record().known
        marked = None if known is None else (bytes.fromhex(known.ledger), known.at_node)
        return recover(Job(machine.path, fork, maker, keys, (), (), client, marked=marked))


def spoil_ledger(machine: Machine) -> None:
    size = machine.path.stat().st_size
    machine.lose_ledger()
    machine.path.write_bytes(bytes(size))


@pytest.mark.parametrize("answers", [0, 1, 2])
def test_a_line_that_breaks_while_the_node_hands_back_leaves_the_kiosk_stopped(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: int
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    sold_three(machine, tmp_path / "image")
    with machine.syncing():
        pass
    machine.put_ledger_back(tmp_path / "image")
    handle: Callable[[str, bytes, int], bytes] = world.node.handle
    asked = 0

    def flaky(call: str, body: bytes, now: int) -> bytes:
        nonlocal asked
        asked += call == "ledger"
        if asked > answers:
            raise NodeAway("the line went")
        return handle(call, body, now)

    monkeypatch.setattr(world.node, "handle", flaky)
    monkeypatch.setattr(node_source, "PAGE_BYTES", 1)  # each entry is a page of its own
    monkeypatch.setattr(restore, "BATCH_ENTRIES", 1)
    with pytest.raises(LedgerBehind), machine.running():
        pass
    machine.cut = True
    with pytest.raises(LedgerBehind, match="the node has 4 entries"), machine.running():
        pass
    monkeypatch.undo()
    machine.cut = False
    with machine.running() as ledger:
        assert ledger.counts().entries == 4


def test_a_node_that_lacks_just_the_entry_that_comes_next_leaves_the_kiosk_stopped(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    sold_three(machine, tmp_path / "image")
    with machine.syncing():
        pass
    machine.put_ledger_back(tmp_path / "image")
    whole = node_source.NodeSource.entries

    def with_a_hole(self: node_source.NodeSource, from_seq: int, limit: int) -> tuple[Kept, ...]:
        return () if from_seq == 2 else whole(self, from_seq, limit)

    monkeypatch.setattr(node_source.NodeSource, "entries", with_a_hole)
    for agreed in (None, 2):
        with pytest.raises(LedgerBehind, match="has entry 2"), machine.running(agreed=agreed):
            pass


def test_what_the_node_has_signed_in_a_run_holds_for_an_image_put_back_without_the_node(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    sold_three(machine, tmp_path / "image")
    with machine.syncing() as sync:
        assert sync.node_size == 4
        with machine._open() as ledger:
            machine.record().node_has(ledger.name, sync.node_size)
    machine.put_ledger_back(tmp_path / "image")
    machine.cut = True
    with pytest.raises(LedgerBehind, match="the node has 4 entries, 2 are here"), machine.running():
        pass


def test_entries_lost_in_a_run_that_had_agreed_come_back_and_accuse_nobody(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    sold_three(machine, tmp_path / "image")
    with machine.syncing():
        pass
    machine.put_ledger_back(tmp_path / "image")
    with machine.running(agreed=4) as ledger:
        assert ledger.counts().entries == 4
    assert machine.restored() == [("node", 2)]
    assert not (machine.folder / FORK_FILE).exists()


@pytest.mark.parametrize("cut", [False, True], ids=["with the node", "without the node"])
@pytest.mark.parametrize("with_record", [True, False])
def test_the_image_of_a_ledger_that_has_ended_is_not_gone_on_with(
    world: World, tmp_path: Path, cut: bool, with_record: bool
) -> None:
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick")
    machine.sell(world.phones["rich"])
    machine.keep_image(tmp_path / "image")
    spoil_ledger(machine)
    assert recovered(machine).now is not None
    machine.sell(world.phones["some"])
    machine.catch_up()
    if not with_record:  # then the copy alone knows, by the signed `open` of what it holds
        shutil.rmtree(machine.folder)
        machine.folder.mkdir()
    machine.put_ledger_back(tmp_path / "image")
    machine.cut = cut
    with pytest.raises(LedgerGone), machine.running():
        pass
    assert machine.restored() == []


def test_an_ended_ledger_on_an_old_stick_does_not_take_the_place_of_the_one_begun_since(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick")
    machine.sell(world.phones["rich"])
    machine.catch_up()
    (tmp_path / "stick").rename(tmp_path / "drawer")
    spoil_ledger(machine)
    recovered(machine)
    (tmp_path / "stick").mkdir()
    machine.sell(world.phones["some"])
    machine.catch_up()
    (tmp_path / "stick").rename(tmp_path / "lost")
    (tmp_path / "drawer").rename(tmp_path / "stick")
    machine.lose_ledger()
    with pytest.raises(LedgerGone, match="the copy is ledger"), machine.running():
        pass
    assert not machine.path.exists()


def test_two_recoveries_without_a_start_between_them_are_gone_on_with(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    machine.sell(world.phones["rich"])
    with machine.syncing():
        pass
    for _ in range(2):
        spoil_ledger(machine)
        recovered(machine)
    with machine.running() as ledger:
        before = ledger.counts().entries
        machine.sell_on(ledger, world.phones["some"])
        assert ledger.counts().entries > before


def test_a_copy_that_was_still_catching_up_does_not_take_a_ledgers_place(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "STEP_ENTRIES", 2)
    machine = Machine(world, tmp_path / "kiosk", cut=True)
    for _ in range(3):
        machine.sell(world.phones["rich"])
    machine.stick = tmp_path / "stick"
    machine.stick.mkdir()
    keeper = CopyKeeper(machine.path, machine.place)
    watch = CopyWatch(machine.record(), machine.told.append, lambda *_: None, machine._logger())
    keeper.step(0.0)
    watch.stepped(keeper)
    keeper.close()
    machine.lose_ledger()
    with pytest.raises(LedgerGone, match="behind"), machine.running():
        pass


def test_a_visit_whose_entry_may_be_lost_with_the_ledger_is_not_voided_under_its_own_id(
    world: World, tmp_path: Path
) -> None:
    """Its ticket may turn up; then the sale is booked, which a void in its place would forbid."""
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick")
    code, asked = world.phones["rich"].code(NOW), world.id()
    hash_ = order_hash(lines(15), {PURSE: 15})
    intent = Intent(asked, code.evidence, hash_, 15, code.credential.cti, code.counter)
    with machine._open() as ledger:
        ledger.begin_intent(intent)
    machine.catch_up()
    with machine._open() as ledger:  # printed, and on no copy
        machine_draft = Draft(
            EntryKind.SPEND,
            asked,
            1,
            1,
            parties=(code.payer,),
            lines=lines(15),
            amounts={PURSE: 15},
            decided=stood_in(15),
        )
        ledger.append(machine_draft, (code.evidence,))
    machine.lose_ledger()
    for _ in range(2):  # again is no harm, and does not void it either
        with machine.running() as ledger:
            assert ledger.find(asked) is None
            assert ledger.is_given_up(asked)


def test_what_recover_has_given_up_is_not_voided_by_the_next_start(
    world: World, tmp_path: Path
) -> None:
    machine = Machine(world, tmp_path / "kiosk")
    with machine.syncing():
        pass
    code, asked = world.phones["rich"].code(NOW), world.id()
    hash_ = order_hash(lines(15), {PURSE: 15})
    with machine._open() as ledger:
        ledger.begin_intent(
            Intent(asked, code.evidence, hash_, 15, code.credential.cti, code.counter)
        )
    assert world.kiosks[0].hold(code, 15, asked).held
    machine.lose_ledger()
    recovered(machine)
    with machine.running() as ledger:
        assert ledger.find(asked) is None
        assert ledger.is_given_up(asked)
    assert [line for line in machine.log.entries if line["event"] == "holds-ended"] == []


def test_a_log_without_its_file_is_left_to_recover(world: World, tmp_path: Path) -> None:
    machine = Machine(world, tmp_path / "kiosk", stick=tmp_path / "stick", cut=True)
    machine.sell(world.phones["rich"])
    machine.catch_up()
    log = machine.path.with_name(machine.path.name + "-wal")
    with machine._open() as ledger:
        machine.sell_on(ledger, world.phones["rich"])
        newest = log.read_bytes()
    machine.lose_ledger()
    log.write_bytes(newest)
    with pytest.raises(LedgerGone, match="log"), machine.running():
        pass
    assert log.read_bytes() == newest
