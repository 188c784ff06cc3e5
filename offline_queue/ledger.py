"""The ledger: what happened at this kiosk, signed, chained by hash, in one SQLite file.

How an entry becomes durable (rules 6, 7 and 9 of the house):

1. BEGIN IMMEDIATE: nobody else can write from here on, in this or another process.
2. Look for an entry with this id. There is one with the same content: that is the answer. With
   other content: `IdReused`, an alarm and never a duplicate.
3. Look whether a code shown, (cti, counter), has served another visit: `AlreadyUsed`; whether its
   credential was closed here: `CredentialClosed`; whether a PIN was tried too often: `PinBlocked`;
   whether a reversal would give back too much: `OverReversed`; whether what a machine counted has
   served another earning: `CountUsed`.
4. Read the head. The entry gets its seq, the hash of the entry before, and a time that is not
   earlier than any before it.
5. Sign it. The bytes that are signed are the bytes that are kept and sent.
6. Insert it with its evidence, and move the head on the condition that it is still the one read.
7. COMMIT, which returns after the medium has it. Only now does `append` return, and only then may
   a screen say that coins were used.
8. A failure before 7 leaves nothing. If 7 itself reports a failure the outcome is unknown: the
   connection is made anew, by the code of the first start, and step 2 finds out.

A power cut at any point leaves the file as after some 7. What it left half done for a visit is an
intent without an entry, which `recover` voids at the next start, or a spend without a `fulfil`,
which `unfulfilled` tells. No entry is changed or removed, ever (evidence goes when it is old: see
`erase`); an entry without a receipt is what is still to be sent.
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Self

from offline_queue import earlier
from offline_queue.chain import Author, extend, read_head
from offline_queue.clock import Moment
from offline_queue.codes import require_unused
from offline_queue.database import Connect, Session, connect_to_write
from offline_queue.earlier import Answered, Remembered
from offline_queue.erase import Erased, erase_step, put_back_log
from offline_queue.errors import BadDraft, IdReused
from offline_queue.first_look import first_look
from offline_queue.genesis import Genesis
from offline_queue.intents import insert_intent, open_intents, same_intent
from offline_queue.pins import PinResult, keep_verifier, keeps, require_pin_rules
from offline_queue.reader import Questions
from offline_queue.receipts import NODE_TIME_STEP_S, missing, store
from offline_queue.records import (
    GIVEN_UP,
    INTERRUPTED,
    CheckedReceipt,
    Counts,
    Draft,
    Intent,
    Recorded,
    Unfulfilled,
)
from offline_queue.recover_swap import require_finished
from offline_queue.reversing import require_own_count, require_reversible
from offline_queue.standing import require_open
from protocol.entry import EntryKind, Opening
from protocol.ids import uuid7
from protocol.keys import Signer

__all__ = ["Counts", "Draft", "Intent", "Ledger", "Recorded", "Unfulfilled"]

FIRST_LEDGER: Final = Opening()
"""The opening of a ledger that has none before it."""


class Ledger(Questions):
    """The ledger of one kiosk, for writing. It belongs to the thread that opened it."""

    def __init__(self, session: Session, genesis: Genesis) -> None:
        super().__init__(session)
        self._clock, self._random = genesis.clock, genesis.random
        self._author = Author(self.name, genesis.signer)

    @classmethod
    def open(
        cls,
        path: Path,
        signer: Signer,
        clock: Callable[[], Moment],
        random: Callable[[int], bytes],
        *,
        opening: Opening = FIRST_LEDGER,
        connect: Connect = connect_to_write,
    ) -> Self:
        """Open the ledger at ``path``, or begin one there with an `open` entry.

        ``clock`` tells effective time, ``random(n)`` gives n bytes, ``opening`` names the ledger
        before a new one. What `first_look` does not let pass is refused untouched, and so is a file
        whose recovery was interrupted. Raises `LedgerError`.
        """
        genesis = Genesis(path, signer, clock, random, opening)

        def connect_to_ours(path: Path) -> sqlite3.Connection:
            require_finished(path)
            first_look(path, signer.public_key)
            return connect(path)

        return cls(Session(path, connect_to_ours, genesis.prepare), genesis)

    def append(self, draft: Draft, evidence: Sequence[bytes] = ()) -> Recorded:
        """Write ``draft`` as the next entry, with the codes its parties showed; return when kept.

        The same draft again returns the same entry. Raises `IdReused` for another draft under its
        id, `AlreadyUsed` for a code that has served another visit (an entry of the same visit names
        its first one by ``ref``), `CredentialClosed`, `PinBlocked`, `OverReversed`, `CountUsed`,
        `BadDraft`, or `LedgerError`.
        """
        return self._session.once(lambda: self._found(draft), lambda: self._extend(draft, evidence))

    def append_together(
        self, pieces: Sequence[tuple[Draft, Sequence[bytes]]]
    ) -> tuple[Recorded, ...]:
        """Write several drafts in their order, each with its evidence, all of them or none.

        A later one may name an earlier one by ``ref``. Again is no harm. Raises as `append` does.
        """
        if len(pieces) == 1:
            return (self.append(*pieces[0]),)

        def find() -> tuple[Recorded, ...] | None:
            found = [it for it in (self._found(draft) for draft, _ in pieces) if it is not None]
            return tuple(found) if len(found) == len(pieces) else None

        def write() -> tuple[Recorded, ...]:
            return tuple(
                self._found(draft) or self._extend(draft, evidence) for draft, evidence in pieces
            )

        return self._session.once(find, write)

    def set_pin(self, draft: Draft, verifier: bytes, evidence: Sequence[bytes] = ()) -> Recorded:
        """Write a `pin` entry that says ``set``, and keep the PIN's verifier (32 bytes) with it.

        The one that was set before counts no more. Again is no harm. Raises as `append` does, and
        `IdReused` for another verifier under the same id.
        """

        def find() -> Recorded | None:
            found = self._found(draft)
            if found is not None and not keeps(self._session.connection, found.seq, verifier):
                raise IdReused(draft.id)
            return found

        return self._session.once(find, lambda: self._extend(draft, evidence, verifier))

    def try_pin(self, draft: Draft, evidence: Sequence[bytes] = ()) -> Recorded:
        """Count a try, before the PIN is compared: a `pin` entry that says ``try``.

        Raises `PinBlocked` when it was tried as often as it may be since it was last right, set or
        unblocked; then nothing may be compared. Else as `append`.
        """
        if draft.result != PinResult.TRY:
            raise BadDraft("a try says so")
        return self.append(draft, evidence)

    def begin_intent(self, intent: Intent) -> None:
        """Keep what will be asked of the node, before it is asked; again is no harm.

        Raises `IdReused` for an id that stands for something else, or `LedgerError`.
        """

        def find() -> bool | None:
            same = same_intent(self._session.connection, intent)
            if same is False or (same is None and self._raw(intent.id) is not None):
                raise IdReused(intent.id)
            return same

        def write() -> bool:
            insert_intent(self._session.connection, intent, self._clock().time_s)
            return True

        self._session.once(find, write)

    def recover(self, *, cut: bool = False) -> tuple[Recorded, ...]:
        """Void each intent that has no entry: what a crash or power cut left. Run at each start.

        ``cut``: the ledger was restored and may lack its last entries, those of intents among them.
        So they are given up instead; once given up, an id stays so. Raises `LedgerError`.
        """
        left = self._open_intents()
        if cut:
            for id_, _, _ in left:
                self.give_up(id_)
            return ()
        return tuple(
            self.append(Draft(EntryKind.VOID, id_, scheme, bundle, result=INTERRUPTED))
            for id_, scheme, bundle in left
        )

    def give_up(self, id_: bytes) -> bool:
        """End what the node may hold for an id without entry; return whether that was to be done.

        For an id of which this ledger never heard. Its entry may be among those that were lost with
        a medium, and a ticket may still bring it. So the id is not used again: the `void` has one
        of its own and names this one. Raises `LedgerError`.
        """
        if self.find(id_) is not None or self.is_given_up(id_):
            return False
        fresh = uuid7(self._clock().epoch_ms, self._random)
        self.append(Draft(EntryKind.VOID, fresh, 0, 0, ref=id_, result=GIVEN_UP))
        return True

    def store_receipts(self, receipts: Sequence[CheckedReceipt], node_s: int = 0) -> int:
        """Keep receipts that `check_receipt` let pass; return how many were new.

        ``node_s`` is the node's signed time, for the clock's floor. An entry's first receipt
        stands. Raises `LedgerError`, or `BrokenRule` for a receipt of an entry that is not ours.
        """

        def find() -> int | None:
            fresh = missing(self._session.connection, receipts)
            known_s = read_head(self._session.connection).node_s
            return None if fresh or node_s >= known_s + NODE_TIME_STEP_S else 0

        def write() -> int:
            fresh = missing(self._session.connection, receipts)
            store(self._session.connection, self.name, fresh, node_s)
            return len(fresh)

        return self._session.once(find, write)

    def remember(self, known: Sequence[Remembered], floor_s: int = 0) -> int:
        """Keep what this kiosk did in ledgers before this one; return how much of it was new.

        ``floor_s``: how late it was then at least, epoch seconds. Raises `LedgerError`, or
        `BrokenRule` for an entry of this very ledger.
        """
        return earlier.remember(self._session, known, floor_s)

    def store_earlier(self, answers: Sequence[Answered]) -> int:
        """Keep the node's receipts for entries of earlier ledgers; return how many were new.

        Raises `LedgerError`.
        """

        def find() -> int | None:
            connection = self._session.connection
            known = (earlier.has_receipt(connection, it.entry_hash) for it in answers)
            return 0 if all(known) else None

        def write() -> int:
            new = earlier.put_receipts(self._session.connection, answers)
            earlier.move_marks(self._session.connection)
            return new

        return self._session.once(find, write)

    def erase_evidence(self, kept_s: int) -> Erased:
        """Erase evidence older than ``kept_s`` seconds, in a step that no sale has to wait for.

        Call again until it is ``done``, and once a day: the last step also empties the write-ahead
        log, which holds copies, unless somebody reads it just then. Raises `LedgerError`.
        """
        step = erase_step(self._session, self._clock(), kept_s)
        if step.done:
            put_back_log(self._session)
        return step

    def put_back_log(self) -> bool:
        """Copy the log into the file, flush that and cut the log; False while somebody reads.

        Raises `LedgerError`.
        """
        return put_back_log(self._session)

    def _open_intents(self) -> list[tuple[bytes, int, int]]:
        with self._session.reading() as connection:
            return open_intents(connection)

    def _found(self, draft: Draft) -> Recorded | None:
        raw = self._raw(draft.id)
        if raw is None:
            return None
        found = self._read(raw)
        if Draft.of(found.entry) != draft:
            raise IdReused(draft.id)
        return found

    def _extend(
        self, draft: Draft, evidence: Sequence[bytes], verifier: bytes | None = None
    ) -> Recorded:
        connection = self._session.connection
        require_unused(connection, draft)
        require_open(connection, draft)
        require_pin_rules(connection, draft, verifier)
        require_reversible(connection, draft, self._read)
        require_own_count(connection, draft)
        it = extend(connection, self._author, draft, self._clock(), evidence)
        if verifier is not None:
            keep_verifier(connection, it, verifier)
        return it

    def _raw(self, entry_id: bytes) -> bytes | None:
        sql = "SELECT raw FROM entries WHERE id = ?"
        row = self._session.execute(sql, (entry_id,)).fetchone()
        return None if row is None else row[0]
