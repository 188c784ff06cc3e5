"""One batch sent again on purpose: the node must answer with the same receipts and book nothing."""

import os
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.district import load_district
from kiosk.key_opening import open_store
from kiosk.profile.machine import LEDGER_FILE, load_profile
from offline_queue.database import mapped
from offline_queue.http_transport import HttpTransport
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.verify import ENTRIES, open_to_check
from protocol.messages import MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, EntriesRequest, EntryItem


@dataclass(frozen=True)
class Resent:
    """How many entries went out again, and whether the receipts are the ones that were kept."""

    entries: int
    same_receipts: bool


def send_again(profile_path: Path, on: date) -> Resent:
    """Send the ledger's first batch once more, as a kiosk that lost the answer would.

    ``on`` is the day whose prices the facility is read by. Raises QueueError if the node is away.
    """
    profile = load_profile(profile_path)
    keys = load_district(profile, on).receipt_keys
    signer = open_store(profile).signer
    request = _first_batch(profile.state / LEDGER_FILE)
    kept = _kept_receipts(profile.state / LEDGER_FILE)[: len(request.items)]
    with HttpTransport(profile.node.url) as transport:
        client = NodeClient(transport, signer, keys, lambda: int(time.time()), os.urandom)
        answered = client.send_entries(request).receipts
    return Resent(len(request.items), answered == kept)


def _first_batch(ledger_path: Path) -> EntriesRequest:
    with LedgerReader.open(ledger_path) as ledger:
        batch = ledger.unsent(MAX_BATCH_ENTRIES, MAX_BATCH_BYTES, again=True)
        return EntriesRequest(ledger.name, tuple(EntryItem(it.raw, it.evidence) for it in batch))


def _kept_receipts(ledger_path: Path) -> tuple[bytes | None, ...]:
    """The stored receipt of each entry from the first on; None where there is none yet."""
    with open_to_check(ledger_path) as database, mapped(ledger_path):
        return tuple(row["receipt"] for row in database.query(ENTRIES))
