"""One batch sent twice on purpose: the node must answer with the same receipts and book nothing."""

import os
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.backroom import KEY_FILE, LEDGER_FILE
from kiosk.district import load_district
from kiosk.machine import load_profile
from offline_queue.file_signer import FileSigner
from offline_queue.http_transport import HttpTransport
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from protocol.messages import MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, EntriesRequest, EntryItem


@dataclass(frozen=True)
class Resent:
    """How many entries went out again, and whether both answers held the same receipts."""

    entries: int
    same_receipts: bool


def send_twice(profile_path: Path, on: date) -> Resent:
    """Send the ledger's first batch twice more, as a kiosk that lost the answers would.

    ``on`` is the day whose prices the facility is read by. Raises QueueError if the node is away.
    """
    profile = load_profile(profile_path)
    keys = load_district(profile, on).receipt_keys
    signer = FileSigner.open(profile.state / KEY_FILE)
    request = _first_batch(profile.state / LEDGER_FILE)
    with HttpTransport(profile.node.url) as transport:
        client = NodeClient(transport, signer, keys, lambda: int(time.time()), os.urandom)
        first, second = (client.send_entries(request).receipts for _ in range(2))
    all_are_receipts = all(isinstance(receipt, bytes) for receipt in first)
    return Resent(2 * len(request.items), all_are_receipts and first == second)


def _first_batch(ledger_path: Path) -> EntriesRequest:
    with LedgerReader.open(ledger_path) as ledger:
        batch = ledger.unsent(MAX_BATCH_ENTRIES, MAX_BATCH_BYTES, again=True)
        return EntriesRequest(ledger.name, tuple(EntryItem(it.raw, it.evidence) for it in batch))
