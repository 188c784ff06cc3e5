"""The kiosk's side of the node's calls: sign the request, believe only the answer to it.

An answer counts when a receipt key of the trust list signed it, it carries the hash of this very
request (which names call, time and a fresh nonce), and its body has the shape of the call. Anything
else is `BadAnswer`: unsigned, foreign, old or garbled answers change no state.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from offline_queue.errors import BadAnswer
from offline_queue.http_transport import Transport
from protocol.account_call import ACCOUNT, AccountAnswer, AccountRequest
from protocol.cbor import Value
from protocol.enrolment import Enrolled, read_enrol_answer
from protocol.errors import ProtocolError
from protocol.keys import KeyRing, PublicKey, Signer
from protocol.messages import (
    ENROL,
    ENTRIES,
    HEARTBEAT,
    HOLDS,
    LEDGER,
    Answer,
    EnrolRequest,
    EntriesAnswer,
    EntriesRequest,
    HeartbeatAnswer,
    HeartbeatRequest,
    HoldAnswer,
    HoldRequest,
    LedgerAnswer,
    LedgerRequest,
    Request,
    read_answer,
    sign_request,
)
from protocol.offer_call import OFFERS_TAKE, TakeAnswer, TakeRequest
from protocol.pass_call import PASSES, PassesAnswer, PassesRequest
from protocol.rekey_call import REKEY, RekeyAnswer, ask_rekey

HOLD_TIMEOUT_S: Final = 0.8
"""In all: a person stands there. After it the stand-in rules decide."""

ACCOUNT_TIMEOUT_S: Final = HOLD_TIMEOUT_S
"""In all: a person stands there, and nothing decides in the node's place."""

TAKE_TIMEOUT_S: Final = 3.0
"""In the background, each second; the person looks at their phone meanwhile."""

ENROL_TIMEOUT_S: Final = 30.0
"""A technician stands there, and a bundle comes back."""

BUNDLE_TIMEOUT_S: Final = 60.0
"""In the background; half a megabyte over a slow line."""

STATUS_TIMEOUT_S: Final = 60.0
"""In the background; half a megabyte at its largest."""

HEARTBEAT_TIMEOUT_S: Final = 10.0
"""In the background, once a minute; a few hundred bytes each way."""

ENTRIES_TIMEOUT_S: Final = 30.0
"""For one batch that a tool sends; the sync gives the time that its line needs."""

NONCE_BYTES: Final = 16
BUNDLE_CALL: Final = "bundle"
STATUS_CALL: Final = "status-list"


@dataclass(frozen=True)
class EntriesCall:
    """One signed request about entries in its two halves, for those who do others meanwhile.

    ``carry`` makes the exchange and returns the raw answer; another thread may run it. ``believe``
    is for the client's own thread. Together they raise as `NodeClient.send_entries` does.
    """

    carry: Callable[[], bytes]
    believe: Callable[[bytes], EntriesAnswer]


class NodeClient:
    """Talks to the node with one key over one transport; for one thread.

    ``keys`` are the node's receipt keys, ``now`` tells effective epoch seconds, ``random(n)`` gives
    n bytes. Every call raises `NodeAway`, `NodeRefused` or `BadAnswer`.
    """

    def __init__(
        self,
        transport: Transport,
        signer: Signer,
        keys: KeyRing,
        now: Callable[[], int],
        random: Callable[[int], bytes],
    ) -> None:
        self._transport = transport
        self._signer = signer
        self._keys = keys
        self._now = now
        self._random = random
        self._node_time_s = 0

    @property
    def node_time_s(self) -> int:
        """The latest time in a believed answer, epoch seconds; 0 before the first."""
        return self._node_time_s

    def hold(self, request: HoldRequest) -> HoldAnswer:
        """Ask whether these coins may be spent; answered or given up within 0.8 seconds in all."""
        answer = self._ask(HOLDS, request.to_body(), HOLD_TIMEOUT_S)
        with _believing():
            held = HoldAnswer.from_body(answer.body)
        if held.id != request.id:
            raise BadAnswer("a hold for another id")
        if held.from_slice > request.amount:
            raise BadAnswer("more from the slice than was asked for")
        return held

    def account(self, request: AccountRequest) -> AccountAnswer:
        """Ask what is booked for a person; answered or given up within 0.8 seconds in all."""
        answer = self._ask(ACCOUNT, request.to_body(), ACCOUNT_TIMEOUT_S)
        with _believing():
            return AccountAnswer.from_body(answer.body)

    def passes(self, request: PassesRequest) -> PassesAnswer:
        """Ask what is left of a person's passes; answered or given up as `account`."""
        answer = self._ask(PASSES, request.to_body(), ACCOUNT_TIMEOUT_S)
        with _believing():
            return PassesAnswer.from_body(answer.body)

    def take_offer(self, request: TakeRequest) -> TakeAnswer:
        """Ask whether somebody has answered an offer of this kiosk.

        The evidence inside the answer is not checked.
        """
        answer = self._ask(OFFERS_TAKE, request.to_body(), TAKE_TIMEOUT_S)
        with _believing():
            taken = TakeAnswer.from_body(answer.body)
        if taken.id != request.id:
            raise BadAnswer("about another offer")
        return taken

    def send_entries(
        self, request: EntriesRequest, timeout_s: float = ENTRIES_TIMEOUT_S
    ) -> EntriesAnswer:
        """Deliver entries, or none to ask what the node knows, within ``timeout_s`` in all.

        Receipts inside the answer are not checked.
        """
        call = self.entries_call(request, timeout_s)
        return call.believe(call.carry())

    def entries_call(self, request: EntriesRequest, timeout_s: float) -> EntriesCall:
        """Sign what `send_entries` sends; the time of ``timeout_s`` begins with the carrying."""
        raw = self._signed(ENTRIES, request.to_body())

        def believe(data: bytes) -> EntriesAnswer:
            answer = self._believed(data, raw)
            with _believing():
                known = EntriesAnswer.from_body(answer.body)
            if len(known.receipts) != len(request.items):
                raise BadAnswer(f"{len(known.receipts)} receipts for {len(request.items)} entries")
            return known

        return EntriesCall(lambda: self._transport.post(ENTRIES, raw, timeout_s), believe)

    def ledger(self, request: LedgerRequest, timeout_s: float) -> LedgerAnswer:
        """Ask what the node has of this kiosk's ledgers, within ``timeout_s`` in all.

        Entries and receipts inside the answer are not checked.
        """
        answer = self._ask(LEDGER, request.to_body(), timeout_s)
        with _believing():
            return LedgerAnswer.from_body(answer.body)

    def heartbeat(self, request: HeartbeatRequest) -> HeartbeatAnswer:
        """Tell how this kiosk does; return what the node would have it do.

        Credentials inside the answer are not checked.
        """
        answer = self._ask(HEARTBEAT, request.to_body(), HEARTBEAT_TIMEOUT_S)
        with _believing():
            return HeartbeatAnswer.from_body(answer.body)

    def rekey(self, new: Signer) -> RekeyAnswer:
        """Have ``new`` take the place of this client's own key; asked again is no harm."""
        asked = ask_rekey(new, self._signer.public_key, self._now(), self._random)
        answer = self._ask(REKEY, asked.to_body(), ENROL_TIMEOUT_S)
        with _believing():
            confirmed = RekeyAnswer.from_body(answer.body)
        if confirmed.kid != new.public_key.kid:
            raise BadAnswer("it confirms another key")
        return confirmed

    def enrol(self, code: str, root: PublicKey, place: str | None = None) -> Enrolled:
        """Become a kiosk of the district whose pinned key is ``root``, by a one-time ``code``.

        ``place`` is the facility where it stands.
        """
        request = EnrolRequest(code, self._signer.public_key, place)
        raw = self._signed(ENROL, request.to_body())
        data = self._transport.post(ENROL, raw, ENROL_TIMEOUT_S)
        with _believing():
            enrolled = read_enrol_answer(data, root, raw)
        self._hear(enrolled.time)
        return enrolled

    def _ask(self, call: str, body: Value, timeout_s: float) -> Answer:
        """Ask one call; a dot in its name is a slash in its path."""
        raw = self._signed(call, body)
        return self._believed(self._transport.post(call.replace(".", "/"), raw, timeout_s), raw)

    def _believed(self, data: bytes, raw: bytes) -> Answer:
        """The answer to the request in ``raw``."""
        with _believing():
            answer = read_answer(data, self._keys, raw)
        self._hear(answer.time)
        return answer

    def _signed(self, call: str, body: Value) -> bytes:
        request = Request(call, self._now(), self._random(NONCE_BYTES), body)
        return sign_request(self._signer, request)

    def _hear(self, time_s: int) -> None:
        self._node_time_s = max(self._node_time_s, time_s)


@contextmanager
def _believing() -> Iterator[None]:
    try:
        yield
    except ProtocolError as exc:
        raise BadAnswer(f"{exc.reason}: {exc}") from exc
