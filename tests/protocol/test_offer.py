"""An offer binds kiosk, coins and time; its answer is good for it alone, and nothing else is."""

from dataclasses import replace

import pytest

from protocol import cbor, code, cose, offer, presentation, resident_code
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.errors import (
    BadShape,
    BadSignature,
    Misuse,
    NotOurs,
    ProtocolError,
    TooBig,
    TooOld,
    UnknownKey,
    WrongChallenge,
    WrongScheme,
    WrongType,
)
from protocol.offer import Offer
from protocol.presentation import Presentation
from tests.altering import last_bit_turned
from tests.protocol import samples

LARGEST = replace(
    samples.OFFER,
    scheme="a" * 16,
    kind="k" * offer.MAX_KIND_CHARS,
    id=offer.offer_id(samples.KIOSK, "k", b"offer-1"),
    amount=offer.MAX_OFFER_COINS,
    name="가" * offer.MAX_NAME_CHARS,
    place="나" * offer.MAX_NAME_CHARS,
)
STRANGERS = {samples.STRANGER.public_key.kid: samples.STRANGER.public_key}


@pytest.mark.parametrize(
    "value",
    [samples.OFFER, replace(samples.OFFER, place=None), replace(samples.OFFER, amount=0), LARGEST],
    ids=["usual", "without a place", "without coins", "largest"],
)
def test_an_offer_is_read_back_by_the_node_and_by_an_app(value: Offer) -> None:
    data = offer.sign_offer(samples.KIOSK, value)
    assert offer.read_offer(data, samples.KIOSKS) == value
    assert offer.unverified_offer(code.to_text(data)) == value
    assert len(data) <= MAX_MESSAGE_BYTES[MessageType.OFFER] <= code.MAX_CODE_BYTES


def test_nobody_signs_an_offer_of_anothers_or_out_of_shape() -> None:
    for wrong in (
        replace(samples.OFFER, id=bytes(16)),
        replace(samples.OFFER, id=samples.OFFER.id[:-1]),
        replace(samples.OFFER, kind="earn"),
        replace(samples.OFFER, id=offer.offer_id(samples.KIOSK, "earn", b"offer-1")),
        replace(samples.OFFER, name=""),
        replace(samples.OFFER, name="가" * (offer.MAX_NAME_CHARS + 1)),
        replace(samples.OFFER, place=""),
        replace(samples.OFFER, amount=-1),
        replace(samples.OFFER, amount=offer.MAX_OFFER_COINS + 1),
        replace(samples.OFFER, kind="no slug"),
        replace(samples.OFFER, until=-1),
    ):
        with pytest.raises(Misuse):
            offer.sign_offer(samples.KIOSK, wrong)


def test_a_strangers_and_an_altered_offer_are_refused() -> None:
    with pytest.raises(UnknownKey):
        offer.read_offer(samples.OFFER_BYTES, STRANGERS)
    with pytest.raises(BadSignature):
        offer.read_offer(samples.OFFER_BYTES.replace(b"spend", b"speed"), samples.KIOSKS)
    with pytest.raises(WrongType):
        offer.read_offer(samples.RECEIPT_BYTES, samples.KIOSKS)
    with pytest.raises(NotOurs):
        offer.unverified_offer("https://example.org")


def test_an_offer_is_no_residents_code_and_no_residents_code_is_an_offer() -> None:
    with pytest.raises(WrongType):
        resident_code.check(samples.OFFER_BYTES, samples.ISSUERS, samples.SCHEME, samples.NOW)
    with pytest.raises(WrongType):
        offer.unverified_offer(code.to_text(samples.CARD_BYTES))
    with pytest.raises(TooBig):
        offer.unverified_offer(code.to_text(samples.CODE_BYTES))


def answer(**changes: object) -> bytes:
    """A presentation that answers the sample offer, but for these changes."""
    made = replace(samples.ANSWERED, **changes)  # type: ignore[arg-type] # fields by name
    return presentation.present(samples.PHONE, samples.CREDENTIAL_BYTES, made)


def test_its_answer_is_good_for_it_and_for_nothing_else() -> None:
    found = offer.answered(answer(), samples.OFFER, samples.ISSUERS, samples.NOW)
    assert (found.cti, found.evidence) == (samples.CREDENTIAL.cti, answer())
    for other in (
        replace(samples.OFFER, id=samples.OFFER.id[:-1] + b"!"),
        replace(samples.OFFER, amount=16),
    ):
        with pytest.raises(WrongChallenge):
            offer.answered(answer(), other, samples.ISSUERS, samples.NOW)
    with pytest.raises(WrongChallenge):  # shown to a camera
        resident_code.check(answer(), samples.ISSUERS, samples.SCHEME, samples.NOW)


CAPTURED: dict[str, tuple[bytes, type[ProtocolError]]] = {
    "an ordinary showing": (samples.CODE_BYTES, WrongChallenge),
    "a card": (samples.CARD_BYTES, WrongChallenge),
    "made for another offer": (answer(challenge=bytes(16)), WrongChallenge),
    "without coins": (answer(amount=None), WrongChallenge),
    "of other coins": (answer(amount=14), WrongChallenge),
    "an old one": (answer(issued=samples.NOW - 181), TooOld),
    "an altered one": (last_bit_turned(answer()), BadSignature),
    "of another scheme": (answer(scheme="coin-b"), WrongScheme),
}


@pytest.mark.parametrize(("shown", "error"), CAPTURED.values(), ids=CAPTURED.keys())
def test_what_was_made_elsewhere_answers_no_offer(shown: bytes, error: type[ProtocolError]) -> None:
    with pytest.raises(error):
        offer.answered(shown, samples.OFFER, samples.ISSUERS, samples.NOW)


def evidence(shown: bytes, kid: bytes = samples.KIOSK.public_key.kid) -> resident_code.ResidentCode:
    """What the node makes of evidence that comes from the kiosk with this key."""
    ids = samples.ISSUERS, samples.SCHEME, samples.NOW
    return offer.check_shown(shown, *ids, (kid,))


def test_as_evidence_it_comes_from_the_kiosk_that_offered_and_pays_what_was_signed() -> None:
    for shown in (samples.CODE_BYTES, samples.CARD_BYTES):
        assert offer.signed_for(evidence(shown), 15)
        assert offer.signed_for(evidence(shown), 10_000)
    found = evidence(answer())
    assert [coins for coins in (0, 14, 15, 16) if offer.signed_for(found, coins)] == [15]
    with pytest.raises(WrongChallenge):
        evidence(answer(), samples.STRANGER.public_key.kid)


@pytest.mark.parametrize("kind", ["earn", "reverse", "admit", "collect", "new_kind"])
def test_what_was_signed_for_where_no_coins_are_taken_pays_nothing(kind: str) -> None:
    made = answer(challenge=offer.offer_id(samples.KIOSK, kind, b"offer-1"))
    assert not offer.signed_for(evidence(made), 15)


def test_an_app_and_a_node_refuse_an_offer_that_says_something_else_than_its_id() -> None:
    """A kiosk that asks for a signature to earn by an id to pay by."""
    body = cbor.decode(cose.parse(samples.OFFER_BYTES, MessageType.OFFER).payload)
    assert isinstance(body, dict)
    lies = cbor.encode({**body, 3: "earn"})
    signed = cose.sign1(samples.KIOSK, MessageType.OFFER, lies)
    with pytest.raises(BadShape):
        offer.unverified_offer(code.to_text(signed))
    with pytest.raises(BadShape):
        offer.read_offer(signed, samples.KIOSKS)


def test_evidence_that_names_an_amount_and_no_offer_is_none() -> None:
    bare = Presentation(samples.SCHEME, samples.NOW, bytes(4), amount=15)
    with pytest.raises(WrongChallenge):
        evidence(presentation.present(samples.PHONE, samples.CREDENTIAL_BYTES, bare))


def test_a_payload_without_its_own_part_of_the_id_is_out_of_shape() -> None:
    data = cose.sign1(samples.KIOSK, MessageType.OFFER, b"\xa0")
    with pytest.raises(BadShape):
        offer.read_offer(data, samples.KIOSKS)
