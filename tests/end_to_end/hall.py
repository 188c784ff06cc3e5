"""A kiosk of a district whose keys the test holds: its node is a page on loopback, and lies.

Calls that want a signed answer get none to be believed; documents are handed out as the test puts
them there. So the kiosk looks for newer papers at once, and sells by its own rules.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drivers.printer.simulator import PrinterSimulator
from kiosk.desks.performer import Desks
from kiosk.district import Identity, Papers
from kiosk.papers.bundle_keeper import keep_enrolment
from kiosk.papers.status_keeper import STATUS_FILE
from kiosk.profile.machine import Profile, load_profile
from kiosk.whole import write_whole
from offline_queue.file_signer import FileSigner
from offline_queue.reader import LedgerReader
from protocol.credential import Credential, CredentialKind, issue
from protocol.entry import Entry, EntryKind, read_entry
from protocol.keys import Algorithm, MemorySigner, key_ring
from tests.end_to_end.district import Phone
from tests.end_to_end.running import RunningKiosk, SerialLine
from tests.kiosk.documents import DAY_S, PROFILE, Authority, identity
from tests.kiosk.shops import scheme_text
from tests.offline_queue.node_server import Exchange, Node

KIOSK = 7


@dataclass
class Hall:
    """One machine in ``folder``, enrolled just now, at the node ``node``."""

    folder: Path
    node: Node
    authority: Authority = field(default_factory=Authority)
    papers: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now_s = int(time.time())
        self.printer = PrinterSimulator().start()
        self.line = SerialLine()
        self.node.behave = self._answer
        self.path = self.folder / "machine.toml"
        text = PROFILE.replace("{root}", self.authority.root.public_key.raw.hex())
        text = text.replace("http://127.0.0.1:9", self.node.url)
        text = text.replace("tcp://127.0.0.1:9", self.printer.address)
        self.path.write_text(f'{text}[serial]\npath = "{self.line.path}"\n', "utf-8")
        self.profile: Profile = load_profile(self.path)
        self._enrol()

    def bundle(self, version: int, signer: MemorySigner | None = None, **changes: Any) -> bytes:  # noqa: ANN401 - fields of a bundle
        """A bundle that holds for a month from now on."""
        ends_s = self.now_s + 30 * DAY_S
        return self.authority.bundle(version, signer, **{"expires": ends_s, **changes})

    def phone(self) -> Phone:
        """A resident with a hundred coins set aside here."""
        signer = MemorySigner.generate(Algorithm.ESP256)
        credential = Credential(
            pseudonym="p" * 12,
            expires=self.now_s + DAY_S,
            issued=self.now_s - DAY_S,
            cti=b"resident",
            holder=signer.public_key,
            kind=CredentialKind.PHONE,
            scheme="test-coin",
            slices={KIOSK: 100},
            limit_tag=b"tag!",
            price_classes=(),
            status_index=1,
        )
        return Phone(issue(self.authority.issuer, credential), signer, "test-coin")

    def kiosk(
        self, around: Callable[[Desks], Desks] = lambda it: it
    ) -> AbstractContextManager[RunningKiosk]:
        """The application, running."""
        return RunningKiosk(self.path, self.line, around)

    def spends(self) -> list[Entry]:
        """What was sold, as the ledger has it."""
        with LedgerReader.open(self.profile.state / "ledger.db") as ledger:
            ring = key_ring(ledger.public_key)
            all_ = [read_entry(it.raw, ring).entry for it in ledger.unsent(100, 1_000_000)]
        return [entry for entry in all_ if entry.kind is EntryKind.SPEND]

    def close(self) -> None:
        self.printer.close()
        self.line.close()

    def _enrol(self) -> None:
        state = self.profile.state
        state.mkdir()
        kid = FileSigner.open_or_create(state / "kiosk.key").public_key.kid.hex()
        self.papers["bundle"] = self.bundle(1)
        made = Identity(**{**identity(kid).model_dump(), "enrolled_at": self.now_s})
        keep_enrolment(state, made, Papers(self.authority.trust_list(), self.papers["bundle"]))
        write_whole(state, {STATUS_FILE: self.authority.statuses(self.now_s)})

    def _answer(self, call: str, _body: bytes, exchange: Exchange) -> None:
        exchange.answer(self.papers.get(call, b"garbage"))


def dearer(day: str) -> bytes:
    """The scheme with half the worth of a coin from ``day`` on: a lunch is 30 coins then."""
    return scheme_text() + f'\n[[rate]]\nwon = 100\nfrom = {day}\nsource = "a test"\n'.encode()
