"""Invariants that the node's books can break: 1, 2, 3, 5, 9, 10, 11, 13, 19, 20, 22.

After each call the new rows are read and compared with what was true before; the whole is looked
through once a day, by the node's own audit too.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from central_node.node import BUNDLE, STATUS_LIST
from central_node.overview import look
from protocol.bundle import read_bundle
from protocol.keys import KeyRing
from schemes.stand_in import StandInRules
from tests.simulation.answers import Asked, asked, hear
from tests.simulation.books import Books, EntryRow, IntentRow, PostingRow, SliceRow
from tests.simulation.coin_checks import CoinWatch
from tests.simulation.truth import CLOSING, DEBITS, EARN, REVERSE, Signed, Truth, demand

_FINAL: Final = frozenset({"booked", "voided"})
_RESIDENT, _LOSS = "resident", "loss"
_CLAIMS: Final = {EARN: 20, REVERSE: 13, "admit": 15}
_ELSEWHERE: Final = ("over-earning-cap", "right-used-twice")


@dataclass
class Seen:
    """What was read of the books as they are now; a restore begins it anew."""

    entry: int = 0  # the newest number
    posting: int = 0
    states: dict[bytes, str] = field(default_factory=dict)  # of intents, by id
    debited: dict[bytes, int] = field(default_factory=dict)  # the entry that debited an id
    spent: set[bytes] = field(default_factory=set)  # ids of spends
    sold: dict[tuple[bytes, int], int] = field(default_factory=dict)  # booked, by cti and kiosk
    closed: set[tuple[bytes, int]] = field(default_factory=set)  # by an entry, cti and kiosk
    losses: dict[int, int] = field(default_factory=dict)  # borne by the district, by kiosk
    flags: dict[bytes, str] = field(default_factory=dict)  # what the node has against it, by id


@dataclass
class NodeWatch:
    """Follows the books of one node; a `house.Watch`. ``rules`` bound what copies may cost."""

    truth: Truth
    rules: StandInRules
    receipt_keys: KeyRing = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    ended_by: set[bytes] = field(default_factory=set)  # ids that an entry or a list has ended
    coins: CoinWatch = field(init=False)
    _books: Books | None = None
    _seeded: int | None = None  # the last posting of the seed
    _version: int = 0

    def __post_init__(self) -> None:
        self.coins = CoinWatch(self.truth)

    @property
    def books(self) -> Books:
        """The books as they lie there."""
        if self._books is None:
            raise AssertionError("the node is down")
        return self._books

    def opened(self, folder: Path) -> None:
        """See `house.Watch`."""
        self.closed()
        self._books = Books(folder)
        if self._seeded is None:
            rows = self._books.postings_after(0)
            demand(sum(it.units for it in rows) == 0, 1, "the seed's postings do not sum to 0")
            self._seeded = self.seen.posting = max((it.number for it in rows), default=0)
        self._look(Asked())

    def closed(self) -> None:
        """See `house.Watch`."""
        if self._books is not None:
            self._books.close()
        self._books = None

    def called(self, call: str, body: bytes, answer: bytes | None) -> None:
        """See `house.Watch`."""
        told = asked(call, body, self.truth)
        self.ended_by |= told.ends
        self._look(told)
        if call == BUNDLE and answer is not None:
            if sha256(answer).digest() not in self.truth.papers:
                self.truth.publish(read_bundle(answer, self.receipt_keys), answer)
        elif call == STATUS_LIST and answer is not None:
            self.truth.papers.add(sha256(answer).digest())
        elif answer is not None:
            hear(call, body, answer, self.truth, self.books)

    def refused(self) -> None:
        """See `house.Watch`. Whatever is wrong with a request, the books stay as they are."""
        unchanged = self.books.version() == self._version
        demand(unchanged, 22, "a refused request has changed the books")

    def put_back(self, newer: Path, older: Path) -> None:
        """See `house.Watch`: sum up what is forgotten, and read all of it anew."""
        before, now = Books(newer), Books(older)
        known = {it.id: it for it in now.intents()}
        truth = self.truth
        truth.forgotten_coins += sum(it.amount for it in before.intents() if it != known.get(it.id))
        truth.forget({it.hash for it in now.entries_after(0)}, now.credentials())
        before.close()
        now.close()
        self.seen = Seen(posting=self._seeded or 0)
        self.coins.forget()

    def check_whole(self, folder: Path) -> None:
        """Every row, once a day."""
        self._look(Asked())
        for intent in self.books.intents():
            self._check_intent(intent)
        for slice_ in self.books.slices():
            self._check_slice(slice_)
        for number in self.books.residents():
            self._check_standing(number)
        for place in self.books.forks():
            demand(place in self.truth.forked, 19, "a fork is flagged, and nobody signed twice")
        for problem in look(folder).problems:
            numbers, _, sentence = problem.partition(":")
            demand(False, int(numbers.split(",")[0]), f"audit:{sentence}")

    def _look(self, told: Asked) -> None:
        """Read what is new, and what the call has spoken of."""
        books = self.books
        entries = {it.number: it for it in books.entries_after(self.seen.entry)}
        self.seen.entry = max(entries, default=self.seen.entry)
        for one in entries.values():
            self._check_entry(one)
        residents = self._check_postings(books.postings_after(self.seen.posting), entries)
        for intent in books.intents(told.ids) if told.ids else ():
            self._check_intent(intent)
            residents |= {intent.resident} if intent.resident is not None else set()
        for cti in sorted(told.ctis):
            for slice_ in books.slices(cti):
                self._check_slice(slice_)
        for number in sorted(residents):
            self._check_standing(number)
        self._version = books.version()

    def _check_entry(self, it: EntryRow) -> None:
        signed = self.truth.signed.get(it.hash)
        demand(signed is not None, 3, f"the node keeps entry {it.number}, and nobody signed it")
        if signed is None:
            return
        if signed.kind == CLOSING and signed.cti is not None:
            self.seen.closed.add((signed.cti, it.kiosk))
        if it.flag:
            self.seen.flags[signed.id] = it.flag
        if signed.kind in _CLAIMS:
            self._check_claim(it, signed)
        if signed.kind not in DEBITS:
            return
        if it.flag:
            who = "honest" if signed.honest else "rogue"
            self.truth.met[f"{who} sale flagged {it.flag}"] += 1
        self.seen.spent.add(signed.id)
        if self._must_be_clean(signed):
            sentence = f"an honest sale at kiosk {it.kiosk} is {it.outcome}: {it.flag}"
            demand(it.outcome == "booked", 11, sentence)

    def _check_claim(self, it: EntryRow, signed: Signed) -> None:
        """20, 13, 15: what an honest kiosk earned, gave back or let in for nothing is good, but
        for what only the node can see: the caps and rights of one person at several kiosks."""
        who = "honest" if signed.honest else "rogue"
        if it.flag:
            self.truth.met[f"{who} {signed.kind} flagged {it.flag}"] += 1
        good = it.flag is None or it.flag in _ELSEWHERE or not self._must_be_clean(signed)
        sentence = f"an honest {signed.kind} at kiosk {it.kiosk} is {it.outcome}: {it.flag}"
        demand(good, _CLAIMS[signed.kind], sentence)

    def _must_be_clean(self, it: Signed) -> bool:
        """Whether nothing that happened could excuse a flag on this sale."""
        truth = self.truth
        blemished = not it.honest or truth.copies.get(it.kiosk, 0) or truth.node_restores
        blemished = blemished or it.kiosk in truth.retired or it.cti in truth.ended
        shared = len(truth.showings.get((it.cti or b"", it.counter or b""), ())) > 1
        return not (blemished or shared or truth.clocks_broken)

    def _check_postings(self, rows: list[PostingRow], entries: dict[int, EntryRow]) -> set[int]:
        """1, 2, 3: postings come with the entry that they book; returns whose coins moved."""
        by_entry: dict[int | None, list[PostingRow]] = {}
        for row in rows:
            by_entry.setdefault(row.entry, []).append(row)
            self.seen.posting = max(self.seen.posting, row.number)
        for number, group in by_entry.items():
            balanced = sum(it.units for it in group) == 0
            demand(balanced, 1, f"postings of entry {number} do not sum to 0")
            demand(number is not None, 1, "coins were moved by no entry, after the seed")
            entry = entries.get(number or 0)
            sentence = f"entry {number} was booked again after it had been taken"
            demand(entry is not None and entry.id is not None, 2, sentence)
            if entry is not None:
                self._check_booking(entry, group)
        return {it.owner for it in rows if it.account == _RESIDENT}

    def _check_booking(self, entry: EntryRow, rows: list[PostingRow]) -> None:
        id_ = entry.id or b""
        demand(id_ not in self.seen.debited, 2, f"id {id_.hex()} is debited again")
        self.seen.debited[id_] = entry.number
        signed = self.truth.signed[entry.hash]
        if signed.kind == EARN:
            self.coins.earning(signed, entry, rows)
            return
        if signed.kind == REVERSE:
            self.coins.reversal(signed, rows)
            return
        taken = self.coins.debit(signed, rows)
        key = (entry.cti or b"", entry.kiosk)
        self.seen.sold[key] = self.seen.sold.get(key, 0) + taken
        lost = -sum(it.units for it in rows if it.account == _LOSS)
        if lost:
            honest = entry.kiosk not in self.truth.rogues
            self.truth.met["loss at an honest kiosk" if honest else "loss at the rogue"] += 1
            self.seen.losses[entry.kiosk] = self.seen.losses.get(entry.kiosk, 0) + lost
            self._check_loss(entry.kiosk)

    def _check_loss(self, kiosk: int) -> None:
        """11: honest and whole kiosks cost nothing; copies no more than what they could sell."""
        truth, unsent = self.truth, self.rules.unsent.units
        if kiosk in truth.rogues:
            return  # whoever enrols a thief bears what is flagged there
        if truth.node_restores:  # what the node forgot may have been promised again, anywhere
            lost = sum(it for at, it in self.seen.losses.items() if at not in truth.rogues)
            allowed = sum(truth.bound(at, unsent) for at in truth.copies) + truth.forgotten_coins
        else:
            lost, allowed = self.seen.losses[kiosk], truth.bound(kiosk, unsent)
        demand(lost <= allowed, 11, f"kiosk {kiosk}: the district lost {lost}, at most {allowed}")

    def _check_intent(self, now: IntentRow) -> None:
        before = self.seen.states.get(now.id)
        self.seen.states[now.id] = now.state
        if before == now.state:
            return
        here = f"id {now.id.hex()}"
        self.truth.met[f"id {before} -> {now.state}"] += 1
        demand(before not in _FINAL, 5, f"{here} was {before} and is {now.state}")
        if now.state == "voided" and before is not None:
            demand(now.id in self.ended_by, 10, f"{here} was released by no entry and no list")
        if now.state == "booked":
            demand(now.id in self.seen.spent, 5, f"{here} is booked without an entry")

    def _check_slice(self, it: SliceRow) -> None:
        """10: drawn by what was booked; given back by a closing or the kiosk's retirement alone."""
        drawn, sold = it.reserved - it.left - it.released, self.seen.sold.get((it.cti, it.kiosk), 0)
        sentence = f"kiosk {it.kiosk}: {drawn} of a slice released, {sold} were booked"
        demand(0 <= drawn <= sold, 10, sentence)
        if it.released:
            why = (it.cti, it.kiosk) in self.seen.closed or it.kiosk in self.truth.retired
            demand(
                why, 10, f"kiosk {it.kiosk}: {it.released} given back before it closed the slice"
            )
            self.truth.met["slice given back"] += 1
        same = it.reserved == self.truth.slices.get((it.cti, it.kiosk))
        demand(same or it.cti in self.truth.cards, 10, f"kiosk {it.kiosk}: a phone's slice changed")
        at = (it.cti, it.kiosk)
        self.truth.filled[at] = max(it.reserved, self.truth.filled.get(at, 0))

    def _check_standing(self, resident: int) -> None:
        it = self.books.standing(resident)
        demand(it.posted == it.kept, 1, f"resident {resident}: posted {it.posted}, kept {it.kept}")
        free = it.posted - it.sliced - it.held
        demand(free >= 0, 9, f"resident {resident} has {free} free coins")
