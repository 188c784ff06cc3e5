"""One enrolled kiosk's ledger and its sync, in this process and without a screen."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.seller import Seller
from kiosk.demo.phones import Phone
from kiosk.district import District as Known
from kiosk.district import load_district
from kiosk.profile.machine import KEY_FILE, LEDGER_FILE, load_profile, own_ms
from offline_queue.clock import KioskClock
from offline_queue.file_signer import FileSigner
from offline_queue.http_transport import HttpTransport
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.sender import own_thread
from offline_queue.sync import Sync
from protocol.code import from_text
from protocol.entry import OrderLine
from protocol.keys import PublicKey

NOWHERE = "tcp://127.0.0.1:9"  # nothing is printed here


class NotDrainedError(Exception):
    """The sync met something that it should not have, so there is nothing to compare."""


@dataclass(frozen=True)
class Till:
    """Sells what costs one coin, and sends it."""

    known: Known
    public_key: PublicKey
    reader: LedgerReader
    seller: Seller
    sync: Sync

    def sell(self, phones: Iterable[Phone]) -> int:
        """Sell one thing to each phone, handed over: two entries each. Returns how many sales."""
        sales = 0
        for phone in phones:
            code = from_text(phone.hold_up(int(time.time())))
            self.seller.hand_over(self.seller.sell(code))
            sales += 1
        return sales

    def empty(self) -> None:
        """Let the sync send until everything has its receipt. Raises NotDrainedError."""
        for _ in self.emptying():
            pass

    def emptying(self) -> Iterator[int]:
        """The same, one exchange after the other: how many entries have their receipt."""
        while (counts := self.reader.counts()).receipts < counts.entries:
            yield counts.receipts
            self.sync.step(time.monotonic())
            status = self.sync.status
            if status.failure is not None or status.refused:
                raise NotDrainedError(f"{status.failure} {status.refused}")


@contextmanager
def open_till(profile_path: Path, node_url: str) -> Iterator[Till]:
    """The kiosk of a profile, its line leading to ``node_url``."""
    profile = load_profile(profile_path)
    known = load_district(profile, datetime.now().astimezone().date())
    signer = FileSigner.open(profile.state / KEY_FILE)
    clock = KioskClock(own_ms, known.enrolled_at_s)
    path = profile.state / LEDGER_FILE
    with (
        Ledger.open(path, signer, clock, os.urandom) as ledger,
        LedgerReader.open(path) as reader,
        HttpTransport(node_url) as line,
        own_thread() as begin,
    ):
        keys = known.receipt_keys
        client = NodeClient(line, signer, keys, lambda: clock().time_s, os.urandom)
        sync = Sync(
            client,
            reader,
            keys,
            ledger.store_receipts,
            os.urandom,
            rising_s=time.monotonic,
            begin=begin,
        )
        seller = Seller(
            ledger,
            clock,
            known.credential_keys,
            known.scheme.id,
            OrderLine("meals:lunch", "lunch", 1, 1),
            {known.purse: 1},
            (known.scheme.version, known.bundle_version),
        )
        yield Till(known, signer.public_key, reader, seller, sync)
