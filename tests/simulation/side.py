"""What stands beside a process's till: counts, card payments, a gate, partners that are told.

The desks and journals are the product's, on real files in the machine's state folder, wired as the
kiosk's side room wires them. What differs: lanes take turns, and the thread that tells partners is
an event that comes some seconds after something was recorded. Every service has a partner here.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from drivers.device import DeviceState
from kiosk.desks.count_desk import CountDesk
from kiosk.desks.gate_desk import GateDesk
from kiosk.desks.records import CARD
from kiosk.desks.service_room import ServiceRoom, SideLanes
from kiosk.desks.tender_book import TenderBook
from kiosk.desks.tender_desk import TenderDesk
from kiosk.events import Event
from kiosk.node.account_desk import AccountDesk
from kiosk.partners.errors import PartnerAway
from kiosk.partners.outbox import Outbox
from kiosk.partners.sales import SalesReader
from kiosk.partners.wire import Json
from offline_queue.errors import LedgerError
from tests.simulation.chance import Chance
from tests.simulation.papers import counting_log

if TYPE_CHECKING:
    from tests.simulation.process import Process

LANES: Final = ("gate", "partner", "tender", "returns")
TELL_MS: Final = (1_000, 90_000)
MOST_TOLD: Final = 200  # of one turn
AWAY: Final = 0.15  # a partner, at each sale; of a third of these it has taken the sale


@dataclass
class Partners:
    """All partners of one district: they take what they are told, or are away."""

    chance: Chance
    troubled: bool = True
    heard: dict[bytes, Mapping[str, object]] = field(default_factory=dict)
    twice: int = 0

    def ask(self, service: str, path: str, body: Mapping[str, object]) -> Json:
        """Take a sale; told again it is the same to the letter."""
        away = self.troubled and self.chance.happens(AWAY)
        if away and self.chance.between(0, 2):
            raise PartnerAway("nobody answers")
        id_ = bytes.fromhex(str(body["id"]))
        self.twice += id_ in self.heard
        if self.heard.setdefault(id_, dict(body)) != dict(body):
            raise AssertionError("a sale is told in other words")
        if away:
            raise PartnerAway("the answer was lost")
        return {"told": id_.hex()}


class SimSide:
    """One process's; the devices are the machine's."""

    def __init__(self, process: "Process") -> None:
        self._process = process
        machine = self._machine = process.machine
        self._world = machine.world
        state, log = machine.profile.state, counting_log(machine.world.truth)
        self.counts = CountDesk(state, process.tell, log)
        self.counts.state_is(DeviceState.FOUND)
        self.book = TenderBook(state)
        self.lanes = {name: process.lane(name) for name in LANES}
        books = process.cashier.books
        tenders = TenderDesk(
            machine.devices.terminal, self.book, books.fresh_id, self._is_sold, process.tell, log
        )
        self.room = ServiceRoom(
            SideLanes(*(self.lanes[name] for name in LANES)),
            process.lanes["holds"],
            process.tell,
            lambda: process.clock().time_s,
            GateDesk(machine.devices.gate),
            self.counts,
            tenders,
            None,
            AccountDesk(process.client, process.watch, lambda: books.district),
        )
        self._tells_at_ms = 0

    @property
    def idle(self) -> bool:
        """Whether no lane has work."""
        return all(lane.idle for lane in self.lanes.values())

    def start(self) -> None:
        """The counting machine tells what waits, now or with the next count; payments without an
        end are looked at."""
        if self._world.chance.happens(0.3):
            self._machine.devices.counter.tell(self.counts)
        self.look()

    def look(self) -> None:
        """As the side room's step: settle what a crash or a torn cable left."""
        if self.book.unsettled:
            self.room.settle()

    def recorded(self) -> None:
        """The ledger may have grown: partners hear of it by and by."""
        now_ms = self._world.timeline.now_ms
        if self._tells_at_ms > now_ms:
            return
        self._tells_at_ms = now_ms + self._world.chance.between(*TELL_MS)
        life = self._process.life
        self._world.timeline.at(self._tells_at_ms, "partners", self._turn, life)

    def close(self) -> None:
        """Let go of the journals."""
        self.counts.close()
        self.book.close()

    def _turn(self) -> None:
        self._process.run("partners", self._tell)

    def _tell(self) -> Event | None:
        process = self._process
        if not process.cashier.is_open:
            return None
        services = tuple(process.premises.shop.services)
        with suppress(LedgerError), SalesReader.open(self._machine.disk.ledger) as sales:
            outbox = Outbox(
                services,
                self._world.partners,
                sales,
                self._machine.profile.state,
                self._world.chance.bytes,
            )
            now_s = process.rising_s()
            for _ in range(MOST_TOLD):
                if outbox.step(now_s) > 0:
                    break
            if any(it.pending for it in outbox.status.values()):
                self._tells_at_ms = 0
                process.hand_on(self.recorded)
        return None

    def _is_sold(self, sale: bytes) -> bool:
        def ask() -> bool:
            found = self._process.cashier.books.ledger.find(sale)
            tender = None if found is None else found.entry.tender
            return tender is not None and tender.means == CARD

        return self._process.lanes["ledger"].call(ask, 0.0)
