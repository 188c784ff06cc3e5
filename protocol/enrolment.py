"""Enrolment: the only exchange between two that do not know each other's keys yet.

The kiosk's request is signed by the key inside it: proof that it holds the key. The node's answer
is signed by a key of the trust list inside it, which the root signed that the kiosk has pinned.
"""

from dataclasses import dataclass

from protocol import bundle, envelope
from protocol.bundle import Bundle, KeyRole, TrustList
from protocol.errors import BadShape, PinnedRootMismatch
from protocol.keys import KeyRing, PublicKey, key_ring
from protocol.messages import ENROL, EnrolAnswer, EnrolRequest, SignedRequest


@dataclass(frozen=True)
class Enrolled:
    """A verified answer: who the kiosk is, and what it works by from now on."""

    answer: EnrolAnswer
    trust_list: TrustList
    bundle: Bundle
    time: int


def read_enrol_request(data: bytes) -> tuple[SignedRequest, EnrolRequest]:
    """A request that proves to hold the key it names. The code is the node's check.

    Raises BadShape, BadKey, UnknownKey, BadSignature and what `cose.parse` raises.
    """
    request, _ = envelope.unverified_request(data)
    if request.call != ENROL:
        raise BadShape(f"a request for {request.call}")
    asked = EnrolRequest.from_body(request.body)
    return envelope.read_request(data, key_ring(asked.public_key)), asked


def read_enrol_answer(data: bytes, root: PublicKey, request_raw: bytes) -> Enrolled:
    """The answer to exactly this request, from a node that the pinned root vouches for."""
    unverified, _ = envelope.unverified_answer(data)
    claimed = EnrolAnswer.from_body(unverified.body)
    trust_list = _trusted(claimed, root)
    ring: KeyRing = trust_list.ring(KeyRole.RECEIPT)
    answer = envelope.read_answer(data, ring, request_raw)
    rules = bundle.read_bundle(claimed.bundle, ring)
    return Enrolled(claimed, trust_list, rules, answer.time)


def _trusted(claimed: EnrolAnswer, root: PublicKey) -> TrustList:
    """The answer's own list, which alone will be kept; earlier ones lead a machine to it.

    A list that the chain passes over was not verified: it must be the one that the chain ends in.
    """
    *earlier, _ = bundle.carried_trust_lists(claimed.bundle)
    last = bundle.follow_trust_chain((*earlier, claimed.trust_list), root)[-1]
    if last.raw != claimed.trust_list:
        raise PinnedRootMismatch("its trust list is not the one that the root's chain ends in")
    return last.trust_list
