"""What must be so in the end, when every line is good and everybody has had time: 2, 4, 18, 19."""

from collections.abc import Iterable

from tests.simulation.ledger_checks import LedgerWatch
from tests.simulation.machine import Machine
from tests.simulation.node_checks import NodeWatch
from tests.simulation.truth import SPEND, Truth, demand


def check_the_end(machines: Iterable[Machine], truth: Truth, books: NodeWatch) -> None:
    """Raise Violated unless every good entry has arrived, with one receipt and one booking."""
    for machine in machines:
        if not machine.retired and machine.fork_proof is None:
            _all_confirmed(machine.watch)
    _each_sale_booked_once(truth, books)
    _forks_flagged(truth, books)


def _all_confirmed(watch: LedgerWatch) -> None:
    """18, 4: this kiosk's ledger is whole, so all of it has its receipts and no intent is open."""
    left = watch.size - watch.all_below
    here = f"kiosk {watch.kiosk}"
    demand(watch.size > 0, 18, f"{here} never opened its ledger")
    demand(left == 0, 18, f"{here}: {left} entries from {watch.all_below} on have no receipt")
    demand(not watch.open_intents, 4, f"{here}: {len(watch.open_intents)} intents are open")


def _each_sale_booked_once(truth: Truth, books: NodeWatch) -> None:
    """2, 3: what has arrived of honest kiosks is in the books, coin by coin."""
    for hash_ in truth.receipts:
        it = truth.signed[hash_]
        if it.honest and it.kind == SPEND:
            booked = it.id in books.seen.debited or it.coins == 0
            demand(booked, 3, f"kiosk {it.kiosk}: sale {it.seq} has a receipt and no booking")


def _forks_flagged(truth: Truth, books: NodeWatch) -> None:
    """19: where two entries of one place have arrived, the node says so."""
    flagged = books.books.forks()
    for place in flagged:
        demand(place in truth.forked, 19, "a fork is flagged, and nobody signed twice")
