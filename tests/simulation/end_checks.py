"""What must be so in the end, when every line is good and everybody has had time: 2, 4, 18, 19."""

import json
from collections import Counter
from collections.abc import Iterable

from kiosk.desks.tender_book import FILE
from tests.simulation.ledger_checks import LedgerWatch
from tests.simulation.machine import Machine
from tests.simulation.node_checks import NodeWatch
from tests.simulation.side import Partners
from tests.simulation.truth import DEBITS, EARN, REVERSE, Truth, demand

_BOOKED = DEBITS | {EARN, REVERSE}


def check_the_end(
    machines: Iterable[Machine], truth: Truth, books: NodeWatch, partners: Partners
) -> None:
    """Raise Violated unless every good entry has arrived, with one receipt and one booking."""
    for machine in machines:
        if not machine.retired and machine.fork_proof is None:
            _all_confirmed(machine.watch)
            if machine.kiosk not in truth.copies and not machine.is_clone:
                _each_charge_has_its_sale(machine)
                _partners_have_heard(machine, partners)
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
        if it.honest and it.kind in _BOOKED:
            booked = it.id in books.seen.debited or it.coins == 0
            flagged = it.kind not in DEBITS and it.id in books.seen.flags
            sentence = f"kiosk {it.kiosk}: {it.kind} {it.seq} has a receipt and no booking"
            demand(booked or flagged, 3, sentence)


def _each_charge_has_its_sale(machine: Machine) -> None:
    """3: a bank card paid for each sale that says so, once, and for nothing else."""
    terminal, journal = machine.devices.terminal, machine.profile.state / FILE
    lines = [json.loads(it) for it in journal.read_text().splitlines()] if terminal.taken else []
    opened = {it["id"]: it["sale"] for it in lines if it["what"] == "open"}
    charged = Counter(bytes.fromhex(opened.get(it.hex(), "")) for it in terminal.charged)
    here = f"kiosk {machine.kiosk}"
    sold = Counter(machine.watch.visits.by_card)
    demand(not charged - sold, 3, f"{here}: {len(charged - sold)} charges of cards without a sale")
    demand(not sold - charged, 3, f"{here}: {len(sold - charged)} sales say that a card has paid")


def _partners_have_heard(machine: Machine, partners: Partners) -> None:
    """3: of each sale of this ledger, by its id."""
    if machine.process is None:
        return
    told = {it for it in machine.watch.visits.agreed if it in partners.heard}
    wanted = machine.watch.visits.for_partners
    demand(wanted <= told, 3, f"kiosk {machine.kiosk}: {len(wanted - told)} sales never told")


def _forks_flagged(truth: Truth, books: NodeWatch) -> None:
    """19: where two entries of one place have arrived, the node says so."""
    flagged = books.books.forks()
    for place in flagged:
        demand(place in truth.forked, 19, "a fork is flagged, and nobody signed twice")
