"""Who answers in the node's place: garbage, forged, signed by a stranger, or an old true answer.

The lies are the ones that would pay: coins are held, entries are confirmed.
"""

from dataclasses import dataclass, field

from protocol.account_call import ACCOUNT, AccountAnswer
from protocol.cbor import Value
from protocol.entry import entry_hash
from protocol.envelope import Answer, request_hash, sign_answer, unverified_request
from protocol.keys import SIGNATURE_BYTES, Algorithm, PublicKey, Signer
from protocol.messages import (
    HEARTBEAT,
    HOLDS,
    EntriesAnswer,
    EntriesRequest,
    HeartbeatAnswer,
    HoldAnswer,
    HoldRequest,
)
from protocol.receipt import Outcome, Receipt, sign_receipt
from tests.simulation.chance import Chance
from tests.simulation.timeline import Timeline
from tests.simulation.truth import Truth

RICH = 1_000_000


@dataclass(frozen=True)
class Forger:
    """Says that it is the node's key, and cannot sign."""

    public_key: PublicKey
    chance: Chance

    def sign(self, data: bytes) -> bytes:
        """64 bytes that are no signature."""
        return self.chance.bytes(SIGNATURE_BYTES)


@dataclass
class Liar:
    """One on the whole district's lines."""

    chance: Chance
    timeline: Timeline
    truth: Truth
    node_key: PublicKey
    victim: bytes = b""  # a credential
    _old: dict[str, list[bytes]] = field(default_factory=dict)

    def heard(self, call: str, answer: bytes) -> None:
        """Keep a true answer for later."""
        kept = self._old.setdefault(call, [])
        kept.append(answer)
        del kept[:-8]

    def answer(self, call: str, body: bytes) -> bytes:
        """Something that is not the node's answer to this request."""
        old = self._old.get(call)
        match self.chance.between(0, 3 if old else 2):
            case 0:
                return self.chance.bytes(self.chance.between(0, 60))
            case 1:
                return self._forged(call, body, self.chance.signer(Algorithm.ED25519))
            case 2:
                return self._forged(call, body, Forger(self.node_key, self.chance))
            case _:
                return self.chance.pick(old or [b""])

    def document(self, call: str) -> bytes:
        """Not the node's newest document: garbage, damaged, or an old true one."""
        old = self._old.get(call) or [b""]
        first, newest = bytearray(old[0]), bytearray(old[-1])
        match self.chance.between(0, 3):
            case 0:
                return self.chance.bytes(self.chance.between(0, 60))
            case 1:
                return bytes(newest[: self.chance.between(0, len(newest))])
            case 2 if newest:
                newest[self.chance.between(0, len(newest) - 1)] ^= 1
                return bytes(newest)
            case _:
                return bytes(first)

    def _forged(self, call: str, body: bytes, signer: Signer) -> bytes:
        request, _ = unverified_request(body)
        if call == HEARTBEAT:
            wanted = HeartbeatAnswer(1, 0, self._cards(), retired=True).to_body()
        elif call == HOLDS:
            wanted = self._held(request.body)
        elif call == ACCOUNT:
            wanted = AccountAnswer(RICH).to_body()
        else:
            wanted = self._booked(request.body, signer)
        return sign_answer(signer, Answer(request_hash(body), self.timeline.now_s, wanted))

    def _cards(self) -> tuple[bytes, ...]:
        """Somebody's good credential: whoever closes it would refuse them for good."""
        return (self.victim,) if self.victim else ()

    def _held(self, body: Value) -> Value:
        request = HoldRequest.from_body(body)
        return HoldAnswer(request.id, held=True, spendable=RICH, from_slice=0).to_body()

    def _booked(self, body: Value, signer: Signer) -> Value:
        request = EntriesRequest.from_body(body)
        hashes = [entry_hash(item.entry) for item in request.items]
        receipts = [
            sign_receipt(
                signer,
                Receipt(
                    request.ledger,
                    self.truth.signed[hash_].seq,
                    hash_,
                    Outcome.BOOKED,
                    None,
                    self.timeline.now_s,
                    None,
                ),
            )
            for hash_ in hashes
        ]
        size = self.truth.signed[hashes[-1]].seq + 1 if hashes else 0
        return EntriesAnswer(tuple(receipts), size, hashes[-1] if hashes else None).to_body()
