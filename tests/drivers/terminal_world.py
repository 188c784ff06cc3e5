"""A kiosk and a card terminal on a line that fails as it is told, in time that does not pass."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from drivers.card_terminal.book import Book, EntryState
from drivers.card_terminal.contract import Approved, Declined, NeverHeard
from drivers.card_terminal.engine import Scene, TerminalEngine
from drivers.card_terminal.exchange import Answer, Exchange
from drivers.card_terminal.exchange_table import Purpose
from drivers.card_terminal.wire import FROM_KIOSK, FROM_TERMINAL, Frame, FrameReader
from drivers.errors import DriverError, TenderFailed, TenderUnknown

PAYMENT = bytes(range(16))
WON = 12_300
STEP_S = 0.1
LATE_S = 12.0  # longer than the kiosk waits for a sign of life
MAX_STEPS = 10_000

Said = Answer | DriverError | None


class Way(Enum):
    """A direction of the line."""

    TO_TERMINAL = auto()
    TO_KIOSK = auto()


class Fault(Enum):
    """What happens to one frame."""

    LOST = auto()
    DOUBLED = auto()
    DAMAGED = auto()
    LATE = auto()  # and all behind it: a line keeps their order
    NOISY = auto()  # garbage comes before it


@dataclass
class Line:
    """One direction: bytes with the time at which they arrive."""

    faults: Mapping[int, Fault] = field(default_factory=dict)
    cut_after: int | None = None  # so many bytes arrive, and no more
    frames: int = 0
    arrived_bytes: int = 0
    under_way: deque[tuple[float, bytes]] = field(default_factory=deque)

    def send(self, now_s: float, frame: Frame) -> None:
        fault = self.faults.get(self.frames)
        self.frames += 1
        data = frame.encoded
        match fault:
            case Fault.LOST:
                return
            case Fault.DOUBLED:
                data += data
            case Fault.DAMAGED:
                data = data[:9] + bytes([data[9] ^ 0x40]) + data[10:]
            case Fault.NOISY:
                data = b"\x02\x00\x15garbage\x02" + data
            case _:
                pass
        at_s = now_s + (LATE_S if fault is Fault.LATE else 0.0)
        if self.under_way:
            at_s = max(at_s, self.under_way[-1][0])
        self.under_way.append((at_s, data))

    def arrived(self, now_s: float) -> bytes:
        data = b""
        while self.under_way and self.under_way[0][0] <= now_s:
            data += self.under_way.popleft()[1]
        if self.cut_after is not None:
            data = data[: max(0, self.cut_after - self.arrived_bytes)]
        self.arrived_bytes += len(data)
        return data

    @property
    def torn(self) -> bool:
        return self.cut_after is not None and self.arrived_bytes >= self.cut_after


class World:
    """`run` lets an exchange come to its end; `heal` mends whatever was wrong with the line."""

    def __init__(self, scene: Scene, book: Book | None = None) -> None:
        self.book = book or Book()
        self.scene = scene
        self.now_s = 0.0
        self.number = 2**32 - 2  # the numbers turn over in the middle
        self.to_terminal = Line()
        self.to_kiosk = Line()
        self.tells = False  # whether the kiosk notices a torn cable
        self.reboot_after: int | None = None  # so many frames of the terminal, its power is cut
        self.reboot_takes_s = 5.0
        self.exchange: Exchange | None = None
        self._off_until_s: float | None = None
        self._boot()

    def run(self, purpose: Purpose, payment: bytes = PAYMENT, won: int = WON) -> Said:
        exchange = self.begin(purpose, payment, won)
        for _ in range(MAX_STEPS):
            self.step()
            if exchange.result is not None:
                return exchange.result
        raise AssertionError("it never ends")

    def begin(self, purpose: Purpose, payment: bytes = PAYMENT, won: int = WON) -> Exchange:
        self.exchange = Exchange(purpose, self.number, self.now_s, payment, won)
        return self.exchange

    def pass_time(self, seconds: float) -> None:
        for _ in range(int(seconds / STEP_S)):
            self.step()

    def kill_kiosk(self) -> None:
        """The kiosk loses its power; what it has sent is under way still."""
        self.exchange = None
        self.kiosk_reader = FrameReader(FROM_TERMINAL)
        self.number = (self.number + 77_777) % 2**32

    def heal(self) -> None:
        for line in (self.to_terminal, self.to_kiosk):
            line.faults = {}
            line.cut_after = None
        self.reboot_after = None

    def step(self) -> None:
        self.now_s += STEP_S
        self._power()
        self._kiosk_speaks()
        if self._off_until_s is None:
            self._terminal_works()
        self._cable()
        self._kiosk_hears()

    def _boot(self) -> None:
        self.engine = TerminalEngine(self.book, self.scene, wall_clock=lambda: 1_790_000_000.0)
        self.terminal_reader = FrameReader(FROM_KIOSK)
        self.kiosk_reader = FrameReader(FROM_TERMINAL)

    def _power(self) -> None:
        if self.reboot_after is not None and self.to_kiosk.frames >= self.reboot_after:
            self.reboot_after = None
            self._off_until_s = self.now_s + self.reboot_takes_s
        if self._off_until_s is not None:
            self.to_terminal.arrived(self.now_s)  # into the void
            if self.now_s >= self._off_until_s:
                self._off_until_s = None
                self._boot()

    def _kiosk_speaks(self) -> None:
        if self.exchange is None:
            return
        self.exchange.tick(self.now_s)
        for frame in self.exchange.frames():
            self.to_terminal.send(self.now_s, frame)
        self.number = self.exchange.next_number

    def _terminal_works(self) -> None:
        self.engine.scene = self.scene
        data = self.to_terminal.arrived(self.now_s)
        for frame in self.terminal_reader.step(self.now_s, data):
            self.engine.receive(self.now_s, frame)
        if self.terminal_reader.damaged:
            self.engine.damaged()
        self.engine.tick(self.now_s)
        for frame in self.engine.frames():
            if self.reboot_after is None or self.to_kiosk.frames < self.reboot_after:
                self.to_kiosk.send(self.now_s, frame)

    def _cable(self) -> None:
        if self.to_terminal.torn or self.to_kiosk.torn:
            self.to_terminal.cut_after = self.to_kiosk.cut_after = 0
            self.to_terminal.under_way.clear()
            self.to_kiosk.under_way.clear()
            if self.tells and self.exchange is not None:
                self.exchange.lose("the cable is torn")

    def _kiosk_hears(self) -> None:
        data = self.to_kiosk.arrived(self.now_s)
        frames = self.kiosk_reader.step(self.now_s, data)
        if self.exchange is None:
            return
        for frame in frames:
            self.exchange.receive(self.now_s, frame)
        if self.kiosk_reader.damaged:
            self.exchange.damaged()


def ask_until_it_is_known(world: World, payment: bytes) -> Said:
    for _ in range(20):  # what is late, or switched off, is there in the end
        said = world.run(Purpose.ASK, payment)
        if not isinstance(said, TenderUnknown):
            break
    return said


def assert_agrees(world: World, said: Said, payment: bytes = PAYMENT, won: int = WON) -> Said:
    """What was said, what the terminal says when asked later, and its book are one truth."""
    world.heal()
    truth = ask_until_it_is_known(world, payment)
    entry = world.book.get(payment)
    charged = entry is not None and entry.state is EntryState.APPROVED
    assert world.book.charges.count(payment) <= 1, "charged twice"
    assert isinstance(truth, Approved | Declined | NeverHeard), f"not settled: {truth!r}"
    assert isinstance(truth, Approved) is charged
    if isinstance(said, Approved):
        assert said == truth
        assert said.won == won
    elif isinstance(said, Declined | TenderFailed):
        assert not charged
    else:
        assert said is None or isinstance(said, TenderUnknown)
    charges = world.book.charges
    world.pass_time(90.0)  # whatever still lies in some buffer
    assert world.book.charges == charges, "charged after it was settled"
    assert world.run(Purpose.ASK, payment) == truth
    return truth
