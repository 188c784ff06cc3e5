"""Takes entries of kiosk ledgers: each is checked, booked once, and answered by its own receipt.

Everything that stands in the way of an entry is one of three things. Bytes that are not signed by
this kiosk, or do not fit the chain, are refused by name and change nothing; the answer says what
the node knows, and the kiosk sends from there. A second signed entry at one place proves a fork: it
is kept as such and answered by a receipt that the kiosk cannot match, so that it has its proof too.
All else is in the chain for good: it is booked, voided, noted or flagged, and never stands in the
way of the next.

A piece of a batch is taken as a whole: (1) the chain says which of it is new; (2) what the books
know of that is read; (3) each entry is decided, and those after it see its effects; (4) all is
written. What comes out is what would have come out had each entry come alone.
"""

from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy import Connection

from central_node.accounts import Accounts
from central_node.answers import Resigner
from central_node.booked import Booked
from central_node.bookings import Bookkeeper
from central_node.chain import Chain
from central_node.district import District
from central_node.kiosks import Caller, retired_at
from central_node.known import Known
from central_node.ledgers import LedgerRows
from central_node.places import places_of
from central_node.plans import Plan
from central_node.readings import Reading
from central_node.writers import Writer
from protocol.messages import EntriesAnswer, LostRange, Refusal
from protocol.receipt import Receipt, sign_receipt

Item: TypeAlias = Reading | Refusal | bytes  # bytes: the receipt that it got before


class EntryDesk:
    """Answers one kiosk's items inside one transaction."""

    def __init__(self, connection: Connection, district: District, caller: Caller) -> None:
        self._connection = connection
        self._district = district
        self._caller = caller
        self._accounts = Accounts(connection, district.scheme.id, district.purse, district.others)

    def answer(
        self, name: bytes, items: Sequence[Item], lost: tuple[LostRange, ...], now: int
    ) -> EntriesAnswer:
        """One receipt or refusal for each item, and what the node knows of the ledger then."""
        caller = self._caller
        rows = LedgerRows.find(self._connection, caller.number, caller.key.kid, name)
        chain = rows.chain((item for item in items if isinstance(item, Reading)), lost)
        answers = [chain.place(item) if isinstance(item, Reading) else item for item in items]
        receipts, trusted = self._book(rows, chain, now)
        rows.write(chain, trusted, now)
        before = {seq for seq in answers if isinstance(seq, int) and seq not in receipts}
        resigner = Resigner.of(self._district)
        kept = rows.receipts(before)
        receipts |= {seq: resigner.answer(receipt) for seq, receipt in kept.items()}
        answered = tuple(receipts[it] if isinstance(it, int) else it for it in answers)
        return EntriesAnswer(answered, chain.size, chain.head if chain.size else None)

    def _book(
        self, rows: LedgerRows, chain: Chain, now: int
    ) -> tuple[dict[int, bytes], int | None]:
        """Decide, acknowledge and write entries: their receipts by seq, and the ledger's time."""
        receipts: dict[int, bytes] = {}
        if not chain.taken:
            return receipts, rows.trusted
        writer = Writer(
            kiosk=self._caller.number,
            ledger=rows.open(chain.taken),
            size=rows.size,
            trusted=rows.trusted,
            lost_from=min(chain.new_holes.keys() & chain.holes.keys(), default=None),
            retired_at=retired_at(self._connection, self._caller.number),
            now=now,
            places=places_of(self._connection, self._caller.number),
        )
        scheme = self._district.scheme
        known = Known.load(self._connection, self._accounts, writer, chain.taken, scheme)
        books, booked = Bookkeeper(self._district, known), Booked.after(self._connection)
        for reading in chain.taken:
            plan = books.plan(reading)
            receipt = receipts[reading.seq] = self._receipt(reading, plan, now)
            number = booked.add(writer, reading, plan, receipt)
            booked.moves += books.book(plan, reading.entry, number)
        booked.write(self._connection, self._accounts, known, now)
        return receipts, known.cards.trusted

    def _receipt(self, reading: Reading, plan: Plan, now: int) -> bytes:
        booking = plan.booking
        receipt = Receipt(
            ledger=reading.ledger,
            seq=reading.seq,
            entry_hash=reading.hash,
            outcome=booking.outcome,
            bearer=booking.bearer,
            time=now,
            flag=booking.flag,
        )
        return sign_receipt(self._district.receipt_signer, receipt)
