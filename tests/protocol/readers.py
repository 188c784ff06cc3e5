"""Every reader that meets bytes from outside, with one valid message for each."""

from collections.abc import Callable
from dataclasses import dataclass

from protocol import (
    bundle,
    credential,
    enrolment,
    entry,
    messages,
    offer,
    receipt,
    resident_code,
    status_list,
)
from protocol.cose import MessageType
from protocol.keys import MemorySigner
from tests.protocol import samples


@dataclass(frozen=True)
class Reader:
    name: str
    type: MessageType
    read: Callable[[bytes], object]
    valid: bytes
    signer: MemorySigner


def _check(data: bytes) -> object:
    return resident_code.check(data, samples.ISSUERS, samples.SCHEME, samples.NOW)


READERS = (
    Reader(
        "credential",
        MessageType.CREDENTIAL,
        lambda data: credential.read(data, samples.ISSUERS),
        samples.CREDENTIAL_BYTES,
        samples.ISSUER,
    ),
    Reader("phone-code", MessageType.PRESENTATION, _check, samples.CODE_BYTES, samples.PHONE),
    Reader("card-code", MessageType.CREDENTIAL, _check, samples.CARD_BYTES, samples.ISSUER),
    Reader(
        "entry",
        MessageType.ENTRY,
        lambda data: entry.read_entry(data, samples.KIOSKS),
        samples.SPEND_BYTES,
        samples.KIOSK,
    ),
    Reader(
        "receipt",
        MessageType.RECEIPT,
        lambda data: receipt.read_receipt(data, samples.NODES),
        samples.RECEIPT_BYTES,
        samples.NODE,
    ),
    Reader(
        "request",
        MessageType.REQUEST,
        lambda data: messages.read_request(data, samples.KIOSKS),
        samples.REQUEST_BYTES,
        samples.KIOSK,
    ),
    Reader(
        "answer",
        MessageType.ANSWER,
        lambda data: messages.read_answer(data, samples.NODES, samples.REQUEST_BYTES),
        samples.ANSWER_BYTES,
        samples.NODE,
    ),
    Reader(
        "trust-list",
        MessageType.TRUST_LIST,
        lambda data: bundle.read_trust_list(data, samples.ROOT.public_key),
        samples.TRUST_LIST_BYTES,
        samples.ROOT,
    ),
    Reader(
        "bundle",
        MessageType.BUNDLE,
        lambda data: bundle.read_bundle(data, samples.NODES),
        samples.BUNDLE_BYTES,
        samples.NODE,
    ),
    Reader(
        "bundle-with-roster",
        MessageType.BUNDLE,
        lambda data: bundle.read_bundle(data, samples.NODES),
        samples.FULL_BUNDLE_BYTES,
        samples.NODE,
    ),
    Reader(
        "trust-chain",
        MessageType.TRUST_LIST,
        lambda data: bundle.read_trust_chain((data,), samples.ROOT.public_key),
        samples.TRUST_LIST_BYTES,
        samples.ROOT,
    ),
    Reader(
        "status-list",
        MessageType.STATUS_LIST,
        lambda data: status_list.read_status_list(data, samples.NODES),
        samples.STATUS_LIST_BYTES,
        samples.NODE,
    ),
    Reader(
        "enrol-request",
        MessageType.REQUEST,
        enrolment.read_enrol_request,
        samples.ENROL_REQUEST_BYTES,
        samples.KIOSK,
    ),
    Reader(
        "enrol-answer",
        MessageType.ANSWER,
        lambda data: enrolment.read_enrol_answer(
            data, samples.ROOT.public_key, samples.ENROL_REQUEST_BYTES
        ),
        samples.ENROL_ANSWER_BYTES,
        samples.NODE,
    ),
    Reader(
        "offer",
        MessageType.OFFER,
        lambda data: offer.read_offer(data, samples.KIOSKS),
        samples.OFFER_BYTES,
        samples.KIOSK,
    ),
    Reader(
        "answered-offer",
        MessageType.PRESENTATION,
        lambda data: offer.answered(data, samples.OFFER, samples.ISSUERS, samples.NOW),
        samples.ANSWERED_BYTES,
        samples.PHONE,
    ),
    Reader(
        "evidence",
        MessageType.PRESENTATION,
        lambda data: offer.check_shown(
            data, samples.ISSUERS, samples.SCHEME, samples.NOW, samples.KIOSKS
        ),
        samples.ANSWERED_BYTES,
        samples.PHONE,
    ),
)
