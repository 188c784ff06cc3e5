from dataclasses import replace
from typing import Protocol, Self

import pytest

from protocol import cbor, cose, enrolment, errors, messages
from protocol.cbor import Value
from protocol.cose import MessageType
from protocol.errors import BadShape, Misuse, StaleAnswer, UnknownKey
from protocol.messages import (
    Answer,
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    HoldAnswer,
    HoldRequest,
    KnownEntry,
    KnownLedger,
    LedgerAnswer,
    LedgerRequest,
    LostRange,
    Request,
)
from tests.protocol import samples


class Body(Protocol):
    def to_body(self) -> Value: ...

    @classmethod
    def from_body(cls, value: Value) -> Self: ...


@pytest.mark.parametrize("body", samples.BODIES, ids=lambda body: type(body).__name__)
def test_each_body_is_read_back(body: Body) -> None:
    assert type(body).from_body(cbor.decode(cbor.encode(body.to_body()), max_bytes=1 << 20)) == body


@pytest.mark.parametrize("body", samples.BODIES, ids=lambda body: type(body).__name__)
@pytest.mark.parametrize(
    "broken", [None, [], {}, {1: 1}, "text", b"", 0, {"1": 1}, {9: 0}], ids=str
)
def test_a_body_of_any_other_form_is_refused(body: Body, broken: Value) -> None:
    with pytest.raises(BadShape):
        type(body).from_body(broken)


def test_a_request_is_read_back_with_its_hash_and_its_signer() -> None:
    signed = messages.read_request(samples.REQUEST_BYTES, samples.KIOSKS)
    assert signed.request == samples.REQUEST
    assert signed.raw is samples.REQUEST_BYTES
    assert signed.hash == messages.request_hash(samples.REQUEST_BYTES)
    assert signed.kid == samples.KIOSK.public_key.kid
    assert HoldRequest.from_body(signed.request.body) == samples.HOLD


def test_a_request_of_a_stranger_is_refused() -> None:
    data = messages.sign_request(samples.STRANGER, samples.REQUEST)
    with pytest.raises(UnknownKey):
        messages.read_request(data, samples.KIOSKS)


def test_an_answer_counts_for_its_own_request_only() -> None:
    assert (
        messages.read_answer(samples.ANSWER_BYTES, samples.NODES, samples.REQUEST_BYTES)
        == samples.ANSWER
    )
    again = messages.sign_request(samples.KIOSK, replace(samples.REQUEST, nonce=b"nonce-99"))
    with pytest.raises(StaleAnswer):
        messages.read_answer(samples.ANSWER_BYTES, samples.NODES, again)


def test_an_answer_of_anyone_but_the_node_is_refused() -> None:
    data = messages.sign_answer(samples.STRANGER_NODE, samples.ANSWER)
    with pytest.raises(UnknownKey):
        messages.read_answer(data, samples.NODES, samples.REQUEST_BYTES)


def test_a_request_sent_back_is_no_answer() -> None:
    with pytest.raises(errors.WrongType):
        messages.read_answer(samples.REQUEST_BYTES, samples.KIOSKS, samples.REQUEST_BYTES)


@pytest.mark.parametrize(
    "request_",
    [
        Request("", 0, bytes(8), {}),
        Request("holds", -1, bytes(8), {}),
        Request("holds", 0, bytes(7), {}),
        Request("holds", 0, bytes(33), {}),
        Request("holds", 0, bytes(8), None),
    ],
    ids=str,
)
def test_a_request_out_of_shape_is_not_signed(request_: Request) -> None:
    with pytest.raises(Misuse):
        messages.sign_request(samples.KIOSK, request_)


@pytest.mark.parametrize(
    "answer",
    [Answer(bytes(31), 0, {}), Answer(bytes(32), -1, {}), Answer(bytes(32), 0, None)],
    ids=str,
)
def test_an_answer_out_of_shape_is_not_signed(answer: Answer) -> None:
    with pytest.raises(Misuse):
        messages.sign_answer(samples.NODE, answer)


@pytest.mark.parametrize(
    "body",
    [
        HoldAnswer(samples.ID, held=True, spendable=1, from_slice=0, reason="revoked"),
        HoldAnswer(samples.ID, held=False, spendable=0, from_slice=0),
        EntriesAnswer((), 1, None),
        EntriesAnswer((), 0, samples.HASH),
        replace(samples.HOLD, amount=-1),
        replace(samples.HOLD, place="Shop!"),
        replace(samples.HOLD, ref=b"short"),
        replace(samples.HOLD, purses=("p",) * 9),
        replace(samples.HOLD, kind="transfer"),
        replace(samples.HOLD, payee=samples.CARD_BYTES),
        replace(samples.HOLD, kind="donate", payee=samples.CARD_BYTES),
        replace(samples.HOLD, kind="transfer", payee=b""),
        replace(samples.HOLD, kind="transfer", payee=bytes(1000)),
        HoldAnswer(samples.ID, False, 0, 0, "revoked", reward=3),
        HoldAnswer(samples.ID, False, 0, 0, "revoked", parts={"general": 1}),
        replace(samples.HOLD, evidence=bytes(1000)),
        replace(samples.HOLD, voided=(bytes(16),) * (messages.MAX_VOIDED + 1)),
        EntriesRequest(bytes(8), (EntryItem(b"e"),) * (messages.MAX_BATCH_ENTRIES + 1)),
        EntriesRequest(bytes(8), (EntryItem(b"e", (b"c",) * 5),)),
        EntriesRequest(bytes(8), (EntryItem(b""),)),
        LedgerRequest(max_bytes=0),
        LedgerRequest(max_bytes=messages.MAX_PAGE_BYTES + 1),
        LedgerRequest(max_bytes=1, from_seq=1),
        LedgerRequest(max_bytes=1, ledger=bytes(7)),
        LedgerAnswer((KnownLedger(bytes(8), 1, samples.HASH),) * 2),
        LedgerAnswer((KnownLedger(bytes(8), 0, samples.HASH),)),
        LedgerAnswer((KnownLedger(bytes(8), 1, bytes(31)),)),
        LedgerAnswer(
            tuple(
                KnownLedger(number.to_bytes(8), 1, samples.HASH)
                for number in range(messages.MAX_LEDGERS + 1)
            )
        ),
        LedgerAnswer((), (KnownEntry(EntryItem(b""), b"r"),)),
        LedgerAnswer((), (KnownEntry(EntryItem(b"e"), b""),)),
        LedgerAnswer((), (KnownEntry(EntryItem(b"e"), bytes(513)),)),
        LedgerAnswer((), (KnownEntry(EntryItem(b"e"), b"r"),) * (messages.MAX_PAGE_ENTRIES + 1)),
        LedgerAnswer((), held=(bytes(15),)),
        LedgerAnswer((), held=(bytes(16),) * (messages.MAX_HELD + 1)),
    ],
    ids=lambda body: type(body).__name__,
)
def test_contradictions_and_excess_are_refused(body: Body) -> None:
    with pytest.raises(BadShape):
        type(body).from_body(body.to_body())


def test_a_request_without_lost_entries_has_the_bytes_it_always_had() -> None:
    body = EntriesRequest(samples.LEDGER, (EntryItem(b"entry", (b"code",)),)).to_body()
    assert cbor.encode(body).hex() == (
        "a2"  # a map of two
        "01486c65646765722d31"  # 1: ledger-1
        "02818245656e7472798144636f6465"  # 2: [["entry", ["code"]]]
    )


@pytest.mark.parametrize(
    "lost",
    [
        ((1, 0),),
        ((5, 6), (3, 4)),
        ((3, 5), (5, 6)),
        ((3, 4), (3, 4)),
        ((0, messages.MAX_LOST_SEQS),),
        ((0, 0), (1, messages.MAX_LOST_SEQS)),
        tuple((2 * at, 2 * at) for at in range(messages.MAX_LOST_RANGES + 1)),
        ((-1, 0),),
        ((0, 1 << 53),),
    ],
    ids=["turned", "falling", "overlapping", "twice", "long", "long-in-two", "many", "-1", "huge"],
)
def test_lost_ranges_out_of_order_or_over_a_limit_are_refused(lost: tuple[LostRange, ...]) -> None:
    with pytest.raises(BadShape):
        EntriesRequest.from_body(EntriesRequest(bytes(8), (), lost).to_body())


@pytest.mark.parametrize("lost", [[], [[0]], [[0, 1, 2]], [0, 1], {0: 1}, [[False, 1]], [["0", 1]]])
def test_lost_ranges_of_any_other_form_are_refused(lost: Value) -> None:
    with pytest.raises(BadShape):
        EntriesRequest.from_body({1: bytes(8), 2: [], 3: lost})


def test_lost_ranges_are_read_up_to_their_limits() -> None:
    many = tuple((2 * at, 2 * at) for at in range(messages.MAX_LOST_RANGES))
    for lost in (((7, 6 + messages.MAX_LOST_SEQS),), many, ((0, 0), (1, 1))):
        request = EntriesRequest(bytes(8), (), lost)
        assert EntriesRequest.from_body(request.to_body()) == request
        assert messages.lost_seqs(lost) == sum(last + 1 - first for first, last in lost)


def test_the_largest_page_of_a_ledger_fits_into_one_answer() -> None:
    count = messages.MAX_PAGE_ENTRIES
    each = messages.MAX_PAGE_BYTES // count - len(samples.RECEIPT_BYTES) - len(samples.CODE_BYTES)
    item = EntryItem(bytes(each), (samples.CODE_BYTES,))
    ledgers = tuple(
        KnownLedger(number.to_bytes(8), 1, samples.HASH) for number in range(messages.MAX_LEDGERS)
    )
    body = LedgerAnswer(ledgers, (KnownEntry(item, samples.RECEIPT_BYTES),) * count, (bytes(16),))
    answer = replace(samples.ANSWER, body=body.to_body())
    data = messages.sign_answer(samples.NODE, answer)
    found = messages.read_answer(data, samples.NODES, samples.REQUEST_BYTES)
    assert LedgerAnswer.from_body(found.body) == body


def test_the_largest_batch_fits_into_one_request_and_its_answer() -> None:
    count = messages.MAX_BATCH_ENTRIES
    each = messages.MAX_BATCH_BYTES // count - len(samples.CODE_BYTES)
    batch = EntriesRequest(bytes(8), (EntryItem(bytes(each), (samples.CODE_BYTES,)),) * count)
    data = messages.sign_request(
        samples.KIOSK, Request("entries", samples.NOW, bytes(16), batch.to_body())
    )
    read = messages.read_request(data, samples.KIOSKS)
    assert EntriesRequest.from_body(read.request.body) == batch
    receipts = EntriesAnswer((samples.RECEIPT_BYTES,) * count, count, samples.HASH)
    answer = messages.sign_answer(samples.NODE, Answer(read.hash, samples.NOW, receipts.to_body()))
    found = messages.read_answer(answer, samples.NODES, data)
    assert EntriesAnswer.from_body(found.body) == receipts


def test_a_message_over_its_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(errors.TooBig):
        messages.read_request(bytes(1024 * 1024 + 1), samples.KIOSKS)
    with pytest.raises(Misuse):
        messages.sign_request(samples.KIOSK, replace(samples.REQUEST, body=bytes(1024 * 1024)))


def test_enrolment_proves_that_the_new_kiosk_holds_its_key() -> None:
    signed, asked = enrolment.read_enrol_request(samples.ENROL_REQUEST_BYTES)
    assert asked == samples.BODIES[6]
    assert signed.kid == samples.KIOSK.public_key.kid
    forged = messages.sign_request(samples.STRANGER, signed.request)
    with pytest.raises(UnknownKey):
        enrolment.read_enrol_request(forged)
    protected = cose.parse(samples.ENROL_REQUEST_BYTES, MessageType.REQUEST).protected
    stolen = cbor.decode(forged)
    assert isinstance(stolen, list)
    with pytest.raises(errors.BadSignature):
        enrolment.read_enrol_request(cbor.encode([protected, *stolen[1:]]))


def test_only_an_enrolment_proves_itself() -> None:
    with pytest.raises(BadShape):
        enrolment.read_enrol_request(samples.REQUEST_BYTES)
    enrol_body = samples.BODIES[6].to_body()
    other_call = messages.sign_request(samples.KIOSK, replace(samples.REQUEST, body=enrol_body))
    with pytest.raises(BadShape):
        enrolment.read_enrol_request(other_call)


def test_enrolment_is_answered_by_a_node_that_the_pinned_root_vouches_for() -> None:
    found = enrolment.read_enrol_answer(
        samples.ENROL_ANSWER_BYTES, samples.ROOT.public_key, samples.ENROL_REQUEST_BYTES
    )
    assert found.answer == samples.BODIES[7]
    assert (found.trust_list, found.bundle) == (samples.TRUST_LIST, samples.BUNDLE)
    assert found.time == samples.NOW


def test_an_enrolment_answer_of_a_foreign_district_is_refused() -> None:
    with pytest.raises(errors.PinnedRootMismatch):
        enrolment.read_enrol_answer(
            samples.ENROL_ANSWER_BYTES,
            samples.STRANGER_NODE.public_key,
            samples.ENROL_REQUEST_BYTES,
        )


def test_an_enrolment_answer_by_a_key_outside_its_trust_list_is_refused() -> None:
    answer = Answer(
        messages.request_hash(samples.ENROL_REQUEST_BYTES),
        samples.NOW,
        samples.BODIES[7].to_body(),
    )
    for signer in (samples.STRANGER_NODE, samples.ISSUER):  # the issuer's role is another one
        with pytest.raises(UnknownKey):
            enrolment.read_enrol_answer(
                messages.sign_answer(signer, answer),
                samples.ROOT.public_key,
                samples.ENROL_REQUEST_BYTES,
            )


def test_an_enrolment_answer_to_another_request_is_refused() -> None:
    with pytest.raises(StaleAnswer):
        enrolment.read_enrol_answer(
            samples.ENROL_ANSWER_BYTES, samples.ROOT.public_key, samples.REQUEST_BYTES
        )
