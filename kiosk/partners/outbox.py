"""Partners are told of every sale that concerns them, at least once, however long they are away.

1. What is to be told is what the ledger has and `told` does not: nothing is kept twice, and what
   was sold before a power cut is told after it.
2. A sale is told by its entry's id, and told again until the partner has taken it, signed. To a
   partner who has it already that changes nothing.
3. A partner that is away is asked again, more and more seldom up to every four seconds. A reply
   that is none puts its sale behind the others: one bad sale never delays the next.
4. A sale that the partner refuses, signed, is settled and kept for staff: the ledger has it still.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol

from kiosk.partners.errors import PartnerBabbles, PartnerFault, PartnerRefused
from kiosk.partners.sales import Sale, SalesReader
from kiosk.partners.told import file_of, read_told, write_told
from kiosk.partners.wire import Json
from offline_queue.backoff import delay_s
from protocol.entry import Entry

__all__ = ["IDLE_S", "Outbox", "SalesReader", "ToldState"]

SOLD: Final = "/v1/sold"
CARD: Final = "card"
IDLE_S: Final = 5.0
"""How often the ledger is looked at when nobody says that something was sold."""

WINDOW: Final = 200
"""Sales looked at from a mark on. Days without a partner are more: they are told in order."""

RETOLD_S: Final = 14 * 24 * 3600
"""How far back a new ledger's earlier sales are told again: longer than it is sold offline."""


class Asks(Protocol):
    """A `PartnerDesk`, as the outbox needs it."""

    def ask(self, service: str, path: str, body: Mapping[str, object]) -> Json:
        """Return the partner's answer; PartnerFault."""


@dataclass(frozen=True)
class ToldState:
    """How it stands with one partner, for staff. ``reason`` names the last failure, "" while well.

    ``pending`` counts no further than `WINDOW`.
    """

    pending: int = 0
    refused: int = 0
    failures: int = 0
    reason: str = ""


class Outbox:
    """The sales of ``services`` told to their partners; for the one thread of ``sales``.

    ``folder`` is the state folder, ``random(n)`` gives bytes. Nothing here sleeps.
    """

    def __init__(
        self,
        services: Sequence[str],
        desk: Asks,
        sales: SalesReader,
        folder: Path,
        random: Callable[[int], bytes],
    ) -> None:
        self._queues = [_Queue(service, desk, sales, folder, random) for service in services]

    @property
    def status(self) -> dict[str, ToldState]:
        """How it stands, by service; may be read from any thread."""
        return {queue.service: queue.state for queue in self._queues}

    def wake(self) -> None:
        """Something was sold: the next step looks at once, unless it waits after a failure."""
        for queue in self._queues:
            queue.wake()

    def step(self, now_s: float) -> float:
        """Tell one sale, if one is due; return how many seconds nothing more is.

        ``now_s`` rises steadily. LedgerError or ConfigError leave everything to be told again.
        """
        queue = min(self._queues, key=lambda one: one.due_s, default=None)
        if queue is None:
            return IDLE_S
        if queue.due_s <= now_s:
            queue.tell_one(now_s)
        return max(0.0, min(one.due_s for one in self._queues) - now_s)


class _Queue:
    """The sales of one service that its partner was not told yet."""

    def __init__(
        self,
        service: str,
        desk: Asks,
        sales: SalesReader,
        folder: Path,
        random: Callable[[int], bytes],
    ) -> None:
        self.service = service
        self.due_s = float("-inf")
        self._desk = desk
        self._sales = sales
        self._random = random
        self._path = file_of(folder, service)
        self._told = read_told(self._path, sales.name)
        self._again_from_s = self._told.time_s - RETOLD_S
        self._babbled: dict[bytes, int] = {}  # replies that were none, by sale
        self.state = ToldState(refused=len(self._told.refused))

    def wake(self) -> None:
        """Look at once, but never sooner than a failure allows."""
        if not self.state.failures:
            self.due_s = float("-inf")

    def tell_one(self, now_s: float) -> None:
        """Tell the first sale that is waiting, behind those that got no good reply."""
        waiting = self._waiting()
        if not waiting:
            self._next(now_s + IDLE_S, pending=0)
            return
        sale = min(waiting, key=lambda entry: self._babbled.get(entry.id, 0))
        try:
            self._desk.ask(self.service, SOLD, message(sale))
        except PartnerRefused as exc:
            self._settle(sale, exc.reason)
        except PartnerFault as exc:
            if isinstance(exc, PartnerBabbles):
                self._babbled[sale.id] = self._babbled.get(sale.id, 0) + 1
            failures = self.state.failures + 1
            self.state = replace(self.state, failures=failures, reason=exc.reason)
            self._next(now_s + delay_s(failures, self._random), pending=len(waiting))
            return
        else:
            self._settle(sale, "")
        self.state = replace(self.state, failures=0, reason="")
        self._next(now_s, pending=len(waiting) - 1)

    def _settle(self, sale: Entry, refused: str) -> None:
        told = self._told.settled(sale.id, sale.time, refused)
        write_told(self._path, told)
        self._told = told
        self._babbled.pop(sale.id, None)
        self.state = replace(self.state, refused=len(told.refused))

    def _next(self, due_s: float, pending: int) -> None:
        self.due_s = due_s
        self.state = replace(self.state, pending=pending)

    def _waiting(self) -> list[Entry]:
        """Move the marks over what is settled; return what is not, oldest first."""
        told = self._told
        earlier = self._scan(self._sales.earlier_sales, told.number)
        mine = self._scan(self._sales.sales, told.seq)
        # What lies below the marks by now is known by them, and needs no name of its own.
        beyond = frozenset(earlier.settled + mine.settled)
        self._told = replace(told, seq=mine.mark, number=earlier.mark, beyond=beyond)
        return earlier.waiting + mine.waiting

    def _scan(self, read: Callable[[int, int], Sequence[Sale]], mark: int) -> "_Scan":
        """Look at one window of sales from the first on that is not settled."""
        scan = _Scan(mark)
        while window := read(scan.mark, WINDOW):
            for sale in window:
                if self._is_open(sale.entry):
                    scan.waiting.append(sale.entry)
                elif scan.waiting and sale.entry.id in self._told.beyond:
                    scan.settled.append(sale.entry.id)
                if not scan.waiting:
                    scan.mark = sale.place + 1
            if scan.waiting or len(window) < WINDOW:
                break
        return scan

    def _is_open(self, entry: Entry) -> bool:
        mine = bool(entry.lines) and entry.lines[0].item.partition(":")[0] == self.service
        settled = entry.id in self._told.beyond or entry.time < self._again_from_s
        return mine and not settled


@dataclass
class _Scan:
    """What one look found: everything below ``mark`` is settled."""

    mark: int
    waiting: list[Entry] = field(default_factory=list)
    settled: list[bytes] = field(default_factory=list)


def message(entry: Entry) -> dict[str, object]:
    """Return what a partner is told of a sale: no person, no code, no account.

    ``won`` is the whole price, whatever paid it; ``coins`` of it came from the account;
    ``tender`` is what a card has paid. What is still to be paid at the desk is told by neither.
    """
    told: dict[str, object] = {
        "id": entry.id.hex(),
        "kind": str(entry.kind),
        "item": entry.lines[0].item.partition(":")[2],
        "quantity": sum(line.quantity for line in entry.lines),
        "won": sum(line.quantity * line.unit_price for line in entry.lines),
        "coins": sum(entry.amounts.values()),
        "time": entry.time,
    }
    if entry.tender is not None and entry.tender.means == CARD:
        told["tender"] = {"means": entry.tender.means, "won": entry.tender.amount}
    if entry.ref is not None:
        told["ref"] = entry.ref.hex()
    return told
