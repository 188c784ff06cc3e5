"""append_over_floor: a sale made durable, by our ledger and by bare library calls."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from benchmarks.codes import SCHEME, Codes
from benchmarks.figures import Cost, Figure, Pairs, Unit, at_share, costed, in_turns, median
from benchmarks.floors.append import FloorLedger, Purchase
from benchmarks.seller import Seller
from benchmarks.sizes import Sizes
from kiosk.profile.machine import own_ms
from offline_queue.clock import KioskClock
from offline_queue.file_signer import FileSigner
from offline_queue.ledger import Ledger
from protocol.entry import OrderLine
from protocol.keys import key_ring

WARM_UP_PAIRS = 10  # the first ones fill caches of both
LINE = OrderLine("meals:lunch", "lunch", 1, 3000)
AMOUNTS = {"general": 15}
PURCHASE = Purchase([[LINE.item, LINE.name, LINE.quantity, LINE.unit_price]], AMOUNTS)


def append_figures(sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """Sell the same codes with both, in turns."""
    ours, floor = measure(sizes.append_pairs, folder)
    waited = Pairs(tuple(it.ms for it in ours), tuple(it.ms for it in floor))
    worked = Pairs(tuple(it.cpu_ms for it in ours), tuple(it.cpu_ms for it in floor))
    yield Figure(
        "append_over_floor",
        waited.ratio,
        Unit.RATIO,
        "code verified, entry signed and on the disk / cryptography + cbor2 + sqlite3 alone",
        {
            "append_ms": median(waited.ours),
            "append_floor_ms": median(waited.floor),
            "append_p95_ms": at_share(waited.ours, 0.95),
            "append_floor_p95_ms": at_share(waited.floor, 0.95),
            **waited.spread("append_over_floor"),
            "append_cpu_ms": median(worked.ours),
            "append_floor_cpu_ms": median(worked.floor),
            "append_cpu_over_floor": worked.ratio,
        },
    )


def measure(count: int, folder: Path) -> tuple[list[Cost], list[Cost]]:
    """The cost of each sale: ours, and the floor's."""
    now_s = int(time.time())
    codes = Codes.make(WARM_UP_PAIRS + count, now_s)  # nobody twice: ours knows a credential again
    issuer = Ed25519PublicKey.from_public_bytes(codes.issuer.public_key.raw)
    signer, clock = FileSigner.open_or_create(folder / "ours.key"), KioskClock(own_ms, now_s)
    with (
        Ledger.open(folder / "ours.db", signer, clock, os.urandom) as ledger,
        FloorLedger(folder / "floor.db", ec.generate_private_key(ec.SECP256R1()), issuer) as floor,
    ):
        keys = key_ring(codes.issuer.public_key)
        ours = Seller(ledger, clock, keys, SCHEME, LINE, AMOUNTS)
        our_costs, floor_costs = in_turns(
            costed(ours.sell),
            costed(lambda code: floor.sell(code, PURCHASE, int(time.time()))),
            codes.show(WARM_UP_PAIRS + count, now_s),
        )
    return our_costs[WARM_UP_PAIRS:], floor_costs[WARM_UP_PAIRS:]
