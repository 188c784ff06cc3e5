"""What is learnt from each answer of the node: how much it has, and whether to stop."""

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import structlog

from kiosk.config import ConfigError
from kiosk.events import Event, LedgerFailed
from kiosk.ledger import opening
from kiosk.ledger.opening import FORK_FILE
from kiosk.node.courier import PAPERS_WAIT_S, Courier, OpenLine
from kiosk.node.node_watch import NodeWatch
from kiosk.outside import Outside
from offline_queue.erase import Erased
from offline_queue.records import Counts
from offline_queue.sync_status import Disagreement, SyncStatus

BEHIND = LedgerFailed("ledger-behind")


@dataclass
class Opened:
    """As much of an opening as a courier tells."""

    sizes: list[int] = field(default_factory=list)
    agreements: list[int] = field(default_factory=list)

    def node_has(self, _ledger: bytes, size: int) -> None:
        self.sizes.append(size)

    def agreed(self, size: int) -> None:
        self.agreements.append(size)


class Room:
    """A courier that is handed the steps of a sync by the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.posted: list[Event] = []
        self.opening = Opened()
        self.till: Any = SimpleNamespace(
            counts=Counts(5, 5), count_soon=lambda: None, erase_evidence=lambda: Erased(0, 0, True)
        )
        outside = Outside(self.posted.append, lambda *_: None)
        parts: dict[str, Any] = {
            "profile": SimpleNamespace(state=folder),
            "till": self.till,
            "watch": NodeWatch(),
            "client": None,
            "keys": {},
            "outside": outside,
            "opening": self.opening,
            "papers": None,
            "heart": None,
            "log": structlog.get_logger(),
            "bug": None,
        }
        self.courier = Courier(**parts)
        self._exchanges = 0

    def step(
        self,
        disagreement: Disagreement | None = None,
        *,
        answered: bool = True,
        proof: bytes | None = None,
    ) -> None:
        self._exchanges += answered
        status = SyncStatus(
            self._exchanges, 4, reachable=True, disagreement=disagreement, fork_proof=proof
        )
        sync: Any = SimpleNamespace(status=status, node_size=9, streaming=True)
        self.courier._stepped(sync)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_while_the_node_has_more_every_answer_has_the_ledger_opened_anew(room: Room) -> None:
    what = Disagreement.NODE_KNOWS_MORE
    room.step(what)
    assert room.posted == [BEHIND]
    room.step(what, answered=False)  # a step that only waited has learnt nothing
    assert room.posted == [BEHIND]
    room.step(what)
    assert room.posted == [BEHIND, BEHIND]
    assert room.opening.sizes == [9, 9]
    room.step(None)
    assert len(room.posted) == 2


def test_a_node_that_differs_and_proves_nothing_stops_the_kiosk_once(room: Room) -> None:
    for _ in range(3):
        room.step(Disagreement.NODE_DIFFERS)
    assert room.posted == [BEHIND]
    room.step(None)
    room.step(Disagreement.NODE_DIFFERS)
    assert room.posted == [BEHIND, BEHIND]


def test_what_the_node_has_is_written_down_from_time_to_time(room: Room) -> None:
    for _ in range(5):
        room.step(None)
    assert room.opening.sizes == [9]


def test_an_agreement_counts_with_all_that_was_held_in_this_run(room: Room) -> None:
    room.step(Disagreement.NODE_KNOWS_MORE)
    assert room.opening.agreements == []
    room.step(None)
    room.till.counts = Counts(8, 5)
    room.step(Disagreement.NODE_KNOWS_MORE)
    assert room.opening.agreements == [5, 8]


def test_a_fork_stops_the_kiosk_and_its_proof_is_kept(room: Room) -> None:
    room.step(Disagreement.FORK, proof=b"proof")
    room.step(Disagreement.FORK, proof=b"proof")
    assert room.posted == [LedgerFailed("fork")]
    assert (room.folder / FORK_FILE).read_bytes() == b"proof"


def test_a_fork_that_is_proved_while_the_disk_is_full_stops_the_kiosk_all_the_same(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ConfigError("state", "state", "can't be written: No space left on device")

    monkeypatch.setattr(opening, "write_whole", full)
    room.step(Disagreement.FORK, proof=b"proof")
    assert room.posted == [LedgerFailed("fork")]


def test_a_node_that_lost_entries_gets_those_of_earlier_ledgers_again_too(room: Room) -> None:
    rounds: list[str] = []
    backlog: Any = SimpleNamespace(again=lambda: rounds.append("again"))
    room.courier._backlog = backlog
    room.step(None)
    assert rounds == []
    room.step(Disagreement.NODE_LOST_ENTRIES)
    room.step(Disagreement.NODE_LOST_ENTRIES)
    assert rounds == ["again"]
    room.step(None)
    room.step(Disagreement.NODE_LOST_ENTRIES)
    assert rounds == ["again", "again"]


def test_papers_wait_for_entries_that_are_on_their_way_but_not_for_ever(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []
    papers: Any = SimpleNamespace(look=lambda _line, now_s, **_: looks.append(now_s))
    heart: Any = SimpleNamespace(look=lambda *_, **__: None)
    room.courier._papers, room.courier._heart = papers, heart
    room.courier._open_line = OpenLine(*cast("Any", (None, None, None)))
    for now_s in (1000.0, 1001.0, 1000.0 + PAPERS_WAIT_S, 1001.0 + PAPERS_WAIT_S):
        monkeypatch.setattr("kiosk.node.courier.time.monotonic", lambda now_s=now_s: now_s)
        room.step(None)  # streaming
    assert looks == [1000.0, 1000.0 + PAPERS_WAIT_S]
    room.courier._thread.close()
    monkeypatch.setattr("kiosk.node.courier.time.monotonic", lambda: 9999.0)
    room.step(None)
    assert len(looks) == 2, "nothing is begun by who was told to stop"
