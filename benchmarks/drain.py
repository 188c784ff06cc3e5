"""drain_over_floor: a ledger full of sales emptied into the node, against bare HTTP and checks.

Each round records offline sales (a stand-in spend and its fulfilment each), then our sync empties
them into our node, then the very same bytes go in batches of the same size to two floors: `bare`
checks each entry's own signature and commits each batch; `whole` makes every signature and check
that the protocol demands of both sides.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks.district import District, district
from benchmarks.figures import Figure, Pairs, Unit, median
from benchmarks.floors.drain import FloorSync
from benchmarks.floors.node import Item
from benchmarks.processes import environment, our_program, processor_s, service
from benchmarks.sizes import Sizes
from benchmarks.till import NOWHERE, NotDrainedError, Till, open_till
from kiosk.demo.phones import Phone
from offline_queue.pace import BATCH_ENTRIES
from protocol.cose import MAX_MESSAGE_BYTES, MessageType

WARM_UP_ROUNDS = 1  # opens connections and prepares statements on both sides


@dataclass(frozen=True)
class Spell:
    """Emptying one round: how long, and how much processor time on the two sides."""

    seconds: float
    kiosk_cpu_s: float
    node_cpu_s: float


@dataclass(frozen=True)
class Contest:
    """Three ways from one ledger to a node; each empties what the round has recorded."""

    record: Callable[[int], list[Item]]
    ways: dict[str, Callable[[list[Item]], Spell]]


def drain_figures(sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """Empty the same rounds in the three ways, in turns."""
    entries = 2 * sizes.drain_sales
    spells = measure(sizes.drain_rounds, sizes.drain_sales, folder)
    rates = {way: tuple(entries / it.seconds for it in each) for way, each in spells.items()}
    bare, whole = Pairs(rates["ours"], rates["bare"]), Pairs(rates["ours"], rates["whole"])
    yield Figure(
        "drain_over_floor",
        bare.ratio,
        Unit.RATIO,
        "entries/s from our ledger into our node / HTTP + a signature check each + commit",
        {
            "drain_entries_per_s": median(bare.ours),
            "drain_floor_entries_per_s": median(bare.floor),
            "drain_whole_floor_entries_per_s": median(whole.floor),
            "drain_over_whole_floor": whole.ratio,
            **bare.spread("drain_over_floor"),
            **_cpu_per_entry(spells, entries),
        },
    )


def _cpu_per_entry(spells: dict[str, list[Spell]], entries: int) -> dict[str, float]:
    """Processor time of each way's two sides: it stays the same on a busy machine."""
    names = {"ours": "drain", "bare": "drain_floor", "whole": "drain_whole_floor"}
    found: dict[str, float] = {}
    for way, name in names.items():
        count = entries * len(spells[way])
        found[f"{name}_kiosk_cpu_ms"] = sum(it.kiosk_cpu_s for it in spells[way]) * 1000 / count
        found[f"{name}_node_cpu_ms"] = sum(it.node_cpu_s for it in spells[way]) * 1000 / count
    return found


def measure(rounds: int, sales: int, folder: Path) -> dict[str, list[Spell]]:
    """Spells by way: `ours`, `bare`, `whole`. Raises NotDrainedError."""
    all_sales = (WARM_UP_ROUNDS + rounds) * sales
    spells: dict[str, list[Spell]] = {}
    with ExitStack() as stack:
        # A stand-in sale takes one coin of the resident's slice here, and a slice has 100 at most.
        home = stack.enter_context(district(folder / "district", residents=all_sales // 50 + 1))
        contest = _contest(stack, home)
        for number in range(WARM_UP_ROUNDS + rounds):
            items = contest.record(sales)
            ways = list(contest.ways.items())
            for way, empty in ways[number % len(ways) :] + ways[: number % len(ways)]:
                spells.setdefault(way, []).append(empty(items))
        if home.spent() != all_sales:
            raise NotDrainedError(f"{home.spent()} coins are booked of {all_sales}")
    return {way: each[WARM_UP_ROUNDS:] for way, each in spells.items()}


def _contest(stack: ExitStack, home: District) -> Contest:
    profile = home.enrol(printer=NOWHERE, camera=NOWHERE)
    till = stack.enter_context(open_till(profile, home.url))
    phones = cycle(home.phones())
    (issuer,) = till.known.credential_keys.values()
    floors = _Floors(stack, home, till.public_key.raw)
    return Contest(
        record=lambda sales: _record(till, islice(phones, sales)),
        ways={
            "ours": lambda _: _spell(till.empty, home.node_pid),
            "bare": floors.open("bare"),
            "whole": floors.open("whole", issuer.raw),
        },
    )


def _record(till: Till, phones: Iterable[Phone]) -> list[Item]:
    """Sell one thing to each phone; what is to be sent then."""
    first = till.reader.counts().entries
    entries = 2 * till.sell(phones)
    unsent = till.reader.unsent(entries + 1, entries * MAX_MESSAGE_BYTES[MessageType.ENTRY], first)
    return [(it.raw, list(it.evidence)) for it in unsent]


def _spell(empty: Callable[[], None], node_pid: int) -> Spell:
    start_s, kiosk_s, node_s = time.perf_counter(), time.process_time(), processor_s(node_pid)
    empty()
    return Spell(
        seconds=time.perf_counter() - start_s,
        kiosk_cpu_s=time.process_time() - kiosk_s,
        node_cpu_s=processor_s(node_pid) - node_s,
    )


@dataclass(frozen=True)
class _Floors:
    """Starts floor nodes for the kiosk with this key (a compressed point)."""

    stack: ExitStack
    home: District
    kiosk_key: bytes

    def open(self, name: str, issuer: bytes | None = None) -> Callable[[list[Item]], Spell]:
        """A floor; with the node's key for credentials it is the whole work."""
        folder, whole = self.home.folder, () if issuer is None else ("--whole", issuer.hex())
        command = our_program(
            "floors.node",
            *("--database", folder / f"{name}-node.db", "--kiosk", self.kiosk_key.hex(), *whole),
        )
        process, told = service(self.home.children, command, environment(folder))
        kept = None if issuer is None else folder / f"{name}-kiosk.db"
        receipt_key = bytes.fromhex(told["receipt_key"])
        sync = self.stack.enter_context(FloorSync(told["url"], receipt_key, kept))

        def send(items: list[Item]) -> None:
            for first in range(0, len(items), BATCH_ENTRIES):
                sync.send(items[first : first + BATCH_ENTRIES])

        return lambda items: _spell(lambda: send(items), process.pid)
