"""The storm: one child after the other sells and is killed, and the books must agree."""

import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from offline_queue.clock import KioskClock
from offline_queue.http_transport import HttpTransport
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from offline_queue.sync import Sync
from tests.storm.books import LedgerBooks, node_debits
from tests.storm.bugs import Bug
from tests.storm.forking import Death, Nursery
from tests.storm.home import COINS, Home, home, people_for
from tests.storm.plan import Errand, Mind, Visit, Wish, plan
from tests.storm.seller import Machine, Seller, StormError, require_agreement
from tests.storm.tally import Tally, tally
from tests.storm.told import Moment, Shown, Teller

MAX_STEPS: Final = 100_000
"""Exchanges that bring the rest to the node; each brings up to 200 entries."""

PROGRESS_EVERY: Final = 100

COMES_BACK: Final = 500_000_000
"""Sequence numbers of what somebody brings who comes again, apart from all that were planned."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """What a storm has shown. ``moments``: how many children were killed at which moment.

    ``wishes``: what was being committed in those that were killed as they committed."""

    kills: int
    shown: int
    tally: Tally
    entries: int
    moments: Mapping[Moment, int]
    wishes: Mapping[Wish, int]
    seconds: float

    @property
    def good(self) -> bool:
        """Whether nothing was lost, nothing doubled, and the books agree."""
        return not (self.tally.lost or self.tally.doubled or self.tally.torn or self.tally.problems)


@dataclass(frozen=True)
class _Left:
    """Somebody who stood at the machine when the power went, with the code still on the phone."""

    visit: Visit
    text: str


class Storm:
    """A storm over one home. ``seed`` makes its plan."""

    def __init__(self, place: Home, seed: int, bug: Bug, say: Say) -> None:
        self._place, self._seed, self._bug, self._say = place, seed, bug, say
        today = datetime.now().astimezone().date()
        self._machine = Machine.of(place.profile, place.url, today)
        keys = self._machine.district.receipt_keys
        self._books = LedgerBooks(self._machine.ledger, self._machine.signer.public_key, keys)
        self._shown: list[Shown] = []
        self._moments: Counter[Moment] = Counter()
        self._wishes: Counter[Wish] = Counter()
        self._left: _Left | None = None

    def run(self, kills: int) -> Result:
        """Raise and kill so many children, bring the rest to the node, and compare the books."""
        began_s = time.monotonic()
        nursery = Nursery(self._place.profile.state)
        try:
            for number in range(kills):
                self._one(nursery, plan(self._seed, number, len(self._place.people)))
                if (number + 1) % PROGRESS_EVERY == 0:
                    self._tell(number + 1)
        finally:
            nursery.close()
        found = self._settle()
        entries, seconds = self._books.size, time.monotonic() - began_s
        moments, wishes = dict(self._moments), dict(self._wishes)
        return Result(kills, len(self._shown), found, entries, moments, wishes, seconds)

    def _one(self, nursery: Nursery, errand: Errand) -> None:
        visits, texts = self._codes(errand)
        errand = replace(errand, visits=visits)

        def life(teller: Teller) -> None:
            Seller(self._machine, errand, teller, self._bug).sell(texts)

        try:
            death = nursery.raise_and_cut(life, errand.cut)
            self._note(death, visits, texts)
            self._books.look()
        except StormError as exc:
            raise StormError(f"child {errand.number}: {exc}") from exc

    def _codes(self, errand: Errand) -> tuple[tuple[Visit, ...], list[str]]:
        """The visits with a code each. Who was at the machine when the power went may come first,
        wanting the same and showing the same code: did the coins go, or did they not?"""
        visits = errand.visits
        texts = [self._place.code(visit.person) for visit in visits]
        if self._left is not None and errand.returns:
            back = replace(
                self._left.visit,
                counts=(*self._left.visit.counts, COMES_BACK + errand.number),
                mind=Mind.AGREES,
                near=visits[0].near,
                answered=True,
                prints=True,
            )
            visits, texts = (back, *visits), [self._left.text, *texts]
        return visits, texts

    def _note(self, death: Death, visits: tuple[Visit, ...], texts: list[str]) -> None:
        self._moments[death.moment] += 1
        self._shown += death.shown
        if death.visits:
            last = death.visits - 1
            self._left = _Left(visits[last], texts[last])
            self._wishes[visits[last].wish] += death.moment is Moment.COMMITTING

    def _tell(self, number: int) -> None:
        sales = len(self._books.sales)
        self._say(f"{number} kills, {sales} sales committed, {len(self._shown)} shown")

    def _settle(self) -> Tally:
        """Void what the last child left, send everything, and compare all three."""
        machine = self._machine
        clock = KioskClock(lambda: time.time_ns() // 1_000_000, machine.district.enrolled_at_s)
        with Ledger.open(machine.ledger, machine.signer, clock, os.urandom) as ledger:
            clock.raise_floor(ledger.floor_s())
            ledger.recover()
            with HttpTransport(machine.url) as line, LedgerReader.open(machine.ledger) as reader:
                _drain(machine.sync(line, reader, ledger.store_receipts, clock), reader)
        self._books.look()
        self._books.verify_all()
        debits = node_debits(self._place.node.folder)
        found = tally(self._shown, self._books.sales, debits)
        paid = sum(it.pays for it in self._books.sales)
        wrong = tuple(wrong_in(self._place.show(), paid, len(self._place.people)))
        return replace(found, problems=(*found.problems, *wrong))


def _drain(sync: Sync, reader: LedgerReader) -> None:
    for _ in range(MAX_STEPS):
        counts = reader.counts()
        if counts.receipts == counts.entries:
            return
        time.sleep(max(0.0, sync.step(time.monotonic()) - time.monotonic()))
        require_agreement(sync)
    raise StormError("the rest does not reach the node")


def wrong_in(shown: Mapping[str, Any], paid: int, people: int) -> list[str]:
    """What the node's own audit has against its books, and whether the balances fit to what people
    have ``paid``, less what they earned and were given back."""
    wrong = [f"the node's audit: {problem}" for problem in shown["problems"]]
    for name in ("duplicates", "flagged", "forks", "holds", "loss"):
        if shown[name]:
            wrong.append(f"the node's books: {name} is {shown[name]}")
    left = sum(it["balance"] for it in shown["residents"])
    if left + paid != people * COINS:
        wrong.append(f"{left} coins are left and {paid} were paid, of {people * COINS}")
    return wrong


def storm(kills: int, seed: int, folder: Path, bug: Bug, say: Say) -> Result:
    """Run a storm in the empty ``folder``. Raises StormError, or the demo's DemoError."""
    people = people_for(kills)
    say(f"setting up a node with {people} residents")
    with home(folder, people) as place:
        return Storm(place, seed, bug, say).run(kills)
