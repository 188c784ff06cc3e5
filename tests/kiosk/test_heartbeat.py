"""The heartbeat: what a kiosk tells once a minute, and what it does at the node's word."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
import structlog

from kiosk.days import local_day
from kiosk.desks.books import Books
from kiosk.district import District, load_district
from kiosk.ledger.till import Till
from kiosk.node.heartbeat import BEAT_S, Heart
from kiosk.node.node_keys import NodeKeys
from kiosk.node.retirement import RETIRED_FILE, is_retired
from kiosk.papers.paper_desk import PaperDesk
from kiosk.papers.status_shelf import StatusShelf
from kiosk.profile.machine import Profile
from kiosk.version import PROGRAM
from offline_queue.clock import KioskClock
from offline_queue.errors import NodeAway
from offline_queue.file_signer import FileSigner
from offline_queue.http_transport import Document
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from protocol.credential import Credential, CredentialKind, issue
from protocol.entry import ClockState, EntryKind, Role, read_entry
from protocol.envelope import request_hash
from protocol.keys import Algorithm, MemorySigner, key_ring
from protocol.messages import (
    HEARTBEAT,
    Answer,
    HeartbeatAnswer,
    HeartbeatRequest,
    read_request,
    sign_answer,
)
from tests.kiosk.documents import ENROLLED_S, Authority, new_key
from tests.rails.source import ROOT

ResultT = TypeVar("ResultT")
NOW_S = ENROLLED_S + 3600
PHONE = MemorySigner.generate(Algorithm.ESP256).public_key


class Line:
    """A node that keeps what it is told and answers as ``says``; None: it is away."""

    def __init__(self, kiosk: MemorySigner | FileSigner, node: MemorySigner) -> None:
        self.says: HeartbeatAnswer | None = HeartbeatAnswer(1, 0)
        self.told: list[HeartbeatRequest] = []
        self._keys, self._node = key_ring(kiosk.public_key), node

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        if self.says is None:
            raise NodeAway("cut")
        signed = read_request(body, self._keys).request
        assert signed.call == call == HEARTBEAT
        self.told.append(HeartbeatRequest.from_body(signed.body))
        return sign_answer(self._node, Answer(request_hash(body), NOW_S, self.says.to_body()))

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        raise AssertionError(f"a heart fetches nothing: {call}")


class Direct:
    """A lane that runs work at once on this thread."""

    def submit(self, job: object, wait_s: float = 0.0) -> None:
        raise AssertionError("nothing is queued")

    def call(self, work: Callable[[], ResultT], timeout_s: float) -> ResultT:
        return work()


@dataclass
class Room:
    """A heart over a real ledger in an enrolled machine's folder."""

    authority: Authority
    profile: Profile
    now_s: float = 0.0
    recorded: int = 0
    retired: int = 0
    devices: dict[str, str] = field(default_factory=lambda: {"printer": "found", "camera": "lost"})

    def __post_init__(self) -> None:
        self.district: District = load_district(self.profile, local_day(ENROLLED_S))
        signer = FileSigner.open(self.profile.state / "kiosk.key")
        clock = KioskClock(lambda: NOW_S * 1000, ENROLLED_S)
        path, log = self.profile.state / "ledger.db", structlog.get_logger()
        self.books = Books(
            lambda: Ledger.open(path, signer, clock, os.urandom), self.district, clock, os.urandom
        )
        assert self.books.open() is None
        self.reader = LedgerReader.open(path)
        self.line = Line(signer, self.authority.node)
        keys = NodeKeys(self.district.receipt_keys)
        self.client = NodeClient(self.line, signer, keys, lambda: NOW_S, os.urandom)
        self.papers = PaperDesk(
            self.profile, self.district, keys, StatusShelf(), clock, lambda _: None, log
        )
        cashier: Any = self  # as much of one as a till asks here: it has books
        till = Till(Direct(), cashier, path, clock, lambda: None)
        self.heart = Heart(
            self.profile,
            self.papers,
            clock,
            till,
            lambda: self.devices,
            self._recorded,
            self._retired,
            log,
        )

    def beat(self, *, near: bool = True, after_s: float = BEAT_S) -> None:
        self.now_s += after_s
        self.heart.look(self.client, self.reader, self.now_s, near=near)

    def credential(self, cti: bytes = b"credit-1", **changes: Any) -> bytes:  # noqa: ANN401 - its fields
        plain = Credential(
            pseudonym="p" * 12,
            expires=NOW_S + 1,
            issued=ENROLLED_S,
            cti=cti,
            holder=PHONE,
            kind=CredentialKind.PHONE,
            scheme="test-coin",
            slices={7: 30},
            limit_tag=b"tag!",
            price_classes=(),
            status_index=1,
        )
        return issue(self.authority.issuer, replace(plain, **changes))

    def asked_to_close(self, *raw: bytes) -> None:
        self.line.says = HeartbeatAnswer(1, 0, close=raw)
        self.beat()

    def close(self) -> None:
        self.reader.close()
        self.books.close()

    def _recorded(self) -> None:
        self.recorded += 1

    def _retired(self) -> None:
        self.retired += 1


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    authority = Authority()
    made = Room(authority, authority.enrolled(tmp_path))
    yield made
    made.close()


def test_it_beats_once_a_minute_and_only_while_the_node_is_near(room: Room) -> None:
    room.beat()
    room.beat(after_s=BEAT_S - 1)
    room.beat(near=False, after_s=BEAT_S)
    assert len(room.line.told) == 1
    room.beat(after_s=1)
    assert len(room.line.told) == 2


def test_it_tells_what_runs_here_how_the_devices_are_and_what_is_unsent(room: Room) -> None:
    room.beat()
    assert room.line.told == [
        HeartbeatRequest(
            program=PROGRAM,
            scheme_version=room.district.scheme.version,
            bundle_version=1,
            status_issued=None,
            clock=ClockState.TRUSTED,
            devices=(("camera", "lost"), ("printer", "found")),
            unsent=1,
            oldest_unsent=NOW_S,
        )
    ]


def test_a_machine_with_many_devices_tells_of_as_many_as_fit(room: Room) -> None:
    room.devices = {f"camera-{number}": "found" for number in range(40)}
    room.beat()
    assert len(room.line.told[0].devices) == 16


def test_a_node_that_is_away_or_answers_another_question_changes_nothing(room: Room) -> None:
    room.line.says = None
    room.beat()
    room.line.says = HeartbeatAnswer(1, 0, close=(room.credential(),), retired=True)
    room.line._node = new_key()
    room.beat()
    assert (room.recorded, room.retired) == (0, 0)
    assert room.reader.counts().entries == 1


def test_a_credential_is_closed_once_however_often_the_node_asks(room: Room) -> None:
    raw = room.credential()
    room.asked_to_close(raw, raw)
    room.asked_to_close(raw)
    assert room.recorded == 1
    assert room.reader.is_closed(b"credit-1")
    entries = [it.raw for it in room.reader.unsent(10, 100_000)]
    assert len(entries) == 2, "the opening and one closing"


def test_the_closing_entry_names_the_holder_and_carries_the_credential(room: Room) -> None:
    raw = room.credential()
    room.asked_to_close(raw)
    (_, closing) = room.reader.unsent(10, 100_000)
    assert closing.evidence == (raw,)
    entry = room.reader.find(_id_of(room))
    assert entry is not None
    assert (entry.entry.kind, entry.entry.result) == (EntryKind.CLOSE_CREDENTIAL, "asked")
    (party,) = entry.entry.parties
    assert (party.role, party.cti, party.counter) == (Role.HOLDER, b"credit-1", None)


def _id_of(room: Room) -> bytes:
    (_, closing) = room.reader.unsent(10, 100_000)
    return read_entry(closing.raw, key_ring(room.reader.public_key)).entry.id


def test_what_is_not_ours_to_close_is_left(room: Room) -> None:
    forged = bytearray(room.credential())
    forged[-1] ^= 1
    room.asked_to_close(
        b"garbage",
        bytes(forged),
        room.credential(slices={8: 30}),
        room.credential(scheme="gold"),
    )
    assert room.recorded == 0
    assert room.reader.counts().entries == 1


def test_one_that_cannot_be_closed_keeps_no_other_open(room: Room) -> None:
    room.asked_to_close(b"garbage", room.credential())
    assert room.reader.is_closed(b"credit-1")


def test_a_credential_of_a_withdrawn_card_key_is_closed_at_the_nodes_word(room: Room) -> None:
    room.authority.issuer = new_key()
    room.asked_to_close(room.credential())
    assert room.reader.is_closed(b"credit-1")


def test_a_retired_kiosk_is_told_once_and_knows_it_after_a_restart(room: Room) -> None:
    room.line.says = HeartbeatAnswer(1, 0, retired=True)
    room.beat()
    room.beat()
    assert room.retired == 1
    assert is_retired(room.profile.state, room.district.kid)
    assert not is_retired(room.profile.state, b"another!"), "not after an enrolment with a new key"


def test_a_full_disk_does_not_keep_a_retired_kiosk_selling(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.line.says = HeartbeatAnswer(1, 0, retired=True)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        room.beat()
    assert room.retired == 1
    assert not (room.profile.state / RETIRED_FILE).exists()
    room.beat()
    assert room.retired == 1
    assert is_retired(room.profile.state, room.district.kid), "it is tried until it is there"


def test_the_program_tells_the_version_that_it_is_packed_with() -> None:
    assert f'version = "{PROGRAM}"' in (ROOT / "pyproject.toml").read_text("utf-8")
