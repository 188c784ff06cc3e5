"""What lies beside a ledger and must survive with it: counts, card payments, what partners know.

The files are the product's own (`counts.jsonl`, `tenders.jsonl`, ``partner-*.json``), written by
the product's desks. The world outside is told what it would be told, as words of `Disk.say`:

- ``count``: the machine was told that its count is safe, and never sends it again;
- ``charged``: the terminal has taken money under this id; ``sale`` names what it is for;
- ``partner``: the partner has taken a sale with this id.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog
from structlog.typing import FilteringBoundLogger

from drivers.counter.protocol import Counted
from kiosk.desks.count_desk import CountDesk
from kiosk.desks.tender_book import OpenTender, TenderBook
from kiosk.partners.outbox import IDLE_S, Outbox
from kiosk.partners.sales import SalesReader
from kiosk.partners.wire import Json
from protocol.entry import Tender
from tests.faults.disk import Disk
from tests.offline_queue.making import LINES, Dice, id_of

MACHINE, RUN = "pet-1", "7F3A0012"
ITEMS: Final = 10
PARTNER: Final = LINES[0].item.partition(":")[0]
TENDERS: Final = 8_000_000  # added to a sale's number, for the id of its payment by card
WON: Final = 1_000
CARD: Final = Tender("card", WON)
STEPS: Final = 500


def counted(number: int) -> Counted:
    """What the machine beside the kiosk counted for the visit with this number."""
    return Counted(MACHINE, RUN, number, ITEMS)


def name_of(number: int) -> bytes:
    """The same as a word of `Disk.say`."""
    return id_of(number)


def silent() -> FilteringBoundLogger:
    """A log that keeps nothing."""

    def drop(_log: object, _name: str, _event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        raise structlog.DropEvent

    log: FilteringBoundLogger = structlog.wrap_logger(
        structlog.ReturnLogger(),
        processors=[drop],
        wrapper_class=structlog.make_filtering_bound_logger(0),
    )
    return log


@dataclass(frozen=True)
class Partner:
    """Takes every sale, and ``takes`` hears its id: a `PartnerDesk` to the outbox."""

    takes: Callable[[bytes], None]

    def ask(self, service: str, path: str, body: Mapping[str, object]) -> Json:
        """Take it."""
        if (service, path) != (PARTNER, "/v1/sold"):
            raise AssertionError(f"{service} is asked {path}")
        self.takes(bytes.fromhex(str(body["id"])))
        return {"told": str(body["id"])}


def tell_partner(ledger: Path, takes: Callable[[bytes], None]) -> None:
    """Tell the partner all that it was not told yet, as the kiosk's thread does."""
    with SalesReader.open(ledger) as sales:
        outbox = Outbox([PARTNER], Partner(takes), sales, ledger.parent, Dice())
        for step in range(STEPS):
            if outbox.step(float(step)) >= IDLE_S:
                return
    raise AssertionError("the outbox does not come to an end")


class Beside:
    """The desks of one start on ``disk``. ``early``: a mistake, all is told before it is kept."""

    def __init__(self, disk: Disk, *, early: bool = False) -> None:
        self._disk, self._early = disk, early
        self.counts = CountDesk(disk.folder, lambda _: None, silent())
        self.tenders = TenderBook(disk.folder)

    @classmethod
    @contextmanager
    def opened(cls, disk: Disk, *, early: bool = False) -> Iterator["Beside"]:
        """Read what lies there, and close at the end."""
        beside = cls(disk, early=early)
        try:
            yield beside
        finally:
            beside.counts.close()
            beside.tenders.close()

    def count(self, number: int) -> None:
        """The machine counts for somebody who stands there, and is told that it is safe."""
        self.counts.start(number)
        with self._saying("count", name_of(number)):
            self.counts.take(counted(number))
        self.counts.stop(number)

    def charge(self, number: int) -> None:
        """The card terminal takes the rest of a sale that will have this number."""
        tender = id_of(TENDERS + number)
        with self._saying("charged", tender, id_of(number)):
            self.tenders.begin(OpenTender(tender, id_of(number), WON, waited_for=True))
        self.tenders.took(tender, "A1")

    def sold(self, number: int) -> None:
        """Its sale is in the ledger."""
        self.tenders.end(id_of(TENDERS + number), "sold")

    def tell(self, ledger: Path) -> None:
        """Tell the partner."""
        tell_partner(ledger, lambda id_: self._disk.say("partner", id_))

    @contextmanager
    def _saying(self, what: str, id_: bytes, hash_: bytes = b"") -> Iterator[None]:
        """Tell the world outside, once it is kept."""
        if self._early:
            self._disk.say(what, id_, hash_)
        yield
        if not self._early:
            self._disk.say(what, id_, hash_)
