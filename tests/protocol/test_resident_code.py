from dataclasses import replace

import pytest

from protocol import cbor, code, cose, credential, errors, presentation, resident_code
from protocol.cbor import Key, Value
from protocol.cose import MessageType
from protocol.credential import Credential, CredentialKind
from protocol.errors import Misuse, ProtocolError
from protocol.presentation import Presentation
from protocol.resident_code import ResidentCode
from tests.protocol import samples

NOW = samples.NOW


def check(data: str | bytes, at: int = NOW, *, judge_age: bool = True) -> ResidentCode:
    return resident_code.check(data, samples.ISSUERS, samples.SCHEME, at, judge_age=judge_age)


def shown(of: Credential = samples.CREDENTIAL, **change: object) -> bytes:
    value = replace(samples.PRESENTATION, **change)  # type: ignore[arg-type]  # names are its own
    return presentation.present(samples.PHONE, credential.issue(samples.ISSUER, of), value)


def test_a_phone_code_gives_everything_that_kiosk_and_node_need() -> None:
    found = check(code.to_text(samples.CODE_BYTES))
    assert found == check(samples.CODE_BYTES)
    assert found.credential == samples.CREDENTIAL
    assert found.presentation == samples.PRESENTATION
    assert found.evidence == samples.CODE_BYTES
    assert (found.cti, found.counter) == (b"cti-0001", b"\x00\x00\x00\x09")
    assert (found.limit_tag, found.scheme) == (b"tag1", samples.SCHEME)


@pytest.mark.parametrize("kind", [CredentialKind.CARD, CredentialKind.STAFF])
def test_a_card_or_badge_is_its_credential_alone(kind: CredentialKind) -> None:
    bearer = replace(samples.CARD, kind=kind)
    found = check(code.to_text(credential.issue(samples.ISSUER, bearer)))
    assert (found.credential, found.presentation, found.counter) == (bearer, None, None)


@pytest.mark.parametrize("issued", [NOW - 180, NOW - 1, NOW, NOW + 60])
def test_a_presentation_counts_from_180_s_before_to_60_s_after_the_scan(issued: int) -> None:
    assert check(shown(issued=issued)).presentation is not None


@pytest.mark.parametrize(
    ("issued", "error"), [(NOW - 181, errors.TooOld), (NOW + 61, errors.TooEarly)]
)
def test_outside_that_window_it_does_not_count(issued: int, error: type[ProtocolError]) -> None:
    with pytest.raises(error):
        check(shown(issued=issued))
    assert check(shown(issued=issued), judge_age=False).cti == b"cti-0001"


def test_a_credential_counts_until_just_before_it_expires() -> None:
    end = samples.CARD.expires
    assert check(samples.CARD_BYTES, end - 1).cti == b"cti-0002"
    with pytest.raises(errors.CredentialExpired):
        check(samples.CARD_BYTES, end)
    assert check(samples.CARD_BYTES, end, judge_age=False).cti == b"cti-0002"
    with pytest.raises(errors.CredentialExpired):
        check(shown(issued=end), end)


@pytest.mark.parametrize(
    ("issued", "error"), [(NOW - 481, errors.TooOld), (NOW + 361, errors.TooEarly)]
)
def test_slack_widens_the_window_on_both_sides_and_to_its_last_second(
    issued: int, error: type[errors.ProtocolError]
) -> None:
    def slack(issued: int, slack_s: int) -> ResidentCode:
        data = shown(issued=issued)
        return resident_code.check(data, samples.ISSUERS, samples.SCHEME, NOW, slack_s=slack_s)

    just = issued + (1 if issued < NOW else -1)
    assert slack(just, 300).cti == b"cti-0001"
    for wrong in ((issued, 300), (just, 299)):
        with pytest.raises(error):
            slack(*wrong)


def test_slack_does_not_move_the_end_of_a_credential() -> None:
    end = samples.CARD.expires
    with pytest.raises(errors.CredentialExpired):
        resident_code.check(samples.CARD_BYTES, samples.ISSUERS, samples.SCHEME, end, slack_s=300)


def test_a_credential_of_the_future_does_not_count() -> None:
    start = samples.CARD.issued
    assert check(samples.CARD_BYTES, start - 60).cti == b"cti-0002"
    with pytest.raises(errors.TooEarly):
        check(samples.CARD_BYTES, start - 61)


def test_a_phone_credential_without_the_phone_is_refused() -> None:
    with pytest.raises(errors.PresentationMissing):
        check(samples.CREDENTIAL_BYTES)


def test_a_code_of_another_currency_is_refused() -> None:
    other = replace(samples.CREDENTIAL, scheme="coin-b")
    with pytest.raises(errors.WrongScheme):
        check(shown(other, scheme="coin-b"))
    with pytest.raises(errors.WrongScheme):
        check(shown(other))
    with pytest.raises(errors.WrongScheme):
        check(shown(scheme="coin-b"))


def test_a_presentation_signed_by_another_phone_is_refused() -> None:
    stolen = presentation.present(samples.STRANGER, samples.CREDENTIAL_BYTES, samples.PRESENTATION)
    with pytest.raises(errors.BadSignature):
        check(stolen)


def test_a_presentation_signed_by_a_key_of_the_other_kind_is_refused() -> None:
    odd = presentation.present(samples.NODE, samples.CREDENTIAL_BYTES, samples.PRESENTATION)
    with pytest.raises(errors.WrongAlgorithm):
        check(odd)


def test_a_credential_that_no_node_of_ours_issued_is_refused() -> None:
    forged = credential.issue(samples.STRANGER_NODE, samples.CREDENTIAL)
    with pytest.raises(errors.UnknownKey):
        check(presentation.present(samples.PHONE, forged, samples.PRESENTATION))


def test_a_credential_that_the_phone_issued_to_itself_is_refused() -> None:
    forged = credential.issue(samples.PHONE, samples.CREDENTIAL)
    with pytest.raises(errors.UnknownKey):
        check(presentation.present(samples.PHONE, forged, samples.PRESENTATION))


def test_a_presentation_around_a_card_is_refused() -> None:
    around = presentation.present(samples.PHONE, samples.CARD_BYTES, samples.PRESENTATION)
    with pytest.raises(errors.BadShape):
        check(around)


def test_a_presentation_around_a_presentation_is_refused() -> None:
    around = presentation.present(samples.PHONE, samples.CODE_BYTES, samples.PRESENTATION)
    with pytest.raises(errors.WrongType):
        check(around)


@pytest.mark.parametrize("data", [samples.SPEND_BYTES, samples.RECEIPT_BYTES])
def test_a_ticket_or_receipt_spends_nothing(data: bytes) -> None:
    with pytest.raises(errors.WrongType):
        check(data)


def test_a_challenge_counts_only_where_it_was_asked() -> None:
    answered = shown(challenge=b"challenge-1", amount=15)

    def asked(challenge: bytes | None) -> ResidentCode:
        return resident_code.check(
            answered, samples.ISSUERS, samples.SCHEME, NOW, challenge=challenge
        )

    found = asked(b"challenge-1").presentation
    assert found == replace(samples.PRESENTATION, challenge=b"challenge-1", amount=15)
    for other in (None, b"challenge-2"):
        with pytest.raises(errors.WrongChallenge):
            asked(other)
    with pytest.raises(errors.WrongChallenge):
        resident_code.check(
            samples.CODE_BYTES, samples.ISSUERS, samples.SCHEME, NOW, challenge=b"challenge-1"
        )


def test_an_amount_without_its_challenge_counts_nowhere() -> None:
    named = shown(amount=15)
    for asked in (None, b"challenge-1"):
        with pytest.raises(errors.WrongChallenge):
            resident_code.check(named, samples.ISSUERS, samples.SCHEME, NOW, challenge=asked)


@pytest.mark.parametrize(
    "change",
    [
        {"pseudonym": "short"},
        {"pseudonym": "a1b2c3d4e5f67"},
        {"pseudonym": "a1b2c3d4e5f\n"},
        {"expires": NOW - 86_400},
        {"expires": -1},
        {"cti": bytes(7)},
        {"holder": None},
        {"holder": samples.NODE.public_key},
        {"kind": CredentialKind.CARD},
        {"scheme": ""},
        {"scheme": "Coin"},
        {"scheme": "a" * 17},
        {"slices": dict.fromkeys(range(9), 1)},
        {"slices": {7: -1}},
        {"slices": {-1: 1}},
        {"limit_tag": bytes(5)},
        {"price_classes": (1, 2, 3, 4, 5)},
        {"price_classes": (-1,)},
        {"status_index": 1 << 32},
    ],
    ids=str,
)
def test_a_credential_out_of_shape_is_not_issued(change: dict[str, object]) -> None:
    with pytest.raises(Misuse):
        credential.issue(samples.ISSUER, replace(samples.CREDENTIAL, **change))  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    "change",
    [
        {"scheme": "-"},
        {"issued": -1},
        {"counter": bytes(3)},
        {"challenge": bytes(7)},
        {"challenge": bytes(17)},
        {"amount": -1},
    ],
    ids=str,
)
def test_a_presentation_out_of_shape_is_not_signed(change: dict[str, object]) -> None:
    with pytest.raises(Misuse):
        shown(**change)  # type: ignore[arg-type]  # wrong on purpose


def _map(value: Value) -> dict[Key, Value]:
    assert isinstance(value, dict)
    return value


CLAIMS = _map(cbor.decode(cose.parse(samples.CREDENTIAL_BYTES, MessageType.CREDENTIAL).payload))
OURS = _map(CLAIMS[-70001])
CLAIM_CHANGES: list[dict[Key, Value]] = [
    {1: "issuer"},
    {2: b"a1b2c3d4e5f6"},
    {2: None},
    {4: "soon"},
    {4: True},
    {7: "cti-0001"},
    {8: {}},
    {8: {1: {}}},
    {8: {3: b"kid"}},
    {8: None},
    {-70001: {}},
    {-70001: {**OURS, 1: 0}},
    {-70001: {**OURS, 1: 4}},
    {-70001: {**OURS, 1: True}},
    {-70001: {**OURS, 2: b"coin-a"}},
    {-70001: {**OURS, 3: [1]}},
    {-70001: {**OURS, 3: {"7": 100}}},
    {-70001: {**OURS, 3: {1 << 16: 100}}},
    {-70001: {**OURS, 5: {}}},
    {-70001: {**OURS, 7: 0}},
    {-70002: 0},
]


@pytest.mark.parametrize("change", CLAIM_CHANGES, ids=str)
def test_claims_out_of_shape_are_refused_though_truly_signed(change: dict[Key, Value]) -> None:
    payload = cbor.encode({**CLAIMS, **change})
    data = cose.sign1(samples.ISSUER, MessageType.CREDENTIAL, payload)
    with pytest.raises(errors.BadShape):
        credential.read(data, samples.ISSUERS)


@pytest.mark.parametrize("claim", [2, 4, 6, 7, 8, -70001])
def test_no_claim_may_be_missing(claim: int) -> None:
    payload = cbor.encode({key: value for key, value in CLAIMS.items() if key != claim})
    data = cose.sign1(samples.ISSUER, MessageType.CREDENTIAL, payload)
    with pytest.raises(errors.BadShape):
        credential.read(data, samples.ISSUERS)


def test_the_presentation_itself_is_read_back() -> None:
    for value in (
        samples.PRESENTATION,
        Presentation(samples.SCHEME, 0, bytes(4), b"challenge", (1 << 53) - 1),
    ):
        data = presentation.present(samples.PHONE, samples.CREDENTIAL_BYTES, value)
        message = cose.parse(data, MessageType.PRESENTATION)
        assert presentation.read(message, samples.PHONE.public_key) == value
