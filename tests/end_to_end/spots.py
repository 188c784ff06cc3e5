"""One facility for a few tests: node, line, kiosk, printer, and all that may stand beside it.

A board with a gate, a machine that counts, a card terminal, a parking system: the simulators that
are shipped, at pseudo-terminals and on loopback. Each test sees only what its facility asks for.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from drivers.board.simulator import SimulatedBoard
from drivers.card_terminal.simulator import CardTerminalSimulator
from drivers.counter.simulator import SimulatedMachine
from drivers.device import DeviceState
from drivers.far_end import PtyCable
from kiosk.desks.performer import Desks
from kiosk.hardware.board_families import board_family
from kiosk.partners.simulate import Car, ParkingSystem, PartnerServer
from kiosk.services.parking_section import fee_rules_of
from offline_queue.reader import LedgerReader
from offline_queue.show import Shown, show
from offline_queue.verify import verify
from protocol.entry import Entry
from tests.end_to_end.district import ASSETS, District, Phone
from tests.end_to_end.running import Place, RunningKiosk
from tests.end_to_end.weather import Line

GATE: Final = 1
BOARD_FAMILY: Final = "lcus-feedback"
PLATE: Final = "3456"
INSIDE_S: Final = 130 * 60  # 5,200 won at the car park that is shipped
SAFE: Final = "코인은 그대로입니다."


def seed(people: Mapping[str, int], further: str = "") -> str:
    """A seed file of people by what they own, at one kiosk; ``further`` tables come last."""
    kiosk = '[[kiosk]]\nname = "here"\n'
    residents = (
        f'[[resident]]\nid = "{name}"\nlabel = "{name}"\nbalance = {coins}\n'
        for name, coins in people.items()
    )
    return kiosk + "".join(residents) + further


class Parking(ParkingSystem):
    """One that also counts what it was asked, and whose clock can be wrong."""

    behind_s = 0

    def __init__(self, facility: Path) -> None:
        self.asked: Counter[str] = Counter()
        rules = fee_rules_of(facility.read_bytes())
        super().__init__(rules, now=lambda: int(time.time()) - self.behind_s)

    def replied(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[bytes, str]:
        """As any, and counted."""
        self.asked[path] += 1
        return super().replied(path, headers, body)

    def comes_in(self, stay: str) -> None:
        """A car has been here for a while; the one before is gone."""
        for gone in self._cars:
            self.leave(gone)
        self.enter(Car(stay, f"12가{PLATE}", "car", int(time.time()) - INSIDE_S))


class Spot:
    """A facility, by a file of ours or one that is shipped; everything ends with ``stack``."""

    def __init__(
        self,
        stack: ExitStack,
        folder: Path,
        facility: str | Path,
        people: str,
        scheme: Path = ASSETS / "schemes" / "seocho.toml",
    ) -> None:
        self._stack, self._folder = stack, folder
        file = ASSETS / "facilities" / f"{facility}.toml"
        file = file if isinstance(facility, str) else facility
        district = District(folder, seed=people, facility=file, scheme=scheme)
        self.district = stack.enter_context(district)
        self.line = stack.enter_context(Line(self.district.url))
        self.place = Place(self.district, self.line.url)
        stack.callback(self.place.close)
        self.ledger = self.place.profile.with_suffix("") / "ledger.db"
        self._devices = ["serial"]
        self._phones: dict[str, Phone] = {}

    @cached_property
    def board(self) -> SimulatedBoard:
        return SimulatedBoard(board_family(BOARD_FAMILY))

    @cached_property
    def board_cable(self) -> PtyCable:
        """Plugged in from the first look on."""
        cable = self._cable(self.board, "board")
        section = f'family = "{BOARD_FAMILY}"\ngate = {GATE}\ngate_ms = 200\n'
        self._names(f'[board]\npath = "{cable.link}"\n{section}', "board")
        return cable

    @cached_property
    def bottles(self) -> SimulatedMachine:
        machine = SimulatedMachine()
        cable = self._cable(machine, "counter")
        self._names(f'[counter]\npath = "{cable.link}"\n', "counter")
        return machine

    @cached_property
    def terminal(self) -> CardTerminalSimulator:
        link, book = self._folder / "terminal", self._folder / "terminal-book"
        simulator = self._stack.enter_context(CardTerminalSimulator(link, book))
        self._names(f'[card_terminal]\npath = "{link}"\n', "card-terminal")
        return simulator

    @cached_property
    def parking(self) -> Parking:
        system = self._stack.enter_context(Parking(self.district.facility))
        self.has_partner("parking", system)
        return system

    def has_partner(self, service: str, system: PartnerServer) -> None:
        """Name the system of another in the profile."""
        key = system.public_key.raw.hex()
        section = f'service = "{service}"\nurl = "{system.url}"\nkey = "{key}"\n'
        with self.place.profile.open("a") as profile:
            profile.write(f"[[partner]]\n{section}")

    def _cable(self, device: Any, name: str) -> PtyCable:  # noqa: ANN401 - any far end
        return self._stack.enter_context(PtyCable(device, self._folder / name))

    def _names(self, section: str, device: str) -> None:
        with self.place.profile.open("a") as profile:
            profile.write(section)
        self._devices.append(device)

    @contextmanager
    def kiosk(self, around: Callable[[Desks], Desks] = lambda it: it) -> Iterator[RunningKiosk]:
        """It runs, and has found all that stands beside it."""
        with self.place.kiosk(around) as kiosk:
            for device in self._devices:
                becomes(kiosk, device, DeviceState.FOUND)
            yield kiosk

    @property
    def openings(self) -> int:
        """How often the gate's contact was closed so far."""
        return sum(each.closed and each.channel == GATE for each in self.board.log)

    def phone(self, name: str) -> Phone:
        """Somebody's, the same each time."""
        if name not in self._phones:
            self._phones[name] = self.district.phone(name)
        return self._phones[name]

    def entries(self, *kinds: str) -> list[Entry]:
        """The ledger's, of these kinds or all, oldest first; the ledger is whole."""
        assert verify(self.ledger).problems == ()
        ids = [bytes.fromhex(each.id) for each in self.shown(*kinds)]
        with LedgerReader.open(self.ledger) as reader:
            found = [reader.find(id_) for id_ in ids]
        return [each.entry for each in found if each is not None]

    def voided(self, kiosk: RunningKiosk) -> None:
        """Wait until what came to nothing is written and booked."""
        kiosk.until(lambda: self.shown()[-1].kind == "void")
        kiosk.confirmed()

    def shown(self, *kinds: str) -> list[Shown]:
        return [each for each in show(self.ledger) if not kinds or each.kind in kinds]

    def of_node(self, name: str) -> tuple[int, int]:
        """What somebody owns, booked, and what of it is held; the node finds nothing wrong."""
        books = self.district.show()
        assert (books["problems"], books["flags"], books["duplicates"]) == ([], [], 0)
        (found,) = (each for each in books["residents"] if each["id"] == name)
        return found["balance"], found["held"]


def becomes(kiosk: RunningKiosk, device: str, state: str) -> None:
    """Wait until a device is as told."""
    kiosk.until(lambda: kiosk.app.backroom.devices.get(device) == state)


def key_in(kiosk: RunningKiosk, digits: str) -> None:
    """Press the keys of a keypad and its leading button."""
    for digit in digits:
        kiosk.touch("digit", digit)
    kiosk.touch("lead")


def lanes() -> set[str]:
    """The names of the threads that run."""
    return {thread.name for thread in threading.enumerate()}


class After:
    """A desk after one of whose methods something else happens, before it is told."""

    def __init__(self, desk: object, method: str, happens: Callable[[], object]) -> None:
        self._desk, self._method, self._happens = desk, method, happens

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the desk has
        real: Callable[..., object] = getattr(self._desk, name)
        if name != self._method:
            return real

        def then(*arguments: object) -> object:
            told = real(*arguments)
            self._happens()
            return told

        return then
