"""Card terminals to be tried: the one without a wire, and the one at a pseudo-terminal."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from threading import Thread

from drivers.card_terminal.book import Book, EntryState
from drivers.card_terminal.contract import CardTerminal
from drivers.card_terminal.engine import Scene
from drivers.card_terminal.exchange import Patience
from drivers.card_terminal.fake import FakeCardTerminal
from drivers.card_terminal.serial_terminal import SerialCardTerminal
from drivers.card_terminal.simulator import CardTerminalSimulator
from drivers.device import DeviceState

WAIT_S = 20.0  # only ever waited for in full when the test fails
SHORT = Patience(resend_s=0.3, tries=3, silence_s=3.0, payment_s=20.0, last_s=5.0)


class Rig(ABC):
    """A terminal, and what can be done to it."""

    terminal: CardTerminal

    @abstractmethod
    def turn(self, scene: Scene) -> None: ...

    @abstractmethod
    def book(self) -> Book: ...

    @abstractmethod
    def unplug(self) -> None: ...

    @abstractmethod
    def plug_in(self) -> None: ...

    @abstractmethod
    def power_cut(self) -> None: ...

    @abstractmethod
    def wait_for(self, payment: bytes, state: EntryState) -> None: ...


def is_in(payment: bytes, state: EntryState) -> Callable[[Book], bool]:
    def holds(book: Book) -> bool:
        entry = book.get(payment)
        return entry is not None and entry.state is state

    return holds


class FakeRig(Rig):
    def __init__(self) -> None:
        self.fake = FakeCardTerminal()
        self.terminal = self.fake

    def turn(self, scene: Scene) -> None:
        self.fake.turn(scene)

    def book(self) -> Book:
        return self.fake.book

    def unplug(self) -> None:
        self.fake.unplug()

    def plug_in(self) -> None:
        self.fake.plug_in()

    def power_cut(self) -> None:
        self.fake.power_cut()

    def wait_for(self, payment: bytes, state: EntryState) -> None:
        assert self.fake.wait_for_book(is_in(payment, state), WAIT_S)


class SerialRig(Rig):
    def __init__(self, folder: Path) -> None:
        self.states: Queue[DeviceState] = Queue()
        self.simulator = CardTerminalSimulator(folder / "terminal", folder / "book").start()
        self.serial = SerialCardTerminal(
            str(self.simulator.link), self.states.put, patience=SHORT
        ).start()
        self.terminal = self.serial
        assert self.states.get(timeout=WAIT_S) is DeviceState.FOUND

    def turn(self, scene: Scene) -> None:
        self.simulator.turn(scene)

    def book(self) -> Book:
        return self.simulator.book

    def unplug(self) -> None:
        self.simulator.tear()
        assert self.states.get(timeout=WAIT_S) is DeviceState.LOST

    def plug_in(self) -> None:
        self.simulator.mend()
        assert self.states.get(timeout=WAIT_S) is DeviceState.FOUND

    def power_cut(self) -> None:
        self.simulator.power_cut()
        self.simulator.power_on()

    def wait_for(self, payment: bytes, state: EntryState) -> None:
        assert self.simulator.wait_for_book(is_in(payment, state), WAIT_S)

    def close(self) -> None:
        self.serial.close()
        self.simulator.close()


class InBackground:
    """A call in a thread of its own; `result` waits for what it returned or raised."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._said: Queue[object] = Queue()
        self._call = call
        self._thread = Thread(target=self._run, name="caller", daemon=True)
        self._thread.start()

    def result(self) -> object:
        said = self._said.get(timeout=WAIT_S)
        self._thread.join()
        return said

    def _run(self) -> None:
        try:
            self._said.put(self._call())
        except Exception as exc:  # noqa: BLE001  the test asserts what it is
            self._said.put(exc)
