"""What stands beside the till: lanes and threads of gates, partners, card payments, shown codes.

Opened and closed by the back room; none of it is needed to sell what a slip and a hold can do.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from structlog.typing import FilteringBoundLogger

from kiosk.desks.cashier import Cashier
from kiosk.desks.lanes import Lane, LaneFull, Post, ThreadLane
from kiosk.desks.records import CARD
from kiosk.desks.service_room import ServiceRoom, SideLanes
from kiosk.desks.telling import Telling
from kiosk.desks.tender_book import TenderBook
from kiosk.desks.tender_desk import TenderDesk
from kiosk.hardware.service_devices import ServiceDevices
from kiosk.ledger.till import STORE_WAIT_S, Till
from kiosk.node.account_desk import AccountDesk
from kiosk.node.node_side import NodeSide
from kiosk.node.offer_desk import OfferDesk
from kiosk.node.offer_watch import OfferWatch
from kiosk.node.pass_desk import PassDesk
from kiosk.partners.desk import PartnerDesk
from kiosk.profile.machine import Profile
from offline_queue.clock import KioskClock
from offline_queue.errors import Locked
from offline_queue.http_transport import HttpTransport
from offline_queue.node_client import NodeClient
from protocol.keys import Signer

SETTLE_S: Final = 10.0
"""How often a payment without an end is looked at: a torn cable is back, a bank answers again."""
GATE, PARTNER, TENDER, RETURNS = "gate", "partner", "tender", "returns"


class SideRoom:
    """``holds`` is the node's lane with its ``client``. ``answered`` takes what an app has sent."""

    def __init__(
        self,
        profile: Profile,
        signer: Signer,
        clock: KioskClock,
        cashier: Cashier,
        till: Till,
        ledger: Lane,
        holds: Lane,
        client: NodeClient,
        node: NodeSide,
        devices: ServiceDevices,
        answered: Callable[[bytes, bytes], None],
        post: Post,
        bug: Callable[[BaseException], None],
        log: FilteringBoundLogger,
    ) -> None:
        """Open it all. Raises `LedgerError` where payments by card can't be kept, ConfigError."""
        self._cashier = cashier
        self._ledger = ledger
        self._ledger_path = till.path
        self._settled_s = float("-inf")
        self._devices, self._was_here = devices, False
        self._book = TenderBook(profile.state) if devices.terminal is not None else None
        self._lanes = {
            name: ThreadLane(name, post, bug) for name in (GATE, PARTNER, TENDER, RETURNS)
        }
        self._offers_line = HttpTransport(profile.node.url)
        self._offers = OfferWatch(
            OfferDesk(
                signer,
                lambda: cashier.books.district,
                node.client(self._offers_line),
                node.watch,
                clock,
                os.urandom,
            ),
            post,
            answered,
            bug,
        )

        def partners() -> PartnerDesk:
            return PartnerDesk(profile.partner, signer, os.urandom)

        services = [one.service for one in profile.partner]
        self._telling = Telling(services, partners, till.path, till.is_open, log, bug)
        self.room = ServiceRoom(
            SideLanes(*(self._lanes[name] for name in (GATE, PARTNER, TENDER, RETURNS))),
            holds,
            post,
            lambda: clock().time_s,
            devices.gate,
            devices.counts,
            self._tenders(devices, post, log),
            partners(),
            AccountDesk(client, node.watch, lambda: cashier.books.district),
            self._offers,
            PassDesk(client, node.watch, lambda: cashier.books.district),
        )

    def start(self) -> None:
        """Settle what a power cut left, as soon as the ledger is open; tell partners."""
        self._telling.start()

    def step(self, now_s: float) -> None:
        """Let time pass, monotonic seconds; on the screen's thread, and waits for nothing."""
        came, self._was_here = not self._was_here, self._devices.terminal_here
        due = now_s >= self._settled_s + SETTLE_S or (came and self._was_here)
        if due and self._book is not None and self._book.unsettled:
            self._settled_s = now_s
            self.room.settle()

    def recorded(self) -> None:
        """The ledger may have grown."""
        self._telling.wake()

    def close(self) -> None:
        """Stop it all, before the ledger's lane: a payment under way is settled at the next start.

        The terminal first: whoever waits for it is told at once that nobody knows.
        """
        with ExitStack() as last_first:
            if self._book is not None:
                last_first.callback(self._book.close)
            for name in (PARTNER, RETURNS, TENDER, GATE):
                last_first.callback(self._lanes[name].close)
            last_first.callback(self._offers_line.close)
            last_first.callback(self._offers.close)
            last_first.callback(self._telling.close)
            if self._devices.terminal is not None:
                last_first.callback(self._devices.terminal.close)

    def _tenders(
        self, devices: ServiceDevices, post: Post, log: FilteringBoundLogger
    ) -> TenderDesk | None:
        if devices.terminal is None or self._book is None:
            return None
        return TenderDesk(
            devices.terminal,
            self._book,
            self._cashier.books.fresh_id,
            self._is_sold,
            post,
            log,
            devices.payments_open,
        )

    def _is_sold(self, sale: bytes) -> bool:
        """Whether the ledger has this sale with a card's tender. `LedgerError`."""

        def ask() -> bool:
            found = self._cashier.books.ledger.find(sale)
            tender = None if found is None else found.entry.tender
            return tender is not None and tender.means == CARD

        try:
            return self._ledger.call(ask, STORE_WAIT_S)
        except (TimeoutError, LaneFull) as exc:
            raise Locked(self._ledger_path, "the ledger's thread is busy") from exc
