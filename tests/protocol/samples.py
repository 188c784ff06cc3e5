"""Fixed keys and one valid value of each kind, for tests to start from and to break."""

from dataclasses import replace

from protocol import (
    bundle,
    credential,
    entry,
    messages,
    offer,
    presentation,
    receipt,
    status_list,
)
from protocol.bundle import Bundle, KeyRole, RosterRow, TrustList
from protocol.credential import Credential, CredentialKind
from protocol.entry import (
    ClockState,
    DecidedBy,
    Decision,
    Entry,
    EntryKind,
    Opening,
    OrderLine,
    Party,
    Role,
    Tender,
)
from protocol.keys import Algorithm, MemorySigner, key_ring
from protocol.messages import (
    Answer,
    EnrolAnswer,
    EnrolRequest,
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    HeartbeatAnswer,
    HeartbeatRequest,
    HoldAnswer,
    HoldRequest,
    KnownEntry,
    KnownLedger,
    LedgerAnswer,
    LedgerRequest,
    Refusal,
    Request,
)
from protocol.offer import Offer
from protocol.presentation import Presentation
from protocol.receipt import Bearer, Outcome, Receipt
from protocol.status_list import Status, StatusList


def signer(algorithm: Algorithm, number: int) -> MemorySigner:
    return MemorySigner.from_secret(algorithm, bytes([number]) * 32, deterministic=True)


ROOT = signer(Algorithm.ED25519, 1)
ISSUER = signer(Algorithm.ED25519, 2)
NODE = signer(Algorithm.ED25519, 3)
PHONE = signer(Algorithm.ESP256, 4)
KIOSK = signer(Algorithm.ESP256, 5)
STRANGER = signer(Algorithm.ESP256, 6)
STRANGER_NODE = signer(Algorithm.ED25519, 7)

ISSUERS = key_ring(ISSUER.public_key)
NODES = key_ring(NODE.public_key)
KIOSKS = key_ring(KIOSK.public_key)

SCHEME = "coin-a"  # 6 characters: the longest with which a phone's code always fits version 11-L
NOW = 1_790_000_000
LEDGER = b"ledger-1"
ID = bytes(range(16))
HASH = bytes(range(32))

CREDENTIAL = Credential(
    pseudonym="a1b2c3d4e5f6",
    expires=NOW + 86_400,
    issued=NOW - 86_400,
    cti=b"cti-0001",
    holder=PHONE.public_key,
    kind=CredentialKind.PHONE,
    scheme=SCHEME,
    slices={7: 100},
    limit_tag=b"tag1",
    price_classes=(1,),
    status_index=200,
)
CARD = Credential(
    pseudonym="f6e5d4c3b2a1",
    expires=NOW + 86_400,
    issued=NOW - 86_400,
    cti=b"cti-0002",
    holder=None,
    kind=CredentialKind.CARD,
    scheme=SCHEME,
    slices={7: 100},
    limit_tag=b"tag2",
    price_classes=(1,),
    status_index=201,
)
PRESENTATION = Presentation(scheme=SCHEME, issued=NOW - 10, counter=b"\x00\x00\x00\x09")
PARTY = Party(
    Role.PAYER,
    CREDENTIAL.cti,
    PRESENTATION.counter,
    CREDENTIAL.limit_tag,
    HASH,
    PRESENTATION.issued,
)
PAYEE = Party(Role.PAYEE, CARD.cti, None, CARD.limit_tag, HASH)
LINES = (OrderLine("lunch", "점심 식권", 1, 3000),)
AMOUNTS = {"general": 15}
PARTS: dict[str, object] = {
    "parties": (PARTY,),
    "lines": LINES,
    "amounts": AMOUNTS,
    "tender": Tender("cash-desk", 500),
    "ref": bytes(16),
    "decided": Decision(DecidedBy.STAND_IN, 15),
    "result": "done",
    "opening": Opening(b"ledger-0", 41, HASH),
    "place": "senior-centre",
}
PARTIES = {
    EntryKind.EARN: (PAYEE,),
    EntryKind.TOP_UP: (PAYEE,),
    EntryKind.CONVERT: (PAYEE,),
    EntryKind.TRANSFER: (PARTY, PAYEE),
}
SPEND = Entry(
    ledger=LEDGER,
    seq=42,
    previous=HASH,
    id=ID,
    kind=EntryKind.SPEND,
    time=NOW,
    clock=ClockState.TRUSTED,
    scheme_version=1,
    bundle_version=3,
    parties=(PARTY,),
    lines=LINES,
    amounts=AMOUNTS,
    decided=Decision(DecidedBy.HOLD, 0),
)
RECEIPT = Receipt(LEDGER, 42, HASH, Outcome.FLAGGED, Bearer.DISTRICT, NOW, "revoked")
TRUST_LIST = TrustList(
    version=2,
    issued=NOW,
    keys=(
        (KeyRole.CREDENTIAL, ISSUER.public_key),
        (KeyRole.RECEIPT, NODE.public_key),
        (KeyRole.RECEIPT, KIOSK.public_key),
    ),
)

STATUS_LIST = StatusList(
    scheme=SCHEME,
    issued=NOW,
    expires=NOW + 86_400,
    ttl_s=3600,
    statuses=status_list.pack({201: Status.INVALID, 202: Status.SUSPENDED}, 4096),
)

CREDENTIAL_BYTES = credential.issue(ISSUER, CREDENTIAL)
CARD_BYTES = credential.issue(ISSUER, CARD)
CODE_BYTES = presentation.present(PHONE, CREDENTIAL_BYTES, PRESENTATION)
SPEND_BYTES = entry.sign_entry(KIOSK, SPEND)
RECEIPT_BYTES = receipt.sign_receipt(NODE, RECEIPT)
TRUST_LIST_BYTES = bundle.sign_trust_list(ROOT, TRUST_LIST)

BUNDLE = Bundle(
    scheme_id=SCHEME,
    version=3,
    issued=NOW,
    expires=NOW + 86_400,
    trust_list=TRUST_LIST_BYTES,
    scheme=b'id = "coin-a"\n',
    facilities={"hall": b'name = "hall"\n'},
)
BUNDLE_BYTES = bundle.sign_bundle(NODE, BUNDLE)
FULL_BUNDLE = replace(
    BUNDLE,
    roster=(RosterRow(CARD.cti, 7, 100, "김○자", (CREDENTIAL.cti,)),),
    earlier_lists=(TRUST_LIST_BYTES,),
)
FULL_BUNDLE_BYTES = bundle.sign_bundle(NODE, FULL_BUNDLE)
STATUS_LIST_BYTES = status_list.sign_status_list(NODE, STATUS_LIST)

OFFER = Offer(
    id=offer.offer_id(KIOSK, "spend", b"offer-1"),
    scheme=SCHEME,
    kind="spend",
    amount=15,
    name="점심 식권",
    until=NOW + 180,
    place="어르신 복지관",
)
OFFER_BYTES = offer.sign_offer(KIOSK, OFFER)
ANSWERED = replace(PRESENTATION, challenge=OFFER.id, amount=OFFER.amount)
ANSWERED_BYTES = presentation.present(PHONE, CREDENTIAL_BYTES, ANSWERED)

HOLD = HoldRequest(ID, CODE_BYTES, HASH, 15, SCHEME, NOW, (bytes(16),))
HEARTBEAT = HeartbeatRequest(
    program="0.1.0",
    scheme_version=1,
    bundle_version=3,
    status_issued=NOW,
    clock=ClockState.TRUSTED,
    devices=(("camera", "ready"), ("printer", "out-of-paper")),
    unsent=2,
    oldest_unsent=NOW - 60,
)
HEARTBEAT_ANSWER = HeartbeatAnswer(4, NOW, (CREDENTIAL_BYTES,), retired=False)
BODIES = (
    HOLD,
    HoldAnswer(ID, held=True, spendable=40, from_slice=5),
    HoldAnswer(ID, held=False, spendable=0, from_slice=0, reason="revoked"),
    EntriesRequest(LEDGER, (EntryItem(SPEND_BYTES, (CODE_BYTES,)), EntryItem(SPEND_BYTES))),
    EntriesAnswer((RECEIPT_BYTES, Refusal("bad-signature")), 43, HASH),
    EntriesAnswer((), 0, None),
    EnrolRequest("ABCD-1234", KIOSK.public_key),
    EnrolAnswer(7, "front desk", TRUST_LIST_BYTES, BUNDLE_BYTES),
    EntriesRequest(LEDGER, (EntryItem(SPEND_BYTES),), ((0, 0), (1, 3), (40, 41))),
    LedgerRequest(max_bytes=40_000),
    LedgerRequest(max_bytes=1, ledger=LEDGER, from_seq=7),
    LedgerAnswer((KnownLedger(LEDGER, 43, HASH),), held=(ID,)),
    LedgerAnswer(
        (KnownLedger(LEDGER, 43, HASH), KnownLedger(bytes(8), 1, HASH)),
        (KnownEntry(EntryItem(SPEND_BYTES, (CODE_BYTES,)), RECEIPT_BYTES),),
    ),
    HEARTBEAT,
    HEARTBEAT_ANSWER,
    replace(HOLD, kind="transfer", payee=CARD_BYTES),
    replace(HOLD, place="shop-1", ref=bytes(16), purses=("policy", "general")),
    HoldAnswer(ID, True, 40, 0, parts={"policy": 10, "general": 5}, reward=3),
    EnrolRequest("ABCD-1234", KIOSK.public_key, "test-hall"),
)
REQUEST = Request("holds", NOW, b"nonce-01", HOLD.to_body())
REQUEST_BYTES = messages.sign_request(KIOSK, REQUEST)
ANSWER = Answer(messages.request_hash(REQUEST_BYTES), NOW, BODIES[1].to_body())
ANSWER_BYTES = messages.sign_answer(NODE, ANSWER)
ENROL_REQUEST_BYTES = messages.sign_request(
    KIOSK, Request("enrol", NOW, b"nonce-02", BODIES[6].to_body())
)
ENROL_ANSWER_BYTES = messages.sign_answer(
    NODE, Answer(messages.request_hash(ENROL_REQUEST_BYTES), NOW, BODIES[7].to_body())
)


def entry_of(kind: EntryKind, **parts: object) -> Entry:
    """An entry of a kind with just these parts, not yet checked against the field table."""
    return Entry(
        ledger=LEDGER,
        seq=42,
        previous=HASH,
        id=ID,
        kind=kind,
        time=NOW,
        clock=ClockState.FLOOR,
        scheme_version=1,
        bundle_version=3,
        **parts,  # type: ignore[arg-type]  # the table decides the names, not the type checker
    )
