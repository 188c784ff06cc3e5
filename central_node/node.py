"""The node itself: bytes of a call in, bytes of its answer out. HTTP only wraps this.

A request is verified, answered, and what it changed is on the disk before the signed answer exists.
Each call is one transaction, but for entries: a batch is taken in pieces, so that a hold never
waits for a whole one. A crash between two pieces is like a batch that was shorter. Time and
randomness are handed in.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Self

from central_node.account_call import answer_account
from central_node.answers import Resigner
from central_node.cards import CardDesk
from central_node.desk_json import DeskCall, answer_desk
from central_node.desk_tokens import desk_of
from central_node.district import District, Shelf, load_district
from central_node.enrolment import enrol
from central_node.entries import EntryDesk, Item
from central_node.errors import Refused, refused
from central_node.former import issued_by
from central_node.handback import hand_back
from central_node.heartbeat import answer_heartbeat, keep_heartbeat
from central_node.holds import answer_hold
from central_node.key_sweep import sweep
from central_node.kiosks import Caller, KioskRing
from central_node.ledgers import receipts_of
from central_node.notices import Notices
from central_node.offer_receipts import AskMeter, tell_receipt
from central_node.offers import (
    TryMeter,
    forget_answers,
    keep_answer,
    read_answer,
    take_answer,
)
from central_node.pass_call import answer_passes
from central_node.readings import Reader
from central_node.rekey import ledger_key, rekey
from central_node.store import Store
from central_node.wallet import Wallet
from central_node.wallet_json import read_issue, write_issued
from protocol.account_call import ACCOUNT, AccountRequest
from protocol.cbor import Value
from protocol.enrolment import read_enrol_request
from protocol.entry import entry_hash
from protocol.errors import ProtocolError
from protocol.keys import key_ring
from protocol.messages import (
    ENROL,
    ENTRIES,
    HEARTBEAT,
    HOLDS,
    LEDGER,
    Answer,
    EntriesRequest,
    HeartbeatRequest,
    HoldRequest,
    LedgerRequest,
    Refusal,
    SignedRequest,
    read_request,
    sign_answer,
)
from protocol.offer_call import OFFERS_TAKE, TakeAnswer, TakeRequest
from protocol.pass_call import PASSES, PassesRequest
from protocol.problems import ProblemType
from protocol.rekey_call import REKEY

BUNDLE, STATUS_LIST, CREDENTIALS = "bundle", "status-list", "credentials"
OFFERS_ANSWER, OFFERS_RECEIPT = "offers.answer", "offers.receipt"
MAX_PIECE_ENTRIES = 100  # about 10 ms of the write lock; docs/adr/0010-entries-in-pieces.md


class Node:
    """A district's node over one folder. Calls may come from several threads at once."""

    def __init__(
        self, store: Store, district: District, random: Callable[[int], bytes] = os.urandom
    ) -> None:
        self._store = store
        self._shelf = Shelf(store, district)
        self._notices = Notices(store, self._shelf)
        self._random = random
        self._tries, self._askings = TryMeter(), AskMeter()
        self._calls: dict[str, Callable[[bytes, int], bytes]] = {
            HOLDS: self._holds,
            ENTRIES: self._entries,
            LEDGER: self._ledger,
            ENROL: self._enrol,
            REKEY: self._rekey,
            HEARTBEAT: self._heartbeat,
            ACCOUNT: self._account,
            PASSES: self._passes,
            OFFERS_TAKE: self._take_offer,
            OFFERS_ANSWER: self._answer_offer,
            OFFERS_RECEIPT: self._tell_receipt,
            BUNDLE: self._bundle,
            STATUS_LIST: self._status_list,
            CREDENTIALS: self._credentials,
        }

    @classmethod
    def open(cls, folder: Path, random: Callable[[int], bytes] = os.urandom) -> Self:
        """Open a seeded folder; the root's secret key is not read. Raises FolderError."""
        store = Store.open(folder)
        try:
            district = load_district(folder, store)
            with store.read() as connection:
                sweep(connection, folder)
            return cls(store, district, random)
        except BaseException:  # whatever it is: let go of the file, and let it go on
            store.close()
            raise

    @property
    def district(self) -> District:
        """What this node works by, as the last call found it."""
        return self._shelf.district

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def handle(self, call: str, body: bytes, now: int) -> bytes:
        """Answer one call; ``now`` is the node's time in epoch seconds.

        `credentials`, `offers.answer` and `offers.receipt` take and give JSON; `bundle` and
        `status-list` take nothing and give a signed document; all others take and give signed
        messages. Raises Refused with nothing changed, and StoreBusy when the same request may be
        sent again later.
        """
        answer = self._calls.get(call)
        if answer is None:
            raise Refused(ProblemType.NOT_FOUND, "not-found", "There is no such call.")
        self._shelf.look(now)
        try:
            return answer(body, now)
        except ProtocolError as exc:
            raise refused(exc) from exc

    def desk(self, call: DeskCall, token: str | None, body: bytes, now: int) -> bytes:
        """Answer a desk's call in JSON, if the token is a desk's. Raises Refused and StoreBusy."""
        district = self._shelf.look(now)
        with self._store.read() as connection:
            name = desk_of(connection, token, now)  # a stranger gets no turn at the write lock
        with self._store.write() as connection:
            return answer_desk(CardDesk(connection, district, self._random, name), call, body, now)

    @property
    def _district(self) -> District:
        return self._shelf.district

    def _bundle(self, _body: bytes, now: int) -> bytes:
        return self._notices.bundle(now)

    def _status_list(self, _body: bytes, now: int) -> bytes:
        return self._notices.status_list(now)

    def _credentials(self, body: bytes, now: int) -> bytes:
        token, key = read_issue(body)
        with self._store.write() as connection:
            raw = Wallet(self._district, self._random).issue(connection, token, key, now)
        district = self._district
        return write_issued(raw, {**district.former_credential_keys, **district.credential_keys})

    def _enrol(self, body: bytes, now: int) -> bytes:
        signed, request = read_enrol_request(body)
        with self._store.write() as connection:
            answer = enrol(connection, self._district, request, now)
        return self._answer(signed, answer.to_body(), now)

    def _rekey(self, body: bytes, now: int) -> bytes:
        with self._store.write() as connection:
            signed, answer = rekey(connection, body, now)
        return self._answer(signed, answer.to_body(), now)

    def _holds(self, body: bytes, now: int) -> bytes:
        signed, caller = self._authenticate(HOLDS, body)
        request = HoldRequest.from_body(signed.request.body)
        with self._store.write() as connection:
            answer = answer_hold(connection, self._district, caller.number, request, now)
        return self._answer(signed, answer.to_body(), now)

    def _entries(self, body: bytes, now: int) -> bytes:
        signed, caller = self._authenticate(ENTRIES, body)
        request = EntriesRequest.from_body(signed.request.body)
        caller = self._author(caller, request)
        items = self._read(caller, request)
        receipts: list[bytes | Refusal] = []
        for start in range(0, max(1, len(items)), MAX_PIECE_ENTRIES):
            piece = items[start : start + MAX_PIECE_ENTRIES]
            with self._store.write() as connection:
                desk = EntryDesk(connection, self._district, caller)
                known = desk.answer(request.ledger, piece, request.lost, now)
            receipts += known.receipts
        return self._answer(signed, replace(known, receipts=tuple(receipts)).to_body(), now)

    def _author(self, caller: Caller, request: EntriesRequest) -> Caller:
        """The kiosk that asks, with the key that signed the ledger, which may be a former one."""
        with self._store.read() as connection:
            key = ledger_key(connection, caller.number, caller.key, request)
        return replace(caller, key=key)

    def _read(self, caller: Caller, request: EntriesRequest) -> list[Item]:
        """Read the items of a batch, but for those that have their receipt. Takes no write lock."""
        district = self._district
        hashes = [entry_hash(item.entry) for item in request.items]
        with self._store.read() as connection:
            before = receipts_of(connection, caller.key.kid, request.ledger, hashes)
            issued = issued_by(connection, district.former_credential_keys, request.items)
        reader = Reader(
            kiosk=key_ring(caller.key),
            credential_keys=district.credential_keys,
            scheme=district.scheme.id,
            former_keys=district.former_credential_keys,
            issued=issued,
        )
        resigner = Resigner.of(district)
        return [
            resigner.answer(before[hash_]) if hash_ in before else reader.read(item)
            for item, hash_ in zip(request.items, hashes, strict=True)
        ]

    def _ledger(self, body: bytes, now: int) -> bytes:
        signed, caller = self._authenticate(LEDGER, body)
        request = LedgerRequest.from_body(signed.request.body)
        with self._store.read() as connection:
            answer = hand_back(connection, caller.number, request, Resigner.of(self._district))
        return self._answer(signed, answer.to_body(), now)

    def _heartbeat(self, body: bytes, now: int) -> bytes:
        signed, caller = self._authenticate(HEARTBEAT, body)
        request = HeartbeatRequest.from_body(signed.request.body)
        with self._store.read() as connection:  # packing a list takes a while
            issued = self._notices.statuses.issued(connection, self._district, now)
        with self._store.write() as connection:
            keep_heartbeat(connection, caller.number, request, signed.request.time, now)
            forget_answers(connection, now)
        with self._store.read() as connection:  # holds need not wait for what is looked up
            answer = answer_heartbeat(connection, caller.number, issued, now)
        return self._answer(signed, answer.to_body(), now)

    def _account(self, body: bytes, now: int) -> bytes:
        signed, caller = self._authenticate(ACCOUNT, body)
        request = AccountRequest.from_body(signed.request.body)
        with self._store.read() as connection:
            answer = answer_account(connection, self._district, caller.number, request, now)
        return self._answer(signed, answer.to_body(), now)

    def _passes(self, body: bytes, now: int) -> bytes:
        signed, caller = self._authenticate(PASSES, body)
        request = PassesRequest.from_body(signed.request.body)
        with self._store.read() as connection:
            answer = answer_passes(connection, self._district, caller.number, request, now)
        return self._answer(signed, answer.to_body(), now)

    def _answer_offer(self, body: bytes, now: int) -> bytes:
        with self._store.read() as connection:  # a stranger gets no turn at the write lock
            answer = read_answer(connection, self._district, self._tries, body, now)
        if not answer.known:
            with self._store.write() as connection:
                keep_answer(connection, answer, now)
        return answer.told

    def _tell_receipt(self, body: bytes, now: int) -> bytes:
        with self._store.read() as connection:
            return tell_receipt(connection, self._district, self._askings, body, now)

    def _take_offer(self, body: bytes, now: int) -> bytes:
        signed, caller = self._authenticate(OFFERS_TAKE, body)
        request = TakeRequest.from_body(signed.request.body)
        with self._store.read() as connection:
            evidence = take_answer(connection, caller.number, request.id, now)
        return self._answer(signed, TakeAnswer(request.id, evidence).to_body(), now)

    def _authenticate(self, call: str, body: bytes) -> tuple[SignedRequest, Caller]:
        """A request that an enrolled kiosk signed for this very call. Needs no write lock."""
        with self._store.read() as connection:
            ring = KioskRing(connection)
            signed = read_request(body, ring)
            caller = ring.caller(signed.kid)
        if signed.request.call != call:
            detail = f"The request was signed for {signed.request.call}."
            raise Refused(ProblemType.WRONG_CALL, "wrong-call", detail)
        return signed, caller

    def _answer(self, signed: SignedRequest, body: Value, now: int) -> bytes:
        answer = Answer(request_hash=signed.hash, time=now, body=body)
        return sign_answer(self._district.receipt_signer, answer)
