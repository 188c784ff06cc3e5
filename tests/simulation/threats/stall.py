"""The stage's kiosk side: one machine with its disk, clock, printer and line; see `program`.

A stall outlives its program: `power_cut` ends that where it is, and `start` begins it again on what
lies there. People use it by its screen: `buy` is one person from the first touch to the last.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.desks.pin_desk import PinDesk
from kiosk.district import Identity, Papers, verify
from kiosk.events import PinRefused, PinRight, PinWrong, StaffDone
from kiosk.key_opening import key_path
from kiosk.papers.bundle_keeper import keep_enrolment
from kiosk.papers.status_keeper import StatusKeeper
from kiosk.papers.status_shelf import StatusShelf
from kiosk.payment import CheckedCode
from kiosk.profile.machine import LEDGER_FILE, load_profile
from kiosk.touches import meaning
from kiosk.visit import CoinsFate, Place
from offline_queue.key_store import KeyStore
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from protocol.bundle import KeyRole
from protocol.entry import Entry, EntryKind, read_entry
from protocol.keys import PublicKey, key_ring
from protocol.sealed import LEAST_COST
from tests.central_node.world import World
from tests.kiosk.documents import PROFILE
from tests.simulation.chance import Chance
from tests.simulation.printer import SimPrinter
from tests.simulation.threats.program import Program
from tests.simulation.threats.wire import Wire
from ui.contract import Action

CHEAP: Final = LEAST_COST  # log2 of scrypt's cost: guessing is not what these tests are about
BADGE_PIN: Final = "271828"
_SERVICE, _MEAL = "meals", "lunch"


@dataclass(frozen=True)
class Bought:
    """How a visit ended: ``coins`` used, or none and the ``reason`` why not."""

    coins: int
    reason: str = ""


@dataclass
class Stall:
    """One machine in ``folder``. ``passphrase`` seals its keys; ``skew_s`` is its clock's error."""

    folder: Path
    world: World
    root: PublicKey
    chance: Chance
    passphrase: bytes | None = None
    skew_s: int = 0
    beats: int = 0
    drawn: list[str] = field(default_factory=list)  # the QR texts of tickets sent to the printer

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.line = Wire(self.world)
        self.printer = SimPrinter(self.chance)
        path = self.folder / "machine.toml"
        path.write_text(PROFILE.replace("{root}", self.root.raw.hex()), "utf-8")
        self.profile = load_profile(path)
        self.random = self.chance.bytes
        self._program: Program | None = None

    @property
    def program(self) -> Program:
        """The program that runs."""
        assert self._program is not None
        return self._program

    @property
    def on(self) -> bool:
        """Whether it runs."""
        return self._program is not None

    @property
    def number(self) -> int:
        """The kiosk that it was enrolled as."""
        return self.program.district.kiosk

    def own_ms(self) -> int:
        """What its own clock shows."""
        return max(0, self.world.now + self.skew_s) * 1000

    def enrol(self, code: str) -> None:
        """As `kiosk enrol` does."""
        state, now_s = self.profile.state, self.world.now
        state.mkdir()
        store = KeyStore.open_or_create(key_path(self.profile), self.passphrase, CHEAP)
        client = NodeClient(self.line, store.signer, {}, lambda: now_s, self.random)
        enrolled = client.enrol(code, self.root)
        answer, kid = enrolled.answer, store.signer.public_key.kid.hex()
        who = Identity(
            kiosk=answer.kiosk, name=answer.name, kid=kid, enrolled_at=enrolled.time, former=()
        )
        papers = Papers(answer.trust_list, answer.bundle)
        keep_enrolment(state, who, papers)
        rules = verify(self.profile, papers)
        keys = rules.trust.ring(KeyRole.RECEIPT)
        StatusKeeper(state, rules.bundle.scheme_id, keys, StatusShelf()).fetch(self.line, now_s)

    def start(self) -> None:
        """Switch it on."""
        self._program = Program(self)
        self._program.start()

    def stop(self) -> None:
        """Switch it off."""
        if self._program is not None:
            self._program.close()
        self._program = None

    def power_cut(self) -> None:
        """What is on the disk at this moment is all that the next start finds."""
        image = self.keep("cut")
        self.stop()
        self.put_back(image)
        self.start()

    def keep(self, name: str) -> Path:
        """A copy of the state folder as it lies, beside it."""
        image = self.folder / name
        shutil.rmtree(image, ignore_errors=True)
        shutil.copytree(self.profile.state, image, ignore=shutil.ignore_patterns("*-shm"))
        return image

    def put_back(self, image: Path, *, only: str = "") -> None:
        """That copy takes the folder's place, or its files ``only*`` do. The program is off."""
        state = self.profile.state
        for path in state.glob(f"{only}*"):
            path.unlink()
        for path in image.glob(f"{only}*"):
            shutil.copyfile(path, state / path.name)
            (state / path.name).chmod(0o600)

    def clone(self, folder: Path) -> "Stall":
        """Another machine with this one's disk, switched on."""
        twin = Stall(folder, self.world, self.root, self.chance, self.passphrase)
        shutil.copytree(self.keep("clone"), twin.profile.state)
        twin.line.cut = self.line.cut
        twin.start()
        return twin

    def buy(self, text: str, lunches: int = 1, pin: str = "") -> Bought:
        """A person wants lunches, shows a code, types a PIN if asked, and agrees to everything."""
        self.touch(Action.CHOOSE, _SERVICE)
        self.touch(Action.CHOOSE, _MEAL)
        for _ in range(lunches - 1):
            self.touch(Action.MORE)
        self.scan(text)
        for digit in pin:
            self.touch(Action.DIGIT, digit)
        if self.place is Place.PIN:
            self.touch(Action.LEAD)
        if self.place is Place.CONFIRMING:
            self.touch(Action.LEAD)
        return self._leave()

    @property
    def place(self) -> Place:
        """Where the visit is."""
        return self.program.terminal.visit.place

    def touch(self, action: Action, argument: str = "") -> None:
        """A finger on the screen."""
        self.program.tell(meaning(action, argument))

    def scan(self, text: str) -> None:
        """A code before the reader."""
        self.program.performer.read_code(text, self.program.clock())

    def send(self) -> None:
        """See `Program.send`."""
        self.program.send()

    def look_around(self) -> None:
        """See `Program.look_around`."""
        self.program.look_around()

    def seen(self, text: str) -> CheckedCode:
        """A code as the ledger's lane tells of it."""
        cashier = self.program.cashier
        event = cashier.read_code(text, self.program.clock())
        code = getattr(event, "code", None)
        assert isinstance(code, CheckedCode), event
        return code

    def set_pin(self, card: str, badge: str, pin: str) -> None:
        """Staff stand by while the holder of a card sets its PIN."""
        pins, by = self.program.cashier.pins, self.seen(badge)
        assert pins.set(1, by, by, BADGE_PIN) == StaffDone(1)
        assert pins.set(2, self.seen(card), by, pin) == StaffDone(2)

    def try_pin(self, card: str, pin: str) -> PinRight | PinWrong | PinRefused:
        """Somebody types a PIN."""
        event = self.program.cashier.pins.check(1, self.seen(card), pin)
        assert isinstance(event, PinRight | PinWrong | PinRefused), event
        return event

    def image_at_the_comparison(self, card: str, pin: str) -> Path:
        """The disk as it is in the moment in which a PIN that was typed is compared."""
        images: list[Path] = []
        code, cashier, store = self.seen(card), self.program.cashier, self.program.store

        class Watched:
            def mac(_self, data: bytes) -> bytes:  # noqa: N805 - `self` is the stall
                images.append(self.keep("compared"))
                return store.pin_key.mac(data)

        PinDesk(cashier.books, Watched()).check(1, code, pin)
        (image,) = images
        return image

    def entries(self) -> list[Entry]:
        """All of its ledger."""
        with LedgerReader.open(self.profile.state / LEDGER_FILE) as reader:
            ring = key_ring(reader.public_key)
            found = reader.unsent(10_000, 10**9, again=True)
        return [read_entry(one.raw, ring).entry for one in found]

    def sold(self) -> int:
        """Coins of all its spends."""
        spends = [one for one in self.entries() if one.kind is EntryKind.SPEND]
        return sum(sum(one.amounts.values()) for one in spends)

    def _leave(self) -> Bought:
        visit = self.program.terminal.visit
        if visit.place is Place.THANKS and visit.ticket is not None:
            self.touch(Action.LEAD)
            return Bought(visit.ticket.used.units)
        reason = visit.refusal.reason if visit.refusal else str(visit.place)
        used = visit.refusal is not None and visit.refusal.coins is CoinsFate.USED
        coins = visit.ticket.used.units if used and visit.ticket is not None else 0
        self.touch(Action.START_OVER)
        if self.place is not Place.START:
            self.touch(Action.START_OVER)
        return Bought(coins, reason)
