"""Four stories told apart at the kiosk, with the real node and a real second medium.

An older copy of the ledger is put back; two machines have one identity; the file is deleted; the
node is restored from an older backup. What is told: the kiosk brings back what it lacks and sells,
or it stops with a proof, or it stops because its ledger is gone. Never without proof.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
import structlog
from structlog.testing import LogCapture
from structlog.typing import FilteringBoundLogger

from central_node.node import Node
from kiosk.events import Event
from kiosk.ledger.copy_thread import CopyThread
from kiosk.ledger.copy_watch import CopyWatch
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.ledger.opening import FORK_FILE, Opening
from offline_queue.clock import Moment
from offline_queue.copy_keeper import CopyKeeper
from offline_queue.errors import Forked, LedgerBehind, LedgerGone, NodeAway
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.records import Draft, Intent
from offline_queue.second_medium import CopyState, Place
from offline_queue.sync import Sync
from offline_queue.sync_status import Disagreement
from offline_queue.verify import verify
from protocol.entry import ClockState, EntryKind, order_hash, read_entry
from protocol.keys import key_ring
from protocol.messages import LedgerRequest
from protocol.receipt import read_receipt
from tests.central_node.test_forks import Wire
from tests.central_node.world import NOW, PURSE, Phone, World, lines, make_world, stood_in

ENOUGH_STEPS = 20


@dataclass
class Cut(Wire):
    """The same wire, which may be cut."""

    cut: bool = False

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        if self.cut:
            raise NodeAway("cut")
        return super().post(call, body, timeout_s)


@dataclass
class Machine:
    """A machine of the first kiosk: its state folder, perhaps a stick, and its line to the node."""

    world: World
    folder: Path
    seed: int = 1
    stick: Path | None = None
    cut: bool = False
    log: LogCapture = field(default_factory=LogCapture)
    told: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.random = Random(self.seed)  # noqa: S311 - a test's dice
        self.path = self.folder / "ledger.db"
        if self.stick is not None:
            self.stick.mkdir()

    @property
    def place(self) -> Place:
        assert self.stick is not None
        return Place(self.stick / "copy.db", same_disk=True)

    @contextmanager
    def running(self, *, agreed: int | None = None) -> Iterator[Ledger]:
        """Open the ledger as a start of the kiosk does.

        ``agreed``: entries that it held in this run when the node knew no more.
        """
        record = self.record()
        copy = self._copy_thread(record) if self.stick is not None else None
        signer, keys = self.world.kiosks[0].signer, self.world.node.district.receipt_keys
        open_, line, log = self._open, self._line, self._logger()
        opening = Opening(self.path, signer.public_key, keys, open_, line, record, copy, log)
        if agreed is not None:
            opening.agreed(agreed)
        with ExitStack() as last_first:
            if copy is not None:
                last_first.callback(copy.close)
            ledger = last_first.enter_context(opening())
            if copy is not None:
                last_first.callback(copy.close)  # before the ledger, which then puts its log back
            yield ledger

    def sell(self, phone: Phone, *, agreed: int | None = None) -> None:
        """Start, sell a lunch of 15 coins by the stand-in rules, and stop."""
        with self.running(agreed=agreed) as ledger:
            self.sell_on(ledger, phone)

    def sell_on(self, ledger: Ledger, phone: Phone) -> None:
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
        ledger.append(draft, (code.evidence,))

    @contextmanager
    def syncing(self) -> Iterator[Sync]:
        """Start, and let the sync work."""
        keys = self.world.node.district.receipt_keys
        with self.running() as ledger, LedgerReader.open(self.path) as reader:
            dice = self.random.randbytes
            with self._line() as client:
                sync = Sync(client, reader, keys, ledger.store_receipts, dice, rising_s=lambda: 0.0)
                for _ in range(ENOUGH_STEPS):
                    sync.step(0.0)
                yield sync

    def catch_up(self) -> None:
        """Let the stick have everything."""
        keeper, watch = CopyKeeper(self.path, self.place), self._watch(self.record())
        while keeper.step(0.0) == 0.0:
            pass
        watch.stepped(keeper)
        assert keeper.status.state is CopyState.LEVEL
        keeper.close()

    def record(self) -> LedgerRecord:
        """What the machine remembers, as a process reads it when it starts."""
        return LedgerRecord(self.folder, self.world.kiosks[0].signer.public_key.kid, self._logger())

    def entries(self) -> int:
        report = verify(self.path)
        assert (report.chain_ok, report.problems) == (True, ())
        return report.entries

    def keep_image(self, to: Path) -> None:
        shutil.copytree(self.folder, to)

    def put_ledger_back(self, image: Path) -> None:
        self.lose_ledger()
        shutil.copy(image / "ledger.db", self.path)

    def lose_ledger(self) -> None:
        for path in self.folder.glob("ledger.db*"):
            path.unlink()

    def restored(self) -> list[tuple[str, int]]:
        return [
            (line["source"], line["entries"])
            for line in self.log.entries
            if line["event"] == "ledger-restored"
        ]

    def _open(self) -> Ledger:
        moment = Moment(self.world.now, ClockState.TRUSTED)
        signer = self.world.kiosks[0].signer
        return Ledger.open(self.path, signer, lambda: moment, self.random.randbytes)

    @contextmanager
    def _line(self) -> Iterator[NodeClient]:
        keys, signer = self.world.node.district.receipt_keys, self.world.kiosks[0].signer
        wire = Cut(self.world, self.cut)
        yield NodeClient(wire, signer, keys, lambda: self.world.now, self.random.randbytes)

    def _copy_thread(self, record: LedgerRecord) -> CopyThread:
        place, stepped = self.place, self._watch(record).stepped
        return CopyThread(place, lambda: CopyKeeper(self.path, place), _no_time, stepped, _fail)

    def _watch(self, record: LedgerRecord) -> CopyWatch:
        return CopyWatch(record, self.told.append, lambda *_: None, self._logger())

    def _logger(self) -> FilteringBoundLogger:
        kind = structlog.make_filtering_bound_logger(0)
        made: FilteringBoundLogger = structlog.wrap_logger(
            None, processors=[self.log], wrapper_class=kind
        )
        return made


def _no_time() -> float:
    return 0.0


def _fail(error: BaseException) -> None:
    raise error


@pytest.fixture
def world() -> Iterator[World]:
    with make_world(opened=False) as world:
        yield world


def sold_three(machine: Machine, image: Path) -> None:
    """One sale that the image holds, two that it lacks; all of them with the node."""
    phones = machine.world.phones
    machine.sell(phones["rich"])
    with machine.syncing():
        pass
    machine.keep_image(image)
    machine.sell(phones["rich"])
    machine.sell(phones["rich"])


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
