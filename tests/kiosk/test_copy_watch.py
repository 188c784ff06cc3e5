"""What the copy's state means for the kiosk: a line in the log, a device, a mark, or stopping."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import structlog
from structlog.testing import LogCapture
from structlog.typing import FilteringBoundLogger

from drivers.device import DeviceState
from kiosk.config import ConfigError
from kiosk.events import Event, LedgerFailed
from kiosk.ledger import opening
from kiosk.ledger.copy_watch import CopyWatch
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.ledger.opening import FORK_FILE
from offline_queue.copy_keeper import CopyKeeper, CopyStatus
from offline_queue.second_medium import CopyState, Place

KID, LEDGER = b"the key!", b"ledger-1"
STOPPING = {CopyState.FORK, CopyState.AHEAD, CopyState.AFTER}
TROUBLE = sorted(set(CopyState) - {CopyState.LEVEL, CopyState.BEHIND})


class Told(CopyKeeper):
    """A keeper that says what the test wants."""

    def __init__(self, status: CopyStatus) -> None:
        super().__init__(Path("ledger.db"), Place(Path("copy.db")))
        self._status = status


@dataclass
class Room:
    folder: Path
    log: LogCapture = field(default_factory=LogCapture)
    events: list[Event] = field(default_factory=list)
    devices: list[DeviceState] = field(default_factory=list)

    def __post_init__(self) -> None:
        kind = structlog.make_filtering_bound_logger(0)
        logger: FilteringBoundLogger = structlog.wrap_logger(
            None, processors=[self.log], wrapper_class=kind
        )
        self.record = LedgerRecord(self.folder, KID, logger)
        self.record.begin(LEDGER)
        self.log.entries.clear()
        self.watch = CopyWatch(self.record, self.events.append, self._device, logger)

    def _device(self, name: str, state: DeviceState) -> None:
        assert name == "copy"
        self.devices.append(state)

    def step(self, state: CopyState, **more: object) -> None:
        status = CopyStatus(state, **more)  # type: ignore[arg-type] # fields of the status
        self.watch.stepped(Told(status))

    @property
    def marked(self) -> bool:
        """As it is on the disk."""
        known = LedgerRecord(self.folder, KID, structlog.get_logger()).known
        return known is None or not known.level


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_a_copy_that_follows_is_found_and_is_news_once(room: Room) -> None:
    for state in (CopyState.BEHIND, CopyState.LEVEL, CopyState.BEHIND, CopyState.LEVEL):
        room.step(state)
    assert room.devices == [DeviceState.FOUND]
    assert [(line["event"], line["log_level"]) for line in room.log.entries] == [("copy", "info")]
    assert not room.marked


def test_a_copy_counts_as_behind_until_it_is_known_to_be_level(room: Room) -> None:
    assert room.marked
    room.step(CopyState.BEHIND, behind=3)
    assert room.marked
    room.step(CopyState.LEVEL)
    assert not room.marked
    room.step(CopyState.BEHIND, behind=300)
    assert room.marked


@pytest.mark.parametrize("state", TROUBLE)
def test_trouble_is_warned_of_and_marked_until_the_copy_is_level_again(
    room: Room, state: CopyState
) -> None:
    room.step(CopyState.LEVEL)
    room.step(state, detail="as it is", behind=3)
    room.step(state, detail="as it is", behind=3)
    assert room.devices == [DeviceState.FOUND, DeviceState.LOST]
    warning = room.log.entries[-1]
    assert (warning["log_level"], warning["state"], warning["detail"]) == (
        "warning",
        state,
        "as it is",
    )
    assert len(room.log.entries) == 2
    assert room.marked
    room.step(CopyState.BEHIND)
    assert room.marked
    room.step(CopyState.LEVEL)
    assert not room.marked


@pytest.mark.parametrize("state", sorted(set(CopyState) - STOPPING))
def test_nothing_else_than_a_fork_or_what_the_copy_has_and_we_lack_stops_the_selling(
    room: Room, state: CopyState
) -> None:
    room.step(state)
    assert room.events == []


def test_a_copy_that_was_replaced_is_a_warning_though_the_new_one_follows(room: Room) -> None:
    room.step(CopyState.LEVEL, aside=Path("/media/stick/copy.damaged-1.db"))
    (line,) = room.log.entries
    assert (line["log_level"], line["aside"]) == ("warning", "copy.damaged-1.db")


def test_a_fork_stops_the_kiosk_and_its_first_proof_is_kept(room: Room) -> None:
    room.step(CopyState.FORK, proof=b"the other entry")
    assert room.events == [LedgerFailed("fork")]
    assert (room.folder / FORK_FILE).read_bytes() == b"the other entry"
    Room(room.folder).step(CopyState.FORK, proof=b"another proof")
    assert (room.folder / FORK_FILE).read_bytes() == b"the other entry"


def test_a_copy_that_is_ahead_has_the_ledger_opened_anew(room: Room) -> None:
    room.step(CopyState.AHEAD)
    assert room.events == [LedgerFailed("ledger-behind")]


def test_a_fork_that_is_proved_while_the_disk_is_full_stops_the_kiosk_all_the_same(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ConfigError("state", "state", "can't be written: No space left on device")

    monkeypatch.setattr(opening, "write_whole", full)
    room.step(CopyState.FORK, proof=b"the other entry")
    assert room.events == [LedgerFailed("fork")]
    assert [line["event"] for line in room.log.entries] == ["copy", "proof-unwritten"]


def test_the_ledger_after_ours_has_the_opening_say_that_ours_is_gone(room: Room) -> None:
    room.step(CopyState.AFTER)
    assert room.events == [LedgerFailed("ledger-gone")]


def test_a_bug_of_the_keeper_leaves_the_kiosk_selling_without_a_copy(room: Room) -> None:
    room.watch.bug(ArithmeticError("nobody foresaw this"))
    assert room.events == []
    assert room.devices == [DeviceState.LOST]
    assert room.marked
    assert room.log.entries[0]["log_level"] == "error"


def test_a_state_folder_that_takes_no_mark_is_told_and_stops_nobody(tmp_path: Path) -> None:
    room = Room(tmp_path / "nowhere")
    room.step(CopyState.MISSING)
    assert [line["event"] for line in room.log.entries] == ["mark-unwritten", "copy"]
    assert room.events == []
